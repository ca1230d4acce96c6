import re
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.core.number_fields import WholeNumberField
from juluo.core.picture_fields import PictureForm, PictureInput
from juluo.core.sending import new_key
from juluo.ip.models import (
    COMMENT_LENGTH,
    HIDING_WORDS_LENGTH,
    QUOTE_LENGTH,
    Audience,
    Comment,
    Pace,
    Persona,
    Post,
    Revision,
    Series,
    Story,
    WorkingCopy,
)
from juluo.ip.operations.persona import PersonaWords
from juluo.ip.operations.posts import TEXT_LENGTH, TITLE_LENGTH, PostWords
from juluo.ip.operations.series import SERIES_TITLE_LENGTH, SUMMARY_LENGTH
from juluo.ip.rules.copies import seat_of
from juluo.ip.rules.surveys import DAYS, FIELD_LENGTH, GAPS, SIZES

LAST_NUMBER = 2**31 - 1
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class PostFilterForm(forms.Form):
    q = forms.CharField(
        label=_("Title"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"class": "input", "type": "search", "placeholder": _("Title")}),
    )  # fmt: skip
    state = forms.ChoiceField(
        required=False, choices=[("", ""), ("published", ""), ("due", ""), ("draft", "")], widget=forms.HiddenInput
    )


class DeskFields(forms.Form):
    """What a desk knows of its words. No hidden fields: a draft kept in the browser keeps them beside the words."""

    since = forms.CharField(required=False, widget=forms.TextInput(attrs={"hidden": True}))
    """The revision these words began from."""
    copy = forms.CharField(required=False, max_length=30, widget=forms.TextInput(attrs={"hidden": True}))
    """Under which key they are kept on the server while they are written, and how often they were."""

    def clean_since(self) -> int | None:
        """Who cannot say from where they began, began before everything."""
        said = self.cleaned_data["since"]
        return None if not said else int(said) if _NUMBER.fullmatch(said) else 1

    def seat(self) -> tuple[str, int]:
        return seat_of(self.cleaned_data["copy"])


class PostForm(PictureForm, DeskFields):
    picture_name = "cover"

    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)
    text = forms.CharField(
        label=_("Text"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "In Markdown. A line like ::product[its-address] shows the card of a product. The line ::wall ends the "
            "part that everyone reads."
        ),
    )
    audience = forms.ChoiceField(
        label=_("Who reads it to its end"),
        choices=Audience.choices,
        initial=Audience.EVERYONE,
        required=False,
        help_text=_("Everyone else reads up to the line ::wall; without that line, only the first words."),
    )
    cover = forms.FileField(label=_("Cover"), required=False, widget=PictureInput)
    no_cover = forms.BooleanField(label=_("Show it without a cover"), required=False)

    @staticmethod
    def of(post: Post | None, latest: Revision | None = None, copy: WorkingCopy | None = None) -> dict[str, Any]:
        """What the post says, or what its writer goes on with; a desk that is new gets a key of its own."""
        words = copy or post
        said = {name: getattr(words, name) for name in ("title", "text", "audience")} if words else {}
        since = copy.since if copy else latest.number if latest else None
        return said | {"since": since, "copy": copy.seat if copy else f"{new_key()}.0"}

    def begin_from(self, revision: Revision) -> None:
        """Let the same words, sent again, stand above what this revision says."""
        self.data = {**self.data.dict(), "since": str(revision.number)}  # type: ignore[attr-defined] # it was posted

    def words(self) -> PostWords:
        said = self.cleaned_data
        key, _number = self.seat()
        return PostWords(
            title=said["title"], text=said["text"], audience=said["audience"] or None, since=said["since"], copy=key
        )


class SeriesForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=Series.Kind.choices,
        initial=Series.Kind.COLUMN,
        required=False,
        help_text=_("A series is read in order; a course has chapters and counts who finished it."),
    )
    title = forms.CharField(label=_("Title"), max_length=SERIES_TITLE_LENGTH)
    summary = forms.CharField(
        label=_("What it is about"), max_length=SUMMARY_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @staticmethod
    def of(series: Series) -> dict[str, Any]:
        return {"title": series.title, "summary": series.summary, "kind": series.kind}

    def told(self) -> dict[str, Any]:
        """Summary and kind as the verbs of series take them; a kind that is not named stays as it is."""
        return {"summary": self.cleaned_data["summary"], "kind": self.cleaned_data["kind"] or None}


class PartsForm(forms.Form):
    """A number for each post that may be a part: those with one are parts, in the order of their numbers."""

    def __init__(self, series: Series, posts: Sequence[Post], *args: Any) -> None:
        super().__init__(*args)
        self.posts = {self._name(post): post for post in posts}
        numbers = {post.pk: at for at, post in enumerate((post for post in posts if post.series_id == series.pk), 1)}
        for name, post in self.posts.items():
            self.fields[name] = WholeNumberField(
                label=post.title, min_value=1, max_value=999, required=False, initial=numbers.get(post.pk),
                widget=forms.NumberInput(attrs={"class": "input"}),
            )  # fmt: skip

    @staticmethod
    def _name(post: Post) -> str:
        return f"part-{post.pk}"

    @property
    def rows(self) -> list[tuple[Post, forms.BoundField]]:
        return [(post, self[name]) for name, post in self.posts.items()]

    @property
    def readable(self) -> bool:
        """Whether readers see the series already."""
        return any(post.series_id and post.published_at for post in self.posts.values())

    def ordered(self) -> list[UUID]:
        numbered = [(self.cleaned_data[name], post.pk) for name, post in self.posts.items() if self.cleaned_data[name]]
        return [post_id for _number, post_id in sorted(numbered, key=lambda each: each[0])]


class PersonaForm(PictureForm):
    picture_name = "portrait"

    name = forms.CharField(label=_("Name"), max_length=80)
    kind = forms.ChoiceField(label=_("What is it?"), choices=Persona.Kind.choices)
    human_author = forms.CharField(
        label=_("The person behind it"), max_length=60, help_text=_("A real name, also when the voice is invented.")
    )
    tagline = forms.CharField(label=_("In one sentence"), max_length=120, required=False)
    beliefs = forms.CharField(
        label=_("What it believes"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One sentence a line, seven at most."),
    )
    origin = forms.CharField(
        label=_("Where it comes from"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    timeline = forms.CharField(
        label=_("What happened so far"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A moment a line, thirty at most, each beginning with when: “2009 The first harvest.”"),
    )
    tone = forms.CharField(
        label=_("How it speaks"),
        max_length=200,
        required=False,
        help_text=_("Like “plainly, and never louder than the tea”."),
    )
    contact = forms.CharField(
        label=_("Where help is found"),
        max_length=200,
        required=False,
        help_text=_("For questions about orders: a telephone number, hours, an address."),
    )
    portrait = forms.FileField(label=_("Portrait"), required=False, widget=PictureInput)

    @staticmethod
    def of(persona: Persona | None) -> dict[str, Any]:
        said = asdict(PersonaWords.of(persona)) if persona else {}
        return said | {name: "\n".join(said.get(name, [])) for name in ("beliefs", "timeline")}

    def words(self) -> PersonaWords:
        said = {each.name: self.cleaned_data[each.name] for each in fields(PersonaWords)}
        return PersonaWords(**said | {name: said[name].splitlines() for name in ("beliefs", "timeline")})


class StoryForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)
    text = forms.CharField(
        label=_("Story"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 18}), help_text=_("In Markdown.")
    )

    @staticmethod
    def of(story: Story | None) -> dict[str, Any]:
        return {"title": story.title, "text": story.text} if story else {}


class PaceForm(forms.Form):
    """A button alone sends no pace: it is then as it was, or the default."""

    pace = forms.ChoiceField(
        label=_("How soon you hear of it"), choices=Pace.choices, required=False, widget=forms.RadioSelect
    )


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Your comment"),
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Plain text. An @ before a member's name tells them."),
    )


class QuoteForm(CommentForm):
    quote = forms.CharField(
        label=_("The quote"),
        max_length=QUOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Leave out what you do not need, and change nothing."),
    )
    field_order = ("quote", "text")


class CommentFilterForm(forms.Form):
    state = forms.ChoiceField(
        required=False, choices=[("", ""), ("hidden", ""), ("reported", "")], widget=forms.HiddenInput
    )


class ReportFilterForm(forms.Form):
    state = forms.ChoiceField(
        required=False, choices=[("", ""), ("open", ""), ("closed", "")], widget=forms.HiddenInput
    )


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Comment.Reason.choices)
    words = forms.CharField(label=_("In your words"), max_length=HIDING_WORDS_LENGTH, required=False)


class HidingForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why is it hidden?"), choices=Comment.Reason.choices)
    words = forms.CharField(
        label=_("In your words"),
        max_length=HIDING_WORDS_LENGTH,
        required=False,
        help_text=_("Its author reads the reason and these words."),
    )


class SurveyForm(forms.Form):
    field = forms.CharField(
        label=_("In which field?"),
        max_length=FIELD_LENGTH,
        help_text=_("“When you think of …, what is this to you?” Rock tea, cooking classes, running shoes."),
    )
    size = WholeNumberField(label=_("How many members to ask"), min_value=SIZES[0], max_value=SIZES[1], initial=100)
    gap_days = WholeNumberField(
        label=_("Ask nobody again for this many days"), min_value=GAPS[0], max_value=GAPS[1], initial=90
    )
    open_days = WholeNumberField(label=_("Days to answer"), min_value=DAYS[0], max_value=DAYS[1], initial=14)
