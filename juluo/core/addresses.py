"""The one public address of each page, however a reader came to it: a space's own host, or /@slug/ on ours."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import get_script_prefix, reverse

from juluo.core.models import Space


def root_of(space: Space) -> str:
    """Where the space begins, without a slash at the end."""
    if space.hosts:
        return f"{urlsplit(settings.JULUO_PUBLIC_URL).scheme}://{space.hosts[0]}"
    return f"{settings.JULUO_PUBLIC_URL}/@{space.slug}"


def public_address(space: Space, path: str) -> str:
    """The public address of a local path as `reverse` gives it, which begins with the prefix of this request."""
    return f"{root_of(space)}/{path.removeprefix(get_script_prefix())}"


def address_of(space: Space, view: str, *args: Any) -> str:
    """The public address of a view of the space."""
    return public_address(space, reverse(view, args=args))
