"""What forms with weekly hours share: a line for each day."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.core.refusals import Refused
from juluo.ip.rules.hours import spans_in, spans_of, words_of


def _day(label: Any) -> forms.CharField:
    example = forms.TextInput(attrs={"class": "input", "placeholder": "09:00-12:00, 14:00-18:00"})
    return forms.CharField(label=label, required=False, max_length=80, widget=example)


class WeekForm(forms.Form):
    """Hours for each day of the week; a day left empty is closed."""

    day_1 = _day(_("Monday"))
    day_2 = _day(_("Tuesday"))
    day_3 = _day(_("Wednesday"))
    day_4 = _day(_("Thursday"))
    day_5 = _day(_("Friday"))
    day_6 = _day(_("Saturday"))
    day_7 = _day(_("Sunday"))

    @staticmethod
    def days_of(lines: Sequence[str]) -> dict[str, str]:
        """The hours of each day as the form shows them."""
        days = defaultdict(list)
        for span in spans_of(lines):
            days[f"day_{span.day}"].append(words_of(span))
        return {name: ", ".join(spans) for name, spans in days.items()}

    def lines(self) -> list[str]:
        """All hours, as `rules/hours.py` keeps them. A day that cannot be read has been refused by `clean`."""
        return [str(span) for day in range(1, 8) for span in spans_in(self.cleaned_data[f"day_{day}"], day)]

    def clean(self) -> None:
        for day in range(1, 8):
            try:
                spans_in(self.cleaned_data.get(f"day_{day}", ""), day)
            except Refused as refusal:
                self.add_error(f"day_{day}", refusal.message)
