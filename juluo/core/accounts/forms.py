import re
from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):  # type: ignore[misc] # published without types
    """Signing in with a password: the address is the name that password managers keep it under."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


_NO_DIGIT = re.compile(r"\D")


class _CodeOnce:
    """A code of an app opens one door, once: for as long as the app's clock may go wrong, not for one step of it."""

    def clean_code(self) -> str:
        form: Any = super()
        code: str = form.clean_code()
        step = self.authenticator  # type: ignore[attr-defined] # of allauth's forms
        lives = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if step.type == "totp" and not cache.add(f"totp {step.user_id} {_NO_DIGIT.sub('', code)}", 1, timeout=lives):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(_CodeOnce, AuthenticateForm):  # type: ignore[misc] # published without types
    """The second step of signing in."""


class ProofForm(_CodeOnce, ReauthenticateForm):  # type: ignore[misc] # published without types
    """The second step again, before something that matters."""


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc] # published without types
    """Adding a key: a passkey that signs in alone, unless its person wants a second step only."""

    passwordless = forms.BooleanField(
        label=_("It signs me in alone, without password or code"),
        help_text=_("The device then asks for fingerprint, face or screen lock each time."),
        initial=True,
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this key")
        self.fields["name"].max_length = 60


class PhoneForm(forms.Form):
    """A phone number as its person writes it."""

    phone = forms.CharField(
        label=_("Phone number"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        help_text=_("Abroad begin with + and the country, as in +852 6123 4567."),
    )


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
