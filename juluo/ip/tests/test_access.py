"""Letting members in by hand: given, ended, seen; nothing that was bought is ended so."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from juluo.community.tests.factories import make_member
from juluo.core import clock
from juluo.core.entitlements import grant, may_use
from juluo.core.ids import uuid7
from juluo.core.models import Entitlement, FactRow
from juluo.core.refusals import Refused
from juluo.ip.operations.access import end_access, give_access
from juluo.ip.queries.access import access_to, members_called
from juluo.ip.queries.readers import may_read
from juluo.ip.tests.factories import make_post
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.testing.together import at_once


@pytest.fixture
def closed(mei):
    post = make_post(mei)
    post.audience = "buyers"
    post.save()
    return post


def right_of(post) -> str:
    return f"post:{post.pk}"


def test_who_is_let_in_reads_until_it_is_ended(closed, lin):
    row = give_access(lin, right_of(closed), words="写过书评")
    assert give_access(lin, right_of(closed), words="写过书评") == row
    assert may_read(lin, closed)

    end_access(row)
    end_access(row)

    assert not may_read(lin, closed)
    names = FactRow.objects.filter(subject_id=row.pk).order_by("id").values_list("name", flat=True)
    assert list(names) == ["AccessGivenByHand", "AccessEndedByHand"]


def test_access_is_over_at_its_end_and_given_again_it_lasts(closed, lin):
    soon = clock.now() + timedelta(days=1)
    row = give_access(lin, right_of(closed), words="试读", until=soon)
    Entitlement.objects.filter(pk=row.pk).update(until=clock.now())
    assert not may_read(lin, closed)

    again = give_access(lin, right_of(closed), words="再读")

    assert (again.pk, again.until) == (row.pk, None)
    assert may_read(lin, closed)


@pytest.mark.parametrize(
    ("right", "refused"), [("post:nothing", "unknown_right"), ("series:", "unknown_right"), ("x", "unknown_right")]
)
def test_what_does_not_exist_is_given_to_nobody(lin, right, refused):
    with pytest.raises(Refused) as refusal:
        give_access(lin, right, words="试读")
    assert refusal.value.code == refused


def test_an_end_that_has_passed_and_a_member_who_left_are_refused(closed, lin):
    with pytest.raises(Refused) as past:
        give_access(lin, right_of(closed), words="试读", until=clock.now())
    lin.left_at = lin.joined_at
    lin.save()
    with pytest.raises(Refused) as left:
        give_access(lin, right_of(closed), words="试读")
    assert (past.value.code, left.value.code) == ("past", "left")
    assert not Entitlement.objects.exists()


def test_what_was_bought_is_not_ended_by_hand(closed, lin):
    bought = grant(lin, right_of(closed), reason=f"order-line:{uuid7()}")
    with pytest.raises(Refused) as refusal:
        end_access(bought)
    assert refusal.value.code == "bought"
    assert may_use(lin, right_of(closed))


def test_what_fails_later_lets_nobody_in(closed, lin):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        give_access(lin, right_of(closed), words="试读")
        raise ZeroDivisionError
    assert not Entitlement.objects.exists()
    assert not FactRow.objects.filter(name="AccessGivenByHand").exists()


@pytest.mark.django_db(transaction=True)
def test_given_twice_at_once_is_given_once(closed, lin):
    at_once(lambda: give_access(lin, right_of(closed), words="试读"), times=2)
    assert Entitlement.objects.count() == FactRow.objects.filter(name="AccessGivenByHand").count() == 1


def test_a_name_that_two_bear_finds_two_and_an_address_one(lin):
    twin = make_member("twin")
    twin.name = lin.name.upper()
    twin.save()
    assert len(members_called(lin.name)) == 2
    assert members_called(lin.user.email.upper()) == [lin]
    assert members_called("nobody") == []


def test_staff_let_a_member_in_by_page_and_a_wrong_name_keeps_what_was_typed(client_of, closed, mei, lin):
    staff, url = client_of(mei), f"/studio/access/{right_of(closed)}/"
    assert "霜降之后" in staff.get(url).text

    wrong = staff.post(url, {"member": "谁", "words": "写过书评", "until": ""})
    given = staff.post(url, {"member": lin.user.email, "words": "写过书评", "until": "2999-01-01"})

    assert (wrong.status_code, "写过书评" in wrong.text) == (422, True)
    assert given.status_code == 302
    row = access_to(right_of(closed)).get()
    assert lin.name in staff.get(url).text
    staff.post(f"/studio/entitlements/{row.pk}/ending/")
    row.refresh_from_db()
    assert row.revoked_at
    assert client_of(lin).get(url).status_code == 404


def test_the_api_lets_in_lists_and_ends(client_of, closed, mei, lin):
    staff, path = client_of(mei), f"/studio/access/{right_of(closed)}"

    given = send(staff, path, {"member_id": str(lin.pk), "words": "写过书评"})

    assert (given.status_code, given.json()["by_hand"]) == (201, True)
    assert staff.get(ROOT + path).json()["items"] == [given.json()]
    assert send(staff, f"/studio/entitlements/{given.json()['id']}", method="delete").json()["revoked_at"]
    assert staff.get(f"{ROOT}/studio/access/post:nothing").status_code == 404
    assert code(send(client_of(lin), path, {"member_id": str(lin.pk), "words": "我"}))[0] == 403


def test_a_list_of_three_takes_as_many_queries_as_of_one(client_of, closed, mei):
    staff, url = client_of(mei), f"/studio/access/{right_of(closed)}/"
    taken = []
    for number in (1, 2, 3):
        give_access(make_member(f"m{number}"), right_of(closed), words="试读")
        with CaptureQueriesContext(connection) as captured:
            staff.get(url)
        taken.append(len(captured))
    assert taken[1] == taken[2]
