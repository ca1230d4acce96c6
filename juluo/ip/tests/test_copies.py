"""What is being written is kept on the server for its writer alone, and no device writes over another."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from juluo.core import clock
from juluo.core.accounts.closing import erase_member
from juluo.core.models import FactRow
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import make_staff
from juluo.ip.models import Post, WorkingCopy
from juluo.ip.operations.copies import Desk, DeskWords, discard_copy, forget_old_copies, keep_copy
from juluo.ip.operations.posts import PostWords, edit_post
from juluo.ip.rules.copies import MOST
from juluo.ip.tasks import forget_working_copies
from juluo.ip.tests.factories import make_draft, make_post
from juluo.testing.digest import changes, digest
from juluo.testing.together import at_once

KEY, OTHER = "a" * 16, "b" * 16
CANARY = "还没说出口的话"


@pytest.fixture
def movable_clock(space, settings):
    settings.JULUO_TEST_CLOCK = True
    yield
    clock.reset()


def keep(writer, text, *, post=None, key=KEY, number=0, title="霜降", device=""):
    desk = Desk(writer=writer, post=post, key=key, number=number, device=device)
    return keep_copy(desk, DeskWords(title=title, text=text))


def kept():
    return list(WorkingCopy.objects.order_by("id").values_list("key", "number", "text"))


def test_what_is_written_is_kept_and_the_post_stays_as_it_is(mei):
    post = make_post(mei, text="读者读到的")
    facts = FactRow.objects.count()

    keep(mei, "写到一半", post=post)
    keep(mei, "写到一半了", post=post, number=1)

    assert kept() == [(KEY, 2, "写到一半了")]
    assert Post.objects.get().text == "读者读到的"
    assert FactRow.objects.count() == facts


def test_the_same_words_again_change_nothing(mei):
    keep(mei, "一稿")
    before = digest()
    keep(mei, "一稿")
    keep(mei, "一稿", number=1)
    assert changes(before, digest()) == []


def test_two_devices_that_go_on_with_one_copy_keep_both(mei):
    keep(mei, "一稿", device="Firefox Android")
    keep(mei, "手机上写的", number=1, device="Firefox Android")

    at_desk = keep(mei, "电脑上写的", number=1, device="Chrome Linux")
    again = keep(mei, "电脑上写的", number=1, device="Chrome Linux")

    assert at_desk.beside.text == "手机上写的"
    assert at_desk.copy.key != KEY
    assert again.copy == at_desk.copy
    assert [text for _key, _number, text in kept()] == ["手机上写的", "电脑上写的"]


def test_two_at_once_from_the_same_desk_lose_nothing(mei):
    at_once(lambda: keep(mei, "左手"), lambda: keep(mei, "右手"))
    assert {text for _key, _number, text in kept()} == {"左手", "右手"}

    at_once(lambda: keep(mei, "同一句", key=OTHER), times=3)
    assert [text for key, _number, text in kept() if key == OTHER] == ["同一句"]


def test_a_key_of_another_post_is_another_desk(mei):
    one, two = make_draft(mei), make_draft(mei)
    keep(mei, "这篇", post=one)
    answer = keep(mei, "那篇", post=two, number=1)
    assert (answer.beside.post_id, answer.copy.post_id) == (one.pk, two.pk)


def test_words_that_the_post_says_are_not_kept(mei):
    post = make_draft(mei, text="一稿")
    keep(mei, "二稿", post=post)
    assert keep(mei, post.text, title=post.title, post=post, number=1).copy is None
    assert keep(mei, "", title="", key=OTHER).copy is None
    assert kept() == []


def test_saving_takes_the_copy_away_and_a_refusal_leaves_it(mei, client_of):
    post, browser = make_draft(mei, text="一稿"), client_of(mei)
    edit_post(post, PostWords(title=post.title, text="别人的二稿"))
    keep(mei, "我的二稿", post=post)
    said = {"title": post.title, "text": "我的二稿", "audience": "everyone", "since": "1", "copy": f"{KEY}.1"}

    assert browser.post(f"/studio/posts/{post.pk}/", said).status_code == 422
    assert len(kept()) == 1
    assert browser.post(f"/studio/posts/{post.pk}/", said | {"since": "2"}).status_code == 302
    assert kept() == []
    assert Post.objects.get().text == "我的二稿"


def test_a_rollback_leaves_no_copy(mei):
    with pytest.raises(RuntimeError), transaction.atomic():
        keep(mei, "一稿")
        raise RuntimeError
    assert kept() == []


def test_there_are_limits_to_one_text_and_to_how_many(mei):
    with pytest.raises(Refused, match="60"):
        keep(mei, "字" * 60_001)
    for number in range(MOST):
        keep(mei, f"第{number}篇", key=f"{number:016x}")
    with pytest.raises(Refused) as refusal:
        keep(mei, "再一篇", key=OTHER)
    assert refusal.value.code == "too_many_copies"
    keep(mei, "旧的还能写", key=f"{0:016x}", number=1)
    with pytest.raises(Refused) as bad:
        keep(mei, "x", key="../../etc")
    assert (bad.value.code, bad.value.field) == ("bad_key", "key")


def test_after_thirty_days_it_is_forgotten_by_night(mei, movable_clock):
    keep(mei, "旧的")
    clock.advance(timedelta(days=20))
    keep(mei, "新的", key=OTHER)
    clock.advance(timedelta(days=11))

    forget_working_copies.run()

    assert [key for key, _number, _text in kept()] == [OTHER]
    assert forget_old_copies() == 0


def test_it_goes_with_the_post_with_its_writer_and_when_thrown_away(mei, lin):
    copy = keep(mei, "一稿").copy
    discard_copy(copy)
    discard_copy(copy)
    keep(lin, "林的")
    erase_member(lin)
    assert kept() == []


@pytest.mark.parametrize("published", [True, False])
def test_another_device_is_offered_what_was_written(client_of, mei, published):
    post, browser = (make_post if published else make_draft)(mei, text="一稿"), client_of(mei)
    where = f"/studio/posts/{post.pk}/"
    said = {"title": post.title, "text": "写到一半", "audience": "everyone", "since": "1", "copy": f"{KEY}.0"}

    answer = browser.post(f"{where}copy/", said, headers={"HX-Request": "true", "User-Agent": "Firefox Android"})
    offer = browser.get(where).text
    goes_on = browser.get(f"{where}?copy={KEY}").text

    assert f'value="{KEY}.1"' in answer.text
    assert "<html" not in answer.text
    assert "Firefox · Android" in offer
    assert f"{where}?copy={KEY}" in offer
    assert "写到一半</textarea>" not in offer
    assert "写到一半</textarea>" in goes_on
    assert f'value="{KEY}.1"' in goes_on
    assert f'data-offered="{KEY}' not in goes_on
    assert "写到一半" in browser.get(f"/studio/posts/copies/{KEY}/").text

    assert browser.post(f"/studio/posts/copies/{KEY}/removal/")["Location"].endswith(where)
    assert "data-offered" not in browser.get(where).text


def test_a_new_post_is_kept_offered_and_saved_from_elsewhere(client_of, mei):
    phone, computer = client_of(mei), client_of(mei)
    phone.post("/studio/posts/new/copy/", {"title": "", "text": "先记一句", "copy": f"{KEY}.0"})
    assert f"?copy={KEY}" in computer.get("/studio/posts/new/").text
    assert "先记一句</textarea>" in computer.get(f"/studio/posts/new/?copy={KEY}").text

    computer.post("/studio/posts/new/", {"title": "霜降", "text": "先记一句，再写", "copy": f"{KEY}.1"})

    assert Post.objects.get().text == "先记一句，再写"
    assert kept() == []


def test_the_answer_says_who_wrote_and_who_saved_meanwhile(client_of, mei):
    post, browser = make_draft(mei, text="一稿"), client_of(mei)
    keep(mei, "手机上写的", post=post, device="Safari iPhone")
    edit_post(post, PostWords(title=post.title, text="二稿"))
    said = {"title": post.title, "text": "电脑上写的", "since": "1", "copy": f"{KEY}.0"}

    page = browser.post(f"/studio/posts/{post.pk}/copy/", said, headers={"HX-Request": "true"}).text
    mine = WorkingCopy.objects.exclude(key=KEY).get()

    assert "Safari · iPhone" in page
    assert f"/studio/posts/copies/{mine.key}/?with={KEY}" in page
    both = browser.get(f"/studio/posts/copies/{mine.key}/?with={KEY}").text
    assert "<del>" in both
    assert "<ins>" in both


def test_what_cannot_be_kept_is_said_and_the_page_goes_on(client_of, mei):
    answer = client_of(mei).post(
        "/studio/posts/new/copy/", {"text": "字" * 60_001, "copy": f"{KEY}.0"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422
    assert "60" in answer.text
    assert f'value="{KEY}.0"' in answer.text
    assert client_of(mei).post("/studio/posts/new/copy/", {"text": "x", "copy": "nonsense"}).status_code == 422
    assert kept() == []


def test_nobody_else_sees_it_on_any_page_in_search_or_in_the_api(client_of, mei, lin, wu, other_space, hao):
    make_staff(lin, "owner")
    post = make_post(mei, text="读者读到的")
    keep(mei, CANARY, post=post, title=CANARY)
    with acting_in(other_space):
        keep(wu, "别处的", key=OTHER)
    for who in (None, hao, lin):
        browser = client_of(who)
        for path in (
            "/", f"/posts/{post.pk}/", "/search/?q=说出口", "/feed.xml", "/api/v1/posts", f"/api/v1/posts/{post.pk}",
            "/api/v1/search?q=说出口", f"/studio/posts/{post.pk}/", f"/studio/posts/{post.pk}/?copy={KEY}",
            f"/studio/posts/{post.pk}/preview/", f"/studio/posts/{post.pk}/revisions/", "/api/v1/studio/copies",
            "/studio/posts/",
        ):  # fmt: skip
            assert CANARY not in browser.get(path).text, path
        assert browser.get(f"/studio/posts/copies/{KEY}/").status_code in {302, 404}
        assert browser.get(f"/api/v1/studio/copies/{KEY}").status_code in {401, 403, 404}
        assert browser.post(f"/studio/posts/copies/{KEY}/removal/").status_code in {302, 404}
    assert client_of(lin).get("/studio/posts/").status_code == 200
    assert client_of(mei).get(f"/studio/posts/copies/{OTHER}/").status_code == 404
    assert CANARY in client_of(mei).get(f"/studio/posts/{post.pk}/?copy={KEY}").text
    assert len(kept()) == 1


def test_the_api_keeps_reads_compares_and_throws_away(client_of, mei):
    post, browser = make_draft(mei, text="一稿"), client_of(mei)
    where = f"/api/v1/studio/copies/{KEY}"

    def put(**said):
        return browser.put(where, {"post_id": str(post.pk), "title": "霜降"} | said, content_type="application/json")

    first = put(text="二稿").json()
    second = put(text="别处的三稿", number=0).json()
    assert (first["copy_kept"]["number"], first["beside"]) == (1, None)
    assert (second["beside"]["text"], second["copy_kept"]["text"]) == ("二稿", "别处的三稿")
    assert [each["text"] for each in browser.get("/api/v1/studio/copies").json()["items"]] == ["别处的三稿", "二稿"]
    assert browser.get(where).json()["text"] == "二稿"
    told = browser.get(f"{where}/comparison?other={second['copy_kept']['key']}").json()
    assert "new" in {piece["kind"] for piece in told["text"]}
    saved = {"title": "霜降", "text": "二稿", "copy_key": KEY}
    assert browser.put(f"/api/v1/studio/posts/{post.pk}", saved, content_type="application/json").status_code == 200
    assert browser.get(where).status_code == 404
    assert browser.delete(f"/api/v1/studio/copies/{second['copy_kept']['key']}").status_code == 204
    assert kept() == []


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"text": "字" * 60_001}, "#/text"),
        ({"title": "x" * 121}, "#/title"),
        ({"audience": "ghosts"}, "#/audience"),
        ({"number": -1}, "#/number"),
        ({"since": 0}, "#/since"),
        ({"more": 1}, "#/more"),
    ],
)
def test_bad_values_in_the_api_are_named(client_of, mei, said, pointer):
    answer = client_of(mei).put(f"/api/v1/studio/copies/{KEY}", said, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    bad = client_of(mei).put("/api/v1/studio/copies/nonsense", {"text": "x"}, content_type="application/json")
    assert (bad.status_code, bad.json()["code"]) == (422, "bad_key")


def test_the_desk_costs_the_same_with_one_copy_and_with_three(client_of, mei):
    browser = client_of(mei)
    keep(mei, "一", key="1" * 16)
    browser.get("/studio/posts/new/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/studio/posts/new/")
    for each in "23":
        keep(mei, each, key=each * 16)
    with CaptureQueriesContext(connection) as more:
        page = browser.get("/studio/posts/new/").text
    assert page.count("data-offered") == 3
    assert len(few) == len(more)
