from datetime import timedelta

import pytest

from juluo.community.models import Entrance
from juluo.community.operations.members import ban_member
from juluo.community.queries.doors import standing_entrance
from juluo.core import clock, footprints
from juluo.core.ids import uuid7
from juluo.core.models import FactRow, Footprint
from juluo.core.spaces import acting_in
from juluo.mall.operations.catalog import archive_product
from juluo.sharing.models import Attribution, Binding, Plan, ShareLink, Touch
from juluo.sharing.operations.links import make_link, revoke_link
from juluo.sharing.tests.shop import deliver, join, make_tea, opens, order, pay, share
from juluo.testing.jobs import run_tasks

pytestmark = pytest.mark.usefixtures("plan")


@pytest.fixture
def bought(lin, mei, buyer, tea):
    opens(buyer, share(lin, "/mall/rougui/"))
    opens(buyer, share(mei))
    paid = pay(order(buyer, tea))
    run_tasks()
    return paid


def test_a_guest_is_led_on_with_a_touch_a_footprint_and_the_share_entrance(lin, tea, client_of):
    link, guest = share(lin, "/mall/rougui/"), client_of()

    response = guest.get(f"/s/{link.code.upper()}/")

    assert (response.status_code, response["Location"]) == (302, "/@shanye/mall/rougui/")
    entrance = standing_entrance(Entrance.Kind.SHARE)
    assert guest.cookies["entrance"].value == str(entrance.id)
    assert str(Touch.objects.get().visitor) == guest.cookies["visitor"].value
    footprints.flush()
    left = Footprint.objects.get()
    assert (left.name, left.entrance_id, left.visitor) == ("share", entrance.id, Touch.objects.get().visitor)


def test_a_member_who_opens_a_link_is_bound(lin, buyer, client_of):
    client_of(buyer).get(f"/s/{share(lin).code}/")
    run_tasks()
    assert (Touch.objects.get().member, Binding.objects.get().sharer) == (buyer, lin)


def test_links_that_are_over_unknown_or_of_another_space_lead_nowhere(lin, wu, other_space, client_of):
    ended = revoke_link(share(lin)).code
    expired = make_link(lin, "/", expires_at=clock.now() - timedelta(1)).code
    with_parent = ShareLink.objects.get(code=expired)
    assert with_parent.parent is None
    with acting_in(other_space):
        foreign = share(wu).code
    guest = client_of()

    answers = {code: guest.get(f"/s/{code}/") for code in (ended, expired, foreign, "zzzzzzzzzz", "a\0b")}

    assert [answer.status_code for answer in answers.values()] == [410, 410, 404, 404, 404]
    unknown = answers["zzzzzzzzzz"].content.decode()
    assert answers[foreign].content.decode().replace(foreign, "zzzzzzzzzz") == unknown
    assert not Touch.objects.exists()


def test_sharing_again_keeps_the_parent(lin, buyer, tea, client_of):
    parent = share(lin, "/mall/rougui/")
    browser = client_of(buyer)
    browser.get(f"/s/{parent.code}/")

    response = browser.post("/share/", {"to": "/mall/rougui/", "days": "7"})

    made = ShareLink.objects.of(buyer).get()
    assert (made.parent, response["Location"]) == (parent, f"/@shanye/sharing/links/{made.code}/")
    assert made.expires_at > clock.now() + timedelta(days=6)
    page = browser.get(f"/sharing/links/{made.code}/").content.decode()
    assert f"http://testserver/@shanye/s/{made.code}/" in page
    assert f"/@shanye/s/{made.code}/qr.svg" in page


def test_the_share_page_says_what_is_shared_and_what_it_earns(lin, tea, client_of):
    page = client_of(lin).get("/share/?to=/mall/rougui/").content.decode()
    assert "茶 rougui" in page
    assert "10%" in page


