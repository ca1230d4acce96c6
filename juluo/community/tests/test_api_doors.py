"""Policies, questions, applications and invitations over the API: the same verbs as the pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.community.models import Application, Invitation
from juluo.community.tests.doors import ALL, GOOD, TEA, YEARS, applies, asking, cup, door_of, somebody
from juluo.community.tests.test_api import ROOT, code, pointers, send
from juluo.core.ids import uuid7
from juluo.core.models import Member
from juluo.core.spaces import acting_in
from juluo.testing.digest import changes, digest

WANTED = {"name": "Hao", "covenant": 1}


def test_a_door_says_what_it_asks_but_not_what_answers_are_worth(client_of):
    door = asking(*ALL, capacity=3)
    told = client_of().get(f"{ROOT}/entrances/{door.code}").json()
    assert (told["policy"], told["left"], told["waiting"], len(told["questions"])) == ("application", 3, 0, 5)
    assert told["questions"][2] == {
        "key": "tea", "kind": "choice", "text": "Which tea?", "help": "", "required": True,
        "answers": ["Green", "Black"],
    }  # fmt: skip


def test_joining_directly_keeps_the_policy_and_a_code_opens(client_of, mei, hao):
    staff, browser = client_of(mei), client_of(hao)
    send(staff, "/entrances/direct/policy", {"policy": "invitation"}, method="put")
    assert code(send(browser, "/members", WANTED)) == (403, "needs_invitation")
    assert code(send(browser, "/members", WANTED | {"invitation": "guess"})) == (404, "bad_invitation")
    made = send(staff, "/entrances/direct/invitations", {"most": 1, "days": 3, "note": "Hao"}).json()

    assert send(browser, "/members", WANTED | {"invitation": made["code"]}).status_code == 201

    (listed,) = staff.get(f"{ROOT}/entrances/direct/invitations").json()["items"]
    assert (listed["used"], listed["open"], made["open"]) == (1, False, True)
    ended = [send(staff, f"/invitations/{made['id']}/ending").json()["ended_at"] for _each in range(2)]
    assert ended[0] == ended[1] is not None


def test_members_invite_where_they_may(client_of, lin):
    browser = client_of(lin)
    assert code(send(browser, "/me/invitations", {"days": 3})) == (404, "not_found")
    door_of("invitation", inviting_rung="fan")
    made = send(browser, "/me/invitations", {"days": 3}).json()
    assert [each["id"] for each in browser.get(f"{ROOT}/me/invitations").json()["items"]] == [made["id"]]
    assert send(browser, f"/me/invitations/{made['id']}/ending").json()["open"] is False
    assert code(send(browser, f"/me/invitations/{uuid7()}/ending")) == (404, "not_found")


def test_an_application_goes_its_way(client_of, mei, hao):
    door, staff, browser = asking(*ALL), client_of(mei), client_of(hao)

    sent = send(browser, f"/entrances/{door.code}/applications", WANTED | {"answers": GOOD})
    again = send(browser, f"/entrances/{door.code}/applications", WANTED | {"answers": GOOD})
    assert (sent.status_code, sent.json()["state"], again.json()["id"]) == (201, "sent", sent.json()["id"])
    place, mine = f"/studio/applications/{sent.json()['id']}", f"/me/applications/{sent.json()['id']}"

    told = staff.get(f"{ROOT}{place}").json()
    assert (told["score"], told["outcome"], told["region"]) == (11, "by_hand", "Suzhou")
    assert [(line["key"], line["points"], line["met"]) for line in told["lines"]][1] == ("years", 5, True)
    assert send(staff, f"{place}/question", {"question": "Why?"}).json()["state"] == "asked"
    assert send(browser, f"{mine}/answer", {"answer": "Tea."}).json()["inquiries"][0]["answer"] == "Tea."
    assert send(staff, f"{place}/admission").json()["state"] == "admitted"
    assert code(send(staff, f"{place}/refusal", {"reason": "No."})) == (409, "decided")

    assert Member.objects.filter(user=hao).exists()
    assert browser.get(f"{ROOT}{mine}").json()["state"] == "admitted"
    assert [each["state"] for each in browser.get(f"{ROOT}/me/applications").json()["items"]] == ["admitted"]
    assert staff.get(f"{ROOT}/studio/applications?state=declined").json()["items"] == []


def test_declined_by_score_a_person_looks_then_says_no(client_of, mei, hao):
    door, browser = asking(YEARS, deciding="automatic", admit_at=5), client_of(hao)
    sent = send(browser, f"/entrances/{door.code}/applications", WANTED | {"answers": {"years": 1}}).json()
    mine = f"/me/applications/{sent['id']}"
    assert (sent["state"], sent["by_score"]) == ("declined", True)
    assert send(browser, f"{mine}/person").json()["state"] == "sent"
    refused = send(client_of(mei), f"/studio/applications/{sent['id']}/refusal", {"reason": "Too few."})
    assert (refused.json()["state"], browser.get(f"{ROOT}{mine}").json()["reason"]) == ("declined", "Too few.")


def test_a_place_is_accepted_or_the_application_withdrawn(client_of, hao):
    application, browser = applies(hao, asking(TEA), {"tea": "Green"}), client_of(hao)
    mine = f"/me/applications/{application.pk}"
    assert code(send(browser, f"{mine}/acceptance", {"covenant": 1})) == (409, "no_place")
    Application.objects.update(state="offered", offered_until="2999-01-01T00:00Z")
    assert (code(send(browser, f"{mine}/acceptance", {"covenant": 7}))) == (422, "unknown_covenant")
    assert send(browser, f"{mine}/acceptance", {"covenant": 1}).json()["state"] == "admitted"
    Application.objects.update(state="sent")
    assert send(browser, f"{mine}/withdrawal").json()["state"] == "withdrawn"


def test_a_picture_is_handed_in_as_it_is(client_of, mei, hao, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    staff, browser = client_of(mei), client_of(hao)
    door = door_of("application")
    wanted = {"questions": [{"kind": "picture", "text": "Your cup?", "required": True, "key": "cup"}]}
    send(staff, f"/entrances/{door.code}/questionnaire", wanted, method="put")

    handed = browser.generic("POST", f"{ROOT}/entrances/{door.code}/pictures", cup(), content_type="image/png")
    sent = send(browser, f"/entrances/{door.code}/applications", WANTED | {"answers": {"cup": handed.json()["id"]}})

    assert (handed.status_code, sent.status_code) == (201, 201)
    nonsense = browser.generic("POST", f"{ROOT}/entrances/{door.code}/pictures", b"nonsense", content_type="image/png")
    assert code(nonsense) == (422, "not_a_picture")


def test_questions_and_deciding_are_set_whole(client_of, mei):
    door, staff = door_of("application"), client_of(mei)
    place = f"/entrances/{door.code}"
    assert staff.get(f"{ROOT}{place}/questionnaire").json()["number"] == 0
    rows = [{"text": "Green", "points": 3}, {"text": "Black", "must": True}]
    asked = {"questions": [{"kind": "choice", "text": "Tea?", "rows": rows}]}
    written = send(staff, f"{place}/questionnaire", asked, method="put").json()
    decided = send(staff, f"{place}/deciding", {"deciding": "mixed", "admit_at": 3}, method="put").json()

    assert written["questions"][0]["rows"][0]["points"] == 3
    assert (decided["deciding"], decided["questions"]) == ("mixed", written["questions"])
    welcome = send(staff, f"{place}/welcome", {"welcome": "Hi", "welcome_to": "/mall/"}, method="put").json()
    assert (welcome["welcome"], welcome["welcome_to"]) == ("Hi", "/mall/")
    assert staff.get(f"{ROOT}/studio/limit").json() == {"weekly": 5, "hosts": 1, "answer_hours": None, "pace": 1.0}


@pytest.mark.parametrize(
    ("path", "method", "body", "status", "problem", "pointer"),
    [
        ("policy", "put", {"policy": "secret"}, 422, "unknown_policy", "#/policy"),
        ("policy", "put", {"policy": "open", "capacity": 0}, 422, "bad_input", "#/capacity"),
        ("policy", "put", {"policy": "open", "expires_at": "2020-01-01T00:00:00Z"}, 409, "past", "#/expires_at"),
        ("policy", "put", {"policy": "open", "inviting_rung": "king"}, 422, "unknown_rung", "#/inviting_rung"),
        ("welcome", "put", {"welcome_to": "//evil"}, 422, "not_here", "#/welcome_to"),
        ("welcome", "put", {"welcome": "x" * 501}, 422, "bad_input", "#/welcome"),
        ("deciding", "put", {"deciding": "dice"}, 422, "unknown_deciding", "#/deciding"),
        ("deciding", "put", {"deciding": "mixed", "decline_below": 1}, 422, "bad_range", "#/decline_below"),
        ("deciding", "put", {"deciding": "mixed", "admit_at": 10**6}, 422, "bad_input", "#/admit_at"),
        ("questionnaire", "put", {"questions": [{"kind": "riddle", "text": "?"}]}, 422, "unknown_kind", "#/kind"),
        ("questionnaire", "put", {"questions": [{"kind": "text", "text": "?", "key": "a"}] * 2}, 422, "key_twice",
         "#/questions"),
        ("questionnaire", "put", {"questions": [{"kind": "text", "text": "?"}] * 31}, 422, "bad_input", "#/questions"),
        ("invitations", "post", {"most": 0}, 422, "bad_input", "#/most"),
        ("invitations", "post", {"note": "x" * 61}, 422, "bad_input", "#/note"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named(client_of, mei, path, method, body, status, problem, pointer):
    door, before = door_of("application"), digest()
    answer = send(client_of(mei), f"/entrances/{door.code}/{path}", body, method=method)
    assert (code(answer), pointers(answer)) == ((status, problem), [pointer])
    assert changes(before, digest()) == []


@pytest.mark.parametrize(
    ("answers", "problem", "pointer"),
    [
        ({}, "required", "#/answers/tea"),
        ({"tea": "White"}, "no_such_answer", "#/answers/tea"),
        ({"tea": ["Green"]}, "no_such_answer", "#/answers/tea"),
        ({"tea": "Green", "more": "x"}, "no_such_question", "#/answers/more"),
    ],
)
def test_an_answer_that_is_none_is_pointed_at(client_of, hao, answers, problem, pointer):
    door = asking(TEA)
    answer = send(client_of(hao), f"/entrances/{door.code}/applications", WANTED | {"answers": answers})
    assert (code(answer), pointers(answer)) == ((422, problem), [pointer])


def test_foreign_applications_answer_like_missing_ones(client_of, mei, hao, other_space):
    with acting_in(other_space):
        foreign = applies(hao, asking(TEA), {"tea": "Green"})
    for key in (foreign.pk, uuid7()):
        assert code(client_of(hao).get(f"{ROOT}/me/applications/{key}")) == (404, "not_found")
        assert code(client_of(mei).get(f"{ROOT}/studio/applications/{key}")) == (404, "not_found")
        assert code(send(client_of(mei), f"/studio/applications/{key}/admission")) == (404, "not_found")
    assert code(client_of(somebody("Bo")).get(f"{ROOT}/studio/applications")) == (401, "sign_in")


def test_lists_cost_the_same_at_one_row_and_at_three(client_of, mei, hao):
    door, staff = asking(TEA), client_of(mei)
    applies(hao, door, {"tea": "Green"})
    staff.get(f"{ROOT}/studio/applications")
    with CaptureQueriesContext(connection) as few:
        staff.get(f"{ROOT}/studio/applications")
    for name in ("Bo", "Cai"):
        applies(somebody(name), door, {"tea": "Green"})
    with CaptureQueriesContext(connection) as more:
        assert len(staff.get(f"{ROOT}/studio/applications").json()["items"]) == 3
    assert len(more) == len(few)
    assert not Invitation.objects.exists()
