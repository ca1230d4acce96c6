from collections.abc import Iterator
from pathlib import Path

import pytest

from juluo.core.models import Member, Space
from juluo.ip.operations.posts import PostWords, publish_post, write_post
from juluo.mall.tests.factories import make_variant
from juluo.testing.house import house, open_pages
from tests.face.hands import PASSWORD


@pytest.fixture
def shown(space: Space, other_space: Space, mei: Member, lin: Member) -> Space:
    """A space that has a post with a product card, and members with a password."""
    for member in (mei, lin):
        member.user.set_password(PASSWORD)
        member.user.save()
    variant = make_variant(title="墨釉盖碗", price_minor=21_800, on_hand=20)
    words = PostWords(title="霜降之后", text=f"先醒二十天，再开一泡。\n\n::product[{variant.product.slug}]\n\n慢慢来。")
    publish_post(write_post(mei, words))
    return space


@pytest.fixture
def home(shown: Space, tmp_path: Path) -> Iterator[str]:
    """Where the space begins, with its pages open."""
    with open_pages(tmp_path) as running:
        yield running.url_of(shown)


@pytest.fixture
def whole_home(shown: Space, other_space: Space, tmp_path: Path) -> Iterator[str]:
    """Where the space begins in a house that takes payments and does what is queued."""
    with house(tmp_path, shown, other_space) as running:
        yield running.url_of(shown)
