"""What the blueprint asks. Forms only parse; rules are the verbs'. Each begins with the space as it is."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juluo.community.models import Entrance
from juluo.community.operations.covenants import COVENANT_LENGTH
from juluo.community.rules.entrances import STANDING
from juluo.community.rules.members import NAME_LENGTH
from juluo.community.rules.space import SPACE_NAME_LENGTH
from juluo.core.number_fields import DecimalNumberField, MoneyField, WholeNumberField
from juluo.core.words import Mood, Rung
from juluo.ip.models import Persona

PRICED_RUNGS = (Rung.FAN, Rung.ANGEL, Rung.PARTNER)
_PICTURES = {"accept": "image/jpeg,image/png,image/webp,image/gif"}
_BP = 100


class FoundingForm(forms.Form):
    """What a space begins with. Its owner is whoever founds it."""

    name = forms.CharField(label=_("Name of the space"), max_length=SPACE_NAME_LENGTH)
    slug = forms.CharField(
        label=_("Address"), max_length=40, widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
        help_text=_("Small letters, digits and hyphens, like tea-house. Every link of the space begins with it."),
    )  # fmt: skip
    currency = forms.CharField(
        label=_("Currency"), max_length=3, help_text=_("Its three capital letters, like CNY or EUR.")
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=Persona.Kind.choices)


class StepForm(forms.Form):
    """`currency` is the space's."""

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency


class AudienceForm(StepForm):
    tagline = forms.CharField(
        label=_("For whom is it, and what does it give them?"), max_length=120,
        help_text=_("One sentence. It stands under the name on the home page."),
    )  # fmt: skip
    title = forms.CharField(label=_("A title for the story of why"), max_length=120)
    text = forms.CharField(
        label=_("What troubles them, what would they miss, how often do they need it?"), max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("In your own voice, a few sentences. Everybody reads it under “About”."),
    )  # fmt: skip


class SceneForm(StepForm):
    name = forms.CharField(
        label=_("Where do they meet you first?"), max_length=NAME_LENGTH,
        help_text=_("Like “Counter of the shop” or “Autumn fair”. You will see who came through it."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(each.value, each.label) for each in Entrance.Kind if each not in STANDING],
        widget=forms.RadioSelect,
    )


class PersonaForm(StepForm):
    name = forms.CharField(label=_("Who speaks here?"), max_length=80)
    kind = forms.ChoiceField(label=_("What is it?"), choices=Persona.Kind.choices, widget=forms.RadioSelect)
    human_author = forms.CharField(
        label=_("The person behind it"), max_length=60, help_text=_("A real name, also when the voice is invented.")
    )
    beliefs = forms.CharField(
        label=_("What it believes"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One sentence a line, seven at most. People who believe the same stay."),
    )  # fmt: skip


class LookForm(StepForm):
    name = forms.CharField(label=_("Name of the space"), max_length=SPACE_NAME_LENGTH)
    brand = forms.CharField(
        label=_("Colour"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"placeholder": "#0a6355", "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("Buttons, links and the current tab wear it. Leave it empty for our deep green."),
    )  # fmt: skip
    mood = forms.ChoiceField(label=_("Mood"), choices=Mood.choices, widget=forms.RadioSelect)
    logo = forms.FileField(
        label=_("Logo"), required=False, widget=forms.FileInput(attrs=_PICTURES),
        help_text=_("A square picture, JPEG, PNG, WebP or GIF."),
    )  # fmt: skip


class CovenantForm(StepForm):
    text = forms.CharField(
        label=_("What everybody agrees to before taking part"), max_length=COVENANT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("A draft to rewrite, in Markdown. A changed text is a new version that members accept anew."),
    )  # fmt: skip


class OfferForm(StepForm):
    title = forms.CharField(label=_("What do you sell first?"), max_length=160)
    summary = forms.CharField(label=_("In one sentence"), max_length=240, required=False)
    on_hand = WholeNumberField(label=_("How many do you have?"), min_value=0, max_value=10_000_000)
    on_sale = forms.BooleanField(label=_("Put it on sale now"), required=False)
    field_order = ("title", "summary", "price", "on_hand", "on_sale")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["price"] = MoneyField(self.currency, label=pgettext_lazy("price list", "Price"))
        self.order_fields(self.field_order)


class SuperUsersForm(StepForm):
    rate = DecimalNumberField(
        label=_("Commission (%)"), required=False, min_value=0, max_value=100, decimal_places=2,
        help_text=_("For whoever shared the link a purchase came through. Empty: sharing earns nothing yet."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rung in PRICED_RUNGS:
            label = _PRICE_FOR[rung]
            self.fields[f"price_{rung.value}"] = MoneyField(self.currency, label=label, required=False)
        self.order_fields([*(f"price_{rung.value}" for rung in PRICED_RUNGS), "rate"])

    def prices(self) -> dict[str, int]:
        typed = {rung.value: self.cleaned_data[f"price_{rung.value}"] for rung in PRICED_RUNGS}
        return {rung: minor for rung, minor in typed.items() if minor is not None}

    def rate_bp(self) -> int | None:
        rate: Decimal | None = self.cleaned_data["rate"]
        return None if rate is None else int(rate * _BP)


_PRICE_FOR = {
    Rung.FAN: _("Price for fans"),
    Rung.ANGEL: _("Price for angels"),
    Rung.PARTNER: _("Price for partners"),
}
