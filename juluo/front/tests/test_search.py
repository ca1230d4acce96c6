"""What members and guests find, and what they must not."""

import threading
import time
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from juluo.core.accounts.closing import erase_member
from juluo.core.models import Member
from juluo.core.search import index, registry
from juluo.core.search.finding import subjects_found
from juluo.core.search.index import rebuild, renew
from juluo.core.search.registry import EVERYONE, searchable
from juluo.core.search.terms import question_of
from juluo.core.spaces import acting_in
from juluo.ip.models import Audience
from juluo.ip.operations.persona import tell_story
from juluo.ip.operations.posts import PostWords, discard_post, edit_post, publish_post, unpublish_post
from juluo.ip.operations.series import make_series, name_series, order_parts
from juluo.ip.tests.factories import make_draft, make_post
from juluo.mall.operations.catalog import archive_product, publish_product, withdraw_product
from juluo.mall.tests.factories import make_variant
from juluo.testing.together import at_once

API = "/api/v1/search"


def found_by(client, words, **asked):
    return [each["title"] for each in client.get(API, {"q": words, **asked}).json()["items"]]


def test_a_guest_finds_posts_and_products_titles_first(client_of, mei):
    make_post(mei, "古树", "今年的龍井，手工。")
    make_variant(title="龙井茶")

    assert found_by(client_of(), "龙井") == ["龙井茶", "古树"]
    page = client_of().get("/search/", {"q": "龙井"}).text
    assert "<mark>龙井</mark>茶" in page
    assert "今年的<mark>龍井</mark>，手工。" in page


def test_a_kind_may_be_chosen(client_of, mei):
    make_post(mei, "龙井的春天")
    make_variant(title="龙井茶")

    assert found_by(client_of(), "龙井", kind="product") == ["龙井茶"]
    page = client_of().get("/search/", {"q": "龙井", "kind": "post"}).text
    assert ("龙井</mark>的春天" in page, "龙井</mark>茶" in page) == (True, False)


def test_a_post_is_found_from_publishing_on_and_gone_the_moment_it_is_taken_back(client_of, mei):
    post = make_draft(mei, "龙井", "明前")
    assert found_by(client_of(), "龙井") == []
    publish_post(post)
    assert found_by(client_of(), "明前") == ["龙井"]
    edit_post(post, PostWords(title="普洱", text="春茶"))
    assert (found_by(client_of(), "明前"), found_by(client_of(), "春茶")) == ([], ["普洱"])
    unpublish_post(post)
    assert found_by(client_of(), "春茶") == []
    assert subjects_found(question_of("春茶"), kind="post", audiences=[EVERYONE]) == []
    discard_post(post)
    assert found_by(client_of(), "普洱") == []


def test_a_product_is_found_while_it_is_on_sale(client_of, space):
    product = make_variant(title="龙井").product
    asked = {"kind": "product", "audiences": [EVERYONE]}
    seen = [found_by(client_of(), "龙井")]
    for verb in (withdraw_product, publish_product, archive_product):
        verb(product)
        seen.append(found_by(client_of(), "龙井"))
        assert len(subjects_found(question_of("龙井"), **asked)) == len(seen[-1])
    assert seen == [["龙井"], [], ["龙井"], []]


def test_what_lies_behind_the_wall_is_found_by_nobody(client_of, mei, lin):
    post = publish_post(make_draft(mei, "龙井", "前面的话\n\n::wall\n\n金丝雀藏在后面"))
    edit_post(post, PostWords(title=post.title, text=post.text, audience=Audience.BUYERS))

    for who in (None, lin, mei):
        assert (found_by(client_of(who), "前面"), found_by(client_of(who), "金丝雀")) == (["龙井"], [])
        assert "金丝雀" not in client_of(who).get("/search/", {"q": "龙井"}).text
    edit_post(post, PostWords(title=post.title, text=post.text, audience=Audience.EVERYONE))
    assert found_by(client_of(), "金丝雀") == ["龙井"]  # the control: it was the wall that hid it


def test_a_series_is_found_while_a_part_of_it_is_published(client_of, mei):
    post, series = make_draft(mei, "第一章", "明前"), make_series("龙井手记")
    seen = [found_by(client_of(), "手记")]
    order_parts(series, [post.pk])
    for verb in (publish_post, unpublish_post, publish_post):
        verb(post)
        seen.append(found_by(client_of(), "手记"))
    name_series(series, "普洱", summary="手记")
    seen.append(found_by(client_of(), "手记"))
    assert seen == [[], ["龙井手记"], [], ["龙井手记"], ["普洱"]]


def test_the_story_is_found_as_it_is_told_last(client_of, space):
    tell_story("山里的火", "炭焙二十年")
    assert found_by(client_of(), "炭焙") == ["山里的火"]
    assert 'href="/@shanye/about/"' in client_of().get("/search/", {"q": "山里", "kind": "story"}).text
    tell_story("山里的火", "茶")
    assert found_by(client_of(), "炭焙") == []


