"""Forms around the desk where posts are written: when, through whose eyes, what is put in, and who is behind it."""

from dataclasses import fields
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from juluo.core.models import Member
from juluo.core.number_fields import WholeNumberField
from juluo.core.picture_fields import PictureForm, PictureInput
from juluo.ip.forms.posts import LAST_NUMBER, DeskFields
from juluo.ip.models import Audience, Colleague, Post, WorkingCopy
from juluo.ip.operations.copies import Desk, DeskWords
from juluo.ip.operations.posts import TEXT_LENGTH, TITLE_LENGTH
from juluo.ip.operations.team import HUMAN_LENGTH, LAST_POSITION, ROLE_LENGTH, SENTENCE_LENGTH, Introduction
from juluo.ip.queries.preview import Eyes


class ScheduleForm(forms.Form):
    """A moment of the space's own time zone, which is the current one while a page is made."""

    due_at = forms.DateTimeField(
        label=_("Publish it at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "input"}, format="%Y-%m-%dT%H:%M"),
    )


class EyesForm(forms.Form):
    """Through whose eyes a post is looked at; a guest's, if it is not said."""

    eyes_of = forms.ChoiceField(label=_("As it is seen by"), choices=Eyes.choices, required=False)

    def eyes(self) -> Eyes:
        self.is_valid()
        return Eyes(self.cleaned_data.get("eyes_of") or Eyes.GUEST)

    def tabs(self) -> list[dict[str, Any]]:
        chosen = self.eyes()
        return [{"label": each.label, "url": f"?eyes_of={each}", "current": each == chosen} for each in Eyes]


class PreviewForm(EyesForm):
    """What is being written; nothing in it is asked for, since nothing is kept."""

    title = forms.CharField(max_length=TITLE_LENGTH, required=False)
    text = forms.CharField(max_length=TEXT_LENGTH, required=False)
    audience = forms.ChoiceField(choices=Audience.choices, required=False)


class CopyForm(PreviewForm, DeskFields):
    """What a desk says, to be kept while it is written: nothing in it is asked for."""

    @staticmethod
    def of(copy: WorkingCopy) -> "CopyForm":
        return CopyForm(initial={"copy": copy.seat})

    def desk(self, writer: Member, post: Post | None, device: str) -> Desk:
        key, number = self.seat()
        return Desk(writer=writer, post=post, key=key, number=number, device=device)

    def words(self) -> DeskWords:
        said = self.cleaned_data
        return DeskWords(title=said["title"], text=said["text"], audience=said["audience"], since=said["since"])


class NewPictureForm(PictureForm):
    """A picture for texts: whoever does not see it is told what it shows."""

    picture = forms.FileField(label=_("Picture"), widget=PictureInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["focus"]
        alt = self.fields["alt"]
        alt.required, alt.help_text = True, _("Read aloud to those who do not see it.")


class BlockFilterForm(forms.Form):
    block = forms.CharField(label=_("Name of the product"), required=False, max_length=60)


class ComparisonForm(forms.Form):
    """Which two revisions are compared, by their numbers."""

    old = WholeNumberField(required=False, min_value=1, max_value=LAST_NUMBER)
    new = WholeNumberField(required=False, min_value=1, max_value=LAST_NUMBER)


class IntroductionForm(forms.Form):
    role = forms.CharField(
        label=_("Role"), max_length=ROLE_LENGTH, help_text=_("As readers know them, like “editor” or “customer care”.")
    )
    sentence = forms.CharField(label=_("In one sentence"), max_length=SENTENCE_LENGTH, required=False)
    human = forms.CharField(
        label=_("Who really writes"), max_length=HUMAN_LENGTH, required=False,
        help_text=_("Only if the name is an invented voice: the real person behind it."),
    )  # fmt: skip
    position = WholeNumberField(label=_("Place in the list"), min_value=1, max_value=LAST_POSITION, initial=1)

    @staticmethod
    def of(colleague: Colleague) -> dict[str, Any]:
        return {each.name: getattr(colleague, each.name) for each in fields(Introduction)}

    def introduction(self) -> Introduction:
        return Introduction(**{each.name: self.cleaned_data[each.name] for each in fields(Introduction)})


class NewColleagueForm(IntroductionForm):
    """Introduces one of the `members`."""

    def __init__(self, members: QuerySet[Member], *args: Any) -> None:
        super().__init__(*args)
        self.fields["member"] = forms.ModelChoiceField(members, label=_("Who"))
        self.order_fields(["member"])
