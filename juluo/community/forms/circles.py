from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.community.models import (
    ASK_LENGTH,
    CIRCLE_ABOUT_LENGTH,
    CIRCLE_NAME_LENGTH,
    CIRCLE_PLACE_LENGTH,
    COMPANY_LENGTH,
    JOB_LENGTH,
    Circle,
    CircleKind,
    CircleRole,
)
from juluo.community.operations.circle_members import REASON_LENGTH
from juluo.community.operations.circles import CircleWords
from juluo.community.queries.circles import Founding, parents_to_choose
from juluo.community.rules.circles import MOST_CAPACITY, MOST_SUPPORTERS
from juluo.core.models import Media, Member
from juluo.core.number_fields import WholeNumberField
from juluo.core.picture_fields import PictureForm, PictureInput
from juluo.core.words import Rung
from juluo.ip.queries.access import members_called

_MOMENT = {"class": "input", "type": "datetime-local"}
_SAID = ("name", "kind", "place", "about", "is_private", "capacity")


class CircleForm(PictureForm):
    name = forms.CharField(label=_("Name"), max_length=CIRCLE_NAME_LENGTH)
    kind = forms.ChoiceField(
        label=_("What brings its people together"), choices=CircleKind.choices, initial=CircleKind.INTEREST,
        widget=forms.RadioSelect,
    )  # fmt: skip
    place = forms.CharField(
        label=_("Place"), max_length=CIRCLE_PLACE_LENGTH, required=False,
        help_text=_("For a city: its name, and the region if there are several of that name."),
    )  # fmt: skip
    about = forms.CharField(
        label=_("What it is for"), max_length=CIRCLE_ABOUT_LENGTH, required=False,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Read before joining: what one finds here, and who."),
    )  # fmt: skip
    parent = forms.ChoiceField(
        label=_("Inside another circle"), required=False,
        help_text=_("Only one that stands in no other itself."),
    )  # fmt: skip
    is_private = forms.BooleanField(
        label=_("Private"), required=False,
        help_text=_("Members see its name and what it is for, and ask its lead. Guests and search see nothing of it."),
    )  # fmt: skip
    capacity = WholeNumberField(
        label=_("At most so many people"), min_value=1, max_value=MOST_CAPACITY, required=False,
        widget=forms.NumberInput(attrs={"class": "input"}), help_text=_("Left empty, there is no limit."),
    )  # fmt: skip
    picture = forms.FileField(label=_("Picture"), required=False, widget=PictureInput)

    def __init__(self, *args: Any, circle: Circle | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(circle, name) for name in _SAID} | {"parent": circle.parent_id} if circle else {}
        super().__init__(*args, known=circle.picture if circle else None, initial=initial, **kwargs)
        self.parents = {str(each.pk): each for each in parents_to_choose() if not circle or each.pk != circle.pk}
        if circle and circle.parent:
            self.parents[str(circle.parent_id)] = circle.parent
        named = [(key, each.name) for key, each in self.parents.items()]
        self.fields["parent"].choices = [("", _("In no other")), *named]  # type: ignore[attr-defined] # of choices

    def words(self, *, by: Member) -> CircleWords:
        """What was typed; the picture is kept."""
        picture: Media | None = self.kept(by=by, title=self.cleaned_data["name"])
        said = {name: self.cleaned_data[name] for name in _SAID}
        return CircleWords(**said, parent=self.parents.get(self.cleaned_data["parent"]), picture=picture)


class LeadForm(forms.Form):
    """A member by the whole name, or the e-mail address."""

    lead = forms.CharField(label=_("Who leads it"), max_length=254, help_text=_("Their whole name, or e-mail address."))

    def clean_lead(self) -> Member:
        found = members_called(self.cleaned_data["lead"].strip())
        if len(found) != 1:
            raise forms.ValidationError(
                _("Several members bear this name: write the e-mail address.")
                if found
                else _("No member has this name or address.")
            )
        return found[0]


class CircleOpeningForm(LeadForm, CircleForm):
    """As staff open one: they say who leads it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "kind", "place", "about", "lead"])


class CircleFilterForm(forms.Form):
    q = forms.CharField(
        label=_("Name"), required=False, max_length=CIRCLE_NAME_LENGTH,
        widget=forms.TextInput(attrs={"class": "input", "type": "search", "placeholder": _("Name")}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any kind")), *CircleKind.choices],
        widget=forms.Select(attrs={"class": "input"}),
    )  # fmt: skip
    state = forms.ChoiceField(
        required=False, choices=[("", ""), ("open", ""), ("proposed", ""), ("archived", "")], widget=forms.HiddenInput
    )


class CircleRuleForm(forms.Form):
    rung = forms.ChoiceField(
        label=_("Members found circles from this rung on"), required=False,
        choices=[("", _("Only the staff found circles")), *Rung.choices],
    )  # fmt: skip
    supporters = WholeNumberField(
        label=_("So many others must want it"), min_value=0, max_value=MOST_SUPPORTERS,
        widget=forms.NumberInput(attrs={"class": "input"}),
        help_text=_("A proposed circle opens by itself when so many members said that they would join."),
    )  # fmt: skip

    @staticmethod
    def of(rule: Founding) -> dict[str, Any]:
        return {"rung": rule.rung, "supporters": rule.supporters}


class AskForm(forms.Form):
    words = forms.CharField(
        label=_("A word to the lead"), max_length=ASK_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who you are, and why you would like to be there."),
    )  # fmt: skip


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=CircleRole.choices)


class RemovalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=REASON_LENGTH, help_text=_("It is kept, and they are told."),
    )  # fmt: skip


class CompanyForm(forms.Form):
    company = forms.CharField(
        label=_("Company"), max_length=COMPANY_LENGTH, required=False,
        widget=forms.TextInput(attrs={"list": "companies", "autocomplete": "organization"}),
        help_text=_("Left empty, you belong to none."),
    )  # fmt: skip
    job = forms.CharField(
        label=_("What you do there"), max_length=JOB_LENGTH, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )  # fmt: skip


class CircleDateForm(forms.Form):
    title = forms.CharField(label=_("What"), max_length=80)
    place = forms.CharField(label=_("Where"), max_length=120, required=False)
    starts_at = forms.DateTimeField(
        label=_("Begins"), widget=forms.DateTimeInput(attrs=_MOMENT, format="%Y-%m-%dT%H:%M")
    )
    ends_at = forms.DateTimeField(label=_("Ends"), widget=forms.DateTimeInput(attrs=_MOMENT, format="%Y-%m-%dT%H:%M"))
