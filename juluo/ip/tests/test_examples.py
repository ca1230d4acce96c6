"""Drafts can be thrown away; what everyone reads cannot, and what is gone is gone once."""

import pytest

from juluo.core.models import FactRow, Member, Space
from juluo.core.refusals import Refused
from juluo.ip.models import Post
from juluo.ip.operations.examples import discard_example_posts, write_example_posts
from juluo.ip.operations.posts import discard_post, publish_post
from juluo.ip.tests.factories import make_draft
from juluo.testing.digest import changes, digest
from juluo.testing.together import at_once


def test_a_draft_is_thrown_away_once(mei: Member) -> None:
    draft = make_draft(mei, "Draft")
    at_once(lambda: discard_post(draft), times=2)
    assert not Post.objects.exists()
    assert [row.data["title"] for row in FactRow.objects.filter(name="PostDiscarded")] == ["Draft"]


def test_what_everyone_reads_is_not_thrown_away(mei: Member) -> None:
    post = publish_post(make_draft(mei, "Post"))
    before = digest()
    with pytest.raises(Refused) as refused:
        discard_post(post)
    assert (refused.value.code, changes(before, digest())) == ("published", [])


def test_a_published_example_stays_when_the_others_go(mei: Member, space: Space) -> None:
    first, _second = write_example_posts(mei)
    publish_post(first)
    assert discard_example_posts() == 1
    assert Post.objects.get() == first


def test_what_is_rolled_back_leaves_the_draft(mei: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = make_draft(mei, "Draft")
    monkeypatch.setattr("juluo.ip.operations.posts.record", lambda fact: 1 / 0)
    before = digest()
    with pytest.raises(ZeroDivisionError):
        discard_post(draft)
    assert changes(before, digest()) == []
