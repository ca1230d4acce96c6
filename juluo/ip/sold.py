"""What the IP sells: see `selling.py`."""

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from juluo.ip.models import Post, Series
from juluo.ip.selling import Kind, declare


def title_among(rows: QuerySet[Post] | QuerySet[Series], key: str) -> str:
    """The title of the row that a right names; "" for one that names none."""
    try:
        found = rows.filter(pk=UUID(key)).values_list("title", flat=True).first()
    except ValueError:
        return ""
    return str(found or "")


declare(
    Kind(
        key="post",
        named=lambda key: title_among(Post.objects.all(), key),
        page=lambda key: reverse("ip:post", args=[key]),
    )
)
declare(
    Kind(
        key="series",
        named=lambda key: title_among(Series.objects.all(), key),
        page=lambda key: reverse("ip:series", args=[key]),
    )
)
