"""What people type about support. Rules are the verbs'; forms only parse."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juluo.core import days
from juluo.core.money import Money
from juluo.core.number_fields import MoneyField
from juluo.core.wording import worded
from juluo.ip.models import THANKS_LENGTH, TIP_PURPOSE_LENGTH, TIP_WORDS_LENGTH, Tip, TipTerms
from juluo.ip.operations.tip_terms import TipChoice
from juluo.ip.operations.tips import TipWords
from juluo.ip.rules.tips import LARGEST_MINOR, MOST_SIZES

_SIZES = tuple(f"size_{at}" for at in range(MOST_SIZES))
_DAY = {"class": "input", "type": "date"}
_BOUNDS = [MinValueValidator(days.FIRST), MaxValueValidator(days.LAST)]


class TipForm(forms.Form):
    """One of the suggested amounts, or any other: what was typed counts. Without suggestions an amount is typed."""

    size = forms.ChoiceField(label=_("How much"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("A word with it"), max_length=TIP_WORDS_LENGTH, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("The staff read it."),
    )  # fmt: skip
    public = forms.BooleanField(label=_("Everybody may read my words"), required=False)
    unnamed = forms.BooleanField(label=_("Do not show my name to others"), required=False)
    field_order = ("size", "amount", "words", "public", "unnamed")

    def __init__(self, *args: Any, terms: TipTerms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = terms
        sizes = [(str(minor), worded(Money(minor, terms.currency))) for minor in terms.sizes]
        if sizes:
            self.fields["size"].choices = sizes  # type: ignore[attr-defined] # a field of choices
            self.fields["size"].initial = sizes[0][0]
        else:
            del self.fields["size"]
        bounds = {"least": worded(terms.least), "most": worded(terms.most)}
        self.fields["amount"] = MoneyField(
            terms.currency, label=_("Another amount") if sizes else _("How much"), required=not sizes,
            help_text=_("From %(least)s to %(most)s.") % bounds,
        )  # fmt: skip
        self.order_fields(self.field_order)

    def said(self) -> TipWords:
        typed = self.cleaned_data
        minor = typed["amount"] if typed.get("amount") is not None else int(typed.get("size") or 0)
        return TipWords(minor=minor, words=typed["words"], public=typed["public"], unnamed=typed["unnamed"])


class VoiceForm(forms.Form):
    """What the giver lets others see."""

    public = forms.BooleanField(label=_("Everybody may read my words"), required=False)
    unnamed = forms.BooleanField(label=_("Do not show my name to others"), required=False)

    @staticmethod
    def of(tip: Tip) -> dict[str, Any]:
        return {"public": tip.public, "unnamed": tip.unnamed}


class ThanksForm(forms.Form):
    words = forms.CharField(
        label=_("Your answer"), max_length=THANKS_LENGTH, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One answer to each; the giver is told. If their words are public, so is your answer."),
    )  # fmt: skip


class TipFilterForm(forms.Form):
    """The filters of the list; days include themselves."""

    state = forms.ChoiceField(
        required=False, widget=forms.HiddenInput,
        choices=[("", ""), ("to_thank", ""), ("with_words", ""), ("returned", "")],
    )  # fmt: skip
    since = forms.DateField(
        label=pgettext_lazy("day", "From"),
        required=False,
        validators=_BOUNDS,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=pgettext_lazy("day", "To"),
        required=False,
        validators=_BOUNDS,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )


class VoiceFilterForm(forms.Form):
    state = forms.ChoiceField(
        required=False, widget=forms.HiddenInput, choices=[("", ""), ("reported", ""), ("hidden", "")]
    )


class TipTermsForm(forms.Form):
    """The terms; amounts are typed in major units of the space's currency."""

    is_on = forms.BooleanField(
        label=_("Take support"), required=False,
        help_text=_("Posts, the workshop and the page about you then end with a quiet link to it."),
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("What it is for"), max_length=TIP_PURPOSE_LENGTH, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("People read it before they choose an amount."),
    )  # fmt: skip

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at, name in enumerate(_SIZES, 1):
            self.fields[name] = _amount(currency, _("Suggested amount %(number)d") % {"number": at}, required=False)
        self.fields["least_minor"] = _amount(currency, _("The least"))
        self.fields["most_minor"] = _amount(currency, _("The most"))

    @staticmethod
    def of(terms: TipTerms) -> dict[str, Any]:
        said = {name: getattr(terms, name) for name in ("is_on", "purpose", "least_minor", "most_minor")}
        return said | dict(zip(_SIZES, terms.sizes, strict=False))

    def choice(self) -> TipChoice:
        typed = dict(self.cleaned_data)
        sizes = tuple(typed.pop(name) for name in _SIZES)
        return TipChoice(sizes=tuple(each for each in sizes if each), **typed)


def _amount(currency: str, label: Any, *, required: bool = True) -> MoneyField:
    most = Money(LARGEST_MINOR, currency).amount
    return MoneyField(currency, label=label, required=required, max_value=most)
