import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.community.models import Admission, Entrance
from juluo.community.operations.covenants import publish_covenant
from juluo.community.operations.entrances import close_entrance
from juluo.community.queries.doors import current_covenant, has_accepted_current
from juluo.community.tests.factories import make_member, make_qr
from juluo.core.models import Member
from juluo.core.spaces import acting_in


def test_a_code_is_remembered_and_leads_home(space, client_of):
    browser = client_of()
    first, second = make_qr(), make_qr("Another")

    assert browser.get(f"/e/{first.code}/")["Location"] == "/@shanye/"
    browser.get(f"/e/{second.code}/")
    assert browser.cookies["entrance"].value == str(first.id)
    assert browser.cookies["entrance"]["path"] == "/@shanye/"


@pytest.mark.parametrize(
    ("to", "place"),
    [
        ("/@shanye/mall/", "/@shanye/mall/"),
        ("https://evil.example/", "/@shanye/"),
        ("//evil.example/", "/@shanye/"),
        ("/@other/", "/@shanye/"),
        ("/@shanye/../@other/", "/@shanye/"),
        ("/@shanye/%2e%2e/@other/", "/@shanye/"),
        ("/\\evil.example", "/@shanye/"),
        ("javascript:alert(1)", "/@shanye/"),
    ],
)
def test_a_code_leads_on_within_the_space_only(client_of, to, place):
    door = make_qr()
    assert client_of().get(f"/e/{door.code}/", {"to": to})["Location"] == place


def test_a_closed_code_says_so_and_a_new_one_takes_its_place(client_of):
    closed, fresh = make_qr(), make_qr("Fresh")
    browser = client_of()
    browser.get(f"/e/{closed.code}/")
    close_entrance(closed)

    assert browser.get(f"/e/{closed.code}/").status_code == 409
    browser.get(f"/e/{fresh.code}/")
    assert browser.cookies["entrance"].value == str(fresh.id)


def test_a_code_of_another_space_is_not_found(other_space, client_of):
    with acting_in(other_space):
        foreign = make_qr()
    assert client_of().get(f"/e/{foreign.code}/").status_code == 404
    assert client_of().get("/e/nothing/").status_code == 404


def join(browser, **changed):
    form = {"name": "Hao", "covenant": current_covenant().id, "accept": "on", "next": "/@shanye/mall/"} | changed
    return browser.post("/join/", form)


def test_a_guest_signs_in_first_and_comes_back(client_of):
    answer = client_of().get("/join/?next=/@shanye/mall/")
    assert answer["Location"] == "/@shanye/accounts/login/?next=/%40shanye/join/%3Fnext%3D/%40shanye/mall/"


def test_joining_leads_back_to_the_same_place(client_of, hao):
    browser, door = client_of(hao), make_qr()
    browser.get(f"/e/{door.code}/")

    page = browser.get("/join/?next=/@shanye/mall/")
    assert 'value="Hao"' in page.text
    answer = join(browser)

    assert answer["Location"] == "/@shanye/mall/"
    admission = Admission.objects.get(member__user=hao)
    assert (admission.entrance, str(admission.visitor)) == (door, browser.cookies["visitor"].value)
    assert browser.get("/join/?next=/@shanye/mall/")["Location"] == "/@shanye/mall/"


def test_an_entrance_cookie_that_is_forged_or_foreign_counts_as_none(client_of, hao, other_space):
    with acting_in(other_space):
        foreign = make_qr()
    browser = client_of(hao)
    browser.cookies["entrance"] = str(foreign.id)

    join(browser)

    assert Admission.objects.get(member__user=hao).entrance.kind == Entrance.Kind.DIRECT


def test_a_covenant_that_changed_while_being_read_is_shown_anew(client_of, hao):
    browser, read = client_of(hao), current_covenant()
    publish_covenant("Be kinder.")

    page = join(browser, covenant=read.id)

    assert page.status_code == 422
    assert "Be kinder." in page.text
    assert str(current_covenant().id) in page.text
    assert "checked" not in page.text
    assert not Member.objects.filter(user=hao).exists()


@pytest.mark.parametrize(
    "changed",
    [{"name": ""}, {"name": "n" * 61}, {"name": "a\0b"}, {"accept": ""}, {"covenant": "rubbish"}, {"covenant": ""}],
)
def test_a_form_filled_badly_is_answered_and_changes_nothing(client_of, hao, changed):
    page = join(client_of(hao), **changed)

    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert not Member.objects.filter(user=hao).exists()


def test_nobody_joins_a_closed_space(space, client_of, hao):
    space.closed_at = space.made_at
    space.save()
    assert join(client_of(hao)).status_code == 410
    assert not Member.objects.filter(user=hao).exists()


def test_a_member_accepts_the_new_version_and_goes_back(client_of, lin):
    covenant = publish_covenant("Be kinder.")
    browser = client_of(lin)
    assert "Be kinder." in browser.get("/covenant/?next=/@shanye/mall/").text

    answer = browser.post("/covenant/", {"covenant": covenant.id, "accept": "on", "next": "/@shanye/mall/"})

    assert answer["Location"] == "/@shanye/mall/"
    assert has_accepted_current(lin)


