from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from juluo.core.http import SpaceRequest

_CLOSED = ("front_studio:overview", "mall:cart", "mall:checkout", "mall:orders")


@require_safe
def robots(request: SpaceRequest) -> HttpResponse:
    """Crawlers may read what guests read; a cart is nobody's business."""
    del request
    lines = ["User-agent: *", *(f"Disallow: {reverse(name)}" for name in _CLOSED), "Allow: /", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