def test_a_post_taken_back_while_the_index_is_made_anew_is_gone_from_it(client_of, mei, monkeypatch):
    post, reading = make_post(mei, "龙井"), threading.Event()
    kind = searchable("post")

    def slowly(subjects):
        found = list(kind.documents(subjects))
        reading.set()
        time.sleep(0.3)  # meanwhile the verb waits for the row
        return found

    def take_back():
        assert reading.wait(timeout=30)
        unpublish_post(post)

    monkeypatch.setitem(registry._kinds, "post", replace(kind, documents=slowly))
    monkeypatch.setattr(index, "_sweep", lambda _kind: None)  # it would mend what the lock must keep from breaking
    at_once(lambda: list(rebuild()), take_back)

    assert subjects_found(question_of("龙井"), kind="post", audiences=[EVERYONE]) == []


@pytest.mark.parametrize("verb", [publish_post, unpublish_post])
def test_a_verb_that_is_rolled_back_leaves_the_index_as_it_was(mei, verb):
    post = make_draft(mei, "龙井")
    if verb is unpublish_post:
        publish_post(post)
    before = subjects_found(question_of("龙井"), kind="post", audiences=[EVERYONE])
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        verb(post)
        assert subjects_found(question_of("龙井"), kind="post", audiences=[EVERYONE]) != before
        1 / 0  # noqa: B018
    assert subjects_found(question_of("龙井"), kind="post", audiences=[EVERYONE]) == before


def test_staff_find_members_by_any_word_of_their_name_until_they_are_erased(client_of, mei, lin):
    studio = client_of(mei)
    Member.objects.filter(pk=lin.pk).update(name="林小茶")
    renew(searchable("person"), [lin.pk])
    assert "林小茶" in studio.get("/studio/search/?q=小茶").text
    erase_member(lin)
    assert f"/members/{lin.pk}/" not in studio.get("/studio/search/?q=小茶").text


def test_members_are_found_by_no_page_of_members(client_of, lin, mei):
    for who in (None, lin, mei):
        assert found_by(client_of(who), "lin") == []
        assert "/members/" not in client_of(who).get("/search/?q=lin").text
    assert subjects_found(question_of("lin"), kind="person", audiences=["members.read"]) == [lin.pk]


def test_another_space_finds_nothing_of_it(client_of, other_space, mei):
    make_post(mei, "龙井")
    assert found_by(client_of(None, other_space), "龙井") == []
    with acting_in(other_space):
        make_variant(title="龙井")
    assert found_by(client_of(None, other_space), "龙井") == ["龙井"]
    assert len(found_by(client_of(), "龙井")) == 1


def test_pages_follow_each_other_without_gap_or_double(client_of, space):
    for number in range(5):
        make_variant(title=f"龙井 {number}")
    client, seen, address = client_of(), [], f"{API}?q=龙井&limit=2"
    while address:
        answer = client.get(address).json()
        seen += [[each["title"] for each in answer["items"]]]
        address = answer["next"] and answer["next"].removeprefix("http://testserver/@shanye")

    assert [len(each) for each in seen] == [2, 2, 1]
    assert sorted(title for page in seen for title in page) == [f"龙井 {number}" for number in range(5)]


@pytest.mark.parametrize(
    "asked", [{}, {"q": ""}, {"q": "x" * 61}, {"q": "x", "kind": "person"}, {"q": "x", "kind": "nothing"},
              {"q": "x", "after": "forged"}, {"q": "x", "limit": 0}]
)  # fmt: skip
def test_the_api_names_what_is_wrong_with_a_question(client_of, space, asked):
    answer = client_of().get(API, asked)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].endswith(next(iter(asked.keys() - {"q"}), "q"))


@pytest.mark.parametrize(
    "words", ["", " ", "'", "\\", "a & b | !c", "<script>alert(1)</script>", "茶" * 60, "\0茶", "：*", "%"]
)
def test_nothing_that_is_typed_breaks_the_page(client_of, mei, words):
    make_post(mei, "茶<script>alert(2)</script>", "茶" * 500)
    page = client_of().get("/search/", {"q": words})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert client_of().get("/search/", {"q": words}, HTTP_HX_REQUEST="true").status_code == 200


def test_the_page_says_what_it_waits_for_and_that_nothing_was_found(client_of, space):
    assert "One word is enough" in client_of().get("/search/", HTTP_ACCEPT_LANGUAGE="en").text
    assert "Nothing found for “&lt;b&gt;”" in client_of().get("/search/", {"q": "<b>"}, HTTP_ACCEPT_LANGUAGE="en").text


def test_the_best_few_are_offered_while_one_types(client_of, space):
    for number in range(8):
        make_variant(title=f"龙井 {number}")
    part = client_of().get("/search/", {"q": "龙井"}, HTTP_HX_REQUEST="true").text
    assert part.count("<li>") == 6
    assert "<html" not in part


@pytest.mark.parametrize("path", ["/", "/mall/", "/search/"])
def test_the_field_stands_on_home_mall_and_its_own_page(client_of, space, path):
    page = client_of().get(path).text
    assert 'hx-get="/@shanye/search/"' in page


def cost(client, path):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_finding_costs_the_same_at_one_row_and_at_three(client_of, mei):
    client = client_of(mei)
    make_post(mei, "龙井"), make_variant(title="龙井")
    client.get("/search/")
    first = cost(client, "/search/?q=龙井")
    for number in range(2):
        make_post(mei, f"龙井 {number}"), make_variant(title=f"龙井 {number}")
    assert cost(client, "/search/?q=龙井") == first <= 12
