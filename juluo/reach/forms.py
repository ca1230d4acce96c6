"""What a member wants to be told of, as a form."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from juluo.reach.models import Habit
from juluo.reach.news import Channel, Kind
from juluo.reach.operations.preferences import Wanted
from juluo.reach.rules.wishes import Wishes, is_wanted

_CLOCK = {"type": "time"}


class PreferencesForm(forms.Form):
    """The matrix as ticked boxes "kind:channel"; a box that a law ticks is no part of it."""

    choices = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    language = forms.ChoiceField(label=_("Language of mails"), required=False)
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=40, required=False, widget=forms.TextInput(attrs={"list": "time-zones"}),
        help_text=_("Left empty, it is that of the space."),
    )  # fmt: skip
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs=_CLOCK, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"), required=False, widget=forms.TimeInput(attrs=_CLOCK, format="%H:%M"),
        help_text=_("Mails that come up in between wait until then."),
    )  # fmt: skip
    field_order = ("quiet_from", "quiet_until", "time_zone", "language")

    def __init__(self, *args: Any, kinds: Sequence[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        self._boxes = [(kind.key, channel.value) for kind in kinds for channel in Channel if channel not in kind.laws]
        self._field("choices").choices = [(f"{kind}:{channel}", channel) for kind, channel in self._boxes]
        self._field("language").choices = [("", _("As the space")), *settings.LANGUAGES]

    def wanted(self) -> Wanted:
        data = self.cleaned_data
        ticked = set(data["choices"])
        return Wanted(
            choices={box: ":".join(box) in ticked for box in self._boxes},
            language=data["language"],
            time_zone=data["time_zone"].strip(),
            quiet_from=_minutes(data["quiet_from"]),
            quiet_until=_minutes(data["quiet_until"]),
        )

    def _field(self, name: str) -> Any:
        return self.fields[name]


def initial_of(kinds: Sequence[Kind], said: Wishes, habit: Habit | None) -> dict[str, Any]:
    """What the form shows to somebody who said so much."""
    ticked = [f"{kind.key}:{channel}" for kind in kinds for channel in Channel if is_wanted(kind, channel, said)]
    own = habit or Habit()
    return {
        "choices": ticked,
        "language": own.language,
        "time_zone": own.time_zone,
        "quiet_from": _clock(own.quiet_from),
        "quiet_until": _clock(own.quiet_until),
    }


def _minutes(at: time | None) -> int | None:
    return None if at is None else at.hour * 60 + at.minute


def _clock(minutes: int | None) -> time | None:
    return None if minutes is None else time(*divmod(minutes, 60))
