"""Courses: chapters and lessons in order, previews, going on, and having finished."""

import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from juluo.core.entitlements import grant
from juluo.core.ids import uuid7
from juluo.core.models import FactRow
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.models import Chapter, CourseFinished, Post, Series
from juluo.ip.operations.courses import lay_out
from juluo.ip.operations.posts import PostWords, edit_post, unpublish_post
from juluo.ip.operations.series import make_series, name_series, note_reading, order_parts
from juluo.ip.queries.courses import outline_now
from juluo.ip.rules.audience import right_to_series
from juluo.ip.rules.course import (
    Section,
    chapter_moved,
    lesson_moved,
    lessons_of,
    outline_of,
    with_chapter,
    with_lesson,
    without_chapter,
    without_lesson,
)
from juluo.ip.tests.factories import make_draft, make_post
from juluo.testing.digest import changes, digest

ROOT = "/api/v1"


def titles(series):
    """The outline as titles: [("", ["…"]), ("chapter", ["…"])]."""
    names = dict(Post.objects.values_list("pk", "title"))
    return [(each.title, [names[post_id] for post_id in each.post_ids]) for each in outline_now(series)]


def make_course(author, *lessons, audience="everyone"):
    """A course of two chapters: the first lesson alone in 起, free; the others in 承, for `audience`."""
    posts = [make_post(author, title, f"{title}开头。\n\n::wall\n\n{title}结尾。") for title in lessons]
    for post in posts[1:]:
        edit_post(post, PostWords(title=post.title, text=post.text, audience=audience))
    first, rest = posts[:1], posts[1:]
    course = make_series("四季课", kind="course")
    lay_out(course, (Section("起", None, tuple(each.pk for each in first)),
                     Section("承", None, tuple(each.pk for each in rest))))  # fmt: skip
    return course, posts


def line(series, title):
    return next(each.pk for each in Chapter.objects.filter(series=series, title=title))


def test_staff_lay_a_course_out_with_buttons_alone(client_of, mei):
    staff = client_of(mei)
    staff.post("/studio/series/", {"title": "四季课", "summary": "", "kind": "course"})
    course = Series.objects.get()
    at = f"/studio/series/{course.pk}/"
    posts = {title: make_post(mei, title) for title in ("春", "夏", "秋")}
    for title in ("起", "承"):
        staff.post(f"{at}chapters/", {"title": title})
    for post in posts.values():
        staff.post(f"{at}lessons/", {"lesson": str(post.pk)})
    assert titles(course) == [("", []), ("起", []), ("承", ["春", "夏", "秋"])]

    staff.post(f"{at}lessons/{posts['春'].pk}/move/", {"earlier": "1"})
    staff.post(f"{at}lessons/{posts['秋'].pk}/move/", {"earlier": "1"})
    assert titles(course) == [("", []), ("起", ["春"]), ("承", ["秋", "夏"])]
    staff.post(f"{at}chapters/{line(course, '承')}/move/", {"earlier": "1"})
    staff.post(f"{at}chapters/{line(course, '承')}/", {"title": "先"})
    assert titles(course) == [("", []), ("先", ["秋", "夏"]), ("起", ["春"])]
    assert FactRow.objects.filter(name="CourseLaidOut", by_staff=True).count() == 9


def test_what_is_taken_out_leaves_the_rest_in_its_place(client_of, mei):
    course, posts = make_course(mei, "春", "夏", "秋")
    staff, at = client_of(mei), f"/studio/series/{course.pk}/"
    staff.post(f"{at}lessons/{posts[1].pk}/removal/")
    staff.post(f"{at}chapters/{line(course, '起')}/removal/")
    staff.post(f"{at}chapters/{line(course, '承')}/removal/")
    assert titles(course) == [("", ["春", "秋"])]
    assert Post.objects.get(title="夏").series is None
    page = staff.get(at).text
    assert page.index("春") < page.index("秋")


