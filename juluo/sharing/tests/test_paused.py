"""While a sanction pauses earning or sharing, nothing new is earned; what was earned stays payable."""

from datetime import timedelta

import pytest

from juluo.community.operations.appeals import appeal_against, decide_appeal
from juluo.community.operations.covenants import accept_covenant, publish_covenant
from juluo.community.operations.sanctions import sanction_member
from juluo.community.queries.sanctions import articles_in_force
from juluo.community.rules.sanctions import Measure
from juluo.community.tests.factories import make_moderator
from juluo.core import clock
from juluo.core.refusals import Refused
from juluo.sharing.models import Attribution, Commission, Verdict
from juluo.sharing.operations.attributions import replay_attribution
from juluo.sharing.tests.shop import money_of, opens, order, pay, share
from juluo.testing.jobs import run_tasks

pytestmark = pytest.mark.usefixtures("sound_ledger", "plan")


@pytest.fixture
def paused(lin, mei, buyer):
    """Lin earned by one order; then a moderator paused what the article names, for thirty days."""

    def pause(what):
        covenant = publish_covenant(f"## 1. 说真话\n\n::pauses[{what}]")
        for each in (lin, mei, buyer):
            accept_covenant(each, covenant)
        mod = make_moderator()
        measure = Measure(kind="pause", reason="spam", article=articles_in_force().get(), days=30)
        return sanction_member(lin, measure, by=mod)

    return pause


def sold(buyer, lin, tea):
    bought = pay(order(buyer, tea))
    run_tasks()
    return bought


def test_what_is_sold_meanwhile_earns_nothing_and_what_was_earned_stays(test_clock, lin, mei, buyer, tea, paused):
    opens(buyer, share(lin))
    sold(buyer, lin, tea)
    before = money_of(lin)
    paused("earning")

    bought = sold(buyer, lin, tea)

    assert (Attribution.objects.get(order=bought).reason, money_of(lin)) == (Verdict.PAUSED, before)
    assert Commission.objects.count() == 1
    clock.advance(timedelta(days=31))
    sold(buyer, lin, tea)
    assert Commission.objects.count() == 2
    assert replay_attribution(bought).same


def test_an_appeal_that_is_right_lets_earn_again_from_then_on(lin, mei, buyer, tea, paused):
    opens(buyer, share(lin))
    sanction = paused("earning")
    sold(buyer, lin, tea)
    decide_appeal(appeal_against(sanction, "不是我说的"), "lifted", "查清楚了", by=mei)
    sold(buyer, lin, tea)
    assert [each.reason for each in Attribution.objects.order_by("id")] == [Verdict.PAUSED, Verdict.CREDITED]
    assert Commission.objects.count() == 1


def test_pausing_the_sharing_leaves_what_is_shared_already(lin, mei, buyer, tea, paused):
    opens(buyer, share(lin))
    paused("selling")
    with pytest.raises(Refused, check=lambda refusal: refusal.code == "paused"):
        share(lin, "/about/")
    sold(buyer, lin, tea)
    assert Commission.objects.count() == 1
