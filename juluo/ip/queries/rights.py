from django.urls import reverse

_PAGES = {"post": "ip:post", "series": "ip:series"}


def page_of_right(right: str) -> str:
    """Where what a right opens is read; "" for a right that opens no page."""
    kind, _colon, key = right.partition(":")
    return reverse(_PAGES[kind], args=[key]) if kind in _PAGES else ""
