from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.core.number_fields import WholeNumberField
from juluo.ip.forms.weeks import WeekForm
from juluo.ip.models import Consultation
from juluo.ip.operations.appointments import WORDS_LENGTH
from juluo.ip.operations.consultations import (
    LIMITS,
    OFFER_TEXT_LENGTH,
    OFFER_TITLE_LENGTH,
    PLACE_LENGTH,
    ROLE_LENGTH,
    OfferWords,
)

_SAID = ("title", "description", "place", "host_role", "time_zone", "no_show_refund", *LIMITS)


def _number(name: str, label: Any, **more: Any) -> WholeNumberField:
    least, most = LIMITS[name]
    shown = forms.NumberInput(attrs={"class": "input"})
    return WholeNumberField(label=label, min_value=least, max_value=most, widget=shown, **more)


class OfferForm(WeekForm):
    title = forms.CharField(label=_("Title"), max_length=OFFER_TITLE_LENGTH)
    description = forms.CharField(
        label=_("What one gets"), max_length=OFFER_TEXT_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    minutes = _number("minutes", _("Length in minutes"), initial=30)
    pause = _number("pause", _("Pause after each, in minutes"), initial=0)
    seats = _number("seats", _("Seats"), initial=1, help_text=_("1 for a talk in private; more for a group."))
    place = forms.CharField(
        label=_("Where"), max_length=PLACE_LENGTH,
        help_text=_("A link, a telephone number or an address. Only who booked is told."),
    )  # fmt: skip
    host_role = forms.CharField(label=_("Your role"), max_length=ROLE_LENGTH, help_text=_("Like “tea master”."))
    time_zone = forms.CharField(
        label=_("Time zone of the hours"), max_length=40, help_text=_("A name like Asia/Shanghai.")
    )
    exceptions = forms.CharField(
        label=_("Days that differ"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A day a line: “2026-12-24” is closed, “2026-12-24 10:00-12:00” is open then."),
    )  # fmt: skip
    window_days = _number("window_days", _("Booked at most so many days ahead"), initial=30)
    notice_hours = _number("notice_hours", _("Booked at least so many hours before"), initial=24)
    refund_hours = _number(
        "refund_hours", _("Cancelled with all money back until so many hours before"), initial=24,
        help_text=_("Who cancels later gets nothing back. The page says so before paying."),
    )  # fmt: skip
    move_hours = _number("move_hours", _("Moved until so many hours before"), initial=24)
    moves = _number("moves", _("Moved so often at most"), initial=1)
    hold_minutes = _number("hold_minutes", _("A seat waits for payment so many minutes"), initial=15)
    no_show_refund = forms.BooleanField(label=_("Who does not come gets the money back"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [name for name in self.fields if name.startswith("day_")]
        others = [name for name in self.fields if name not in days]
        at = others.index("exceptions")
        self.order_fields([*others[:at], *days, *others[at:]])

    @staticmethod
    def of(offer: Consultation) -> dict[str, Any]:
        said = {name: getattr(offer, name) for name in _SAID} | WeekForm.days_of(offer.hours)
        return said | {"exceptions": "\n".join(offer.exceptions)}

    def words(self) -> OfferWords:
        days = [line for line in self.cleaned_data["exceptions"].splitlines() if line.strip()]
        said = {name: self.cleaned_data[name] for name in _SAID}
        return OfferWords(**said, hours=self.lines(), exceptions=days)


class TimeForm(forms.Form):
    """Which slot: the moment it begins, with its offset from UTC."""

    starts_at = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def clean_starts_at(self) -> datetime:
        try:
            at = datetime.fromisoformat(self.cleaned_data["starts_at"])
        except ValueError:
            at = None
        if at is None or at.tzinfo is None:
            raise forms.ValidationError(_("There is no such time to book. Choose another one."))
        return at


class WordsForm(forms.Form):
    words = forms.CharField(label=_("In your words"), max_length=WORDS_LENGTH)
