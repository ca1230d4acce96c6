from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.community.models import MOST_TAGS, REPLY_LENGTH, TAG_LENGTH, TOPIC_LENGTH, TOPIC_TITLE_LENGTH, Circle
from juluo.community.operations.replies import ReplyWords
from juluo.community.operations.topics import TopicWords
from juluo.core.media import keep_picture
from juluo.core.models import Media, Member
from juluo.core.picture_fields import PictureInput
from juluo.ip.models import QUOTE_LENGTH

_HELP = _("Markdown: **bold**, lists, links. An @ before a member's name tells them.")


class _PictureForm(forms.Form):
    picture = forms.FileField(label=_("A picture"), required=False, widget=PictureInput)

    def kept(self, *, by: Member) -> Media | None:
        """The picture that was chosen, kept."""
        given = self.cleaned_data["picture"]
        return keep_picture(given, alt="", member=by) if given else None


class TopicTextForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=TOPIC_TITLE_LENGTH)
    text = forms.CharField(
        label=_("Text"), max_length=TOPIC_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_HELP,
    )  # fmt: skip


class TagsForm(forms.Form):
    tags = forms.CharField(
        label=_("Tags"), max_length=MOST_TAGS * (TAG_LENGTH + 2), required=False,
        help_text=_("Up to five, with commas or spaces between them."),
    )  # fmt: skip

    def clean_tags(self) -> list[str]:
        said: str = self.cleaned_data["tags"]
        for mark in ",，、;；#＃":
            said = said.replace(mark, " ")
        return said.split()


class TopicForm(TopicTextForm, TagsForm, _PictureForm):
    announcement = forms.BooleanField(
        label=_("As an announcement"),
        required=False,
        help_text=_("Everybody here is told, and you see how many read it."),
    )
    field_order = ("title", "text", "picture", "tags", "announcement")

    def __init__(self, *args: Any, announces: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not announces:
            del self.fields["announcement"]

    def words(self, *, by: Member) -> TopicWords:
        said = self.cleaned_data
        return TopicWords(title=said["title"], text=said["text"], tags=said["tags"], picture=self.kept(by=by))


class ReplyForm(_PictureForm):
    text = forms.CharField(
        label=_("Your reply"), max_length=REPLY_LENGTH, widget=forms.Textarea(attrs={"rows": 4}), help_text=_HELP
    )
    field_order: tuple[str, ...] = ("text", "picture")

    def words(self, *, by: Member, **place: Any) -> ReplyWords:
        return ReplyWords(text=self.cleaned_data["text"], picture=self.kept(by=by), **place)


class ReplyQuoteForm(ReplyForm):
    quote = forms.CharField(
        label=_("The quote"), max_length=QUOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Leave out what you do not need, and change nothing."),
    )  # fmt: skip
    field_order = ("quote", "text", "picture")


class ReplyTextForm(forms.Form):
    text = forms.CharField(
        label=_("Your reply"), max_length=REPLY_LENGTH, widget=forms.Textarea(attrs={"rows": 5}), help_text=_HELP
    )


class MoveForm(forms.Form):
    circle = forms.ChoiceField(label=_("Where it belongs"), required=False)

    def __init__(self, *args: Any, places: list[Circle], everywhere: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(each.pk): each for each in places}
        whole = [("", _("The whole space"))] if everywhere else []
        named = [(key, each.name) for key, each in self.places.items()]
        self.fields["circle"].choices = [*whole, *named]  # type: ignore[attr-defined] # a field of choices

    def place(self) -> Circle | None:
        return self.places.get(self.cleaned_data["circle"])
