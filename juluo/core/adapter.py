"""How sign-in behaves here: it returns to the same place, and asks strangers of a space to join it."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_login_redirect_url
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, reverse

from juluo.core.accounts.devices import device_of
from juluo.core.accounts.secrets import seal_step, unseal_step
from juluo.core.letters import letter_of_words, message_of
from juluo.core.models import Space
from juluo.core.people import member_of
from juluo.core.returning import is_for_logins, is_within_space
from juluo.core.spaces import acting_space_id_or_none


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # published without types
    """Every address it redirects to is local to the acting space."""

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and is_within_space(str(url))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        del request
        return get_script_prefix()

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """Write in the frame that all mails have; the words are allauth's templates, or ours in their place."""
        words = super().render_mail(template_prefix, email, context, headers)
        space: Space | None = getattr(context.get("request"), "space", None)
        letter = letter_of_words(words.subject, words.body, values=context, name=space.name if space else "Juluo")
        return message_of(letter, to=email, space=space, headers=headers)

    def format_email_subject(self, subject: str) -> str:
        """The sender's name says whose mail it is."""
        return subject

    def post_login(
        self, request: HttpRequest, user: Any, *, redirect_url: str | None, signup: bool, **more: Any
    ) -> HttpResponse:
        """Lead on to where they came from; who is no member here yet joins on the way, if that is for members."""
        place = str(get_login_redirect_url(request, redirect_url, signup=signup))
        if acting_space_id_or_none() is not None and member_of(user) is None and not is_for_logins(place):
            joining = reverse("community:joining")
            place = place if place.startswith(joining) else f"{joining}?{urlencode({'next': place})}"
        response: HttpResponse = super().post_login(request, user, redirect_url=place, signup=signup, **more)
        return response


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc] # published without types
    """Second steps bear the name of the space, and their secrets are sealed."""

    def encrypt(self, text: str) -> str:
        return seal_step(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal_step(encrypted_text)

    def _get_site_name(self) -> str:
        space: Space | None = getattr(context.request, "space", None)
        return space.name if space else "Juluo"

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth's own signature
        """Name a new key after the device that holds it."""
        del user, type
        return device_of(context.request.headers.get("User-Agent", ""))
