"""The diary of a workpiece: posts that tell how it is made, each for its own audience."""

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from juluo.core.models import FactRow
from juluo.core.spaces import acting_in
from juluo.ip.models import DiaryEntry
from juluo.ip.operations.diary import leave_diary, tell_in_diary
from juluo.ip.operations.posts import PostWords, discard_post, publish_post, unpublish_post, write_post
from juluo.ip.tests.factories import make_draft, make_post
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.ip.tests.test_workshop import shown_workpiece
from juluo.testing.digest import changes, digest
from juluo.testing.together import at_once

WALLED = "先看这里。\n\n::wall\n\n**秘方**在此。"


def test_a_post_stands_in_one_diary_once(mei):
    cup, pot, post = shown_workpiece("杯"), shown_workpiece("壶"), make_post(mei)
    tell_in_diary(post, cup)
    tell_in_diary(post, cup)
    tell_in_diary(post, pot)
    assert DiaryEntry.objects.get().workpiece == pot
    leave_diary(post)
    leave_diary(post)
    assert [FactRow.objects.filter(name=name).count() for name in ("DiaryTold", "DiaryLeft")] == [2, 1]


def test_telling_at_once_or_rolled_back_leaves_one_or_nothing(space, mei):
    cup, post = shown_workpiece(), make_post(mei)
    with transaction.atomic():
        tell_in_diary(post, cup)
        transaction.set_rollback(True)
    assert not DiaryEntry.objects.exists()

    def tell():
        with acting_in(space):
            return tell_in_diary(post, cup)

    at_once(tell, tell)
    assert DiaryEntry.objects.count() == 1


def test_a_draft_in_a_diary_can_be_thrown_away(mei):
    draft = make_draft(mei)
    tell_in_diary(draft, shown_workpiece())
    discard_post(draft)
    assert not DiaryEntry.objects.exists()


def test_everybody_reads_what_is_published_as_far_as_its_audience_allows(client_of, mei, lin):
    cup = shown_workpiece()
    walled = publish_post(write_post(mei, PostWords(title="第三窑", text=WALLED, audience="angel")))
    tell_in_diary(walled, cup)
    tell_in_diary(make_draft(mei, "没写完的日记"), cup)

    page = client_of().get(f"/workshop/{cup.id}/").text
    told = str(client_of(lin).get(f"{ROOT}/workpieces/{cup.id}/diary").json())

    assert ("第三窑" in page, "第三窑" in told, "先看这里" in told) == (True, True, True)
    assert not any(each in page + told for each in ("秘方", "没写完"))
    unpublish_post(walled)
    assert "第三窑" not in client_of().get(f"/workshop/{cup.id}/").text


def test_staff_keep_it_in_the_studio_and_by_the_api(client_of, mei, lin):
    cup, post, staff = shown_workpiece(), make_post(mei, "第三窑"), client_of(mei)
    path = f"/studio/workshop/{cup.id}/"
    staff.post(f"{path}diary/", {"post": str(post.id)})
    assert DiaryEntry.objects.get().post == post
    assert "第三窑" in staff.get(path).text
    staff.post(f"{path}diary/{post.id}/removal/")
    assert not DiaryEntry.objects.exists()
    assert staff.post(f"{path}diary/", {"post": "x"}).status_code == 404
    api = f"/studio/posts/{post.id}/diary"
    assert send(staff, api, {"workpiece_id": str(cup.id)}, "put").status_code == 204
    assert send(staff, api, method="delete").status_code == 204
    wrong = send(staff, api, {"workpiece_id": "x"}, "put")
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "#/workpiece_id")


def test_what_is_of_another_space_answers_like_none(client_of, mei, wu, other_space):
    with acting_in(other_space):
        foreign = make_post(wu)
    cup, before = shown_workpiece(), digest()
    assert client_of(mei).post(f"/studio/workshop/{cup.id}/diary/", {"post": str(foreign.id)}).status_code == 404
    answer = send(client_of(mei), f"/studio/posts/{foreign.id}/diary", {"workpiece_id": str(cup.id)}, "put")
    assert code(answer) == (404, "not_found")
    assert changes(before, digest()) == []


def test_the_page_costs_the_same_at_one_entry_and_at_three(client_of, mei, lin):
    cup, browser = shown_workpiece(), client_of(lin)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(f"/workshop/{cup.id}/").status_code == 200
        return len(asked)

    tell_in_diary(make_post(mei), cup)
    cost()
    few = cost()
    tell_in_diary(make_post(mei, "二"), cup), tell_in_diary(make_post(mei, "三"), cup)
    assert cost() == few
