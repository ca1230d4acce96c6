"""Why members leave: asked once, never in the way, counted and read without names."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from juluo.community.models import Entrance, Parting
from juluo.community.operations.members import join_space, leave_space
from juluo.community.queries.doors import current_covenant, standing_entrance
from juluo.community.queries.partings import reasons_given
from juluo.community.tests.factories import make_member
from juluo.core.models import Member
from juluo.core.spaces import acting_in

WORDS = "消息太多了"


def left(member):
    return Member.objects.get(pk=member.pk).left_at is not None


def test_whoever_leaves_may_say_why_and_is_not_named(lin):
    leave_space(lin, why="too_much", words=f" {WORDS}\n")
    leave_space(lin, why="tone")
    (said,) = Parting.objects.values()
    assert (said["why"], said["words"], left(lin)) == ("too_much", WORDS, True)
    assert str(lin.pk) not in str(said)
    assert set(said) == {"id", "space_id", "why", "words", "on"}


@pytest.mark.parametrize("said", [{}, {"why": ""}, {"why": "ghost", "words": "x"}, {"words": "字" * 9000}])
def test_saying_nothing_or_nonsense_does_not_stand_in_the_way(client_of, lin, said):
    client_of(lin).post("/leaving/", said)
    assert (left(lin), Parting.objects.count()) == (True, 0)


def test_too_many_words_are_cut_and_no_control_codes_are_kept(client_of, lin):
    client_of(lin).post("/leaving/", {"why": "other", "words": "字\x00" * 9000})
    assert (left(lin), len(Parting.objects.get().words)) == (True, 100)


def test_leaving_rolled_back_leaves_no_reason(lin):
    with transaction.atomic():
        leave_space(lin, why="tone")
        transaction.set_rollback(True)
    assert (left(lin), Parting.objects.count()) == (False, 0)


def test_an_owner_who_may_not_leave_leaves_no_reason(client_of, mei):
    assert client_of(mei).post("/leaving/", {"why": "tone"}).status_code == 409
    assert not Parting.objects.exists()


def test_the_page_asks_and_the_studio_counts_with_intervals(client_of, mei, lin):
    assert 'name="why"' in client_of(lin).get("/leaving/").text
    for number in range(3):
        leave_space(make_member(f"Gone {number}"), why="trade", words=WORDS)
    leave_space(lin, why="tone")

    first = reasons_given()[0]
    page = client_of(mei).get("/studio/partings/").text

    assert (first.why, first.count, first.share) == ("trade", 3, 0.75)
    assert (round(first.low, 3), round(first.high, 3)) == (0.301, 0.954)
    assert (WORDS in page, "30–95" in page, "Gone" in page) == (True, True, False)


def test_the_api_takes_the_reason_and_tells_staff(client_of, mei, lin):
    browser = client_of(lin)
    wrong = browser.delete("/api/v1/me?why=ghost")
    assert (wrong.status_code, left(lin)) == (422, False)
    assert browser.delete(f"/api/v1/me?why=tone&words={WORDS}").status_code == 204
    told = client_of(mei).get("/api/v1/studio/partings").json()
    assert (told["shares"][0]["why"], [each["words"] for each in told["words"]]) == ("tone", [WORDS])
    assert client_of(lin).get("/api/v1/studio/partings").status_code in {401, 403}


def test_what_is_said_elsewhere_is_not_counted_here(mei, wu, other_space):
    with acting_in(other_space):
        Parting.objects.create(why="tone", words=WORDS, on="2026-11-22")
    assert sum(each.count for each in reasons_given()) == 0


def test_the_page_costs_the_same_at_one_row_and_at_three(client_of, mei, space):
    staff = client_of(mei)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert staff.get("/studio/partings/").status_code == 200
        return len(asked)

    leave_space(make_member("Gone 0"), why="tone", words=WORDS)
    cost()
    few = cost()
    for number in (1, 2):
        leave_space(make_member(f"Gone {number}"), why="tone", words=WORDS)
    assert cost() == few


def test_who_comes_back_and_leaves_again_is_asked_again(lin):
    leave_space(lin, why="tone")
    join_space(
        lin.user,
        entrance=standing_entrance(Entrance.Kind.DIRECT),
        visitor=None,
        name="Lin",
        covenant=current_covenant(),
    )
    leave_space(lin, why="trade")
    assert Parting.objects.count() == 2
