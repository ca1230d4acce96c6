"""What people type into sharing. Rules are the verbs'; forms only parse."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.community.models import Entrance
from juluo.core.models import Member
from juluo.core.number_fields import DecimalNumberField, WholeNumberField
from juluo.sharing.models import Plan
from juluo.sharing.queries.links import member_named
from juluo.sharing.rules.compliance import Terms
from juluo.sharing.rules.links import LONGEST_TARGET

_BP = 100


class ShareForm(forms.Form):
    to = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_TARGET, strip=False)
    days = forms.TypedChoiceField(
        label=_("The link works"),
        choices=[("", _("without an end")), ("7", _("for 7 days")), ("30", _("for 30 days"))],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def expires_at(self, now: datetime) -> datetime | None:
        days: int | None = self.cleaned_data["days"]
        return now + timedelta(days=days) if days else None


class PlanForm(forms.Form):
    rate = DecimalNumberField(
        label=_("Commission (%)"), help_text=_("Of the cash paid for a line; shipping earns nothing."),
        min_value=0, max_value=100, decimal_places=2,
    )  # fmt: skip
    cap = DecimalNumberField(
        label=_("Cap for a line (%)"), help_text=_("All payees of a line together never get more."),
        min_value=0, max_value=100, decimal_places=2,
    )  # fmt: skip
    layers = WholeNumberField(
        label=_("Layers"), help_text=_("One layer: only whoever shared earns."), min_value=1, max_value=9
    )
    protected_days = WholeNumberField(label=_("Days a binding is protected"), min_value=0, max_value=3650)
    lifetime_days = WholeNumberField(label=_("Days a binding lives"), min_value=1, max_value=3650)
    self_purchase = forms.BooleanField(label=_("Own links earn on own orders"), required=False)

    @classmethod
    def showing(cls, plan: Plan | None) -> "PlanForm":
        """The form filled with the plan in force, or with the defaults."""
        shown: Any = plan or Terms(rate_bp=0)
        days = {"protected_days": shown.protected_days, "lifetime_days": shown.lifetime_days}
        rates = {"rate": Decimal(shown.rate_bp) / _BP, "cap": Decimal(shown.cap_bp) / _BP}
        return cls(initial={"layers": shown.layers, "self_purchase": shown.self_purchase} | days | rates)

    def terms(self) -> Terms:
        typed = dict(self.cleaned_data)
        return Terms(rate_bp=int(typed.pop("rate") * _BP), cap_bp=int(typed.pop("cap") * _BP), **typed)


class ListForm(forms.Form):
    """The filters of a list of sharing: `searched` says what its words look for, `states` what they may be."""

    q = forms.CharField(required=False, max_length=60)
    state = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    since = forms.DateField(
        label=_("Opened since"), required=False,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, given: Any, *, searched: str, states: Iterable[str] = (), since: bool = False) -> None:
        super().__init__(given)
        attrs = {"class": "input", "type": "search", "placeholder": searched}
        self.fields["q"].label, self.fields["q"].widget = searched, forms.TextInput(attrs)
        choices: Any = self.fields["state"]
        choices.choices = [("", ""), *((each, "") for each in states)]
        if not since:
            del self.fields["since"]
        self.is_valid()


class RebindForm(forms.Form):
    member = forms.CharField(label=_("Member"), help_text=_("E-mail address, or the code of a link of theirs."))
    sharer = forms.CharField(label=_("New sharer"), help_text=_("E-mail address, or the code of a link of theirs."))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def clean_member(self) -> Member:
        return self._found("member")

    def clean_sharer(self) -> Member:
        return self._found("sharer")

    def _found(self, name: str) -> Member:
        member = member_named(self.cleaned_data[name].strip())
        if member is None:
            raise forms.ValidationError(_("No member of this space has this address or code."), code="unknown")
        return member


class WayForm(forms.Form):
    entrance = forms.ChoiceField(
        label=_("Guests who read it come in through"),
        help_text=_("Whoever came through another entrance before keeps that one."),
    )

    def __init__(self, *args: Any, entrances: Iterable[Entrance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entrance"].choices = [(each.code, each.name) for each in entrances]  # type: ignore[attr-defined] # a choice field
