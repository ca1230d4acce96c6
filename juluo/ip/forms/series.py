from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.core.number_fields import WholeNumberField
from juluo.ip.models import Post, Series
from juluo.ip.operations.series import SERIES_TITLE_LENGTH, SUMMARY_LENGTH


class SeriesForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=Series.Kind.choices,
        initial=Series.Kind.COLUMN,
        required=False,
        help_text=_("A series is read in order; a course has chapters and counts who finished it."),
    )
    title = forms.CharField(label=_("Title"), max_length=SERIES_TITLE_LENGTH)
    summary = forms.CharField(
        label=_("What it is about"), max_length=SUMMARY_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @staticmethod
    def of(series: Series) -> dict[str, Any]:
        return {"title": series.title, "summary": series.summary, "kind": series.kind}

    def told(self) -> dict[str, Any]:
        """Summary and kind as the verbs of series take them; a kind that is not named stays as it is."""
        return {"summary": self.cleaned_data["summary"], "kind": self.cleaned_data["kind"] or None}


class PartsForm(forms.Form):
    """A number for each post that may be a part: those with one are parts, in the order of their numbers."""

    def __init__(self, series: Series, posts: Sequence[Post], *args: Any) -> None:
        super().__init__(*args)
        self.posts = {self._name(post): post for post in posts}
        numbers = {post.pk: at for at, post in enumerate((post for post in posts if post.series_id == series.pk), 1)}
        for name, post in self.posts.items():
            self.fields[name] = WholeNumberField(
                label=post.title, min_value=1, max_value=999, required=False, initial=numbers.get(post.pk),
                widget=forms.NumberInput(attrs={"class": "input"}),
            )  # fmt: skip

    @staticmethod
    def _name(post: Post) -> str:
        return f"part-{post.pk}"

    @property
    def rows(self) -> list[tuple[Post, forms.BoundField]]:
        return [(post, self[name]) for name, post in self.posts.items()]

    @property
    def readable(self) -> bool:
        """Whether readers see the series already."""
        return any(post.series_id and post.published_at for post in self.posts.values())

    def ordered(self) -> list[UUID]:
        numbered = [(self.cleaned_data[name], post.pk) for name, post in self.posts.items() if self.cleaned_data[name]]
        return [post_id for _number, post_id in sorted(numbered, key=lambda each: each[0])]
