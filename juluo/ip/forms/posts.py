import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.core.picture_fields import PictureForm, PictureInput
from juluo.core.sending import new_key
from juluo.ip.models import Audience, Post, Revision, WorkingCopy
from juluo.ip.operations.posts import TEXT_LENGTH, TITLE_LENGTH, PostWords
from juluo.ip.rules.copies import seat_of

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


class _Unseen(forms.CharField):
    """What a page says of itself. What makes no sense counts as nothing said: who writes could not mend it."""

    def clean(self, value: object) -> str:
        try:
            return str(super().clean(value))
        except forms.ValidationError:
            return ""


class DeskFields(forms.Form):
    """What a desk knows of its words. No hidden fields: a draft kept in the browser keeps them beside the words."""

    since = forms.CharField(required=False, widget=forms.TextInput(attrs={"hidden": True}))
    """The revision these words began from."""
    copy = _Unseen(required=False, max_length=30, widget=forms.TextInput(attrs={"hidden": True}))
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
