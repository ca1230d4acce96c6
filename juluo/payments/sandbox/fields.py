"""Reading single fields of a JSON body; whatever does not fit is a Problem that names the field."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

from juluo.payments.sandbox.wire import Problem

LARGEST_AMOUNT = 10**12
LONGEST_URL = 2000
MOST_METADATA = 20
LONGEST_NOTE = 200
Body = Mapping[str, object]


def wrong(name: str, message: str) -> Problem:
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, message, name=name)


def text(body: Body, name: str, *, longest: int = 200, default: str | None = None) -> str:
    value = body.get(name, default)
    if not isinstance(value, str) or len(value) > longest or not _is_clean(value):
        raise wrong(name, f"{name} must be a text of at most {longest} characters.")
    if not value and default is None:
        raise wrong(name, f"{name} must not be empty.")
    return value


def key(body: Body, name: str) -> str:
    value = text(body, name, longest=100)
    if not re.fullmatch(r"[A-Za-z0-9._:-]+", value):
        raise wrong(name, f"{name} may hold letters, digits and . _ : - only.")
    return value


def amount(body: Body, name: str = "amount_minor") -> int:
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LARGEST_AMOUNT:
        raise wrong(name, f"{name} must be a whole number from 1 to {LARGEST_AMOUNT}.")
    return value


def currency(body: Body) -> str:
    value = text(body, "currency", longest=3)
    if not re.fullmatch(r"[A-Z]{3}", value):
        raise wrong("currency", "currency must be three capital letters.")
    return value


def url(body: Body, name: str) -> str:
    value = text(body, name, longest=LONGEST_URL)
    try:
        parts = urlsplit(value)
        valid = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        valid = False
    if not valid or not re.fullmatch(r"[!-~]+", value):
        raise wrong(name, f"{name} must be an http or https address.")
    return value


def metadata(body: Body) -> dict[str, str]:
    value = body.get("metadata", {})
    if not isinstance(value, dict) or len(value) > MOST_METADATA:
        raise wrong("metadata", f"metadata must be an object of at most {MOST_METADATA} texts.")
    if not all(
        isinstance(item, str) and len(item) <= LONGEST_NOTE and _is_clean(name + item) for name, item in value.items()
    ):
        raise wrong("metadata", f"metadata may hold clean texts of at most {LONGEST_NOTE} characters.")
    return value


def choice(body: Body, name: str, choices: tuple[str, ...]) -> str:
    value = body.get(name, choices[0])
    if not isinstance(value, str) or value not in choices:
        raise wrong(name, f"{name} must be one of: {', '.join(choices)}.")
    return value


def _is_clean(value: str) -> bool:
    """No control characters and no lone surrogates, which no storage takes."""
    return all(ord(letter) >= ord(" ") and not 0xD800 <= ord(letter) <= 0xDFFF for letter in value)  # noqa: PLR2004 - the surrogate range
