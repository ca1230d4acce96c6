import pytest
from django.db import transaction

from juluo.community.operations.members import ban_member
from juluo.community.tests.factories import make_member
from juluo.core.models import FactRow
from juluo.core.refusals import Refused
from juluo.ip.models import Endorsement
from juluo.ip.operations.beliefs import endorse_belief, withdraw_endorsement
from juluo.ip.operations.persona import PersonaWords, describe_persona
from juluo.ip.queries.beliefs import beliefs_of
from juluo.ip.tests.test_api import code, send
from juluo.testing.together import at_once

WORDS = PersonaWords(name="山野茶事", kind="story", human_author="林一", beliefs=["先有人", "说真话"])


@pytest.fixture
def persona(space):
    return describe_persona(WORDS)


def test_a_belief_is_endorsed_once_and_withdrawn_once(persona, lin):
    endorse_belief(lin, "说真话")
    endorse_belief(lin, "说真话")

    assert [(each.believers, each.mine) for each in beliefs_of(persona.beliefs, lin)] == [(0, False), (1, True)]
    assert FactRow.objects.filter(name="BeliefEndorsed").count() == 1

    withdraw_endorsement(lin, "说真话")
    withdraw_endorsement(lin, "说真话")

    assert not Endorsement.objects.exists()
    assert FactRow.objects.filter(name="EndorsementWithdrawn").count() == 1


def test_a_belief_that_nobody_holds_cannot_be_endorsed(persona, lin):
    with pytest.raises(Refused) as refusal:
        endorse_belief(lin, "别的话")
    assert (refusal.value.code, refusal.value.field) == ("unknown_belief", "belief")
    assert not Endorsement.objects.exists()


def test_a_belief_said_otherwise_begins_anew_and_can_still_be_left(persona, lin):
    endorse_belief(lin, "说真话")
    describe_persona(PersonaWords(name="山野茶事", kind="story", human_author="林一", beliefs=["只说真话"]))

    assert [each.believers for each in beliefs_of(["只说真话"], lin)] == [0]
    withdraw_endorsement(lin, "说真话")
    assert not Endorsement.objects.exists()


def test_who_left_is_not_counted(persona, lin, mei):
    for member in (lin, mei):
        endorse_belief(member, "先有人")
    lin.left_at = lin.joined_at
    lin.save()

    assert beliefs_of(persona.beliefs, mei)[0].believers == 1


def test_who_may_not_take_part_endorses_nothing(persona, lin):
    lin = ban_member(lin, reason="广告")
    with pytest.raises(Refused) as refusal:
        endorse_belief(lin, "先有人")
    assert refusal.value.code == "banned"
    assert not Endorsement.objects.exists()


def test_what_fails_later_endorses_nothing(persona, lin):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        endorse_belief(lin, "先有人")
        raise ZeroDivisionError
    assert not Endorsement.objects.exists()
    assert not FactRow.objects.filter(name="BeliefEndorsed").exists()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_endorse_once(persona, lin):
    at_once(lambda: endorse_belief(lin, "先有人"), times=2)
    assert Endorsement.objects.count() == 1
    assert FactRow.objects.filter(name="BeliefEndorsed").count() == 1


def test_beliefs_cost_one_query(persona, lin, django_assert_num_queries):
    for number in range(3):
        endorse_belief(make_member(f"m{number}"), "先有人")
        with transaction.atomic(), django_assert_num_queries(1):
            beliefs_of(persona.beliefs, lin)


def test_a_member_endorses_on_the_page_about_the_ip_and_a_guest_is_asked_to_join(persona, client_of, lin):
    browser = client_of(lin)
    assert browser.post("/about/beliefs/", {"belief": "先有人"}).status_code == 302
    page = browser.get("/about/")
    assert 'aria-pressed="true"' in page.text
    assert page.context["beliefs"][0].believers == 1

    browser.post("/about/beliefs/withdrawal/", {"belief": "先有人"})
    assert 'aria-pressed="true"' not in browser.get("/about/").text
    for nonsense in ("从没说过", "", "a\x00b", "长" * 121):
        assert browser.post("/about/beliefs/", {"belief": nonsense}).status_code == 422
    assert browser.post("/about/beliefs/withdrawal/", {"belief": "a\x00b"}).status_code == 302

    guest = client_of()
    assert "aria-pressed" not in guest.get("/about/").text
    assert "/join/?next=" in guest.get("/about/").text
    assert "login" in guest.post("/about/beliefs/", {"belief": "先有人"})["Location"]


def test_the_timeline_and_the_contact_are_shown(space, client_of):
    words = PersonaWords(name="阿慈", kind="figure", human_author="林一", tone="轻声说", contact="400-800 九点到五点",
                         timeline=["2009  在山里租下第一片茶园", "", "2012 第一次卖完"])  # fmt: skip
    described = describe_persona(words)

    assert described.moments == [("2009", "在山里租下第一片茶园"), ("2012", "第一次卖完")]
    page = client_of().get("/about/").text
    assert all(each in page for each in ("2009", "第一次卖完", "400-800", "轻声说"))


@pytest.mark.parametrize("timeline", [["2009"], ["2009 " + "x" * 160], [f"{each} a" for each in range(31)]])
def test_a_moment_without_a_time_or_a_story_too_long_is_refused(space, timeline):
    with pytest.raises(Refused) as refusal:
        describe_persona(PersonaWords(name="a", kind="work", human_author="b", timeline=timeline))
    assert refusal.value.field == "timeline"


def test_the_api_lists_and_endorses(persona, client_of, lin):
    browser = client_of(lin)
    assert send(browser, "/beliefs/endorsement", {"belief": "先有人"}, "put").status_code == 204
    assert browser.get("/api/v1/beliefs").json()[0] == {"text": "先有人", "believers": 1, "mine": True}
    assert code(send(browser, "/beliefs/endorsement", {"belief": "别的"}, "put")) == (422, "unknown_belief")
    assert send(browser, "/beliefs/withdrawal", {"belief": "先有人"}, "put").status_code == 204
    assert browser.get("/api/v1/beliefs").json()[0]["believers"] == 0
