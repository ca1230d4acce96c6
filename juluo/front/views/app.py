"""The space as an app: its manifest, its service worker, and the page that stands in without a connection."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from juluo.core.drawing.icons import SHAPES, icon_mark
from juluo.core.http import SpaceRequest, show
from juluo.core.keeping import kept_for_guests
from juluo.core.locales import tag_of
from juluo.core.models import Space
from juluo.core.static_files import STYLES, linked, style_sheets
from juluo.core.theming import theme_of
from juluo.ip.queries.posts import persona

_WORKERS = {True: "js/worker/worker.js", False: "js/worker/farewell.js"}


@require_safe
def manifest(request: SpaceRequest) -> JsonResponse:
    """The web app manifest of the space (W3C), in its own language."""
    start = get_script_prefix()
    with translation.override(request.space.language):
        words = _named(request.space) | {
            "id": start,
            "start_url": start,
            "scope": start,
            "display": "standalone",
            "icons": [_icon(request.space, shape) for shape in ("192", "512", "maskable")],
            "shortcuts": [
                {"name": pgettext("tab", "Mall"), "url": reverse("mall:shelf")},
                {"name": pgettext("tab", "Me"), "url": reverse("front:me")},
            ],
        }
    headers = {"Cache-Control": "public, max-age=3600"}
    return JsonResponse(words, content_type="application/manifest+json", headers=headers)


@require_safe
def worker(request: SpaceRequest) -> HttpResponse:
    """The service worker: what differs by space stands here, what it does in a file. Turned off, it removes itself."""
    script = _WORKERS[settings.JULUO_OFFLINE]
    version, home = _version(script), get_script_prefix()
    told = {"version": f"{version}-{icon_mark(request.space)}", "home": home, "shell": [reverse("front:offline")]}
    source = f"{static(script)}?v={version}"
    content = f"self.JULUO = {json.dumps(told)};\nimportScripts({json.dumps(source)});\n"
    return HttpResponse(content, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@require_safe
@kept_for_guests
def offline(request: SpaceRequest) -> HttpResponse:
    """What a browser shows that has neither a connection nor the page."""
    return show(request, "front/offline.html", {})


def _named(space: Space) -> dict[str, Any]:
    """The words and colours of the app; the ground is that of its pages."""
    someone, ground = persona(), theme_of(space.brand, space.mood).light["bg"]
    return {
        "name": space.name,
        "short_name": space.name[:12],
        "description": someone.tagline if someone else "",
        "lang": tag_of(space.language),
        "dir": "ltr",
        "background_color": ground,
        "theme_color": ground,
    }


@lru_cache(maxsize=4)
def _version(script: str) -> str:
    """What the worker's file says and how pages look, in short: browsers find a new worker by comparing bytes."""
    look = "".join(linked(STYLES, style_sheets))
    return hashlib.sha256(Path(str(finders.find(script))).read_bytes() + look.encode()).hexdigest()[:12]


def _icon(space: Space, shape: str) -> dict[str, str]:
    purpose = "maskable" if shape == "maskable" else "any"
    address = f"{reverse('front:icon', args=[shape])}?v={icon_mark(space)}"
    side = SHAPES[shape]
    return {"src": address, "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