def test_readers_see_chapters_a_preview_and_what_is_closed(client_of, mei, lin):
    course, posts = make_course(mei, "春", "夏", "秋", audience="buyers")
    unpublish_post(posts[2])

    page = client_of(lin).get(f"/series/{course.pk}/").text

    assert page.index("起") < page.index("春") < page.index("承") < page.index("夏")
    assert "秋" not in page
    told = client_of(lin).get(f"{ROOT}/series/{course.pk}").json()
    assert [(each["chapter"], each["opened"]) for each in told["parts"]] == [("起", True), ("承", False)]
    assert (told["kind"], told["finished_at"]) == ("course", None)


def test_who_has_read_every_lesson_has_finished_and_stays_so(client_of, mei, lin):
    course, posts = make_course(mei, "春", "夏", audience="buyers")
    grant(lin, right_to_series(course.pk), reason="gift")
    browser = client_of(lin)
    browser.post(f"/posts/{posts[0].pk}/reading/")
    assert f"/posts/{posts[1].pk}/" in browser.get(f"/series/{course.pk}/").text
    assert not CourseFinished.objects.exists()

    for _time in range(2):
        assert browser.post(f"/posts/{posts[1].pk}/reading/")["Location"].endswith(f"/series/{course.pk}/")

    assert (CourseFinished.objects.get().member, FactRow.objects.filter(name="CourseCompleted").count()) == (lin, 1)
    assert 'id="finished"' in browser.get(f"/series/{course.pk}/").text
    assert browser.get(f"{ROOT}/series/{course.pk}").json()["finished_at"]
    assert client_of(mei).get(f"{ROOT}/series/{course.pk}").json()["finished_at"] is None
    lay_out(course, with_lesson(outline_now(course), make_post(mei, "秋").pk))
    told = browser.get(f"{ROOT}/series/{course.pk}").json()
    assert (told["read"], len(told["parts"]), bool(told["finished_at"])) == (2, 3, True)


def test_a_column_is_never_finished(mei, lin):
    post = make_post(mei, "春")
    order_parts(make_series("信"), [post.pk])
    note_reading(Post.objects.get(pk=post.pk), lin)
    assert not CourseFinished.objects.exists()


