"""The blueprint: each answer sets something up, twice is once, and what is refused stands beside its field."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from juluo.community.models import Covenant, Entrance
from juluo.core.models import Member, Role, Space, Staff
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import LONG_AGO, make_staff
from juluo.core.tests.test_media import picture
from juluo.core.words import RoleKey
from juluo.front.blueprint.steps import STEPS
from juluo.ip.models import Persona, Post, Story
from juluo.mall.models import Product, RungPrice, Stock, Variant
from juluo.sharing.models import Plan
from juluo.testing.cast import ClientOf
from juluo.testing.digest import changes, digest
from juluo.testing.together import at_once

START = "/studio/start/"
ANSWERS: dict[str, dict[str, Any]] = {
    "audience": {"tagline": "给想慢下来的人。", "title": "为什么有这里", "text": "他们累，他们怀念一杯茶。"},
    "scene": {"name": "柜台", "kind": "qr"},
    "persona": {"name": "梅", "kind": "person", "human_author": "林梅", "beliefs": "先有人\n后有茶"},
    "look": {"name": "山野茶事", "brand": "#aa1020", "mood": "literary"},
    "covenant": {"text": "我们说真话。"},
    "offer": {"title": "春茶", "summary": "今年的", "price": "168", "on_hand": "12", "on_sale": "on"},
    "super-users": {"price_fan": "150", "price_angel": "140", "price_partner": "", "rate": "5"},
}


@pytest.fixture
def owner(client_of: ClientOf, mei: Member) -> Client:
    client = client_of(mei)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def answer(browser: Client, step: str, **over: Any) -> Any:
    return browser.post(f"{START}{step}/", ANSWERS[step] | over)


def test_whoever_answers_everything_has_a_space_that_can_be_shared(owner: Client, space: Space) -> None:
    places = [answer(owner, step)["Location"] for step in ANSWERS]

    keys = [step.key for step in STEPS]
    assert keys == list(ANSWERS)
    assert places == [f"/@shanye{START}{key}/" for key in [*keys[1:], "link"]]
    persona, story = Persona.objects.get(), Story.objects.get()
    assert (persona.tagline, persona.name, persona.beliefs) == ("给想慢下来的人。", "梅", ["先有人", "后有茶"])
    assert (story.title, story.text) == ("为什么有这里", "他们累，他们怀念一杯茶。")
    assert Space.objects.get(pk=space.pk).brand == "#aa1020"
    assert Covenant.objects.order_by("-number")[0].text == "我们说真话。"
    product, variant = Product.objects.on_sale().get(), Variant.objects.get()
    assert (product.title, variant.price_minor, Stock.objects.get().on_hand) == ("春茶", 16800, 12)
    assert dict(RungPrice.objects.values_list("rung", "minor")) == {"fan": 15000, "angel": 14000}
    assert Plan.objects.get().rate_bp == 500


def test_the_end_is_a_link_that_a_guest_can_open(owner: Client, client_of: ClientOf) -> None:
    answer(owner, "scene")
    door = Entrance.objects.get(name="柜台")

    page = owner.get(f"{START}link/").text

    assert f"http://testserver/@shanye/e/{door.code}/" in page
    assert f'src="/@shanye/studio/entrances/{door.code}/code.svg"' in page
    assert client_of().get(f"/e/{door.code}/", follow=True).status_code == 200


def test_a_new_price_moves_the_prices_of_the_rungs_with_it(owner: Client) -> None:
    owner.post(f"{START}examples/")

    answer(owner, "offer", price="50")

    assert dict(RungPrice.objects.values_list("rung", "minor")) == {"fan": 4750, "angel": 4500, "partner": 4250}


def test_before_an_entrance_is_opened_the_direct_one_is_shared(owner: Client) -> None:
    assert "/@shanye/e/direct/" in owner.get(f"{START}link/").text


@pytest.mark.parametrize("step", ANSWERS)
def test_answering_twice_is_once(owner: Client, step: str) -> None:
    answer(owner, "offer")
    answer(owner, step)
    before = digest()
    assert answer(owner, step).status_code == 302
    assert changes(before, digest()) == []


@pytest.mark.parametrize("step", ["scene", "offer", "super-users", "covenant"])
def test_answers_that_come_at_once_have_one_effect(client_of: ClientOf, mei: Member, step: str) -> None:
    browsers = [client_of(mei) for _each in range(3)]
    at_once(*[lambda browser=browser: answer(browser, step) for browser in browsers])  # type: ignore[misc] # a loop's value
    own = Entrance.objects.filter(kind="qr").count()
    counts = (own, Product.objects.count(), Plan.objects.count(), Covenant.objects.count())
    wanted = {"scene": (1, 0, 0, 1), "offer": (0, 1, 0, 1), "super-users": (0, 0, 1, 1), "covenant": (0, 0, 0, 2)}
    assert counts == wanted[step]


@pytest.mark.parametrize("step", ANSWERS)
def test_each_screen_shows_what_the_space_says_now(owner: Client, step: str) -> None:
    answer(owner, "offer")
    answer(owner, step)
    page = owner.get(f"{START}{step}/")
    assert page.status_code == 200
    typed = {name: value for name, value in ANSWERS[step].items() if name not in {"kind", "mood", "on_sale"} and value}
    shown = {name: page.context["form"][name].value() for name in typed}
    assert {name: str(value).removesuffix(".00") for name, value in shown.items()} == typed


BAD = [
    ("audience", {"tagline": "", "text": ""}, ["tagline", "text"]),
    ("audience", {"tagline": "茶" * 200}, ["tagline"]),
    ("scene", {"name": " ", "kind": "import"}, ["name", "kind"]),
    ("persona", {"beliefs": "\n".join("abcdefgh")}, ["beliefs"]),
    ("persona", {"kind": "god", "human_author": ""}, ["kind", "human_author"]),
    ("look", {"brand": "red", "name": "茶" * 200}, ["name"]),
    ("look", {"brand": "#12"}, ["brand"]),
    ("covenant", {"text": " "}, ["text"]),
    ("offer", {"title": "", "price": "-1", "on_hand": "１"}, ["title", "price", "on_hand"]),
    ("offer", {"price": "1e3"}, ["price"]),
    ("super-users", {"price_fan": "free", "rate": "101"}, ["price_fan", "rate"]),
    ("super-users", {"rate": "31"}, ["rate"]),
]


@pytest.mark.parametrize(("step", "wrong", "fields"), BAD)
def test_what_is_refused_stands_beside_its_field_with_the_values_kept(
    owner: Client, step: str, wrong: dict[str, str], fields: list[str]
) -> None:
    answer(owner, "offer")
    before = digest()
    page = answer(owner, step, **wrong)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == set(fields)
    assert [name for name in fields if f'id="id_{name}_error"' not in page.text] == []
    assert {name: page.context["form"][name].value() for name in wrong} == wrong
    assert changes(before, digest()) == []


def test_a_rate_above_the_law_names_its_article(owner: Client) -> None:
    assert "直销管理条例" in answer(owner, "super-users", rate="31").text
    assert answer(owner, "super-users", rate="30").status_code == 302


def test_a_logo_is_kept_and_what_is_no_picture_is_refused(owner: Client, space: Space) -> None:
    broken = answer(owner, "look", logo=SimpleUploadedFile("a.png", b"no picture", "image/png"))
    assert (broken.status_code, list(broken.context["form"].errors)) == (422, ["logo"])
    answer(owner, "look", logo=SimpleUploadedFile("a.png", picture(), "image/png"))
    kept = Space.objects.get(pk=space.pk).logo_id
    answer(owner, "look", brand="#001122")
    assert (kept is not None, Space.objects.get(pk=space.pk).logo_id) == (True, kept)


def test_examples_are_drafts_and_go_in_one_press_but_what_was_rewritten_stays(
    owner: Client, client_of: ClientOf, wu: Member, other_space: Space
) -> None:
    over_there = client_of(wu, other_space)
    over_there.post(f"{START}examples/")
    for _twice in range(2):
        assert owner.post(f"{START}examples/")["Location"] == f"/@shanye{START}audience/"
    assert (Post.objects.count(), Post.objects.published().count()) == (2, 0)
    assert [each.published_at for each in Product.objects.all()] == [None]
    assert all(each.title.startswith("示例 · ") for each in [*Post.objects.all(), *Product.objects.all()])
    assert "示例" not in client_of().get("/").text + client_of().get("/mall/").text
    kept = Post.objects.order_by("id")[0]
    owner.post(f"/studio/posts/{kept.pk}/", {"title": "欢迎", "text": "来了就好。"})

    page = owner.post(f"{START}examples/removal/", follow=True)

    assert "2 examples are taken out." in page.text
    assert list(Post.objects.values_list("title", flat=True)) == ["欢迎"]
    assert Product.objects.filter(archived_at=None).count() == 0
    assert "Threw away the draft" in owner.get("/studio/audit/").text
    with acting_in(other_space):
        assert (Post.objects.count(), Product.objects.filter(archived_at=None).count()) == (2, 1)


def test_the_first_offer_is_written_over_the_example_and_is_one_then(owner: Client) -> None:
    owner.post(f"{START}examples/")
    assert 'value="100.00"' in owner.get(f"{START}offer/").text
    answer(owner, "offer")
    product = Product.objects.get()
    assert (product.title, product.slug) == ("春茶", "春茶")
    owner.post(f"{START}examples/removal/")
    assert Product.objects.on_sale().get() == product


def test_further_variants_of_the_first_product_stay(owner: Client) -> None:
    answer(owner, "offer")
    product = Product.objects.get()
    second = Variant.objects.create(product=product, sku="two", price_minor=5, currency="CNY", position=1)
    answer(owner, "offer", price="99")
    answer(owner, "super-users")
    prices = product.variants.filter(archived_at=None).order_by("position")
    assert list(prices.values_list("price_minor", flat=True)) == [
        9900,
        5,
    ]
    second.refresh_from_db()
    assert second.archived_at is None


def test_the_phone_shows_what_is_typed_and_leaves_out_what_cannot_be_read(owner: Client) -> None:
    answer(owner, "offer")
    seen = owner.get(f"{START}super-users/preview/", {"price_fan": "100", "rate": "5"}).text
    assert re.search(r"A fan pays\s+¥100", seen)
    assert re.search(r"earns\s+¥5\.00 on it", seen)
    assert "A fan pays" not in owner.get(f"{START}super-users/preview/", {"price_fan": "x", "rate": "y"}).text
    assert "<b>" not in owner.get(f"{START}audience/preview/", {"tagline": "<b>茶"}).text
    assert "brand=&amp;mood=plain" in owner.get(f"{START}look/preview/", {"brand": "red", "mood": "loud"}).text


def test_without_scripts_an_answer_is_seen_before_it_is_kept(owner: Client) -> None:
    before = digest()
    page = owner.get(f"{START}audience/", {"tagline": "给慢的人", "title": "因", "text": "果"})
    assert page.text.count("给慢的人") == 2
    assert changes(before, digest()) == []


@pytest.mark.parametrize("role", [each for each in RoleKey if each is not RoleKey.OWNER])
def test_only_who_may_change_the_settings_goes_through_the_blueprint(
    client_of: ClientOf, lin: Member, role: RoleKey
) -> None:
    make_staff(lin, role)
    browser, before = client_of(lin), digest()
    pages = [browser.get(START), browser.get(f"{START}link/"), browser.post(f"{START}examples/")]
    pages += [answer(browser, step) for step in ANSWERS]
    assert {page.status_code for page in pages} == {403}
    assert changes(before, digest()) == []


def test_a_role_answers_only_what_it_may_do_elsewhere(client_of: ClientOf, lin: Member) -> None:
    role = Role.objects.create(key="half", permissions=["overview", "settings.write"])
    Staff.objects.create(member=lin, role=role, since=LONG_AGO)
    browser = client_of(lin)
    codes = {step: answer(browser, step).status_code for step in ANSWERS}
    assert codes == {step: 302 if step in {"look", "covenant"} else 403 for step in ANSWERS}


def test_strangers_and_unknown_steps_find_nothing(client_of: ClientOf, owner: Client, wu: Member) -> None:
    assert client_of(wu).get(START).status_code == 404
    assert client_of().get(START).status_code == 302
    assert [owner.get(f"{START}{path}").status_code for path in ("nonsense/", "nonsense/preview/")] == [404, 404]


def test_the_beginning_costs_the_same_for_one_example_and_for_three(owner: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert owner.get(START).status_code == 200
        return len(queries)

    owner.post(f"{START}examples/")
    Post.objects.all().delete()
    owner.get(START)
    few = asked()
    owner.post(f"{START}examples/")
    assert asked() == few
