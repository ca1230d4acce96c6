"""Saved views, the search over everything, the list of keys."""

import re
from urllib.parse import quote

import pytest
from django.test import Client

from juluo.core import clock
from juluo.core.models import FactRow, Member, Role, SavedView, Space, Staff
from juluo.core.spaces import acting_in
from juluo.ip.models import Post
from juluo.ip.operations.posts import PostWords, write_post
from juluo.mall.models import Order
from juluo.mall.tests.factories import make_variant, paid_order
from juluo.testing.cast import ClientOf

VIEW = {"place": "mall_studio:orders", "query": "state=paid&q=26", "name": "十一月"}


@pytest.fixture
def owner(client_of: ClientOf, mei: Member) -> Client:
    return client_of(mei)


@pytest.fixture
def packer(client_of: ClientOf, lin: Member) -> Client:
    """Lin as finance: reads orders, but no products, members or posts."""
    Staff.objects.create(member=lin, role=Role.objects.get(key="finance"), since=clock.now())
    return client_of(lin)


def words_of(client: Client, words: str) -> str:
    page = client.get("/studio/search/", {"q": words}).content.decode()
    return page[page.index('id="main"') :]


def test_a_view_is_kept_and_its_address_restores_it(owner: Client) -> None:
    answer = owner.post("/studio/saved-views/", VIEW)

    page = owner.get(answer["Location"].removeprefix("/@shanye")).content.decode()
    assert SavedView.objects.get().query == "q=26&state=paid"
    assert re.search(r'aria-current="page"[^>]*>\s*十一月', page)
    assert list(FactRow.objects.filter(by_staff=True).values_list("name", flat=True)) == ["ViewSaved"]


def test_keeping_a_view_twice_keeps_one(owner: Client) -> None:
    for _time in range(2):
        owner.post("/studio/saved-views/", VIEW)
    owner.post("/studio/saved-views/", VIEW | {"query": "state=shipped"})

    assert SavedView.objects.get().query == "state=shipped"
    assert FactRow.objects.filter(name="ViewSaved").count() == 2


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": "长" * 41}, {"query": ""}, {"query": "nonsense=1"}, {"query": f"q={'x' * 600}"}],
)
def test_a_view_without_a_name_or_a_filter_is_not_kept(owner: Client, wrong: dict[str, str]) -> None:
    owner.post("/studio/saved-views/", VIEW | wrong)

    assert (SavedView.objects.count(), FactRow.objects.filter(name="ViewSaved").count()) == (0, 0)


def test_a_list_that_is_none_or_is_closed_to_the_role_keeps_no_view(owner: Client, packer: Client) -> None:
    packer.raise_request_exception = owner.raise_request_exception = False

    statuses = [
        owner.post("/studio/saved-views/", VIEW | {"place": "front:home"}).status_code,
        packer.post("/studio/saved-views/", VIEW | {"place": "mall_studio:products"}).status_code,
        packer.post("/studio/saved-views/", VIEW).status_code,
    ]

    assert statuses == [404, 404, 302]


def test_others_see_a_view_only_if_it_is_shared_and_only_its_keeper_removes_it(owner: Client, packer: Client) -> None:
    owner.post("/studio/saved-views/", VIEW)
    owner.post("/studio/saved-views/", VIEW | {"name": "大家的", "shared": "1", "query": "state=placed"})

    page = packer.get("/studio/orders/").content.decode()
    shared = SavedView.objects.get(shared=True)
    refused = packer.post(f"/studio/saved-views/{shared.pk}/removal/").status_code
    owner.post(f"/studio/saved-views/{shared.pk}/removal/")

    assert ("十一月" in page, "大家的" in page, refused) == (False, True, 404)
    assert list(SavedView.objects.values_list("name", flat=True)) == ["十一月"]


def test_everything_is_found_from_one_box(owner: Client, mei: Member, lin: Member) -> None:
    product = make_variant().product
    post = write_post(mei, PostWords(title="霜降之后", text="喝一点焙火茶"))
    order = paid_order(lin)
    tail = order.address["phone"][-4:]

    found = {words: words_of(owner, words) for words in (order.ref[:8], tail, "li", product.title[:2], "霜降", "订单")}

    assert order.ref in found[order.ref[:8]]
    assert order.ref in found[tail]
    assert f"/studio/members/{lin.pk}/" in found["li"]
    assert f"/studio/products/{quote(product.slug)}/" in found[product.title[:2]]
    assert f"/studio/posts/{post.pk}/" in found["霜降"]
    assert '/studio/orders/"' in found["订单"]


def test_a_role_finds_only_what_it_may_open(packer: Client, mei: Member) -> None:
    product = make_variant().product
    order = paid_order(mei)

    texts = [words_of(packer, words) for words in (order.ref, product.title, "Mei")]

    assert order.ref in texts[0]
    assert f"/studio/products/{quote(product.slug)}/" not in texts[1]
    assert f"/studio/members/{mei.pk}/" not in texts[2]


def test_the_search_never_leaves_the_space(owner: Client, wu: Member, other_space: Space) -> None:
    with acting_in(other_space):
        theirs = paid_order(wu).ref

    assert theirs not in words_of(owner, theirs[:8]).replace(f'value="{theirs[:8]}"', "")
    assert Order.objects.count() == 0


@pytest.mark.parametrize("words", ["", "\0", "%", "'; --", "长" * 500, "\U0001f375", "٣٤٥٦"])
def test_any_words_are_answered(owner: Client, words: str) -> None:
    assert owner.get("/studio/search/", {"q": words}).status_code == 200


def test_the_search_asks_as_often_for_many_as_for_one(
    owner: Client, mei: Member, django_assert_max_num_queries
) -> None:
    def asked() -> int:
        with django_assert_max_num_queries(60) as captured:
            owner.get("/studio/search/?q=茶")
        return len(captured)

    write_post(mei, PostWords(title="茶一", text="x"))
    asked()
    once = asked()
    for number in range(3):
        write_post(mei, PostWords(title=f"茶{number}", text="x"))

    assert asked() == once
    assert Post.objects.count() == 4


def test_the_keys_are_listed(owner: Client) -> None:
    page = owner.get("/studio/keys/").content.decode()

    assert "<kbd>J</kbd>" in page
    assert 'data-help="/@shanye/studio/keys/"' in page
