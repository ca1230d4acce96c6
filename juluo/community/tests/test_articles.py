"""The articles of a covenant: read from its text, compared when it changes, naming what they pause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.community.models import Article
from juluo.community.operations.covenants import accept_covenant, publish_covenant
from juluo.community.queries.doors import changes_for, current_covenant
from juluo.community.rules.articles import articles_in, shown
from juluo.community.wording import FIRST_COVENANT
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.taking_part import ensure_may_write
from juluo.ip.tests.test_api import ROOT
from juluo.mall.models import Product
from juluo.mall.tests.factories import make_variant

TEXT = """# 我们的公约

## 第一条 说真话
不夸大。
::pauses[earning]

## 2. 不打扰
1. 这一行的编号已经有了
3. **不转卖。** 限量的不转卖。

::pauses[buying-{slug}]

## 附则
::nothing
"""


def numbers(text):
    return [(each.number, each.title, each.pauses) for each in articles_in(text)]


def test_numbered_headings_and_points_become_articles():
    assert numbers(TEXT.format(slug="tea")) == [
        (1, "说真话", ("earning",)),
        (2, "不打扰", ()),
        (3, "不转卖", ("buying-tea",)),
    ]
    assert numbers("## 十二、收尾\n## 二十条 完\n## 无号") == [(12, "收尾", ()), (20, "完", ())]
    assert [each.number for each in articles_in(FIRST_COVENANT)] == [1, 2, 3, 4, 5, 6]


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text):
    assert all(each.number > 0 and each.title for each in articles_in(text))
    shown(text, {})


def test_publishing_keeps_the_articles_with_what_they_name(space):
    product = make_variant().product
    covenant = publish_covenant(TEXT.format(slug=product.slug))
    kept = Article.objects.filter(covenant=covenant).order_by("number").values_list("number", "pauses")
    assert list(kept) == [(1, ["earning"]), (2, []), (3, [f"buying-{product.slug}"])]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("## 1. 一\n::pauses[breathing]", "unknown_consequence"),
        ("## 1. 一\n::pauses[buying-nothing]", "unknown_consequence"),
        ("::pauses[earning]\n\n## 1. 一", "no_article"),
    ],
)
def test_a_consequence_that_means_nothing_is_refused(space, text, code):
    with pytest.raises(Refused, check=lambda refusal: (refusal.code, refusal.field) == (code, "text")):
        publish_covenant(text)
    assert Article.objects.filter(covenant__number=2).count() == 0


def test_a_product_of_another_space_is_none_here(space, other_space):
    with acting_in(other_space):
        theirs = make_variant().product.slug
        Product.objects.filter(slug=theirs).update(slug="only-theirs")
    with pytest.raises(Refused, check=lambda refusal: refusal.code == "unknown_consequence"):
        publish_covenant("## 1. 一\n::pauses[buying-only-theirs]")


def test_whoever_accepted_an_earlier_version_reads_what_changed_word_by_word(client_of, lin):
    first = publish_covenant("## 1. 说真话\n不夸大功效。")
    accept_covenant(lin, first)
    assert changes_for(lin) == []
    publish_covenant("## 1. 说真话\n不夸大产地。")
    browser = client_of(lin)

    page = browser.get("/covenant/").text
    assert ("<del>" in page, "功效" in page, "产地" in page) == (True, True, True)
    pieces = browser.get(f"{ROOT}/covenant/changes").json()
    assert [each["kind"] for each in pieces if each["kind"] != "same"] == ["gone", "new"]
    with pytest.raises(Refused, check=lambda refusal: refusal.code == "covenant_not_accepted"):
        ensure_may_write(lin)

    browser.post("/covenant/", {"accept": "on", "covenant": str(current_covenant().pk)})

    ensure_may_write(lin)
    assert "<del>" not in browser.get("/covenant/").text


def test_a_consequence_is_read_as_a_sentence_by_everybody(client_of, mei):
    publish_covenant("## 1. 说真话\n\n::pauses[earning]\n")
    page = client_of().get("/covenant/").text
    assert ("::pauses" in page, "所得" in page) == (False, True)
    studio = client_of(mei).get("/studio/covenant/").text
    assert ("说真话" in studio, "::pauses[earning]" in studio) == (True, True)
    answer = client_of(mei).post("/studio/covenant/", {"text": "## 1. 一\n::pauses[x]"})
    assert (answer.status_code, "::pauses[x]" in answer.text) == (422, True)


def test_the_api_lists_the_articles_to_everybody(client_of, mei):
    publish_covenant("## 1. 说真话\n\n::pauses[earning]\n")
    (article,) = client_of().get(f"{ROOT}/covenant/articles").json()
    assert (article["number"], article["title"], article["pauses"]) == (1, "说真话", ["earning"])
    assert client_of().get(f"{ROOT}/covenant/changes").status_code == 401
