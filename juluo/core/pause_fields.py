"""Slow mode as a choice of pauses."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

_PAUSES = (0, 5, 10, 30, 60, 300, 900, 3600)


class PausedForm(forms.Form):
    """A form that asks how long members wait between two messages; a pause that is kept may stay."""

    pause_seconds = forms.TypedChoiceField(
        label=_("Slow mode"), coerce=int, required=False, empty_value=0,  # type: ignore[arg-type] # a number, after `coerce`
        help_text=_("How long a member waits between two messages. The staff never wait."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.initial.get("pause_seconds") or 0
        choices = [(each, _in_words(each)) for each in sorted({*_PAUSES, kept})]
        self.fields["pause_seconds"].choices = choices  # type: ignore[attr-defined] # a choice


def _in_words(seconds: int) -> str:
    if not seconds:
        return gettext("No pause")
    if seconds % 60:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    minutes = seconds // 60
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
