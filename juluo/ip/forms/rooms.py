from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.core.pause_fields import PausedForm
from juluo.core.picture_fields import PictureForm, PictureInput
from juluo.ip.forms.weeks import WeekForm
from juluo.ip.models import MESSAGE_LENGTH, ROOM_AUDIENCES, Audience, Room
from juluo.ip.operations.rooms import (
    DESCRIPTION_LENGTH,
    MEETING_URL_LENGTH,
    NOTICE_LENGTH,
    ROOM_NAME_LENGTH,
    RoomWords,
)

_SAID = ("name", "description", "audience", "notice", "meeting_url", "pause_seconds")


class RoomForm(PictureForm, PausedForm, WeekForm):
    name = forms.CharField(label=_("Name"), max_length=ROOM_NAME_LENGTH)
    description = forms.CharField(
        label=_("What it is for"), max_length=DESCRIPTION_LENGTH, required=False,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Everybody reads this, also those who cannot enter."),
    )  # fmt: skip
    audience = forms.ChoiceField(label=_("Who may enter"), choices=ROOM_AUDIENCES, initial=Audience.MEMBERS)
    notice = forms.CharField(
        label=_("Pinned notice"), max_length=NOTICE_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands on top of the talk. Only those inside read it."),
    )  # fmt: skip
    meeting_url = forms.CharField(
        label=_("Link to a meeting"), max_length=MEETING_URL_LENGTH, required=False,
        help_text=_("An address elsewhere, beginning with https://. Only those inside see it."),
    )  # fmt: skip
    picture = forms.FileField(label=_("Picture"), required=False, widget=PictureInput)

    @staticmethod
    def of(room: Room | None) -> dict[str, Any]:
        return {name: getattr(room, name) for name in _SAID} | WeekForm.days_of(room.hours) if room else {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [name for name in self.fields if name.startswith("day_")]
        self.order_fields([*(name for name in self.fields if name not in days), *days])
        self.fields[days[0]].help_text = _(
            "When one may write, by the clocks of the space. Leave every day empty, and the room is always open."
        )

    def words(self) -> RoomWords:
        return RoomWords(**{name: self.cleaned_data[name] for name in _SAID}, hours=self.lines())


class MessageForm(forms.Form):
    text = forms.CharField(
        label=_("Your message"), max_length=MESSAGE_LENGTH, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Plain text. An @ before a member's name tells them."),
    )  # fmt: skip
    answers = forms.UUIDField(required=False, widget=forms.HiddenInput)


class MessageTextForm(forms.Form):
    text = forms.CharField(label=_("Your message"), max_length=MESSAGE_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))


class MessageFilterForm(forms.Form):
    state = forms.ChoiceField(
        required=False, choices=[("", ""), ("hidden", ""), ("reported", "")], widget=forms.HiddenInput
    )