@pytest.mark.parametrize("target", ["/orders/", "", "//evil.example/", "/mall/gone/"])
def test_private_pages_are_refused_with_a_sentence(target, lin, client_of):
    browser = client_of(lin)
    assert browser.get("/share/", {"to": target}).status_code in {409, 200 if not target else 409}
    assert browser.post("/share/", {"to": target}).status_code == 409
    assert not ShareLink.objects.exists()


@pytest.mark.parametrize(("kind", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_the_code_is_a_picture(kind, begins, lin, client_of):
    code = share(lin).code
    assert client_of().get(f"/s/{code}/qr.{kind}").content.startswith(begins)
    assert client_of().get(f"/s/zzzzzzzzzz/qr.{kind}").status_code == 404


def test_a_link_is_ended_by_its_sharer_alone(lin, mei, client_of):
    code = share(lin).code
    assert client_of(mei).post(f"/sharing/links/{code}/end/").status_code == 404
    assert client_of(mei).get(f"/sharing/links/{code}/").status_code == 404
    assert client_of(lin).post(f"/sharing/links/{code}/end/").status_code == 302
    assert client_of(lin).get(f"/sharing/links/{code}/").status_code == 410
    assert client_of(lin).get("/sharing/links/").status_code == 200


def test_guests_are_asked_to_sign_in(client_of, bought):
    for path in ("/sharing/", "/sharing/links/", "/share/", f"/sharing/orders/{bought.pk}/", "/studio/sharing/"):
        response = client_of().get(path)
        assert response.status_code == 302
        assert "/accounts/login/" in response["Location"]


def test_the_sharer_reads_what_is_pending_and_why(bought, lin, client_of):
    page = client_of(lin).get("/sharing/").content.decode()
    assert "¥10.00" in page
    assert "B**" in page
    assert "Buyer" not in page
    why = client_of(lin).get(f"/sharing/orders/{bought.pk}/").content.decode()
    assert "¥100.00" in why
    assert "10%" in why
    assert "Buyer" not in why


def test_who_was_not_credited_reads_why_not_and_no_names(bought, mei, client_of):
    why = client_of(mei).get(f"/sharing/orders/{bought.pk}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Not credited to you" in why
    assert "somebody else&#x27;s link before yours" in why
    assert "Lin" not in why


def test_delivery_tells_when_it_matures(bought, lin, client_of):
    deliver(bought)
    page = client_of(lin).get(f"/sharing/orders/{bought.pk}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "It becomes available when the return window ends:" in page


def test_strangers_to_an_order_find_nothing(bought, buyer, wu, other_space, client_of):
    assert client_of(buyer).get(f"/sharing/orders/{bought.pk}/").status_code == 404
    assert client_of(buyer).get(f"/sharing/orders/{uuid7()}/").status_code == 404
    assert client_of(wu, other_space).get(f"/sharing/orders/{bought.pk}/").status_code == 404


def test_a_banned_sharer_still_sees_the_earnings(bought, lin, client_of):
    ban_member(lin, reason="spam")
    assert client_of(lin).get("/sharing/").status_code == 200
    assert client_of(lin).get("/share/").status_code == 403


def test_a_page_of_sharing_asks_the_same_number_of_questions_however_long(
    bought, lin, mei, client_of, django_assert_num_queries
):
    paths = {lin: ["/sharing/", "/sharing/links/"], mei: ["", "links/", "touches/", "bindings/"]}
    asked = {}
    for round_number in (1, 2):
        for who, places in paths.items():
            browser = client_of(who)
            for place in places:
                path = place if who == lin else f"/studio/sharing/{place}"
                browser.get(path)
                with django_assert_num_queries(asked.get(path, 40), exact=path in asked) as queries:
                    assert browser.get(path).status_code == 200
                asked[path] = len(queries)
        if round_number == 1:
            for number in range(3):
                another = join(f"Friend{number}")
                opens(another, share(lin, "/about/" if number else "/mall/"))
                pay(order(another, make_tea(f"tea-{number}")))
            run_tasks()
    assert all(count <= 14 for count in asked.values()), asked


def test_staff_read_everything_and_the_replay(bought, mei, client_of):
    browser = client_of(mei)
    for place in ("", "links/", "touches/", "bindings/", "plan/"):
        assert browser.get(f"/studio/sharing/{place}").status_code == 200
    page = browser.get(f"/studio/sharing/orders/{bought.ref}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Credited to Lin" in page
    assert "the same answer" in page
    assert browser.get("/studio/sharing/orders/none/").status_code == 404


def test_members_without_a_role_find_no_studio(lin, client_of):
    for place in ("", "links/", "touches/", "bindings/", "plan/"):
        assert client_of(lin).get(f"/studio/sharing/{place}").status_code == 404


PLAN = {"rate": "12.5", "cap": "30", "layers": "1", "protected_days": "30", "lifetime_days": "365"}


def test_staff_publish_a_plan_and_it_is_audited(mei, client_of):
    response = client_of(mei).post("/studio/sharing/plan/publication/", PLAN)
    assert response.status_code == 302
    assert Plan.objects.order_by("-number").first().rate_bp == 1250
    assert FactRow.objects.get(name="PlanPublished", by_staff=True).actor_id == mei.id


@pytest.mark.parametrize("bad", [{"layers": "2"}, {"cap": "31"}, {"rate": "31"}, {"rate": "-1"}, {"rate": "１０x"}, {}])
def test_an_unlawful_plan_is_shown_with_the_sentence(bad, mei, client_of):
    typed = (PLAN | bad) if bad else {}
    response = client_of(mei).post("/studio/sharing/plan/publication/", typed)
    assert response.status_code == 422
    assert b"field-error" in response.content
    assert Plan.objects.count() == 1


def test_staff_rebind_by_address_or_code(bought, lin, mei, buyer, client_of):
    typed = {"member": "buyer@example.com", "sharer": share(mei).code, "reason": "Came to the tasting"}
    assert client_of(mei).post("/studio/sharing/bindings/change/", typed).status_code == 302
    assert Binding.objects.current().get(member=buyer).sharer == mei
    assert Attribution.objects.get().sharer == lin


@pytest.mark.usefixtures("bought", "wu")
@pytest.mark.parametrize("sharer", ["buyer@example.com", "wu@example.com", "nobody@example.com", "\0"])
def test_a_rebinding_that_cannot_be_is_shown_with_the_sentence(sharer, mei, client_of):
    typed = {"member": "buyer@example.com", "sharer": sharer, "reason": "Came to the tasting"}
    response = client_of(mei).post("/studio/sharing/bindings/change/", typed)
    assert response.status_code == 422
    assert not Binding.objects.filter(by_staff=True).exists()


def test_links_are_listed_by_what_they_lead_to(lin, mei, tea, client_of):
    made = {share(lin, target).code: target for target in ("/mall/rougui/", "/", "/about/")}

    mine, staff = client_of(lin).get("/sharing/links/"), client_of(mei).get("/studio/sharing/links/")

    for page in (mine, staff):
        assert page.context["titles"]["/mall/rougui/"] == tea.product.title
        assert page.context["titles"]["/"] == page.context["titles"]["/about/"] == lin.space.name
        assert tea.product.title in page.text
    assert len(made) == 3


def test_a_link_to_what_is_gone_is_named_by_its_path_and_can_still_be_ended(lin, tea, client_of):
    link = share(lin, "/mall/rougui/")
    archive_product(tea.product)

    assert "/mall/rougui/" in client_of(lin).get("/sharing/links/").text
    page = client_of(lin).get(f"/sharing/links/{link.code}/")
    assert (page.status_code, "/mall/rougui/" in page.text) == (200, True)
    client_of(lin).post(f"/sharing/links/{link.code}/end/")
    assert not ShareLink.objects.standing().exists()
