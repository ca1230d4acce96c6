"""The lists of sharing in the studio: found by words and state, kept as views, and as cheap long as short."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.community.operations.entrances import close_entrance, make_entrance
from juluo.community.queries.entrances import entrances_matching
from juluo.core.models import SavedView
from juluo.core.spaces import acting_in
from juluo.sharing.models import Binding, Commission, CommissionState
from juluo.sharing.operations.bindings import rebind
from juluo.sharing.operations.links import revoke_link
from juluo.sharing.queries.lists import bindings_matching, commissions_matching, links_matching, touches_matching
from juluo.sharing.tests.shop import join, make_tea, opens, order, pay, share
from juluo.testing.jobs import run_tasks

pytestmark = pytest.mark.usefixtures("plan")
PLACES = ["sharing/", "sharing/links/", "sharing/touches/", "sharing/bindings/", "entrances/"]


@pytest.fixture
def bought(lin, buyer, tea):
    opens(buyer, share(lin, "/mall/rougui/"))
    paid = pay(order(buyer, tea))
    run_tasks()
    return paid


def test_links_are_found_by_code_by_name_and_by_state(lin, mei):
    mine, hers = share(lin), share(mei)
    revoke_link(hers)

    assert [each.pk for each in links_matching(mine.code.upper())] == [mine.pk]
    assert [each.pk for each in links_matching("me")] == [hers.pk]
    assert [each.pk for each in links_matching("", "working")] == [mine.pk]
    assert [each.pk for each in links_matching("", "ended")] == [hers.pk]
    assert not links_matching("ei").exists()


def test_openings_are_found_by_the_link_and_its_sharer(lin, mei, buyer):
    mine, hers = share(lin), share(mei)
    opens(buyer, mine)
    opens(buyer, hers)

    assert [each.link_id for each in touches_matching(hers.code)] == [hers.pk]
    assert [each.link_id for each in touches_matching("lin")] == [mine.pk]
    assert touches_matching("").count() == 2


def test_bindings_are_found_by_either_name_and_whether_they_hold(bought, buyer, mei):
    rebind(buyer, mei, reason="Came to the tasting")

    assert {each.sharer.name for each in bindings_matching("buy")} == {"Lin", "Mei"}
    assert [each.sharer.name for each in bindings_matching("", "current")] == ["Mei"]
    assert [each.sharer.name for each in bindings_matching("lin", "replaced")] == ["Lin"]


def test_commissions_are_found_by_number_by_payee_and_by_state(bought):
    held = Commission.objects.get()

    for words in (bought.ref, bought.ref[:4].lower(), "lin"):
        assert [each.pk for each in commissions_matching(words)] == [held.pk]
    assert not commissions_matching("mei").exists()
    by_state = {state: commissions_matching("", state).count() for state in CommissionState.values}
    assert by_state == {"pending": 1, "available": 0, "paid": 0, "void": 0}


@pytest.mark.parametrize("state", CommissionState.values)
def test_a_state_in_the_list_is_the_state_of_its_rows(bought, state):
    times = {"pending": {}, "available": {"available_at": 1}, "paid": {"available_at": 1, "paid_at": 1},
             "void": {"available_at": 1, "voided_at": 1}}[state]  # fmt: skip
    Commission.objects.update(**dict.fromkeys(times, bought.placed_at))
    shown = [name for name in CommissionState.values if commissions_matching("", name).exists()]
    assert shown == [state] == [Commission.objects.get().state]


def test_entrances_are_found_by_name_by_code_and_by_state(space):
    stall, door = make_entrance("秋日摊位", kind="event"), make_entrance("柜台", kind="qr")
    close_entrance(stall)

    assert list(entrances_matching("摊")) == [stall]
    assert list(entrances_matching(door.code)) == [door]
    assert stall not in entrances_matching("", "open")
    assert list(entrances_matching("", "closed")) == [stall]


@pytest.mark.parametrize("place", PLACES)
def test_a_search_without_a_match_says_so_and_leads_back(bought, mei, client_of, place):
    mei_reads = client_of(mei)
    mei_reads.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    page = mei_reads.get(f"/studio/{place}", {"q": "zzz nobody"}).text

    assert "Nothing in this list matches" in page
    assert 'href="?"' in page


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("asked", ["state=%00", "state=none&since=never", "q=%00&state=%F0%9F%8D%B5", "q=" + "x" * 99])
def test_what_is_no_filter_is_left_out(bought, mei, client_of, place, asked):
    assert client_of(mei).get(f"/studio/{place}?{asked}").status_code == 200


@pytest.mark.parametrize("place", PLACES)
def test_what_was_asked_is_kept_as_a_view(bought, mei, client_of, place):
    browser = client_of(mei)
    names = {"entrances/": "community_studio:entrances", "sharing/": "sharing_studio:commissions"}
    index = names.get(place, f"sharing_studio:{place.split('/')[1]}")

    browser.post("/studio/saved-views/", {"place": index, "query": "q=Lin", "name": "Of Lin"})

    assert SavedView.objects.get().place == index
    assert "Of Lin" in browser.get(f"/studio/{place}?q=Lin").text


@pytest.mark.parametrize("place", PLACES)
def test_a_long_list_costs_as_many_queries_as_a_short_one(bought, lin, mei, client_of, place):
    browser, asked = client_of(mei), []
    for round_number in range(2):
        browser.get(f"/studio/{place}?q=")
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/studio/{place}?q=").status_code == 200
        asked.append(len(queries))
        for number in range(0 if round_number else 2):
            another = join(f"Friend{number}")
            opens(another, share(lin, "/about/" if number else "/mall/"))
            pay(order(another, make_tea(f"tea-{number}")))
            make_entrance(f"Door {number}", kind="qr")
        run_tasks()
    assert asked[0] == asked[1]
    assert Binding.objects.count() == 3


def test_a_link_has_a_page_with_its_openings_and_where_it_went(bought, lin, mei, buyer, client_of):
    link = share(lin, "/mall/rougui/")
    onward = share(mei, "/mall/rougui/", parent=link)
    browser = client_of(mei)

    page = browser.get(f"/studio/sharing/links/{link.code}/").text

    assert "Buyer" in page
    assert f"/studio/sharing/links/{onward.code}/" in page
    assert f"/studio/sharing/links/{link.code}/" in browser.get(f"/studio/sharing/links/{onward.code}/").text


def test_a_foreign_link_has_no_page(wu, mei, other_space, client_of):
    with acting_in(other_space):
        code = share(wu).code
    assert client_of(mei).get(f"/studio/sharing/links/{code}/").status_code == 404