def test_the_two_last_lessons_read_at_once_finish_the_course_once(space, mei, lin):
    _course, posts = make_course(mei, "春", "夏")
    together = threading.Barrier(2)

    def run(post):
        with acting_in(space):
            together.wait()
            note_reading(Post.objects.get(pk=post.pk), lin)
        connection.close()

    threads = [threading.Thread(target=run, args=[post]) for post in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (CourseFinished.objects.count(), FactRow.objects.filter(name="CourseCompleted").count()) == (1, 1)


def test_the_same_outline_changes_nothing_and_a_rolled_back_one_neither(mei):
    course, posts = make_course(mei, "春", "夏")
    before = digest()
    lay_out(course, outline_now(course))
    with transaction.atomic():
        lay_out(course, without_lesson(outline_now(course), posts[0].pk))
        transaction.set_rollback(True)
    assert changes(before, digest()) == []


def test_lessons_that_are_numbered_stay_in_their_chapters_and_a_column_has_none(mei):
    course, posts = make_course(mei, "春", "夏", "秋")
    draft = make_draft(mei, "冬")
    order_parts(course, [posts[2].pk, posts[1].pk, posts[0].pk, draft.pk])
    assert titles(course) == [("", ["冬"]), ("起", ["春"]), ("承", ["秋", "夏"])]
    name_series(course, "四季课", summary="", kind="column")
    assert not Chapter.objects.exists()
    assert list(course.posts.order_by("part").values_list("title", flat=True)) == ["冬", "春", "秋", "夏"]
    with pytest.raises(Refused) as refused:
        lay_out(course, ())
    assert refused.value.code == "not_a_course"


def test_what_is_no_outline_is_refused_by_the_api_and_changes_nothing(client_of, mei, lin, wu, other_space):
    course, posts = make_course(mei, "春", "夏")
    other, theirs = make_course(mei, "一", "二")
    with acting_in(other_space):
        foreign = make_post(wu)
    ids = [str(each.pk) for each in posts]
    bad = [
        [{"title": "", "post_ids": []}, {"title": "", "post_ids": ids}], [{"title": "x" * 121}],
        [{"post_ids": ids * 2}],
        [{"title": "t", "chapter_id": str(line(other, "起"))}], [{"title": "t", "chapter_id": str(uuid7())}],
        [{"title": "", "chapter_id": str(line(course, "起"))}], [{"post_ids": [str(theirs[0].pk)]}],
        [{"post_ids": [str(foreign.pk)]}], [{"post_ids": ["x"]}], [{"title": "t"}] * 52, [{"title": 1}], [{"x": 1}],
    ]  # fmt: skip
    at, before = f"{ROOT}/studio/series/{course.pk}/outline", digest()
    for sections in bad:
        answer = client_of(mei).put(at, {"sections": sections}, content_type="application/json")
        assert (answer.status_code, bool(answer.json()["errors"])) == (422, True), sections
    assert client_of(lin).put(at, {"sections": []}, content_type="application/json").status_code == 403
    column = make_series("信")
    assert client_of(mei).get(f"{ROOT}/studio/series/{column.pk}/outline").status_code == 404
    assert client_of(mei).post(f"{ROOT}/studio/series", {"title": "t", "kind": "x"},
                               content_type="application/json").status_code == 422  # fmt: skip
    column.delete()
    assert [each for each in changes(before, digest()) if "fact" not in str(each).lower()] == []


def test_the_api_lays_a_course_out(client_of, mei):
    course, posts = make_course(mei, "春", "夏")
    at = f"{ROOT}/studio/series/{course.pk}/outline"
    staff, (_none, first, second) = client_of(mei), client_of(mei).get(at).json()["sections"]
    sections = [second, {"title": "新", "post_ids": [str(posts[0].pk)]}]
    told = staff.put(at, {"sections": sections}, content_type="application/json").json()["sections"]
    assert [(each["title"], len(each["post_ids"])) for each in told] == [("", 0), ("承", 1), ("新", 1)]
    assert told[1]["chapter_id"] == second["chapter_id"]
    assert not Chapter.objects.filter(pk=first["chapter_id"]).exists()


@given(st.lists(st.integers(0, 3), max_size=6), st.integers(0, 5), st.sampled_from([-1, 1]))
def test_a_move_loses_no_lesson_and_the_other_way_brings_it_back(sizes, which, by):
    chapters = [(uuid7(), str(at)) for at in range(len(sizes))]
    lessons = [Post(space_id=uuid7(), chapter_id=key) for (key, _t), size in zip(chapters, sizes, strict=True)
               for _each in range(size)]  # fmt: skip
    outline = outline_of(chapters, lessons)
    for post in lessons[which : which + 1]:
        there = lesson_moved(outline, post.pk, by)
        assert sorted(lessons_of(there)) == sorted(lessons_of(outline))
        assert there == outline or lesson_moved(there, post.pk, -by) == outline
    for key, _title in chapters[which : which + 1]:
        assert sorted(lessons_of(chapter_moved(outline, key, by))) == sorted(lessons_of(outline))
        assert lessons_of(without_chapter(outline, key)) == lessons_of(outline)
    assert len(with_chapter(outline, "x")) == len(outline) + 1


def test_a_course_costs_the_same_with_two_lessons_and_with_four(client_of, mei, lin):
    browser, staff, counts = client_of(lin), client_of(mei), []
    for names in (("春", "夏"), ("一", "二", "三", "四")):
        course, posts = make_course(mei, *names, audience="buyers")
        for who, path in (
            (browser, f"/series/{course.pk}/"),
            (browser, f"/posts/{posts[0].pk}/"),
            (staff, f"/studio/series/{course.pk}/"),
        ):
            who.get(path)
            with CaptureQueriesContext(connection) as queries:
                who.get(path)
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
    assert max(counts[:2]) <= 12 + len(("BEGIN", "COMMIT"))
