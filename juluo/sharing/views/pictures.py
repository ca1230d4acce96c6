"""Pictures to share: QR codes and posters, by addresses that phones can keep."""

from io import BytesIO

import segno
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from juluo.core.addresses import root_of
from juluo.core.drawing.posters import Poster, drawn_poster
from juluo.core.http import SpaceRequest, get_or_404
from juluo.core.views import send_drawing
from juluo.sharing.models import ShareLink
from juluo.sharing.queries.targets import shown_at
from juluo.sharing.rules.links import check_target

_KINDS = {"svg": "image/svg+xml", "png": "image/png"}


@require_safe
def code_picture(request: SpaceRequest, code: str, kind: str) -> HttpResponse:
    """The QR code of a link, for screens (SVG) and prints (PNG)."""
    link = get_or_404(ShareLink.objects.standing(), code=code)
    return _code(_address_of(request, link), kind)


@require_safe
def page_code(request: SpaceRequest) -> HttpResponse:
    """The QR code of a page that any guest may read; nobody is credited for it."""
    to = request.GET.get("to", "/")
    check_target(to)
    return _code(f"{root_of(request.space)}{to}", "png")


@require_safe
def poster(request: SpaceRequest, code: str) -> HttpResponse:
    """A poster of what a link leads to, with its code and the name of who shares it."""
    link = get_or_404(ShareLink.objects.standing().select_related("sharer"), code=code)
    title, picture = shown_at(link.target)
    made = Poster(
        subject=link.code,
        title=title,
        picture=picture,
        sharer=_("%(name)s recommends this") % {"name": link.sharer.name},
        hint=_("Scan, or press and hold to open"),
        address=_address_of(request, link),
    )
    return send_drawing(request, made.mark(request.space), lambda: drawn_poster(request.space, made))


def _address_of(request: SpaceRequest, link: ShareLink) -> str:
    return request.build_absolute_uri(reverse("sharing:opening", args=[link.code]))


def _code(address: str, kind: str) -> HttpResponse:
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind=kind, scale=8)
    headers = {"Cache-Control": "public, max-age=3600"}
    return HttpResponse(picture.getvalue(), content_type=_KINDS[kind], headers=headers)
