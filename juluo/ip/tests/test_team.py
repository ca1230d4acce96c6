"""The people behind the IP: introduced by staff, shown on About and beside what they write."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from juluo.core.accounts.closing import erase_member
from juluo.core.models import FactRow, Member
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.models import Colleague
from juluo.ip.operations.comments import write_comment
from juluo.ip.operations.team import Introduction, introduce_colleague, take_out_colleague
from juluo.ip.tests.factories import make_post
from juluo.testing.digest import changes, digest
from juluo.testing.together import at_once

ROOT = "/api/v1"
EDITOR = Introduction(role="主笔", sentence="写茶十年。", human="林一", position=2)


def recorded(name):
    return FactRow.objects.filter(name=name).count()


def test_a_colleague_is_shown_on_about_and_beside_what_they_write(client_of, mei, lin):
    post = make_post(mei)
    write_comment(mei, post, "谢谢你来。")
    guest = client_of()
    assert "主笔" not in guest.get(f"/posts/{post.pk}/").text

    introduce_colleague(mei, EDITOR)

    about, page = guest.get("/about/").text, guest.get(f"/posts/{post.pk}/").text
    assert "写茶十年。" in about
    assert "林一" in about
    assert page.count("主笔") == 2
    assert "林一" in page
    assert "主笔" in guest.get("/").text
    told = guest.get(f"{ROOT}/posts/{post.pk}").json()
    assert (told["author_role"], told["author_human"]) == ("主笔", "林一")
    assert guest.get(f"{ROOT}/posts").json()["items"][0]["author_role"] == "主笔"
    take_out_colleague(mei)
    assert "主笔" not in guest.get(f"/posts/{post.pk}/").text


def test_the_same_introduction_twice_is_one_and_another_replaces_it(mei):
    first = introduce_colleague(mei, EDITOR)
    before = digest()
    introduce_colleague(mei, EDITOR)
    assert changes(before, digest()) == []
    introduce_colleague(mei, Introduction(role="客服"))
    assert (Colleague.objects.get().pk, Colleague.objects.get().role) == (first.pk, "客服")
    take_out_colleague(mei)
    before = digest()
    take_out_colleague(mei)
    assert changes(before, digest()) == []
    assert (recorded("ColleagueIntroduced"), recorded("ColleagueTakenOut")) == (2, 1)


def test_introduced_twice_at_once_is_once(mei):
    at_once(lambda: introduce_colleague(mei, EDITOR), times=3)
    assert (Colleague.objects.count(), recorded("ColleagueIntroduced")) == (1, 1)


def test_an_introduction_rolled_back_is_none(mei):
    with transaction.atomic():
        introduce_colleague(mei, EDITOR)
        transaction.set_rollback(True)
    assert not Colleague.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [({"role": ""}, "role"), ({"role": "x" * 41}, "role"), ({"role": "x", "sentence": "x" * 161}, "sentence"),
     ({"role": "x", "position": 0}, "position"), ({"role": "x", "position": 1000}, "position")],
)  # fmt: skip
def test_an_introduction_that_says_nothing_or_too_much_is_refused(mei, said, field):
    with pytest.raises(Refused) as refusal:
        introduce_colleague(mei, Introduction(**said))
    assert refusal.value.field == field


def test_who_left_or_was_erased_is_not_shown(client_of, mei, lin):
    introduce_colleague(lin, EDITOR)
    Member.objects.filter(pk=lin.pk).update(left_at=lin.joined_at)
    assert "写茶十年。" not in client_of().get("/about/").text
    assert client_of().get(f"{ROOT}/team").json()["items"] == []
    with pytest.raises(Refused) as refusal:
        introduce_colleague(lin, Introduction(role="客服"))
    assert refusal.value.code == "gone"
    erase_member(lin)
    assert not Colleague.objects.exists()


def test_staff_introduce_change_and_take_out_on_pages(client_of, mei, lin, wu, other_space):
    browser = client_of(mei)
    assert client_of(lin).get("/studio/team/").status_code == 404
    words = {"member": str(mei.pk), "role": "主笔", "sentence": "写茶十年。", "human": "", "position": "1"}
    assert browser.post("/studio/team/", words | {"member": str(lin.pk)}).status_code == 422
    assert browser.post("/studio/team/", words | {"member": str(wu.pk)}).status_code == 422
    assert browser.post("/studio/team/", words).status_code == 302
    assert "写茶十年。" in browser.get("/studio/team/").text
    path = f"/studio/team/{mei.pk}/"
    assert browser.post(path, words | {"role": "主理人"}).status_code == 302
    assert browser.post(path, words | {"role": ""}).status_code == 422
    assert Colleague.objects.get().role == "主理人"
    assert browser.get(f"/studio/team/{lin.pk}/").status_code == 404
    assert browser.post(f"{path}removal/").status_code == 302
    assert not Colleague.objects.exists()
    with acting_in(other_space):
        introduce_colleague(wu, EDITOR)
    assert client_of(mei).get(f"/studio/team/{wu.pk}/").status_code == 404
    assert client_of().get(f"{ROOT}/team").json()["items"] == []


def test_the_api_introduces_and_takes_out(client_of, mei, lin):
    staff, path = client_of(mei), f"{ROOT}/studio/team/{lin.pk}"
    told = staff.put(path, {"role": "客服", "position": 3}, content_type="application/json").json()
    assert (told["name"], told["role"], told["position"]) == (lin.name, "客服", 3)
    assert client_of().get(f"{ROOT}/team").json()["items"] == [told]
    for wrong in ({"role": ""}, {"role": "x", "position": "1"}, {"role": "x", "position": 0}, {}):
        answer = staff.put(path, wrong, content_type="application/json")
        assert (answer.status_code, bool(answer.json()["errors"])) == (422, True)
    assert client_of(lin).put(path, {"role": "x"}, content_type="application/json").status_code == 403
    assert staff.delete(path).status_code == staff.delete(path).status_code == 204


def test_about_and_the_talk_cost_the_same_for_one_colleague_and_for_two(client_of, mei, lin):
    post, browser = make_post(mei), client_of(lin)
    introduce_colleague(mei, EDITOR)
    write_comment(mei, post, "一")
    costs = []
    for _turn in range(2):
        for path in ("/about/", f"/posts/{post.pk}/"):
            browser.get(path)
            with CaptureQueriesContext(connection) as queries:
                browser.get(path)
            costs.append(len(queries))
        introduce_colleague(lin, Introduction(role="客服"))
        write_comment(lin, post, "二")
    assert costs[:2] == costs[2:]
