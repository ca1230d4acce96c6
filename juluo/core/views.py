"""Pictures of the acting space."""

from collections.abc import Callable
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from juluo.core.drawing.cards import Card, drawn_card
from juluo.core.http import SpaceRequest, get_or_404
from juluo.core.media import name_of
from juluo.core.models import Media

_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_AN_HOUR, _ASKED_ANEW = "public, max-age=3600", "private, no-cache"


@require_safe
def media(request: HttpRequest, media_id: UUID, variant: str) -> HttpResponse:
    """Serve a picture, "full" or "small". It never changes, so browsers may keep it for ever."""
    del request
    picture = get_or_404(Media.objects.all(), id=media_id)
    return HttpResponse(_content(picture, variant), content_type="image/webp", headers={"Cache-Control": _FOR_EVER})


def send_picture(request: HttpRequest, picture: Media, variant: str, *, free: bool) -> HttpResponse:
    """Send a picture that not everyone may see, unless it is `free`: then others may keep it for a while."""
    etag = f'"{picture.digest}-{variant}"'
    unchanged = get_conditional_response(request, etag=etag)
    answer = unchanged or HttpResponse(_content(picture, variant), content_type="image/webp")
    answer["ETag"], answer["Cache-Control"] = etag, _FOR_AN_HOUR if free else _ASKED_ANEW
    return answer


def send_privately(name: str) -> HttpResponse:
    """Send a picture that the storage keeps as `name`, to whoever may see it; nobody between keeps it."""
    return HttpResponse(_read(name), content_type="image/webp", headers={"Cache-Control": "private, no-store"})


def _content(picture: Media, variant: str) -> bytes:
    return _read(name_of(str(picture.file.name), variant))


def _read(name: str) -> bytes:
    try:
        with default_storage.open(name) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        raise Http404 from None
    return content


def send_drawing(request: HttpRequest, mark: str, draw: Callable[[], bytes]) -> HttpResponse:
    """Send a drawn picture that `mark` names; nothing is drawn for those who have it already."""
    etag = f'"{mark}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    headers = {"Cache-Control": "public, max-age=86400", "ETag": etag}
    return HttpResponse(draw(), content_type="image/png", headers=headers)


def send_card(request: SpaceRequest, card: Card) -> HttpResponse:
    """Send the card of a page, for chats that unfold a link."""
    return send_drawing(request, card.mark(request.space), lambda: drawn_card(request.space, card))
