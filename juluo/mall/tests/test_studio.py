"""The mall's studio: orders are shipped and refunded, products written, by those whose role allows it."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from juluo.core import clock
from juluo.core.models import FactRow, Member, Role, Space, Staff
from juluo.core.spaces import acting_in
from juluo.mall.models import Order, Product, Refund, Stock, Variant
from juluo.mall.operations.orders import ship_order
from juluo.mall.tests.conftest import Browse
from juluo.mall.tests.factories import make_variant, paid_order, placed_order

PARCEL = {"carrier": "顺丰", "parcel_number": "SF1"}


@pytest.fixture
def owner(browse: Browse, mei: Member) -> Client:
    client = browse(mei)
    client.raise_request_exception = False
    return client


@pytest.fixture
def staff(browse: Browse, lin: Member) -> Callable[[str], Client]:
    """Lin's browser, after Lin was given a role."""

    def make(role: str) -> Client:
        Staff.objects.create(member=lin, role=Role.objects.get(key=role), since=clock.now())
        return browse(lin)

    return make


def at(order: Order, deed: str = "") -> str:
    return f"/studio/orders/{order.ref}/{deed and f'{deed}/'}"


def audited() -> list[str]:
    return list(FactRow.objects.filter(by_staff=True).order_by("id").values_list("name", flat=True))


def refund_form(client: Client, order: Order, **changes: Any) -> dict[str, Any]:
    key = re.search(r'name="key" value="([0-9a-f]+)"', client.get(at(order)).content.decode())
    assert key
    line = order.lines.get()
    return {"key": key[1], "reason": "受潮", f"line_{line.id}": "1", "shipping": ""} | changes


def product_form(**changes: Any) -> dict[str, Any]:
    form = {"title": "生普饼", "slug": "", "summary": "一句话", "story": "故事", "variant-INITIAL_FORMS": "0"}
    form |= {"variant-TOTAL_FORMS": "1", "variant-0-sku": "A1", "variant-0-price": "99.00", "variant-0-on_hand": "7"}
    return form | {"variant-0-price_fan": "79.00"} | changes


def form_of(client: Client, path: str) -> dict[str, str]:
    """A page's form as a browser would send it unchanged."""
    page = client.get(path).content.decode()
    fields = {}
    for tag in re.findall(r"<input[^>]*>", page):
        attributes = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        if attributes.get("type") not in {"checkbox", "file"} and "name" in attributes:
            fields[attributes["name"]] = attributes.get("value", "")
    fields |= {name: text.strip() for name, text in re.findall(r'<textarea name="(\w+)"[^>]*>([^<]*)<', page)}
    return fields


def test_only_staff_find_the_studio(browse: Browse, lin: Member) -> None:
    order = placed_order(lin)
    client = browse(lin)
    client.raise_request_exception = False

    for path in ("/studio/orders/", at(order), "/studio/products/"):
        assert client.get(path).status_code == 404
        assert browse().get(path)["Location"].startswith("/@shanye/accounts/login/?next=%2F%40shanye%2Fstudio")
    assert client.post(at(order, "cancellation"), {"reason": "x"}).status_code == 404
    assert Order.objects.get().cancelled_at is None


@pytest.mark.parametrize(
    ("role", "deed", "status"),
    [
        ("editor", "", 403), ("editor", "shipment", 403), ("finance", "", 200), ("finance", "shipment", 403),
        ("finance", "delivery", 403), ("finance", "refund", 422), ("manager", "shipment", 302), ("door", "refund", 403),
    ],
)  # fmt: skip
def test_a_role_does_what_it_may(staff, mei: Member, role: str, deed: str, status: int) -> None:
    order = paid_order(mei)
    client = staff(role)

    answer = client.post(at(order, deed), PARCEL) if deed else client.get(at(order))

    assert answer.status_code == status
    assert (Order.objects.get().shipped_at is not None) == (status == 302)


def test_orders_are_listed_by_state(owner: Client, lin: Member) -> None:
    placed, paid = placed_order(lin), paid_order(lin)

    every, waiting = owner.get("/studio/orders/"), owner.get("/studio/orders/?state=paid")

    assert (placed.ref in every.content.decode(), paid.ref in every.content.decode()) == (True, True)
    assert (placed.ref in waiting.content.decode(), paid.ref in waiting.content.decode()) == (False, True)


def test_an_unknown_state_shows_every_order(owner: Client, lin: Member) -> None:
    assert placed_order(lin).ref in owner.get("/studio/orders/?state=%00").content.decode()


def test_an_empty_state_says_so(owner: Client) -> None:
    assert "No orders yet" in owner.get("/studio/orders/").content.decode()
    assert "No order matches" in owner.get("/studio/orders/?state=shipped").content.decode()


