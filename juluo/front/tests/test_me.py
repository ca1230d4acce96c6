from juluo.community.operations.covenants import publish_covenant
from juluo.community.operations.members import ban_member
from juluo.mall.tests.factories import make_variant, paid_order, placed_order


def test_a_guest_is_asked_to_join(client_of):
    page = client_of().get("/me/").text
    assert "/join/?next=/@shanye/me/" in page
    assert "/accounts/login/?next=/@shanye/me/" in page
    assert "/studio/" not in page
    assert "/orders/" not in page


def test_a_stranger_who_is_signed_in_is_asked_to_join_alone(client_of, hao):
    page = client_of(hao).get("/me/").text
    assert "/join/?next=/@shanye/me/" in page
    assert "/accounts/login/" not in page


def test_a_member_sees_their_rung_orders_and_earnings(client_of, lin):
    placed_order(lin, make_variant())

    page = client_of(lin).get("/me/")

    assert page.context["orders"] == {"placed": 1, "paid": 0, "shipped": 0}
    assert page.context["earnings"].available.minor == 0
    assert lin.get_rung_display() in page.text
    assert 'href="/@shanye/studio/"' not in page.text


def test_the_numbers_of_orders_lead_to_those_orders(client_of, lin):
    variant = make_variant()
    placed, paid = placed_order(lin, variant), paid_order(lin, variant)
    browser = client_of(lin)
    page = browser.get("/me/").text

    assert [f'href="/@shanye/orders/?state={state}"' in page for state in ("placed", "paid", "shipped")] == [True] * 3
    assert [order.ref for order in browser.get("/orders/?state=placed").context["orders"]] == [placed.ref]
    assert [order.ref for order in browser.get("/orders/?state=paid").context["orders"]] == [paid.ref]


def test_a_banned_member_still_finds_their_orders(client_of, lin):
    ban_member(lin, reason="Spam")
    page = client_of(lin).get("/me/").text
    assert ("notice-bad" in page, 'href="/@shanye/orders/"' in page) == (True, True)


def test_the_owner_finds_the_studio(client_of, mei):
    assert 'href="/@shanye/studio/"' in client_of(mei).get("/me/").text


def test_a_changed_covenant_is_pointed_out(client_of, lin):
    publish_covenant("Be kinder.")
    assert "/covenant/?next=/@shanye/me/" in client_of(lin).get("/me/").text


def test_the_language_is_remembered_and_an_unknown_one_is_not(client_of):
    browser = client_of()
    answer = browser.post("/language/", {"language": "en", "next": "/@shanye/mall/"})
    assert (answer["Location"], browser.cookies["django_language"].value) == ("/@shanye/mall/", "en")

    answer = browser.post("/language/", {"language": "tlh", "next": "https://evil.example/"})
    assert (answer["Location"], browser.cookies["django_language"].value) == ("/@shanye/", "en")
