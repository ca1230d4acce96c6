"""Keys of authenticator apps and seeds of recovery codes are sealed: a copy of the database alone opens nothing."""

from collections.abc import Mapping
from typing import Any

from juluo.core.sealing import INSTALLATION, is_sealed_anew, seal, unseal

_ABOUT = "second-step"
_SECRET = ("secret", "seed")


def seal_step(secret: str) -> str:
    return seal(secret, about=_ABOUT, of=INSTALLATION)


def unseal_step(sealed: str) -> str:
    return unseal(sealed, about=_ABOUT, of=INSTALLATION)


def seal_anew(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a second step with its secrets sealed by the present key."""
    return {name: _anew(value) if name in _SECRET else value for name, value in data.items()}


def _anew(sealed: str) -> str:
    is_new = is_sealed_anew(sealed, about=_ABOUT, of=INSTALLATION)
    return sealed if is_new else seal_step(unseal_step(sealed))
