"""One deed on many rows while workers meet and die: each row once, and its report says what became of it."""

import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from juluo.community.bulk import SET_RUNG
from juluo.community.tests.factories import make_member
from juluo.core import bulk
from juluo.core.bulk import Deed, Wish, ask_for, carry_out
from juluo.core.models import Batch, BatchRow, FactRow, Member
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.words import Rung
from juluo.ip.bulk import PUBLISH, WITHDRAW
from juluo.ip.models import Post
from juluo.ip.tests.factories import make_draft, make_post
from juluo.testing.together import at_once

MANY = 12


@pytest.fixture
def owner(client_of: Callable[..., Client], mei: Member) -> Client:
    client = client_of(mei)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def drafts(mei: Member, count: int = MANY) -> list[Post]:
    return [make_draft(mei, f"立冬 {number}") for number in range(count)]


def asked(deed: Deed, subjects: list[Any], mei: Member, **told: str) -> Batch:
    return ask_for(deed, [Wish(str(each.pk)) for each in subjects], by=mei, key="k", told=told)


def outcomes(batch: Batch) -> list[str]:
    return list(batch.rows.order_by("position").values_list("outcome", flat=True))


def test_two_workers_on_one_batch_do_each_row_once(mei: Member) -> None:
    batch = asked(PUBLISH, drafts(mei), mei)

    at_once(lambda: carry_out(Batch.objects.get(pk=batch.pk)), times=2)

    batch.refresh_from_db()
    assert outcomes(batch) == ["done"] * MANY
    assert FactRow.objects.filter(name="PostPublished").count() == MANY
    assert batch.ended_at is not None


def test_the_same_form_sent_twice_at_once_is_one_batch(mei: Member) -> None:
    found = drafts(mei, 3)

    first, second = at_once(lambda: asked(PUBLISH, found, mei), times=2)

    assert first.pk == second.pk
    assert (Batch.objects.count(), BatchRow.objects.count()) == (1, 3)


def test_two_batches_over_the_same_posts_leave_each_as_one_of_them_said(mei: Member) -> None:
    found = drafts(mei, 6)
    batches = [ask_for(deed, [Wish(str(each.pk)) for each in found], by=mei, key=deed.key, told={})
               for deed in (PUBLISH, WITHDRAW)]  # fmt: skip

    at_once(*(lambda each=each: carry_out(each) for each in batches))  # type: ignore[misc] # a default argument

    assert [outcomes(each) for each in batches] == [["done"] * 6] * 2
    published = FactRow.objects.filter(name="PostPublished").count()
    assert published == Post.objects.published().count() + FactRow.objects.filter(name="PostUnpublished").count()


def test_a_worker_killed_in_a_row_leaves_it_to_the_next(mei: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = asked(PUBLISH, drafts(mei), mei)
    _die_in_row(monkeypatch, batch, 4)

    assert outcomes(batch) == ["done"] * 4 + ["waiting"] * (MANY - 4)
    assert Post.objects.published().count() == FactRow.objects.filter(name="PostPublished").count() == 4
    assert Batch.objects.get().ended_at is None

    carry_out(batch)

    assert outcomes(batch) == ["done"] * MANY
    assert FactRow.objects.filter(name="PostPublished").count() == MANY
    assert Batch.objects.get().ended_at is not None


def _die_in_row(monkeypatch: pytest.MonkeyPatch, batch: Batch, row: int) -> None:
    """Let a process of its own carry out the batch; kill -9 meets it after the verb of that row, before its commit."""
    met: list[str] = []

    def publish_and_die(post: Post, told: Mapping[str, Any]) -> Any:
        PUBLISH.do(post, told)
        met.append(post.title)
        if len(met) > row:
            os.kill(os.getpid(), signal.SIGKILL)

    connection.close()
    child = os.fork()
    if child == 0:
        try:
            monkeypatch.setitem(bulk._deeds, PUBLISH.key, replace(PUBLISH, do=publish_and_die))
            carry_out(batch)
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_members_change_their_rung_together_with_one_reason(owner: Client, mei: Member, lin: Member) -> None:
    first, second = make_member("Chen"), make_member("Zhou")
    picked = [str(first.pk), str(second.pk), "no-such-person"]
    form = {"pick": picked, "rung": Rung.ANGEL.value, "reason": "Helped at the harvest", "key": "a"}

    page = owner.post("/studio/bulk/members/rungs/", form, follow=True).text

    assert set(Member.objects.filter(pk__in=picked[:2]).values_list("rung", flat=True)) == {Rung.ANGEL}
    assert outcomes(Batch.objects.get()) == ["done", "done", "refused"]
    assert "2 of 3 are done" in page
    assert "There is nothing of this name here." in page
    told = FactRow.objects.filter(name="RungChanged", by_staff=True, actor_id=mei.pk)
    assert [each.data["reason"] for each in told] == ["Helped at the harvest"] * 2


def test_a_rung_that_is_none_is_asked_for_again_and_changes_nobody(owner: Client, lin: Member) -> None:
    before = lin.rung
    answer = owner.post("/studio/bulk/members/rungs/", {"pick": [str(lin.pk)], "rung": "king", "reason": ""})

    assert answer.status_code == 422
    assert f'value="{lin.pk}"' in answer.text
    lin.refresh_from_db()
    assert (lin.rung, Batch.objects.count()) == (before, 0)


def test_a_member_of_another_space_keeps_their_rung(mei: Member, wu: Member, other_space: Any) -> None:
    batch = asked(SET_RUNG, [wu], mei, rung=Rung.ANGEL.value, reason="Mistaken")
    carry_out(batch)

    assert outcomes(batch) == ["refused"]
    with acting_in(other_space):
        assert Member.objects.get(pk=wu.pk).rung == wu.rung


def test_posts_are_published_and_taken_back_together(owner: Client, mei: Member) -> None:
    found = [make_draft(mei, "立冬"), make_post(mei, "霜降")]
    picked = {"pick": [str(each.pk) for each in found]}

    owner.post("/studio/bulk/posts/publications/", picked | {"key": "a"})
    published = Post.objects.published().count()
    page = owner.post("/studio/bulk/posts/withdrawals/", {"all": "1", "query": "q=立", "key": "b"}, follow=True).text

    assert (published, list(Post.objects.published())) == (2, [found[1]])
    assert FactRow.objects.filter(name="PostPublished").count() == 2
    assert "Done." in page


def test_a_row_that_is_refused_rolls_back_alone(mei: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    found = drafts(mei, 3)

    def publish_or_refuse(post: Post, told: Mapping[str, Any]) -> Any:
        PUBLISH.do(post, told)
        if post.pk == found[1].pk:
            raise Refused("Not this one.", code="no")

    monkeypatch.setitem(bulk._deeds, PUBLISH.key, replace(PUBLISH, do=publish_or_refuse))
    batch = asked(PUBLISH, found, mei)
    carry_out(batch)

    assert outcomes(batch) == ["done", "refused", "done"]
    assert batch.rows.get(position=1).reason == "Not this one."
    assert set(Post.objects.published()) == {found[0], found[2]}


def test_the_report_of_many_rows_costs_what_that_of_one_costs(
    owner: Client, mei: Member, django_assert_max_num_queries: Any
) -> None:
    batch = asked(PUBLISH, drafts(mei), mei)
    carry_out(batch)
    with django_assert_max_num_queries(14):
        assert owner.get(f"/studio/bulk/{batch.pk}/").status_code == 200
