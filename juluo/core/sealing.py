"""Secrets of a space that must be read again, such as the keys of a payment company: sealed before they are stored.

AES-256-GCM with a key of the space's own, derived (HKDF, SHA-256) from the installation's SECRET_KEY; who holds a copy
of the database alone reads nothing. `about` says what the secret is: sealed text opens in its own space and place only.
What a key of SECRET_KEY_FALLBACKS sealed still opens, so the key of an installation changes without a pause.
"""

import base64
import binascii
import secrets
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from juluo.core.spaces import acting_space_id

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

INSTALLATION = UUID(int=0)
"""Stands for the place of what belongs to a login and to no space."""
_VERSION = "v1."
_NONCE = 12


class SealBroken(Exception):  # noqa: N818 - it says what happened
    """No key of this installation opens the text: SECRET_KEY was lost, or the text was brought from elsewhere."""


def seal(secret: str, *, about: str, of: UUID | None = None) -> str:
    """Return `secret` sealed for the acting space (or `of` INSTALLATION); twice gives two different texts."""
    place = of or acting_space_id()
    nonce = secrets.token_bytes(_NONCE)
    closed = _cipher(settings.SECRET_KEY, place).encrypt(nonce, secret.encode(), _aside(place, about))
    return _VERSION + base64.urlsafe_b64encode(nonce + closed).decode()


def unseal(sealed: str, *, about: str, of: UUID | None = None) -> str:
    """Return the secret that the acting space (or `of` INSTALLATION) sealed; raise SealBroken if no key opens it."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if (secret := _opened(sealed, key, of or acting_space_id(), about)) is not None:
            return secret
    raise SealBroken(about)


def is_sealed_anew(sealed: str, *, about: str, of: UUID | None = None) -> bool:
    """Whether the present SECRET_KEY sealed it, so that it needs no fallback."""
    return _opened(sealed, settings.SECRET_KEY, of or acting_space_id(), about) is not None


def _opened(sealed: str, key: str, place: UUID, about: str) -> str | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see _cipher

    try:
        written = sealed.removeprefix(_VERSION)
        text = base64.b64decode(written, altchars=b"-_", validate=True)
        if base64.urlsafe_b64encode(text).decode() != written:  # its last letter has bits that stand for nothing
            return None
        return _cipher(key, place).decrypt(text[:_NONCE], text[_NONCE:], _aside(place, about)).decode()
    except (InvalidTag, ValueError, binascii.Error):
        return None


def _cipher(key: str, place: UUID) -> "AESGCM":
    # It brings 9 MiB along, and most processes never open a secret.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    derive = HKDF(SHA256(), length=32, salt=place.bytes, info=b"juluo.core.sealing")
    return AESGCM(derive.derive(key.encode()))


def _aside(place: UUID, about: str) -> bytes:
    return f"{place}:{about}".encode()
