"""Choosing a form of a product, finding one, and filling in a pasted address: what pages show without scripts."""

import re

import pytest

from juluo.core.models import Member
from juluo.mall.models import Order, Product, Variant
from juluo.mall.operations.carts import put_in_cart
from juluo.mall.operations.catalog import ProductText, VariantDraft, publish_product, write_product
from juluo.mall.tests.conftest import Browse
from juluo.mall.tests.factories import HOME, make_variant

PASTED = "张三 13800138000 浙江省杭州市西湖区文三路 1 号"


@pytest.fixture
def bowl(space) -> Product:
    forms = [("墨 / 150ml", 8, None), ("墨 / 200ml", 0, None), ("青 / 150ml", 50, 2)]
    drafts = [
        VariantDraft(sku=f"B{at}", title=title, price_minor=9900, currency="CNY", on_hand=left, limit_per_member=most)
        for at, (title, left, most) in enumerate(forms)
    ]
    return publish_product(write_product(ProductText(title="盖碗", option_names="釉色 / 容量"), drafts))


def test_what_is_sold_out_is_shown_and_cannot_be_chosen(browse: Browse, bowl: Product) -> None:
    page = browse().get(f"/mall/{bowl.slug}/").text
    radios = re.findall(r'<input\s+type="radio"\s+name="variant".*?>', page, re.DOTALL)

    assert ["disabled" in each for each in radios] == [False, True, False]
    assert ["checked" in each for each in radios] == [True, False, False]
    assert re.findall(r'data-most="(\d+)"', page) == ["8", "0", "2"]
    assert ("Only 8 left" in page, "Sold out" in page, "2 for each buyer" in page) == (True, True, True)


def test_what_is_plenty_is_not_counted_aloud(browse: Browse) -> None:
    variant = make_variant(on_hand=50)
    assert "left" not in re.sub(r"<[^>]*>", "", browse().get(f"/mall/{variant.product.slug}/").text)


def test_a_form_is_bought_without_scripts(browse: Browse, bowl: Product, lin: Member) -> None:
    variant = Variant.objects.get(sku="B2")

    answer = browse(lin).post("/cart/", {"variant": variant.id, "quantity": 2, "part-0": "青", "buy": "1"})

    assert answer["Location"] == "/@shanye/checkout/"
    assert "青 / 150ml" in browse(lin).get("/checkout/").text


@pytest.mark.parametrize(("words", "found"), [("盖碗", 1), ("盖", 1), ("gaiwan", 0), ("盖 碗", 1), ("", 2), ("%", 0)])
def test_words_find_products(browse: Browse, bowl: Product, words: str, found: int) -> None:
    make_variant(title="生普饼")

    page = browse().get("/mall/", {"q": words}).text

    assert page.count('class="product-card"') == found
    assert f'value="{words}"' in page


def test_what_is_not_found_is_said_with_the_words(browse: Browse, bowl: Product) -> None:
    page = browse().get("/mall/", {"q": "<b>x</b>"}).text
    assert "Nothing found for “&lt;b&gt;x&lt;/b&gt;”" in page


def test_words_are_kept_from_page_to_page(browse: Browse) -> None:
    for number in range(25):
        make_variant(title=f"tea-{number:02}")
    assert "q=tea&amp;after=" in browse().get("/mall/?q=tea").text


def test_searching_costs_the_same_at_one_row_and_at_three(browse: Browse, lin: Member, cost) -> None:
    client = browse(lin)
    make_variant(title="tea-1")
    first = cost(client, "/mall/?q=tea")
    make_variant(title="tea-2"), make_variant(title="tea-3")
    assert cost(client, "/mall/?q=tea") == first


def test_a_pasted_address_fills_the_fields_and_orders_nothing(browse: Browse, lin: Member) -> None:
    put_in_cart(lin.id, make_variant(), quantity=1, rung=None)

    page = browse(lin).post("/checkout/", {"pasted": PASTED, "split": "1", "note": "轻放"})

    assert page.status_code == 200
    for value in ("张三", "13800138000", "浙江省", "杭州市西湖区", "文三路 1 号", "轻放"):
        assert f'value="{value}"' in page.text
    assert "as-is" in page.text
    assert not Order.objects.exists()


def test_what_is_not_in_the_pasted_text_stays_as_it_was_typed(browse: Browse, lin: Member) -> None:
    put_in_cart(lin.id, make_variant(), quantity=1, rung=None)
    typed = {"name": HOME.name, "line": HOME.line, "pasted": "13800138000", "split": "1"}

    page = browse(lin).post("/checkout/", typed).text

    assert (f'value="{HOME.name}"' in page, 'value="13800138000"' in page) == (True, True)


@pytest.mark.parametrize("pasted", ["", "🍵", "x" * 5000, "<script>alert(1)</script>", "a\u0000b"])
def test_nothing_that_is_pasted_breaks_the_page(browse: Browse, lin: Member, pasted: str) -> None:
    put_in_cart(lin.id, make_variant(), quantity=1, rung=None)

    page = browse(lin).post("/checkout/", {"pasted": pasted, "split": "1"})

    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_a_draft_is_kept_for_each_member_apart(browse: Browse, lin: Member) -> None:
    put_in_cart(lin.id, make_variant(), quantity=1, rung=None)
    assert f'<autosave-form key="{lin.id} ' in browse(lin).get("/checkout/").text
