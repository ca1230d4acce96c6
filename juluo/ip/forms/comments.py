from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.ip.models import COMMENT_LENGTH, QUOTE_LENGTH


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Your comment"),
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Plain text. An @ before a member's name tells them."),
    )


class QuoteForm(CommentForm):
    quote = forms.CharField(
        label=_("The quote"),
        max_length=QUOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Leave out what you do not need, and change nothing."),
    )
    field_order = ("quote", "text")


class CommentFilterForm(forms.Form):
    state = forms.ChoiceField(
        required=False, choices=[("", ""), ("hidden", ""), ("reported", "")], widget=forms.HiddenInput
    )
