"""What drawn pictures take from the space: its name, its colours, its logo."""

from dataclasses import dataclass
from uuid import UUID

from juluo.core.models import Space
from juluo.core.theming import theme_of

_QUIET = "#48515b"


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as hex, and what stands for the space: its logo if it has one, else its name."""

    name: str
    language: str
    brand: str = "#0a6355"
    on_brand: str = "#ffffff"
    paper: str = "#ffffff"
    ink: str = "#15191d"
    quiet: str = _QUIET
    logo_id: UUID | None = None


def look_of(space: Space) -> Look:
    """How pictures of this space look: its light theme, for a picture does not know who will look at it."""
    theme = theme_of(space.brand, space.mood).light
    return Look(
        name=space.name,
        language=space.language,
        brand=theme["brand"],
        on_brand=theme["on-brand"],
        paper=theme["surface"],
        ink=theme["ink-1"],
        quiet=theme.get("ink-2", _QUIET),
        logo_id=space.logo_id,
    )
