from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.core.number_fields import WholeNumberField
from juluo.ip.models import Comment
from juluo.ip.operations.posts import TITLE_LENGTH


class RecompositionForm(forms.Form):
    """A title, and a number for each comment that is quoted, in the order of the numbers."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)

    def __init__(self, comments: Sequence[Comment], *args: Any) -> None:
        super().__init__(*args)
        self.comments = {f"place-{each.pk}": each for each in comments}
        for name, each in self.comments.items():
            self.fields[name] = WholeNumberField(
                label=each.text[:60], min_value=1, max_value=999, required=False,
                widget=forms.NumberInput(attrs={"class": "input"}),
            )  # fmt: skip

    @property
    def rows(self) -> list[tuple[Comment, forms.BoundField]]:
        return [(each, self[name]) for name, each in self.comments.items()]

    def chosen(self) -> list[Comment]:
        numbered = [(self.cleaned_data[name], each) for name, each in self.comments.items() if self.cleaned_data[name]]
        return [each for _number, each in sorted(numbered, key=lambda pair: pair[0])]