def test_a_guest_reads_the_covenant(client_of):
    page = client_of().get("/covenant/")
    assert page.status_code == 200
    assert 'name="accept"' not in page.text


def test_a_member_leaves_and_the_owner_cannot(client_of, lin, mei):
    assert client_of(lin).post("/leaving/")["Location"] == "/@shanye/"
    assert Member.objects.get(pk=lin.pk).left_at
    assert client_of(mei).post("/leaving/").status_code == 409


@pytest.mark.parametrize("page", ["members/", "entrances/", "covenant/"])
def test_the_studio_is_closed_to_members_and_asks_guests_to_sign_in(client_of, lin, page):
    assert client_of(lin).get(f"/studio/{page}").status_code == 404
    assert "/accounts/login/" in client_of().get(f"/studio/{page}")["Location"]


def test_the_list_of_members_is_found_by_name_and_rung(client_of, mei, lin, wu):
    make_member("Anna Prospect")
    browser = client_of(mei)

    assert [each in browser.get("/studio/members/").text for each in ("Lin", "Anna", "Mei", "Wu")] == [
        True, True, True, False,
    ]  # fmt: skip
    found = browser.get("/studio/members/", {"q": "ann"}).text
    assert ("Anna" in found, ">Lin<" in found) == (True, False)
    found = browser.get("/studio/members/", {"rung": "fan"}).text
    assert ("Anna" in found, ">Lin<" in found) == (False, True)
    assert browser.get("/studio/members/", {"q": "a\0", "rung": "emperor"}).status_code == 200
    assert browser.get("/studio/members/", {"after": "rubbish"}).status_code == 422


def queries(browser, path):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


@pytest.mark.parametrize("path", ["/studio/members/", "/studio/entrances/"])
def test_lists_cost_the_same_at_one_row_and_at_three(client_of, mei, path):
    browser = client_of(mei)
    browser.get(path)
    few = queries(browser, path)
    for number in range(3):
        make_member(f"Member {number}", entrance=make_qr(f"Door {number}"))

    assert queries(browser, path) == few


def test_a_rung_is_set_on_the_member_page(client_of, mei, lin):
    browser, path = client_of(mei), f"/studio/members/{lin.id}/"

    refused = browser.post(f"{path}rung/", {"rung": "angel", "reason": ""})
    assert refused.status_code == 422
    answer = browser.post(f"{path}rung/", {"rung": "angel", "reason": "Three tastings"})

    assert answer["Location"] == f"/@shanye{path}"
    assert Member.objects.get(pk=lin.pk).rung == "angel"
    assert "Three tastings" in browser.get(path).text


def test_a_member_is_banned_and_let_back_in(client_of, mei, lin):
    browser, path = client_of(mei), f"/studio/members/{lin.id}/"

    browser.post(f"{path}ban/", {"reason": "Spam"})
    assert Member.objects.get(pk=lin.pk).banned_at
    assert client_of(lin).get("/leaving/").status_code == 403
    browser.post(f"{path}return/", {"reason": "Sorry"})
    assert Member.objects.get(pk=lin.pk).banned_at is None

    assert browser.post(f"/studio/members/{mei.id}/ban/", {"reason": "Coup"}).status_code == 422


def test_a_member_of_another_space_is_not_found(client_of, mei, wu):
    browser = client_of(mei)
    assert browser.get(f"/studio/members/{wu.id}/").status_code == 404
    assert browser.post(f"/studio/members/{wu.id}/rung/", {"rung": "angel", "reason": "x"}).status_code == 404
    assert browser.post(f"/studio/members/{wu.id}/ban/", {"reason": "x"}).status_code == 404


def test_an_entrance_is_opened_printed_and_closed(client_of, mei):
    browser = client_of(mei)
    made = browser.post("/studio/entrances/", {"name": "Shop window", "kind": "qr"})
    door = Entrance.objects.get(name="Shop window")
    path = f"/studio/entrances/{door.code}/"

    assert made["Location"] == f"/@shanye{path}"
    assert f"http://testserver/@shanye/e/{door.code}/" in browser.get(path).text
    code = browser.get(f"{path}code.svg")
    assert (code["Content-Type"], b"<svg" in code.content) == ("image/svg+xml", True)
    browser.post(f"{path}closing/")
    assert Entrance.objects.get(pk=door.pk).closed_at
    browser.post(f"{path}opening/")
    assert Entrance.objects.get(pk=door.pk).closed_at is None
    assert browser.post("/studio/entrances/", {"name": "x", "kind": "direct"}).status_code == 422
    assert browser.post("/studio/entrances/direct/closing/").status_code == 409


def test_the_owner_puts_a_covenant_in_force(client_of, mei):
    browser = client_of(mei)
    assert browser.post("/studio/covenant/", {"text": ""}).status_code == 422

    assert browser.post("/studio/covenant/", {"text": "Be kinder."}).status_code == 302

    assert (current_covenant().number, current_covenant().text) == (2, "Be kinder.")
