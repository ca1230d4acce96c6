"""The board, the members' list and the decisions: pages and API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.core.models import FactRow
from juluo.core.spaces import acting_in
from juluo.ip.models import Need
from juluo.ip.operations.comments import write_comment
from juluo.ip.operations.needs import join_need, merge_needs, move_need, tell_need
from juluo.ip.tests.factories import make_post
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.testing.digest import changes, digest


def test_a_member_wishes_and_another_wishes_too(client_of, mei, lin):
    browser, other = client_of(lin), client_of(mei)
    assert browser.post("/needs/new/", {"title": ""}).status_code == 422
    browser.post("/needs/new/", {"title": "小包装", "text": "一个人喝不完"})
    need = Need.objects.get()

    assert 'aria-pressed="true"' in browser.get(f"/needs/{need.id}/").text
    assert "小包装" in other.get("/needs/").text
    assert "小包装" not in other.get("/needs/?mine=1").text
    other.post(f"/needs/{need.id}/voice/")
    assert Need.objects.get().asking == 2
    other.post(f"/needs/{need.id}/silence/")
    assert Need.objects.get().asking == 1
    assert client_of().get("/needs/").status_code == 302
    assert client_of().get(f"/needs/{need.id}/").status_code == 404


def test_a_no_stands_on_the_public_page_with_its_reason_and_no_name(client_of, mei, lin):
    need = tell_need(lin, "小包装")
    assert "小包装" not in client_of().get("/decisions/").text
    move_need(need, "no", reason="会多出三倍的塑料。")

    for path in ("/decisions/", f"/needs/{need.id}/"):
        page = client_of().get(path).text
        assert ("小包装" in page, "三倍的塑料" in page, lin.name in page) == (True, True, False)


def test_a_part_of_a_card_leads_to_the_card(client_of, mei, lin):
    small, big = tell_need(lin, "一人份"), tell_need(mei, "小包装")
    merge_needs(small, into=big)
    assert client_of(lin).get(f"/needs/{small.id}/")["Location"].endswith(f"/needs/{big.id}/")
    assert "一人份" in client_of(lin).get("/needs/?mine=1").text


def test_staff_take_a_comment_down_and_decide(client_of, mei, lin):
    staff = client_of(mei)
    comment = write_comment(lin, make_post(mei), "有没有小包装?")
    path = f"/studio/needs/of/comment/{comment.id}/"

    assert path in staff.get(f"/studio/comments/{comment.id}/").text
    assert "有没有小包装?" in staff.get(path).text
    staff.post(path, {"title": "小包装", "text": ""})
    need = Need.objects.get()
    assert need.asker == lin
    assert "小包装" in staff.get("/studio/needs/").text
    move = f"/studio/needs/{need.id}/move/"
    assert staff.post(move, {"state": "no", "reason": ""}).status_code == 422
    assert staff.post(move, {"state": "released", "reason": ""}).status_code == 422
    staff.post(move, {"state": "yes", "reason": "好主意"})
    assert "好主意" in staff.get(f"/studio/needs/{need.id}/").text
    assert FactRow.objects.get(name="NeedMoved").by_staff
    assert client_of(lin).post(move, {"state": "making"}).status_code == 404


def test_staff_put_cards_together_apart_and_out_of_sight(client_of, mei, lin):
    small, big = tell_need(lin, "一人份"), tell_need(mei, "小包装")
    staff, path = client_of(mei), f"/studio/needs/{small.id}"

    assert staff.post(f"{path}/merging/", {"into": "x"}).status_code == 422
    staff.post(f"{path}/merging/", {"into": str(big.id)})
    assert "一人份" in staff.get(f"/studio/needs/{big.id}/").text
    assert "一人份" in staff.get("/studio/needs/?state=merged").text
    staff.post(f"{path}/splitting/")
    staff.post(f"{path}/hiding/")
    assert "一人份" in staff.get("/studio/needs/?state=hidden").text
    assert "一人份" not in client_of(lin).get("/needs/").text
    staff.post(f"{path}/showing/")
    assert "一人份" in client_of(lin).get("/needs/").text
    assert staff.get("/studio/needs/of/ghost/" + str(big.id) + "/").status_code == 404


def test_the_api_asks_joins_merges_and_decides(client_of, mei, lin):
    browser, staff = client_of(lin), client_of(mei)
    need = send(browser, "/needs", {"title": "小包装", "text": "小"}).json()
    assert (need["asking"], need["state"]) == (1, "new")
    path = f"/needs/{need['id']}/voice"
    assert send(staff, path, method="put").json()["asking"] == 2
    assert send(staff, path, method="delete").json()["asking"] == 1
    assert [each["id"] for each in browser.get(f"{ROOT}/needs").json()["items"]] == [need["id"]]
    comment = write_comment(lin, make_post(mei), "一人份?")
    body = {"origin": "comment", "source": str(comment.id), "title": "一人份"}
    other = send(staff, "/studio/needs", body).json()
    assert (other["origin"], other["asker_id"]) == ("comment", str(lin.id))
    merging = f"/studio/needs/{other['id']}/merging"
    assert send(staff, merging, {"into": need["id"]}, "put").json()["asking"] == 1
    assert send(staff, merging, method="delete").json()["merged_into_id"] is None
    assert send(staff, f"/studio/needs/{other['id']}/hiding", method="put").json()["hidden_at"]
    assert send(staff, f"/studio/needs/{other['id']}/hiding", method="delete").json()["hidden_at"] is None
    decided = send(staff, f"/studio/needs/{need['id']}/state", {"state": "no", "reason": "塑料"}, "put").json()
    assert (decided["state"], decided["decision"]) == ("no", "塑料")
    assert [each["decision"] for each in client_of().get(f"{ROOT}/decisions").json()["items"]] == ["塑料"]
    assert len(staff.get(f"{ROOT}/studio/needs?state=new").json()["items"]) == 1


@pytest.mark.parametrize(
    ("path", "method", "body", "pointer"),
    [
        ("/needs", "post", {"title": ""}, "#/title"),
        ("/needs", "post", {"title": "x", "text": "字" * 1001}, "#/text"),
        ("/studio/needs/{need}/state", "put", {"state": "gone"}, "#/state"),
        ("/studio/needs/{need}/state", "put", {"state": "no", "reason": ""}, "#/reason"),
        ("/studio/needs/{need}/merging", "put", {"into": "x"}, "#/into"),
        ("/studio/needs/{need}/merging", "put", {"into": "{need}"}, "#/into"),
        ("/studio/needs", "post", {"origin": "comment", "source": "{need}", "title": "x"}, "#/source"),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(client_of, mei, path, method, body, pointer):
    need = tell_need(mei, "小包装")
    body = {name: value.replace("{need}", str(need.id)) for name, value in body.items()}
    before = digest()

    answer = send(client_of(mei), path.format(need=need.id), body, method)

    assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (422, [pointer])
    assert changes(before, digest()) == []


def test_what_is_of_another_space_answers_like_none(client_of, mei, lin, wu, other_space):
    with acting_in(other_space):
        foreign = tell_need(wu, "别处的愿望")
    own, before = tell_need(lin, "小包装"), digest()
    for path in ("voice", "silence"):
        assert client_of(lin).post(f"/needs/{foreign.id}/{path}/").status_code == 404
    assert client_of(lin).get(f"/needs/{foreign.id}/").status_code == 404
    assert client_of(mei).post(f"/studio/needs/{foreign.id}/hiding/").status_code == 404
    merging = send(client_of(mei), f"/studio/needs/{own.id}/merging", {"into": str(foreign.id)}, "put")
    assert code(merging) == (404, "not_found")
    assert changes(before, digest()) == []


def test_the_lists_cost_the_same_at_one_row_and_at_three(client_of, mei, lin):
    browser, staff, guest = client_of(lin), client_of(mei), client_of()

    def one_more(number):
        join_need(mei, tell_need(lin, f"愿望 {number}"))
        move_need(tell_need(lin, f"定了 {number}"), "no", reason="不")

    def cost():
        lists = [(browser, "/needs/"), (staff, "/studio/needs/"), (staff, "/studio/needs/?state=all")]
        with CaptureQueriesContext(connection) as asked:
            assert {who.get(path).status_code for who, path in [*lists, (guest, "/decisions/?after=")]} == {200}
        return len(asked)

    one_more(1)
    cost()
    few = cost()
    one_more(2), one_more(3)
    assert cost() == few
