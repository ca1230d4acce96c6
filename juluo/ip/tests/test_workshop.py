"""Workpieces and their versions: the verbs, the pages and the API, and what a version costs."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import set_urlconf
from hypothesis import given
from hypothesis import strategies as st

from juluo.core.blocks import draw_blocks
from juluo.core.models import FactRow
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.models import Version, Workpiece
from juluo.ip.operations.needs import move_need, tell_need
from juluo.ip.operations.workpieces import (
    VersionWords,
    describe_workpiece,
    edit_version,
    hide_workpiece,
    make_workpiece,
    place_need,
    show_workpiece,
    write_version,
)
from juluo.ip.queries.workpieces import change_log, workpieces_shown
from juluo.ip.rules.versions import as_lines, qualities_in
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.testing.digest import changes, digest
from juluo.testing.together import at_once

DAY = date(2026, 11, 1)
COST = Money(9_876_543, "CNY")
FORM = {"number": "0.2", "on": "2026-11-02", "state": "trial", "changes": "盖子**轻**了", "qualities": "手感 82\n"}


def words(number="0.1", state="trial", **more):
    return VersionWords(**({"number": number, "on": DAY, "changes": "第一版", "state": state} | more))


def shown_workpiece(title="随身杯"):
    return show_workpiece(make_workpiece(title, summary="一个人喝"))


def refused(call):
    before = digest()
    with pytest.raises(Refused) as refusal:
        call()
    assert changes(before, digest()) == []
    return refusal.value.code


def recorded(name):
    return FactRow.objects.filter(name=name).count()


def test_a_workpiece_is_seen_once_it_is_shown(mei):
    made = make_workpiece(" 随身  杯 ", product="bei")
    assert (made.title, list(workpieces_shown())) == ("随身 杯", [])
    show_workpiece(made)
    show_workpiece(made)
    assert list(workpieces_shown()) == [made]
    hide_workpiece(made)
    hide_workpiece(made)
    describe_workpiece(made, "随身杯", summary="小", product="bei")
    describe_workpiece(made, "随身杯", summary="小", product="bei")
    counts = {name: recorded(name) for name in ("WorkpieceShown", "WorkpieceHidden", "WorkpieceChanged")}
    assert (list(workpieces_shown()), set(counts.values())) == ([], {1})


def test_a_version_is_written_once_and_changed(mei):
    made = shown_workpiece()
    version = write_version(made, words(qualities=[("手感", 70)], cost=COST))
    assert refused(lambda: write_version(made, words())) == "number_taken"

    edit_version(version, words(state="released", qualities=[("手感", 80)], cost=COST))
    edit_version(version, words(state="released", qualities=[("手感", 80)], cost=COST))

    (logged,) = change_log(made.pk)
    assert (logged.scored, Version.objects.get().cost, recorded("VersionChanged")) == ([("手感", 80)], COST, 1)
    assert FactRow.objects.get(name="VersionChanged").data["changed"] == ["state", "scores"]


def test_two_of_a_number_at_once_are_one_and_nothing_stays_of_what_is_rolled_back(space, mei):
    made = shown_workpiece()

    def write():
        with acting_in(space):
            return write_version(made, words())

    at_once(write, write)
    with transaction.atomic():
        write_version(made, words("0.2"))
        transaction.set_rollback(True)
    assert (Version.objects.count(), recorded("VersionWritten")) == (1, 1)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"number": " "}, "empty"),
        ({"state": "ghost"}, "unknown_state"),
        ({"changes": ""}, "empty"),
        ({"qualities": [("手感", 101)]}, "bad_quality"),
        ({"qualities": [("手感", 1), ("手感", 2)]}, "bad_quality"),
        ({"qualities": [(f"第 {number}", 1) for number in range(13)]}, "bad_quality"),
    ],
)
def test_what_a_version_cannot_be_is_refused(mei, more, expected):
    made = shown_workpiece()
    assert refused(lambda: write_version(made, words(**more))) == expected


@given(st.lists(st.tuples(st.from_regex(r"[a-z](?: ?[a-z0-9])*", fullmatch=True), st.integers(0, 100)), max_size=12))
def test_lines_of_qualities_are_read_as_they_are_written(qualities):
    assert qualities_in(as_lines(qualities)) == qualities


def test_a_line_without_a_score_is_refused():
    with pytest.raises(Refused):
        qualities_in("手感 很好")


def test_what_a_version_costs_reaches_staff_and_nobody_else(client_of, mei, lin):
    made = shown_workpiece()
    version = write_version(made, words(cost=COST))
    for person in (None, lin):
        seen = "".join(
            client_of(person).get(path).text
            for path in ("/workshop/", f"/workshop/{made.id}/", f"{ROOT}/workpieces", f"{ROOT}/workpieces/{made.id}")
        )
        assert "0.1" in seen
        assert not any(told in seen for told in ("9876543", "98,765", "98765", "cost"))
    control = client_of(mei).get(f"/studio/workshop/{made.id}/").text
    assert "98,765" in control
    assert "9876543" in client_of(mei).get(f"{ROOT}/studio/workpieces/{made.id}/versions").text
    assert client_of(lin).get(f"/studio/workshop/versions/{version.id}/").status_code == 404
    assert client_of(lin).get(f"{ROOT}/studio/workpieces/{made.id}/versions").status_code == 403
    assert not any("9876543" in str(each) for each in FactRow.objects.values_list("data", flat=True))


def test_guests_follow_what_changed_but_no_draft(client_of, mei, lin):
    made = shown_workpiece()
    write_version(made, words("0.1", changes="<script>x</script>盖子**轻**了"))
    write_version(made, words("0.2", state="draft", changes="秘密的草稿"))
    need = tell_need(lin, "小包装")
    place_need(need, made)
    move_need(need, "yes", reason="好")

    page = client_of().get(f"/workshop/{made.id}/").text

    assert "<strong>轻</strong>" in page
    assert "小包装" in page
    assert not any(each in page for each in ("秘密", "<script>x", lin.name))
    hide_workpiece(made)
    assert client_of().get(f"/workshop/{made.id}/").status_code == 404
    assert client_of().get(f"/workshop/{made.id}/card.png").status_code == 404


def test_a_text_leads_to_a_workpiece_that_is_shown(space, mei):
    made, quiet = shown_workpiece(), make_workpiece("秘密")
    text = f"::workpiece[{made.id}]\n\n::workpiece[{quiet.id}]\n\n::workpiece[nothing]"
    set_urlconf("juluo.urls.space")
    drawn = draw_blocks(text, None, space)
    set_urlconf(None)
    assert [bool(drawn.get(("workpiece", key))) for key in (str(made.id), str(quiet.id), "nothing")] == [
        True, False, False,
    ]  # fmt: skip


def test_a_need_is_placed_and_taken_out_again(client_of, mei, lin):
    made, need = shown_workpiece(), tell_need(lin, "小包装")
    path = f"/studio/needs/{need.id}/workpiece/"
    assert client_of(mei).post(path, {"workpiece": "x"}).status_code == 422
    client_of(mei).post(path, {"workpiece": str(made.id)})
    place_need(need, made)
    client_of(mei).post(path, {"workpiece": ""})
    assert recorded("NeedPlaced") == 2


def test_staff_make_show_and_write_in_the_studio(client_of, mei):
    staff = client_of(mei)
    assert staff.post("/studio/workshop/", {"title": ""}).status_code == 422
    staff.post("/studio/workshop/", {"title": "随身杯", "summary": "", "product": ""})
    made = Workpiece.objects.get()
    staff.post(f"/studio/workshop/{made.id}/", {"title": "随身杯", "summary": "小", "product": ""})
    staff.post(f"/studio/workshop/{made.id}/showing/")
    new = f"/studio/workshop/{made.id}/versions/new/"
    assert staff.post(new, FORM | {"qualities": "手感 好"}).status_code == 422
    staff.post(new, FORM | {"cost": "12.50"})
    version = Version.objects.get()
    assert (version.cost, version.scored) == (Money(1250, "CNY"), [("手感", 82)])
    assert staff.get(f"/studio/workshop/versions/{version.id}/").status_code == 200
    staff.post(f"/studio/workshop/versions/{version.id}/", FORM | {"number": "0.3", "cost": ""})
    assert (Version.objects.get().number, Version.objects.get().cost) == ("0.3", None)
    assert "随身杯" in staff.get("/studio/workshop/").text
    staff.post(f"/studio/workshop/{made.id}/hiding/")
    assert not workpieces_shown().exists()


def test_the_api_makes_writes_and_tells(client_of, mei, lin):
    staff = client_of(mei)
    made = send(staff, "/studio/workpieces", {"title": "随身杯"}).json()
    path = f"/studio/workpieces/{made['id']}"
    assert send(staff, path, {"title": "随身杯", "summary": "小"}, "put").json()["summary"] == "小"
    send(staff, f"{path}/showing", method="put")
    body = {
        "number": "0.1",
        "on": "2026-11-01",
        "changes": "一",
        "state": "trial",
        "cost": {"minor": 1, "currency": "CNY"},
    }
    version = send(staff, f"{path}/versions", body | {"qualities": [{"name": "手感", "score": 5}]}).json()
    assert version["cost"] == {"minor": 1, "currency": "CNY"}
    assert code(send(staff, f"{path}/versions", body)) == (409, "number_taken")
    edited = send(staff, f"/studio/versions/{version['id']}", body | {"number": "0.2", "cost": None}, "put").json()
    assert (edited["number"], edited["cost"], edited["qualities"]) == ("0.2", None, [])
    assert client_of().get(f"{ROOT}/workpieces/{made['id']}").json()["versions"][0]["number"] == "0.2"
    need = tell_need(lin, "小包装")
    placed = send(staff, f"/studio/needs/{need.id}/workpiece", {"workpiece_id": made["id"]}, "put").json()
    assert placed["workpiece_id"] == made["id"]
    assert len(staff.get(f"{ROOT}/studio/workpieces").json()["items"]) == 1
    send(staff, f"{path}/showing", method="delete")
    assert client_of().get(f"{ROOT}/workpieces").json()["items"] == []


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"on": "gestern"}, "#/on"),
        ({"state": "ghost"}, "#/state"),
        ({"qualities": [{"name": "x", "score": 101}]}, "#/qualities/0/score"),
        ({"cost": {"minor": -1, "currency": "CNY"}}, "#/cost/minor"),
        ({"cost": {"minor": 1, "currency": "yuan"}}, "#/cost/currency"),
        ({"number": ""}, "#/number"),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(client_of, mei, body, pointer):
    made = shown_workpiece()
    right = {"number": "0.1", "on": "2026-11-01", "changes": "一"}
    before = digest()
    answer = send(client_of(mei), f"/studio/workpieces/{made.id}/versions", right | body)
    assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (422, [pointer])
    assert changes(before, digest()) == []


def test_the_pages_cost_the_same_at_one_row_and_at_three(client_of, mei, lin):
    made, staff, browser = shown_workpiece(), client_of(mei), client_of(lin)

    def one_more(number):
        write_version(shown_workpiece(f"杯 {number}"), words())
        write_version(made, words(f"1.{number}"))

    def cost():
        with CaptureQueriesContext(connection) as asked:
            for who, path in (
                (browser, "/workshop/"),
                (browser, f"/workshop/{made.id}/"),
                (staff, "/studio/workshop/"),
            ):
                assert who.get(path).status_code == 200
            assert staff.get(f"/studio/workshop/{made.id}/").status_code == 200
        return len(asked)

    one_more(1)
    cost()
    few = cost()
    one_more(2), one_more(3)
    assert cost() == few
