"""Series: posts in an order, how far a reader has come, and who may put them together."""

import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from juluo.core.entitlements import grant
from juluo.core.models import FactRow
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.models import PartRead, Post, Series
from juluo.ip.operations.posts import PostWords, edit_post, unpublish_post
from juluo.ip.operations.series import make_series, name_series, note_reading, order_parts
from juluo.ip.rules.audience import right_to_series
from juluo.ip.tests.factories import make_draft, make_post
from juluo.testing.digest import changes, digest

ROOT = "/api/v1"


def told(name):
    return FactRow.objects.filter(name=name).count()


def make_parts(author, *titles, audience="everyone"):
    """A series of published parts; the first is for everyone, the others for `audience`."""
    posts = [make_post(author, title, f"{title}开头。\n\n::wall\n\n{title}结尾。") for title in titles]
    posts = [posts[0], *(edit_post(post, PostWords(title=post.title, text=post.text, audience=audience))
                         for post in posts[1:])]  # fmt: skip
    series = order_parts(make_series("四季", summary="一年四封信。"), [post.pk for post in posts])
    return series, list(series.posts.order_by("part"))


def send(browser, path, body=None, method="post"):
    return getattr(browser, method)(f"{ROOT}{path}", body or {}, content_type="application/json")


def titles_of(series):
    return list(series.posts.order_by("part").values_list("title", flat=True))


def test_staff_make_a_series_name_it_and_order_its_parts(client_of, mei):
    browser, first, second, draft = client_of(mei), make_post(mei, "春"), make_post(mei, "夏"), make_draft(mei, "秋")
    assert browser.post("/studio/series/", {"title": "四季", "summary": ""}).status_code == 302
    series = Series.objects.get()
    path = f"/studio/series/{series.pk}/"

    browser.post(path, {"title": "四季信", "summary": "一年四封信。"})
    browser.post(f"{path}parts/", {f"part-{second.pk}": "1", f"part-{first.pk}": "3", f"part-{draft.pk}": ""})

    assert titles_of(series) == ["夏", "春"]
    page = browser.get(path).text
    assert "四季信" in page
    assert page.index("夏") < page.index("秋")
    browser.post(f"{path}parts/", {f"part-{first.pk}": "1"})
    assert titles_of(series) == ["春"]
    assert Post.objects.get(pk=second.pk).series is None
    assert (told("SeriesMade"), told("SeriesChanged"), told("PartsOrdered")) == (1, 1, 2)
    assert FactRow.objects.filter(name="PartsOrdered", by_staff=True).count() == 2


def test_the_same_order_and_the_same_words_change_nothing(mei):
    series, posts = make_parts(mei, "春", "夏")
    before = digest()

    order_parts(series, [post.pk for post in posts])
    name_series(series, "四季", summary="一年四封信。")

    assert changes(before, digest()) == []


def test_a_series_is_shown_once_a_part_of_it_is_published(client_of, mei):
    draft = make_draft(mei, "春")
    series = order_parts(make_series("四季"), [draft.pk])
    for browser in (client_of(), client_of(mei)):
        assert browser.get(f"/series/{series.pk}/").status_code == 404
        assert browser.get(f"{ROOT}/series/{series.pk}").status_code == 404
    client_of(mei).post(f"/studio/posts/{draft.pk}/publication/")

    page = client_of().get(f"/series/{series.pk}/").text

    assert "春" in page
    assert f"/series/{series.pk}/" in client_of().get("/sitemap-series.xml").text
    assert client_of().get(f"/series/{series.pk}/card.png")["Content-Type"] == "image/png"
    unpublish_post(draft)
    assert client_of().get(f"/series/{series.pk}/").status_code == 404


def test_a_part_leads_to_the_ones_beside_it_and_leaves_out_drafts(client_of, mei):
    series, (spring, summer, autumn) = make_parts(mei, "春", "夏", "秋")
    assert f"/posts/{summer.pk}/" in client_of().get(f"/posts/{spring.pk}/").text
    unpublish_post(summer)

    page = client_of().get(f"/posts/{spring.pk}/").text

    assert f"/posts/{autumn.pk}/" in page
    assert f"/posts/{summer.pk}/" not in page
    assert f"/series/{series.pk}/" in page
    assert "夏" not in client_of().get(f"/series/{series.pk}/").text


def test_a_reader_comes_forward_part_by_part(client_of, mei, lin):
    series, (spring, summer) = make_parts(mei, "春", "夏")
    browser = client_of(lin)

    first = browser.post(f"/posts/{spring.pk}/reading/")
    again = browser.post(f"/posts/{spring.pk}/reading/")
    last = browser.post(f"/posts/{summer.pk}/reading/")

    assert first["Location"] == again["Location"] == f"/@shanye/posts/{summer.pk}/"
    assert last["Location"] == f"/@shanye/series/{series.pk}/"
    assert PartRead.objects.filter(member=lin).count() == 2
    read = client_of(lin).get(f"{ROOT}/series/{series.pk}").json()
    assert (read["read"], [part["read"] for part in read["parts"]]) == (2, [True, True])
    assert client_of(mei).get(f"{ROOT}/series/{series.pk}").json()["read"] == 0
    assert client_of().get(f"{ROOT}/series/{series.pk}").json()["read"] == 0


def test_who_did_not_see_the_end_has_not_read_it(client_of, mei, lin):
    series, (_spring, summer) = make_parts(mei, "春", "夏", audience="buyers")
    alone = make_post(mei)
    for post, code in ((summer, "walled"), (alone, "no_part")):
        with pytest.raises(Refused) as refusal:
            note_reading(post, lin)
        assert refusal.value.code == code
        assert client_of(lin).post(f"/posts/{post.pk}/reading/").status_code == 409
    assert not PartRead.objects.exists()

    grant(lin, right_to_series(series.pk), reason="gift")
    note_reading(summer, lin)
    assert PartRead.objects.get().post == summer