def test_lists_cost_the_same_for_one_and_three(owner: Client, lin: Member, cost) -> None:
    paths = ("/studio/orders/", "/studio/products/")
    placed_order(lin)
    first = [cost(owner, path) for path in paths]
    placed_order(lin), paid_order(lin)

    assert [cost(owner, path) for path in paths] == first


def test_an_orders_page_costs_the_same_for_one_and_three_lines(owner: Client, lin: Member, cost) -> None:
    one, three = paid_order(lin), paid_order(lin, make_variant(), make_variant(), make_variant())

    assert cost(owner, at(one)) == cost(owner, at(three))


def test_things_of_another_space_answer_like_missing_ones(owner: Client, wu: Member, other_space: Space) -> None:
    with acting_in(other_space):
        foreign = paid_order(wu)
        slug, before = Product.objects.get().slug, Order.objects.values().get()

    assert {owner.get(path).status_code for path in (at(foreign), f"/studio/products/{slug}/")} == {404}
    for deed in ("shipment", "delivery", "refund", "cancellation"):
        assert owner.post(at(foreign, deed), PARCEL | {"reason": "x", "key": "k"}).status_code == 404
    for deed in ("publication", "withdrawal"):
        assert owner.post(f"/studio/products/{slug}/{deed}/").status_code == 404
    lists = owner.get("/studio/orders/").content.decode() + owner.get("/studio/products/").content.decode()
    assert (foreign.ref in lists, slug in lists) == (False, False)
    with acting_in(other_space):
        assert Order.objects.values().get() == before


def test_an_order_is_shipped_and_the_audit_log_says_by_whom(owner: Client, lin: Member, mei: Member) -> None:
    order = paid_order(lin)

    page = owner.post(at(order, "shipment"), PARCEL, follow=True).content.decode()

    assert ("The order is on its way." in page, Order.objects.get().parcel_number) == (True, "SF1")
    fact = FactRow.objects.get(by_staff=True)
    assert (fact.name, fact.actor_id, fact.subject_id) == ("OrderShipped", mei.id, order.id)


def test_a_parcel_without_a_number_keeps_what_was_typed(owner: Client, lin: Member) -> None:
    answer = owner.post(at(paid_order(lin), "shipment"), {"carrier": "顺丰速运", "parcel_number": " "})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert ('value="顺丰速运"' in page, 'id="id_parcel_number_error"' in page) == (True, True)
    assert Order.objects.get().shipped_at is None


def test_an_unpaid_order_is_not_shipped(owner: Client, lin: Member) -> None:
    answer = owner.post(at(placed_order(lin), "shipment"), PARCEL)

    assert answer.status_code == 422
    assert (Order.objects.get().shipped_at, audited()) == (None, [])


def test_an_order_is_delivered_once(owner: Client, lin: Member) -> None:
    order = ship_order(paid_order(lin), **PARCEL)

    assert [owner.post(at(order, "delivery")).status_code for _ in range(2)] == [302, 302]
    assert audited() == ["OrderDelivered"]


def test_a_refund_by_pieces(owner: Client, lin: Member) -> None:
    order = paid_order(lin, make_variant(price_minor=9900, on_hand=9), quantity=3)

    page = owner.post(at(order, "refund"), refund_form(owner, order), follow=True).content.decode()

    assert "The refund is on its way to the buyer." in page
    assert (Order.objects.get().refunded_minor, Stock.objects.get().on_hand, audited()) == (9900, 7, ["RefundMade"])


def test_the_same_refund_form_again_gives_back_once(owner: Client, lin: Member) -> None:
    order = paid_order(lin, quantity=3)
    form = refund_form(owner, order)

    assert [owner.post(at(order, "refund"), form).status_code for _ in range(2)] == [302, 302]
    assert (Refund.objects.count(), Order.objects.get().refunded_minor) == (1, 9900)


@pytest.mark.parametrize("pieces", ["-1", "4", "0", "", "1.5", "３", "9" * 30, "NaN"])
def test_a_refund_of_what_cannot_be_gives_nothing_back(owner: Client, lin: Member, pieces: str) -> None:
    order = paid_order(lin, quantity=3)
    line = order.lines.get()

    answer = owner.post(at(order, "refund"), refund_form(owner, order, **{f"line_{line.id}": pieces}))

    assert (answer.status_code, Refund.objects.count(), Order.objects.get().refunded_minor) == (422, 0, 0)
    assert 'value="受潮"' in answer.content.decode()


@pytest.mark.parametrize("shipping", ["0.01", "-1", "1e2", "１", "9" * 20, "NaN", "0.001"])
def test_shipping_that_was_not_paid_is_not_given_back(owner: Client, lin: Member, shipping: str) -> None:
    order = paid_order(lin, quantity=3)

    assert owner.post(at(order, "refund"), refund_form(owner, order, shipping=shipping)).status_code == 422
    assert Refund.objects.count() == 0


