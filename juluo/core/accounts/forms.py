from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):  # type: ignore[misc] # published without types
    """Signing in with a password: the address is the name that password managers keep it under."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class MergingForm(forms.Form):
    """Which other login is the same person's."""

    email = forms.EmailField(
        label=_("E-mail of the other login"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class CodeForm(forms.Form):
    """Six digits that somebody was sent; blanks in what was pasted do not matter."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


class ClosingForm(forms.Form):
    """Closing an account is meant, not slipped into."""

    understood = forms.BooleanField(label=_("I have read what goes and what stays."))
