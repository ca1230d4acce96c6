"""Notifications and preferences over the API."""

import json

import pytest
from django.test import Client

from juluo.core.models import Member
from juluo.reach.models import Notification
from juluo.reach.operations.notifications import News, tell
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks


@pytest.fixture
def told(lin: Member, mei: Member) -> Member:
    run_tasks()
    Notification.objects.all().delete()
    for ref in ("A1", "A2"):
        tell([lin.pk], News(kind="mall.order_shipped", reason=ref, data={"ref": ref}))
    return lin


def put(client: Client, path: str, body: object) -> object:
    return client.put(f"/api/v1{path}", json.dumps(body), content_type="application/json")


def test_the_list_is_in_words_and_the_latest_first(browse, told: Member):
    items = browse(told).get("/api/v1/notifications").json()["items"]

    assert [each["title"] for each in items] == ["Your order A2 is on its way", "Your order A1 is on its way"]
    assert items[0]["url"].endswith("/orders/A2/")


def test_reading_one_and_all(browse, told: Member):
    client = browse(told)
    first, second = Notification.objects.order_by("id")
    assert client.get("/api/v1/notifications/unread").json() == {"unread": 2}

    read_at = put(client, f"/notifications/{first.pk}/reading", {}).json()["read_at"]
    assert put(client, f"/notifications/{first.pk}/reading", {}).json()["read_at"] == read_at
    body = {"up_to": str(second.pk)}
    assert client.post("/api/v1/notifications/readings", body, content_type="application/json").json() == {"unread": 0}


def test_another_members_news_is_like_none(browse, told: Member, mei: Member):
    news = Notification.objects.first()

    assert put(browse(mei), f"/notifications/{news.pk}/reading", {}).status_code == 404
    assert browse(mei).get("/api/v1/notifications").json()["items"] == []


def test_what_is_chosen_is_answered(browse, lin: Member):
    wanted = {"choices": [{"kind": "mall.order_shipped", "channel": "mail", "wanted": False}],
              "quiet_from": "22:00", "quiet_until": "07:00", "time_zone": "Asia/Tokyo"}  # fmt: skip
    answer = put(browse(lin), "/preferences", wanted).json()

    assert answer == browse(lin).get("/api/v1/preferences").json()
    assert (answer["quiet_from"], answer["time_zone"]) == ("22:00", "Asia/Tokyo")
    chosen = {(each["kind"], each["channel"]): each["wanted"] for each in answer["choices"]}
    assert (chosen["mall.order_shipped", "mail"], chosen["mall.order_shipped", "app"]) == (False, True)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"choices": [{"kind": "mall.order_confirmed", "channel": "mail", "wanted": False}]}, "law"),
        ({"choices": [{"kind": "x", "channel": "mail", "wanted": True}]}, "no_such_kind"),
        ({"choices": [{"kind": "mall.order_shipped", "channel": "mail", "wanted": "yes"}]}, "bad_input"),
        ({"choices": "all"}, "bad_input"),
        ({"language": "tlh"}, "no_such_language"),
        ({"time_zone": "Moon"}, "no_such_time_zone"),
        ({"quiet_from": "24:00", "quiet_until": "07:00"}, "bad_input"),
        ({"quiet_from": "22:00"}, "bad_quiet_hours"),
        ({"more": 1}, "bad_input"),
    ],
)
def test_bad_input_is_named_and_changes_nothing(browse, lin: Member, body: dict, code: str):
    before = digest()
    answer = put(browse(lin), "/preferences", body)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert changes(before, digest()) == []


def test_guests_are_asked_to_sign_in(browse):
    assert [browse().get(f"/api/v1{path}").status_code for path in ["/notifications", "/preferences"]] == [401, 401]
