"""The space itself: what it is called, and whether its doors are open."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from juluo.community.operations.look import dress_space
from juluo.community.operations.space import close_space, localize_space, rename_space, reopen_space
from juluo.community.rules.space import SPACE_NAME_LENGTH
from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.schemas import Id, Input
from juluo.core.http import get_or_404
from juluo.core.models import Media, Space
from juluo.core.theming import reading_of, theme_of

router = Router(tags=["space"])


class SpaceOut(Schema):
    """A space; `closed_at` is null while it is open."""

    slug: str
    name: str
    currency: str
    language: str
    time_zone: str
    brand: str
    mood: str
    logo_id: UUID | None
    made_at: datetime
    closed_at: datetime | None


class SpaceIn(Input):
    name: Annotated[str, Field(min_length=1, max_length=SPACE_NAME_LENGTH)]


class LocaleIn(Input):
    """A language of Juluo, and a time zone by its name in the IANA database."""

    language: Annotated[str, Field(min_length=2, max_length=10)]
    time_zone: Annotated[str, Field(min_length=1, max_length=40)]


class LookIn(Input):
    """A colour ("" is ours), a mood, and the id of a picture of the space (null is none)."""

    brand: Annotated[str, Field(max_length=7, pattern=r"^(#[0-9a-fA-F]{6})?$")]
    mood: Literal["plain", "literary", "bold", "night"]
    logo_id: Id | None


class LookOut(Schema):
    """How the space looks: `ratio` is the contrast of `text` on `button`.

    `button` is `brand`, moved to where it can be read. `light` and `dark` hold the tokens that the space changes.
    """

    brand: str
    mood: str
    logo_id: UUID | None
    button: str
    text: str
    ratio: float
    light: dict[str, str]
    dark: dict[str, str]

    @classmethod
    def of(cls, space: Space) -> Self:
        reading, theme = reading_of(space.brand), theme_of(space.brand, space.mood)
        return cls(brand=space.brand, mood=space.mood, logo_id=space.logo_id, button=reading.shown, text=reading.text,
                   ratio=round(reading.ratio, 2), light=dict(theme.light), dark=dict(theme.dark))  # fmt: skip


class ClosingIn(Input):
    """The space's own address, sent by whoever means it."""

    slug: Annotated[str, Field(min_length=1, max_length=40)]


@router.get("/studio/space", auth=permission("settings.write"), response=SpaceOut, summary="Read the space's settings")
def space(request: ApiRequest) -> Space:
    """What the space is called, where it lives, and whether it is closed."""
    return request.space


@router.put("/studio/space", auth=permission("settings.write"), response=SpaceOut, summary="Rename the space")
def rename(request: ApiRequest, wanted: SpaceIn) -> Space:
    """Its address stays."""
    del request
    return rename_space(wanted.name)


@router.put(
    "/studio/space/locale",
    auth=permission("settings.write"),
    response=SpaceOut,
    summary="Set the space's language and time zone",
)
def localize(request: ApiRequest, wanted: LocaleIn) -> Space:
    """Readers whose browser asks for no language of ours read its pages in it."""
    del request
    return localize_space(language=wanted.language, time_zone=wanted.time_zone)


@router.get(
    "/studio/space/look", auth=permission("settings.write"), response=LookOut, summary="Read how the space looks"
)
def look(request: ApiRequest) -> LookOut:
    """Its colour, mood and logo, and every token derived from them."""
    return LookOut.of(request.space)


@router.put("/studio/space/look", auth=permission("settings.write"), response=LookOut, summary="Dress the space")
def dress(request: ApiRequest, wanted: LookIn) -> LookOut:
    """Change its colour, mood and logo; the logo is a picture that the space has already."""
    del request
    logo = get_or_404(Media.objects.all(), id=wanted.logo_id) if wanted.logo_id else None
    return LookOut.of(dress_space(brand=wanted.brand, mood=wanted.mood, logo=logo))


@router.put("/studio/space/closing", auth=permission("settings.write"), response=SpaceOut, summary="Close the space")
def close(request: ApiRequest, meant: ClosingIn) -> Space:
    """All but staff meet one page (410, `space_closed`), and nothing can be bought; money under way still arrives."""
    del request
    return close_space(slug=meant.slug)


@router.delete(
    "/studio/space/closing", auth=permission("settings.write"), response=SpaceOut, summary="Reopen the space"
)
def reopen(request: ApiRequest) -> Space:
    """Open the space again, as it was."""
    del request
    return reopen_space()
