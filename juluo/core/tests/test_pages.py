from uuid import UUID

import pytest
from django.db import transaction

from juluo.core.models import Member
from juluo.core.pages import Listing, page_of
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import MemberFactory, SpaceFactory


@pytest.fixture
def members(db):
    with acting_in(SpaceFactory()):
        MemberFactory.create_batch(3, name="a")
        MemberFactory.create_batch(4, name="b")
        yield Member.objects.all()


def walk(queryset, size):
    pages, after = [], ""
    while not pages or after:
        page = page_of(queryset, after, size)
        pages.append([row.id for row in page.rows])
        after = page.next
    return pages


@pytest.mark.parametrize("order", [["-id"], ["id"], ["-name"], ["name", "-id"], ["-joined_at", "name"], ["-pk"]])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_walking_the_pages_meets_each_row_once_in_order(members, order, size):
    ordered = members.order_by(*order)
    settled = ordered if order[-1] in {"-id", "id", "-pk"} else ordered.order_by(*order, *tie_of(order))

    pages = walk(ordered, size)

    assert [row for page in pages for row in page] == [row.id for row in settled]
    assert all(len(page) == size for page in pages[:-1])


def tie_of(order):
    return ["-id" if order[-1].startswith("-") else "id"]


def test_a_listing_has_the_pages_of_its_queryset_and_words_the_first_once(members, django_assert_num_queries):
    named = Listing(lambda name: Member.objects.filter(name=name).order_by("-joined_at"), size=3)

    first = named.page("", "b")

    ordered = members.filter(name="b").order_by("-joined_at")
    assert first == page_of(ordered, size=3)
    assert named.page(first.next, "b") == page_of(ordered, first.next, 3)
    assert named.page("", "a") == page_of(members.filter(name="a").order_by("-joined_at"), size=3)
    with transaction.atomic(), django_assert_num_queries(1):
        named.page("", "a")


def test_rows_that_come_while_reading_neither_repeat_nor_hide_others(members):
    first = page_of(members, size=3)
    newcomer = MemberFactory()

    second = page_of(members, first.next, 100)

    ids = {row.id for row in [*first.rows, *second.rows]}
    assert len(first.rows) + len(second.rows) == 7 == len(ids)
    assert newcomer.id not in ids


def test_a_page_costs_one_query_and_counts_nothing(members, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1) as queries:
        page_of(members, size=2)
    assert "COUNT" not in queries[0]["sql"]


@pytest.mark.parametrize("size", [-5, 0, 10**30])
def test_an_odd_size_is_brought_into_bounds(members, size):
    assert len(page_of(members, size=size).rows) in {1, 7}


def test_the_largest_page_has_100_rows(members):
    MemberFactory.create_batch(100, user=None)
    assert len(page_of(members, size=5000).rows) == 100


@pytest.mark.parametrize("cursor", ["x", "\x00", "１", "e30:forged", "a:" * 5000, str(UUID(int=0)), "..", ":"])
def test_a_cursor_that_was_not_given_out_is_refused(members, cursor):
    with pytest.raises(Refused) as refused:
        page_of(members, cursor)
    assert (refused.value.code, refused.value.field, refused.value.status) == ("bad_cursor", "after", 422)


def test_a_cursor_of_another_order_is_refused(members):
    cursor = page_of(members.order_by("name"), size=2).next
    with pytest.raises(Refused):
        page_of(members.order_by("-name"), cursor)


def test_an_empty_list_is_one_empty_page(members):
    assert page_of(Member.objects.none()) == page_of(Member.objects.filter(name="nobody"))