def test_staff_cancel_an_unpaid_order_with_a_reason(owner: Client, lin: Member) -> None:
    order = placed_order(lin)

    assert owner.post(at(order, "cancellation"), {"reason": ""}).status_code == 422
    assert owner.post(at(order, "cancellation"), {"reason": "断货"}).status_code == 302

    assert (Order.objects.get().cancel_reason, audited()) == ("断货", ["OrderCancelled"])


def test_a_product_is_written_and_put_on_sale(owner: Client) -> None:
    place = owner.post("/studio/products/new/", product_form())["Location"]
    variant = Variant.objects.get()

    assert (variant.price_minor, variant.rung_prices.get().minor, Stock.objects.get().on_hand) == (9900, 7900, 7)
    assert Product.objects.get().published_at is None
    assert owner.post(f"{place}publication/").status_code == 302
    assert Product.objects.get().published_at is not None
    assert owner.post(f"{place}withdrawal/").status_code == 302
    assert Product.objects.get().published_at is None
    assert audited() == ["StockCorrected", "ProductChanged", "ProductChanged", "ProductChanged"]


def test_saving_a_product_unchanged_changes_nothing(owner: Client) -> None:
    variant = make_variant(price_minor=9900, rungs={"fan": 7900})
    path = f"/studio/products/{variant.product.slug}/"
    before = [list(kind.objects.order_by("id").values()) for kind in (Product, Variant, Stock)]

    assert owner.post(path, form_of(owner, path)).status_code == 302
    assert [list(kind.objects.order_by("id").values()) for kind in (Product, Variant, Stock)] == before


@pytest.mark.parametrize("price", ["-1", "", "1e3", "９９", "NaN", "Infinity", "0.001", "9" * 30, "1,000", " "])
def test_prices_nobody_means_are_named_and_nothing_typed_is_lost(owner: Client, price: str) -> None:
    answer = owner.post("/studio/products/new/", product_form(**{"variant-0-price": price}))

    page = answer.content.decode()
    assert (answer.status_code, Product.objects.count()) == (422, 0)
    assert ('value="生普饼"' in page, 'value="A1"' in page, ">\n故事<" in page) == (True, True, True)
    assert 'id="id_variant-0-price_error"' in page


@pytest.mark.parametrize("stock", ["-1", "1.5", "７", "99999999999"])
def test_stock_nobody_means_is_named(owner: Client, stock: str) -> None:
    answer = owner.post("/studio/products/new/", product_form(**{"variant-0-on_hand": stock}))

    assert (answer.status_code, Product.objects.count()) == (422, 0)


@pytest.mark.parametrize("forms", ["", "-1", "x", "100000", "9" * 30])
def test_a_form_about_variants_that_makes_no_sense_is_refused(owner: Client, forms: str) -> None:
    answer = owner.post("/studio/products/new/", product_form(**{"variant-TOTAL_FORMS": forms}))

    assert (answer.status_code, Product.objects.count()) == (422, 0)


def test_an_address_that_is_taken_is_named_beside_the_field(owner: Client) -> None:
    slug = make_variant().product.slug

    answer = owner.post("/studio/products/new/", product_form(slug=slug))

    assert (answer.status_code, Product.objects.count()) == (422, 1)
    assert 'id="id_slug_error"' in answer.content.decode()


def test_a_sku_that_is_taken_is_refused_in_words(owner: Client) -> None:
    sku = make_variant().sku

    answer = owner.post("/studio/products/new/", product_form(**{"variant-0-sku": sku}))

    assert (answer.status_code, Product.objects.count()) == (422, 1)
    assert "Another variant has this SKU already." in answer.content.decode()


def test_stock_below_what_unpaid_orders_hold_is_refused(owner: Client, lin: Member) -> None:
    variant = make_variant(on_hand=5)
    placed_order(lin, variant, quantity=3)
    path = f"/studio/products/{variant.product.slug}/"

    answer = owner.post(path, form_of(owner, path) | {"variant-0-on_hand": "2"})

    assert answer.status_code == 422
    assert "3 pieces are reserved" in answer.content.decode()
    assert Stock.objects.get().on_hand == 5


def test_a_picture_is_kept_and_shown(owner: Client) -> None:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "green").save(drawn, "PNG")
    upload = SimpleUploadedFile("tea.png", drawn.getvalue(), "image/png")

    assert owner.post("/studio/products/new/", product_form(picture=upload)).status_code == 302

    picture = Product.objects.get().picture
    assert picture is not None
    assert owner.get(f"/media/{picture.id}/full").content.startswith(b"RIFF")


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"MZ" * 100])
def test_what_is_no_picture_is_refused(owner: Client, content: bytes) -> None:
    upload = SimpleUploadedFile("tea.png", content, "image/png")

    answer = owner.post("/studio/products/new/", product_form(picture=upload))

    assert (answer.status_code, Product.objects.count()) == (422, 0)
