"""Support over the API: the same verbs as on the pages."""

import pytest
from django.urls import set_urlconf

from juluo.ip.models import Tip
from juluo.ip.operations.posts import unpublish_post
from juluo.ip.rules.tips import Cause
from juluo.ip.tests.factories import make_post
from juluo.ip.tests.giving import due_for, given, pay, spoken, take_support
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks

TERMS = {"is_on": True, "purpose": "蜂箱", "sizes": [500, 2000], "least_minor": 100, "most_minor": 10_000}


@pytest.fixture(autouse=True)
def addresses(space):
    set_urlconf("juluo.urls.space")
    take_support()
    yield
    set_urlconf(None)


def test_a_member_gives_and_reads_what_became_of_it(client_of, mei, lin):
    browser, post = client_of(lin), make_post(mei, "霜降")
    terms = browser.get(f"{ROOT}/support/terms").json()
    assert (terms["is_on"], [each["minor"] for each in terms["sizes"]]) == (True, [500, 2000])

    begun = send(browser, "/support", {"minor": 2000, "post_id": str(post.pk), "words": "多谢", "public": True})
    tip_id = begun.json()["id"]
    due = send(browser, f"/support/{tip_id}/order", method="put").json()
    assert (begun.status_code, begun.json()["state"], due["total"]["minor"]) == (201, "begun", 2000)
    pay(due_for(Tip.objects.get()))

    assert browser.get(f"{ROOT}/support/{tip_id}").json()["state"] == "given"
    assert [each["id"] for each in browser.get(f"{ROOT}/support/mine").json()["items"]] == [tip_id]
    (voice,) = client_of().get(f"{ROOT}/support/voices?post_id={post.pk}").json()["items"]
    assert (voice["words"], voice["giver"], voice["cause"]["title"]) == ("多谢", "Lin", "霜降")
    assert "minor" not in str(voice)
    unnamed = send(browser, f"/support/{tip_id}/voice", {"public": True, "unnamed": True}, method="put")
    assert (unnamed.json()["unnamed"], client_of().get(f"{ROOT}/support/voices").json()["items"][0]["giver"]) == (
        True, None,
    )  # fmt: skip


def test_staff_list_sum_thank_and_moderate(client_of, mei, lin):
    tip, staff = spoken(lin, "多谢"), client_of(mei)
    assert staff.get(f"{ROOT}/studio/support?state=to_thank").json()["items"][0]["giver"] == "Lin"
    assert staff.get(f"{ROOT}/studio/support/sums").json()[0]["kept"] == {"minor": 2000, "currency": "CNY"}
    assert staff.get(f"{ROOT}/studio/support/sums?since=2999-01-01").json() == []
    assert send(staff, f"/studio/support/{tip.pk}/thanks", {"words": "谢谢"}, method="put").json()["thanks"] == "谢谢"
    assert code(send(staff, f"/studio/support/{tip.pk}/thanks", {"words": "再谢"}, method="put")) == (
        409, "thanked_already",
    )  # fmt: skip
    reported = send(client_of(mei), f"/said/voice/{tip.pk}/reports", {"reason": "spam"})
    assert (reported.status_code, reported.json()["about"]) == (201, f"voice:{tip.pk}")
    (voice,) = staff.get(f"{ROOT}/studio/voices?state=reported").json()["items"]
    assert "amount" not in voice
    send(staff, f"/studio/said/voice/{tip.pk}/hiding", {"reason": "spam"}, method="put")
    assert client_of().get(f"{ROOT}/support/voices").json()["items"] == []
    send(staff, f"/studio/said/voice/{tip.pk}/hiding", method="delete")
    assert len(client_of().get(f"{ROOT}/support/voices").json()["items"]) == 1
    assert send(staff, f"/studio/support/{tip.pk}/refund").json()["state"] == "given"
    run_tasks(times=2)
    assert send(staff, f"/studio/support/{tip.pk}/refund").json()["state"] == "returned"
    assert send(staff, "/studio/support/terms", TERMS | {"is_on": False}, method="put").json()["is_on"] is False


def test_others_find_nothing_of_it(client_of, mei, lin, wu, other_space):
    tip = given(lin, words="悄悄话")
    for stranger in (client_of(mei), client_of(wu, within=other_space)):
        assert code(stranger.get(f"{ROOT}/support/{tip.pk}")) == (404, "not_found")
        assert code(send(stranger, f"/said/voice/{tip.pk}/reports", {"reason": "spam"})) == (404, "not_found")
    assert client_of().get(f"{ROOT}/support/{tip.pk}").status_code == 401
    assert client_of(lin).get(f"{ROOT}/studio/support").status_code == 403


@pytest.mark.parametrize(
    ("path", "body", "method", "pointer"),
    [
        ("/support", {"minor": 99}, "post", "amount"),
        ("/support", {"minor": -1}, "post", "minor"),
        ("/support", {"minor": "5"}, "post", "minor"),
        ("/support", {"minor": 500, "words": "话" * 201}, "post", "words"),
        ("/support", {"minor": 500, "post_id": "x"}, "post", "post_id"),
        ("/studio/support/terms", TERMS | {"least_minor": 0}, "put", "least_minor"),
        ("/studio/support/terms", TERMS | {"most_minor": 1}, "put", "most_minor"),
        ("/studio/support/terms", TERMS | {"sizes": [1]}, "put", "sizes"),
        ("/studio/support/terms", TERMS | {"sizes": [500] * 5}, "put", "sizes"),
    ],
)
def test_bad_values_are_named_and_change_nothing(client_of, mei, path, body, method, pointer):
    browser, before = client_of(mei), digest()
    answer = send(browser, path, body, method=method)
    assert answer.status_code == 422
    assert pointer in str(answer.json())
    assert changes(before, digest()) == []


def test_what_is_not_there_is_not_supported(client_of, mei, lin):
    hidden = make_post(mei)
    unpublish_post(hidden)
    assert code(send(client_of(lin), "/support", {"minor": 500, "post_id": str(hidden.pk)})) == (404, "not_found")
    assert client_of().get(f"{ROOT}/support/voices?post_id={hidden.pk}").status_code == 404
    own = Cause(post=make_post(mei))
    assert code(send(client_of(mei), "/support", {"minor": 500, "post_id": str(own.post.pk)})) == (403, "own_work")
