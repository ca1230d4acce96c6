"""Pictures of the acting space."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.http import get_or_404
from juluo.core.media import name_of
from juluo.core.models import Media

_FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def media(request: HttpRequest, media_id: UUID, variant: str) -> HttpResponse:
    """Serve a picture, "full" or "small". It never changes, so browsers may keep it for ever."""
    del request
    picture = get_or_404(Media.objects.all(), id=media_id)
    try:
        with default_storage.open(name_of(str(picture.file.name), variant)) as file:
            content = file.read()
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(content, content_type="image/webp", headers={"Cache-Control": _FOR_EVER})
