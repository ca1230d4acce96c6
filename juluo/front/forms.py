from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.core.picture_fields import FocusField, PictureInput
from juluo.core.words import Mood
from juluo.front.queries.audit import KINDS


class AuditFilterForm(forms.Form):
    who = forms.UUIDField(required=False)
    kind = forms.SlugField(required=False)

    def clean_kind(self) -> str:
        kind: str = self.cleaned_data["kind"]
        if kind and kind not in KINDS:
            raise forms.ValidationError(_("There is no such kind."))
        return kind


class SavedViewForm(forms.Form):
    name = forms.CharField(max_length=40)
    shared = forms.BooleanField(required=False)


class SpecimenFilterForm(forms.Form):
    """The filters of a list, for the style guide."""

    q = forms.CharField(
        label=_("Title"), required=False,
        widget=forms.TextInput(attrs={"class": "input", "type": "search", "placeholder": _("Title")}),
    )  # fmt: skip
    since = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput(attrs={"class": "input", "type": "date"})
    )


class SpecimenForm(forms.Form):
    """One field of every kind, for the style guide."""

    name = forms.CharField(label=_("Name"), max_length=20, help_text=_("Like the place where it hangs."))
    email = forms.EmailField(label=_("Your e-mail"))
    text = forms.CharField(label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(label=_("Kind"), choices=[(mood.value, mood.label) for mood in Mood])
    place = forms.ChoiceField(label=_("Place"), choices=[(str(number), f"{number:02} 号") for number in range(1, 61)])
    mood = forms.ChoiceField(label=_("Mood"), choices=Mood.choices, widget=forms.RadioSelect)
    since = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    brand = forms.CharField(label=_("Colour"), required=False, max_length=7)
    logo = forms.FileField(label=_("Logo"), required=False, widget=PictureInput)
    focus = FocusField()
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=9, initial=1, required=False)
    accept = forms.BooleanField(label=_("I have read the covenant and accept it."))
