"""A form that is shown again begins where it went wrong: the first field with a mistake has the focus."""

from typing import Any

from django.forms import BaseForm, BoundField, Widget
from django.forms.renderers import DjangoTemplates


def first_wrong(form: BaseForm) -> str:
    """The name of the first visible field of `form` that is wrong; "" if none is."""
    wrong = (name for name in form.fields if name in form.errors and not form[name].is_hidden)
    return next(wrong, "") if form.is_bound else ""


class FocusedField(BoundField):
    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        return attrs | {"autofocus": True} if self.name == first_wrong(self.form) else attrs


class Renderer(DjangoTemplates):
    bound_field_class = FocusedField
