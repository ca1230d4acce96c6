from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.http import SpaceRequest, open_when_closed
from juluo.core.theming import style_sheet, version_of

_FOR_EVER = "public, max-age=31536000, immutable"


@open_when_closed
@require_safe
def theme(request: SpaceRequest, version: str) -> HttpResponse:
    """Serve the space's own style sheet. Its address changes with it; under an old one it is not kept."""
    brand, mood = request.space.brand, request.space.mood
    kept = _FOR_EVER if version == version_of(brand, mood) else "no-cache"
    return HttpResponse(style_sheet(brand, mood), content_type="text/css", headers={"Cache-Control": kept})
