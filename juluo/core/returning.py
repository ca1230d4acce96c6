"""Bringing people back to where they were: only within the acting space, never to another site or space."""

from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, get_script_prefix, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from juluo.core.spaces import acting_space_id_or_none


def is_within_space(path: str) -> bool:
    """Whether `path` is a local path of the acting space (of the installation, when none acts)."""
    if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return False
    place = unquote(urlsplit(path).path)
    if ".." in place.split("/") or "\\" in place:
        return False
    prefix = get_script_prefix()
    foreign = prefix == "/" and acting_space_id_or_none() is not None and place.startswith("/@")
    return place.startswith(prefix) and not foreign


def is_for_logins(path: str) -> bool:
    """Whether a local path of the acting space asks for a login and for nothing more."""
    try:
        view = resolve(f"/{unquote(urlsplit(path).path).removeprefix(get_script_prefix())}").func
    except Resolver404:
        return False
    return getattr(view, "for_logins", False)


def place_to_return(given: str, host: str = "") -> str:
    """Return the local path to go back to: `given`, or where the space begins if that leads elsewhere.

    An absolute URL of `host` (a form's Referer) counts as its path.
    """
    parts = urlsplit(given)
    if host and parts.netloc == host and parts.scheme in {"http", "https"}:
        given = parts._replace(scheme="", netloc="").geturl()
    return given if is_within_space(given) else get_script_prefix()
