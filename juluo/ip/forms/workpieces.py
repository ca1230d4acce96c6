from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.core.money import Money
from juluo.core.number_fields import MoneyField
from juluo.ip.models import Version, Workpiece
from juluo.ip.models.workpiece import (
    CHANGES_LENGTH,
    VERSION_NUMBER_LENGTH,
    WORKPIECE_SUMMARY_LENGTH,
    WORKPIECE_TITLE_LENGTH,
)
from juluo.ip.operations.workpieces import VersionWords
from juluo.ip.queries.workpieces import workpieces_of_staff
from juluo.ip.rules.versions import as_lines, qualities_in

_LONGEST_LINES, _MOST_OFFERED = 1000, 200


class WorkpieceForm(forms.Form):
    title = forms.CharField(label=_("What is being made?"), max_length=WORKPIECE_TITLE_LENGTH)
    summary = forms.CharField(
        label=_("In a few words"), max_length=WORKPIECE_SUMMARY_LENGTH, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    product = forms.SlugField(
        label=_("Product in the mall"), max_length=80, required=False,
        help_text=_("The end of its address, once it is sold: its card stands on the page."),
    )  # fmt: skip

    @staticmethod
    def of(workpiece: Workpiece) -> dict[str, Any]:
        return {name: getattr(workpiece, name) for name in ("title", "summary", "product")}


class VersionForm(forms.Form):
    number = forms.CharField(label=_("Version"), max_length=VERSION_NUMBER_LENGTH, help_text=_("Like 0.3."))
    on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d")
    )
    state = forms.ChoiceField(
        label=_("State"), choices=Version.State.choices, help_text=_("Everybody sees it but a draft.")
    )
    changes = forms.CharField(
        label=_("What changed"), max_length=CHANGES_LENGTH, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("In Markdown."),
    )  # fmt: skip
    qualities = forms.CharField(
        label=_("Quality"), max_length=_LONGEST_LINES, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A quality a line with its score from 0 to 100, like “Aroma 82”. Everybody sees it."),
    )  # fmt: skip

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.fields["cost"] = MoneyField(
            currency, label=_("What one piece costs to make (%(currency)s)") % {"currency": currency}, required=False,
            help_text=_("Only the staff see it."),
        )  # fmt: skip

    @staticmethod
    def of(version: Version) -> dict[str, Any]:
        said = {name: getattr(version, name) for name in ("number", "on", "state", "changes")}
        return said | {"qualities": as_lines(version.scored), "cost": version.cost_minor}

    def words(self) -> VersionWords:
        """Refused with `bad_quality` if a line has no score."""
        said = {name: self.cleaned_data[name] for name in ("number", "on", "state", "changes")}
        minor = self.cleaned_data["cost"]
        cost = None if minor is None else Money(minor, self.currency)
        return VersionWords(**said, qualities=qualities_in(self.cleaned_data["qualities"]), cost=cost)


class PlaceForm(forms.Form):
    """In which workpiece a need is met."""

    workpiece = forms.TypedChoiceField(label=_("Where is it met?"), required=False, coerce=UUID, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(each.pk), each.title) for each in workpieces_of_staff()[:_MOST_OFFERED]]
        self.fields["workpiece"].choices = [("", _("Nowhere yet")), *known]  # type: ignore[attr-defined] # a choice field

    def chosen(self) -> Workpiece | None:
        found: Workpiece | None = Workpiece.objects.filter(pk=self.cleaned_data["workpiece"]).first()
        return found