def test_the_right_to_a_series_opens_every_part_and_no_other_series(client_of, mei, lin):
    series, (_spring, summer) = make_parts(mei, "春", "夏", audience="buyers")
    other, (_one, two) = make_parts(mei, "一", "二", audience="buyers")
    grant(lin, right_to_series(series.pk), reason="gift")

    assert "夏结尾" in client_of(lin).get(f"/posts/{summer.pk}/").text
    assert "二结尾" not in client_of(lin).get(f"/posts/{two.pk}/").text
    opened = client_of(lin).get(f"{ROOT}/series/{other.pk}").json()
    assert ([part["opened"] for part in opened["parts"]], opened["step"]["kind"]) == ([True, False], "wait")
    assert client_of(lin).get(f"{ROOT}/series/{series.pk}").json()["step"] is None


def test_what_cannot_be_a_part_is_refused_and_changes_nothing(client_of, mei, wu, other_space):
    series, posts = make_parts(mei, "春", "夏")
    other = make_series("别的")
    with acting_in(other_space):
        foreign, theirs = make_post(wu), make_series("别处")
    before = digest()

    staff = client_of(mei)
    for ids in ([str(posts[0].pk)], [str(foreign.pk)], ["x"], [str(posts[0].pk)] * 201, None):
        answer = send(staff, f"/studio/series/{other.pk}/parts", {"post_ids": ids}, "put")
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"].startswith("#/post_ids")
    assert send(staff, f"/studio/series/{theirs.pk}/parts", {"post_ids": []}, "put").status_code == 404
    for body in ({"title": ""}, {"title": "t" * 121}, {"title": "t", "summary": "s" * 301}, {"title": "t", "x": 1}):
        assert send(staff, "/studio/series", body).status_code == 422
        assert send(staff, f"/studio/series/{series.pk}", body, "put").status_code == 422
    assert staff.post(f"/studio/series/{series.pk}/", {"title": ""}).status_code == 422
    assert staff.post("/studio/series/", {"title": ""}).status_code == 422
    assert staff.post(f"/studio/series/{series.pk}/parts/", {f"part-{posts[0].pk}": "0"}).status_code == 422
    assert changes(before, digest()) == []


def test_the_api_makes_names_and_orders_a_series(client_of, mei):
    staff, spring, summer = client_of(mei), make_post(mei, "春"), make_post(mei, "夏")

    made = send(staff, "/studio/series", {"title": "四季"}).json()
    path = f"/studio/series/{made['id']}"
    named = send(staff, path, {"title": "四季信", "summary": "四封"}, "put").json()
    ordered = send(staff, f"{path}/parts", {"post_ids": [str(summer.pk), str(spring.pk)]}, "put").json()

    assert (named["title"], named["summary"]) == ("四季信", "四封")
    assert ordered["post_ids"] == [str(summer.pk), str(spring.pk)]
    assert staff.get(f"{ROOT}/studio/series").json()["items"] == [ordered]
    assert [each["title"] for each in client_of().get(f"{ROOT}/series").json()["items"]] == ["四季信"]


def test_only_staff_who_write_make_series(client_of, mei, lin):
    series, _posts = make_parts(mei, "春")
    before = digest()
    for path in ("/studio/series", f"/studio/series/{series.pk}", f"/studio/series/{series.pk}/parts"):
        method = "post" if path == "/studio/series" else "put"
        assert send(client_of(), path, {"title": "t"}, method).status_code == 401
        assert send(client_of(lin), path, {"title": "t"}, method).status_code == 403
    assert client_of(lin).get("/studio/series/").status_code == 404
    assert changes(before, digest()) == []


def test_reading_a_part_twice_at_once_is_once(space, mei, lin):
    _series, (spring, _summer) = make_parts(mei, "春", "夏")
    together = threading.Barrier(2)

    def run():
        with acting_in(space):
            together.wait()
            note_reading(spring, lin)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert PartRead.objects.count() == 1


def test_ordering_rolled_back_leaves_nothing(mei):
    series, post = make_series("四季"), make_post(mei)
    with transaction.atomic():
        order_parts(series, [post.pk])
        transaction.set_rollback(True)
    assert Post.objects.get().series is None
    assert told("PartsOrdered") == 0


def test_pages_of_series_cost_the_same_at_one_part_and_at_three(client_of, mei, lin):
    one, _posts = make_parts(mei, "春", audience="buyers")
    three, posts = make_parts(mei, "一", "二", "三", audience="buyers")
    grant(lin, right_to_series(one.pk), reason="gift")
    browser, staff, counts = client_of(lin), client_of(mei), {}
    for at in ("/series/{}/", f"{ROOT}/series/{{}}"):
        for series in (one, three):
            browser.get(at.format(series.pk))
            with CaptureQueriesContext(connection) as queries:
                browser.get(at.format(series.pk))
            counts[at, series.pk] = len(queries)
        assert counts[at, three.pk] <= 12
    browser.get(f"/posts/{posts[1].pk}/")
    with CaptureQueriesContext(connection) as queries:
        browser.get(f"/posts/{posts[1].pk}/")
    assert len(queries) <= 12
    for path in ("/studio/series/", f"{ROOT}/studio/series", f"{ROOT}/series"):
        staff.get(path)
        with CaptureQueriesContext(connection) as few:
            staff.get(path)
        make_parts(mei, "再一")
        with CaptureQueriesContext(connection) as more:
            staff.get(path)
        assert len(more) == len(few)
