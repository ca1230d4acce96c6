"""What members say elsewhere comes onto the board with a way back, and names nobody who was not named there."""

from datetime import timedelta

import pytest

from juluo.community.tests.factories import make_member
from juluo.core import clock
from juluo.core.acting import Actor, acting_as
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import make_staff
from juluo.ip.models import Need, Question, Survey
from juluo.ip.operations.comments import write_comment
from juluo.ip.operations.needs import take_need_down
from juluo.ip.origins import asked_at
from juluo.ip.tests.asking import ask, draft_of, published, sell_answers
from juluo.ip.tests.factories import make_post
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.reach.models import Notification
from juluo.testing.jobs import run_tasks

PRIVATE = "我的病能喝茶吗"


def make_survey(field):
    now = clock.now()
    return Survey.objects.create(field=field, size=10, gap_days=30, opened_at=now, closes_at=now + timedelta(days=7))


def told(member):
    run_tasks()
    return Notification.objects.filter(member=member, kind="ip.need_credited").count()


def test_a_question_published_under_a_name_brings_its_words_and_the_credit(client_of, mei, lin):
    sell_answers()
    question = published(lin, mei)
    Question.objects.filter(pk=question.pk).update(unnamed=False)
    staff, where = client_of(mei), f"/studio/needs/of/question/{question.pk}/"

    assert where in staff.get(f"/studio/questions/{question.pk}/").text
    form = staff.get(where).text
    assert question.title in form
    assert lin.name in form
    staff.post(where, {"title": "小包装", "text": ""})
    staff.post(where, {"title": "小包装", "text": ""})

    need = Need.objects.get()
    assert (need.asker, need.origin, need.source) == (lin, "question", question.pk)
    assert told(lin) == 1
    assert f"/studio/questions/{question.pk}/" in staff.get(f"/studio/needs/{need.pk}/").text


@pytest.mark.parametrize("how", ["private", "unnamed"])
def test_any_other_question_brings_neither_words_nor_name(client_of, mei, lin, how):
    sell_answers()
    question = ask(lin, PRIVATE, public=False) if how == "private" else published(lin, mei)
    staff, where = client_of(mei), f"/studio/needs/of/question/{question.pk}/"

    form = staff.get(where).text
    staff.post(where, {"title": "茶与身体", "text": "有人问起。"})

    assert question.title not in form
    assert lin.name not in form.partition("<main")[2]
    need = Need.objects.get()
    assert need.asker == mei
    assert told(lin) == told(mei) == 0
    for who in (None, make_member("Zoe"), mei):
        for path in (f"/needs/{need.pk}/", "/needs/", f"{ROOT}/needs/{need.pk}"):
            page = client_of(who).get(path).text
            assert question.title not in page
            assert question.text not in page


def test_a_draft_or_an_erased_question_is_none(mei, lin):
    sell_answers()
    assert asked_at("question", draft_of(lin).pk) is None
    paid = ask(lin)
    Question.objects.filter(pk=paid.pk).update(title="", text="")
    assert asked_at("question", paid.pk) is None


def test_a_wave_of_the_survey_brings_its_counts_and_no_name(client_of, mei, lin):
    survey = make_survey("岩茶")
    staff, where = client_of(mei), f"/studio/needs/of/survey/{survey.pk}/"

    assert where in staff.get("/studio/surveys/").text
    assert "岩茶" in staff.get(where).text
    made = send(staff, "/studio/needs", {"title": "第二选择", "origin": "survey", "source": str(survey.pk)})

    assert (made.status_code, made.json()["source"]) == (201, str(survey.pk))
    need = Need.objects.get()
    assert need.asker == mei
    page = staff.get(f"/studio/needs/{need.pk}/").text
    assert 'href="/@shanye/studio/surveys/"' in page.partition("<main")[2]


def test_the_way_back_is_for_whoever_may_go_there_and_only_while_it_is_there(client_of, mei, lin):
    comment = write_comment(lin, make_post(mei), "想要小包装")
    need = take_need_down("comment", comment.pk, "小包装")
    editor = make_member("Editor")
    make_staff(editor, "editor")
    back = f"/studio/comments/{comment.pk}/"

    assert back in client_of(mei).get(f"/studio/needs/{need.pk}/").text
    assert back not in client_of(editor).get(f"/studio/needs/{need.pk}/").text
    type(comment).objects.update(text="")
    assert back not in client_of(mei).get(f"/studio/needs/{need.pk}/").text


def test_nobody_by_no_name_and_nothing_of_another_space_is_taken_down(client_of, mei, wu, other_space):
    sell_answers()
    survey = make_survey("岩茶")
    with acting_in(other_space):
        foreign = make_survey("别处")
    body = {"title": "x", "origin": "survey", "source": str(foreign.pk)}
    assert code(send(client_of(mei), "/studio/needs", body)) == (422, "unknown_source")
    with acting_as(Actor(mei.pk, staff=True)):
        assert take_need_down("survey", survey.pk, "x") == take_need_down("survey", survey.pk, "y")
