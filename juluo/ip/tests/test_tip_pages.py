"""Support on pages: the quiet link, the form, the words of others, what one gave, and the studio's list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import set_urlconf

from juluo.community.tests.factories import make_member
from juluo.core import keeping
from juluo.core.holdings import holdings
from juluo.core.said.operations import hide
from juluo.core.spaces import acting_in
from juluo.ip.models import Audience, Tip, TipTerms
from juluo.ip.operations.posts import PostWords, publish_post, write_post
from juluo.ip.operations.tips import thank_for
from juluo.ip.rules.tips import Cause
from juluo.ip.tests.factories import make_post
from juluo.ip.tests.giving import begun, due_for, fresh, given, order_of, pay, spoken, take_support
from juluo.ip.tests.test_workshop import shown_workpiece
from juluo.mall.models import Order
from juluo.mall.operations.refunds import refund_rest
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks

CHOSEN = {"size": "2000", "amount": "", "words": "多谢", "public": "on"}
TERMS = {"is_on": "on", "purpose": "蜂箱", "size_0": "5", "size_1": "20", "least_minor": "1", "most_minor": "100"}


@pytest.fixture(autouse=True)
def addresses(space):
    set_urlconf("juluo.urls.space")
    take_support()
    yield
    set_urlconf(None)


def asked_for(browser, path):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)


def in_english(browser):
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def test_a_member_chooses_pays_and_is_thanked(client_of, lin):
    browser = in_english(client_of(lin))
    page = browser.get("/support/").text
    assert "It buys nothing" in page
    assert "¥20" in page

    answer = browser.post("/support/tips/", CHOSEN)
    tip = Tip.objects.get()
    order = order_of(tip)
    assert answer.url.endswith(f"/orders/{order.ref}/payment/")
    assert 'hx-trigger="every 2s"' in browser.get(f"/support/tips/{tip.pk}/").text
    pay(due_for(tip))

    assert "Thank you for your support." in browser.get(f"/support/tips/{tip.pk}/").text
    shown = browser.get(f"/orders/{order.ref}/").text
    assert ("Thank you for your support." in shown, "Shipped" in shown, f"/support/tips/{tip.pk}/" in shown) == (
        True, False, True,
    )  # fmt: skip
    assert f"/support/tips/{tip.pk}/" in browser.get("/support/mine/").text
    assert "/support/mine/" in browser.get("/me/").text


def test_the_provider_sends_back_to_the_page_of_thanks(client_of, lin, monkeypatch):
    order = Order.objects.get(ref=due_for(begun(lin)).ref)
    seen = []
    monkeypatch.setattr("juluo.mall.views.orders.begin_payment", lambda _order, return_url: seen.append(return_url))
    client_of(lin).post(f"/orders/{order.ref}/payment/")
    assert seen == [f"http://testserver/@shanye/support/tips/{Tip.objects.get().pk}/"]


def test_another_amount_counts_before_the_suggested_one_and_bad_ones_change_nothing(client_of, lin):
    browser = client_of(lin)
    assert browser.post("/support/tips/", CHOSEN | {"amount": "7.5"}).status_code == 302
    assert Tip.objects.get().minor == 750
    before = digest()
    for bad in (
        {"amount": "0.5"},
        {"amount": "-3"},
        {"amount": "1e3"},
        {"size": "777", "amount": ""},
        {"size": "", "amount": ""},
        {"words": "话" * 201},
        {"amount": "9" * 30},
    ):
        assert browser.post("/support/tips/", CHOSEN | bad).status_code == 422
    assert changes(before, digest()) == []


def test_guests_read_and_are_asked_to_join(client_of, mei):
    guest, post = in_english(client_of()), make_post(mei)
    page = guest.get(f"/posts/{post.pk}/support/").text
    assert ("Join to support" in page, "<form class" in page) == (True, False)
    assert guest.post(f"/posts/{post.pk}/support/tips/", CHOSEN).status_code == 302
    assert Tip.objects.count() == 0


def test_the_quiet_link_stands_only_where_support_is_taken(client_of, mei, lin):
    post, piece = make_post(mei), shown_workpiece()
    pages = {f"/posts/{post.pk}/": f"/posts/{post.pk}/support/", "/about/": "/support/",
             f"/workshop/{piece.pk}/": f"/workshop/{piece.pk}/support/"}  # fmt: skip
    for browser in (client_of(), client_of(lin)):
        assert all(f'{link}"' in browser.get(page).text for page, link in pages.items())
    assert f'/posts/{post.pk}/support/"' not in client_of(mei).get(f"/posts/{post.pk}/").text
    take_support(is_on=False)
    for browser in (client_of(), client_of(lin)):
        assert not any(f'{link}"' in browser.get(page).text for page, link in pages.items())
    assert "No support is taken" in in_english(client_of(lin)).get("/support/").text


def test_the_quiet_link_asks_for_nothing_more(client_of, mei, lin, monkeypatch):
    post, piece = make_post(mei), shown_workpiece()
    monkeypatch.setattr(keeping, "_same_for_all_guests", lambda _request: False)
    pages = (f"/posts/{post.pk}/", "/about/", f"/workshop/{piece.pk}/", "/")
    for who in (None, lin):
        browser = client_of(who)
        for page in pages:
            browser.get(page)
        on = [asked_for(browser, page) for page in pages]
        TipTerms.objects.all().delete()
        assert [asked_for(browser, page) for page in pages] == on
        with CaptureQueriesContext(connection) as queries:
            browser.get(pages[0])
        assert sum("ip_tipterms" in each["sql"] for each in queries) <= 1
        take_support()


def test_words_are_shown_by_name_or_without_and_never_with_the_amount(client_of, mei, lin):
    post = make_post(mei, "霜降")
    spoken(lin, "第一句", cause=Cause(post=post), minor=4321)
    spoken(lin, "第二句", unnamed=True, minor=8765)
    given(lin, words="悄悄话")
    for who in (None, lin, mei):
        browser = in_english(client_of(who))
        page = browser.get("/support/").text
        assert ("第一句" in page, "第二句" in page, "悄悄话" in page, "霜降" in page) == (True, True, False, True)
        assert ("43.21" in page, "87.65" in page) == (False, False)
        assert page.count("<bdi>Lin</bdi>") == 1
        about = browser.get(f"/posts/{post.pk}/support/").text
        assert ("第一句" in about, "第二句" in about) == (True, False)


def test_hidden_and_returned_words_are_gone_at_once_from_kept_pages_too(client_of, lin):
    first, second = spoken(lin, "第一句"), spoken(lin, "第二句")
    guest = client_of()
    assert "第一句" in guest.get("/support/").text
    hide(first, reason="spam")
    assert "第一句" not in guest.get("/support/").text
    refund_rest(order_of(second), reason="Sorry", key="all")
    run_tasks(times=2)
    assert "第二句" not in guest.get("/support/").text
    own = client_of(lin).get(f"/support/tips/{first.pk}/").text
    assert ("第一句" in own, str(fresh(first).get_hidden_because_display()) != "") == (True, True)


def test_a_giver_takes_their_words_back_and_others_report_them(client_of, mei, lin, wu, other_space):
    tip = spoken(lin, "第一句")
    reporter = client_of(mei)
    assert "第一句" in reporter.get(f"/said/voice/{tip.pk}/report/").text
    assert reporter.post(f"/said/voice/{tip.pk}/report/", {"reason": "spam"}).status_code == 302
    assert "第一句" in reporter.get("/studio/cases/").text
    assert "第一句" in reporter.get("/studio/support/voices/?state=reported").text
    assert client_of(mei).get(f"/support/tips/{tip.pk}/").status_code == 404
    assert client_of(wu, within=other_space).get(f"/said/voice/{tip.pk}/report/").status_code == 404

    client_of(lin).post(f"/support/tips/{tip.pk}/voice/", {"unnamed": "on"})

    assert (fresh(tip).public, fresh(tip).unnamed) == (False, True)
    assert reporter.get(f"/said/voice/{tip.pk}/report/").status_code == 404


def test_staff_work_through_the_list_thank_and_see_the_sums(client_of, mei, lin):
    tip, returned = spoken(lin, "第一句", unnamed=True), given(lin, 900)
    refund_rest(order_of(returned), reason="Sorry", key="all")
    run_tasks(times=2)
    staff = in_english(client_of(mei))
    page = staff.get("/studio/support/").text
    assert ("Lin" in page, "第一句" in page, "¥29.00 came" in page, "¥9.00 went back" in page) == (True,) * 4
    assert ("第一句" in staff.get("/studio/support/?state=to_thank").text) is True
    assert "第一句" not in staff.get("/studio/support/?state=returned").text
    assert "第一句" not in staff.get("/studio/support/?since=2999-01-01").text
    for bad in ("?since=9999-12-31&until=9999-12-31", "?until=0001-01-01", "?state=nonsense", "?since=x"):
        assert staff.get(f"/studio/support/{bad}").status_code == 200

    assert staff.post(f"/studio/support/tips/{tip.pk}/thanks/", {"words": ""}).status_code == 422
    assert staff.post(f"/studio/support/tips/{tip.pk}/thanks/", {"words": "谢谢你"}).status_code == 302

    assert "谢谢你" in staff.get(f"/studio/support/tips/{tip.pk}/").text
    assert "谢谢你" in client_of().get("/support/").text
    assert "谢谢你" in client_of(lin).get(f"/support/tips/{tip.pk}/").text
    assert client_of(lin).get("/studio/support/").status_code == 404


def test_staff_hide_words_for_a_reason_and_show_them_again(client_of, mei, lin):
    tip, staff = spoken(lin, "第一句"), client_of(mei)
    assert staff.post(f"/studio/said/voice/{tip.pk}/hiding/", {"reason": "no"}).status_code == 422
    staff.post(f"/studio/said/voice/{tip.pk}/hiding/", {"reason": "spam", "words": "广告"})
    assert "广告" in staff.get(f"/studio/support/voices/{tip.pk}/").text
    staff.post(f"/studio/said/voice/{tip.pk}/showing/")
    assert "第一句" in client_of().get("/support/").text


def test_the_owner_sets_the_terms(client_of, mei, lin):
    staff = client_of(mei)
    assert staff.post("/studio/support/terms/", TERMS).status_code == 302
    terms = TipTerms.objects.get()
    assert (terms.sizes, terms.least_minor, terms.most_minor, terms.purpose) == ([500, 2000], 100, 10_000, "蜂箱")
    before = digest()
    for bad in ({"most_minor": "0"}, {"size_0": "999"}, {"least_minor": ""}, {"least_minor": "1e9"}):
        assert staff.post("/studio/support/terms/", TERMS | bad).status_code == 422
    assert changes(before, digest()) == []
    staff.post("/studio/support/terms/", TERMS | {"size_0": "", "size_1": ""})
    assert 'name="size"' not in client_of(lin).get("/support/").text
    assert client_of(lin).post("/support/tips/", {"amount": "3"}).status_code == 302


@pytest.mark.parametrize("path", ["/support/", "/support/mine/", "/studio/support/", "/studio/support/voices/"])
def test_lists_ask_as_often_for_three_as_for_one(client_of, mei, lin, path):
    browser = client_of(mei if "studio" in path else lin)
    spoken(lin, "一", cause=Cause(post=make_post(mei)))
    browser.get(path)
    one = asked_for(browser, path)
    spoken(lin, "二", minor=600)
    thank_for(
        spoken(
            lin if "mine" in path else make_member("Third"), "三", cause=Cause(workpiece=shown_workpiece()), minor=700
        ),
        "谢",
        by=mei,
    )
    assert asked_for(browser, path) == one


def test_what_a_member_gave_goes_with_their_data_and_their_words_are_erased(lin):
    spoken(lin, "第一句")
    held = [each for each in holdings() if each.model is Tip and each.member == "giver"]
    assert held[0].erased == {"words": "", "public": False, "unnamed": True}


def test_the_words_of_another_space_are_not_found(client_of, wu, other_space, lin):
    with acting_in(other_space):
        take_support()
        spoken(wu, "别处的话")
    assert "别处的话" not in client_of(lin).get("/support/").text
    assert "别处的话" in client_of(within=other_space).get("/support/").text


def test_whoever_may_refund_gives_it_back_on_its_page(client_of, mei, lin):
    tip, staff = given(lin), in_english(client_of(mei))
    assert "Give all of it back" in staff.get(f"/studio/support/tips/{tip.pk}/").text
    assert staff.post(f"/studio/support/tips/{tip.pk}/refund/").status_code == 302
    run_tasks(times=2)
    assert "Give all of it back" not in staff.get(f"/studio/support/tips/{tip.pk}/").text
    assert "Money given back" in in_english(client_of(lin)).get(f"/support/tips/{tip.pk}/").text


def test_what_stands_behind_a_wall_is_not_told_where_it_is_supported(client_of, mei, lin):
    words = PostWords(title="霜降", text="开头。\n\n::wall\n\n墙后的话。", audience=Audience.BUYERS)
    post = publish_post(write_post(mei, words))
    spoken(lin, cause=Cause(post=post))
    paths = (f"/posts/{post.pk}/support/", "/support/", "/api/v1/support/voices")
    assert ["墙后的话" in client_of().get(path).text for path in paths] == [False] * 3
    assert "墙后的话" in client_of(mei).get(f"/posts/{post.pk}/").text
    assert f'/posts/{post.pk}/support/"' not in client_of().get(f"/posts/{post.pk}/").text
