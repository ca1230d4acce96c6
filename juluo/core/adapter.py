"""How sign-in behaves here: it returns to the same place, and asks strangers of a space to join it."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_login_redirect_url
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, reverse

from juluo.core.people import member_of
from juluo.core.returning import is_within_space
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

    def post_login(
        self, request: HttpRequest, user: Any, *, redirect_url: str | None, signup: bool, **more: Any
    ) -> HttpResponse:
        """Lead on to where they came from; who is no member here yet joins on the way."""
        place = str(get_login_redirect_url(request, redirect_url, signup=signup))
        if acting_space_id_or_none() is not None and member_of(user) is None:
            joining = reverse("community:joining")
            place = place if place.startswith(joining) else f"{joining}?{urlencode({'next': place})}"
        response: HttpResponse = super().post_login(request, user, redirect_url=place, signup=signup, **more)
        return response
