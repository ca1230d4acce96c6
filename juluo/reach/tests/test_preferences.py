"""What members want to be told: kept once, within what the law leaves to them, and their own only."""

import pytest

from juluo.core.models import FactRow, Member, Space
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.reach.models import Habit, Preference
from juluo.reach.news import kinds
from juluo.reach.operations.preferences import Wanted, change_preferences, stop_mail
from juluo.reach.queries.preferences import kinds_of
from juluo.reach.rules.tokens import off_token, read_off_token
from juluo.testing.together import at_once

NO_PARCELS = Wanted(choices={("mall.order_shipped", "mail"): False}, quiet_from=1320, quiet_until=420)


def facts() -> list[list[str]]:
    return list(
        FactRow.objects.filter(name="PreferencesChanged").order_by("id").values_list("data__changed", flat=True)
    )


def test_what_is_chosen_is_kept_and_choosing_it_again_changes_nothing(lin: Member):
    change_preferences(lin, NO_PARCELS)
    change_preferences(lin, NO_PARCELS)

    assert list(Preference.objects.values_list("kind", "channel", "wanted")) == [("mall.order_shipped", "mail", False)]
    assert (Habit.objects.get().quiet_from, facts()) == (1320, [["mall.order_shipped:mail:off", "hours"]])


def test_choosing_twice_at_once_is_choosing_once(lin: Member):
    at_once(lambda: change_preferences(lin, NO_PARCELS), times=3)

    assert (Preference.objects.count(), Habit.objects.count(), len(facts())) == (1, 1, 1)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Wanted(choices={("mall.order_confirmed", "mail"): False}), "law"),
        (Wanted(choices={("mall.order_to_ship", "mail"): True}), "no_such_kind"),
        (Wanted(choices={("mall.nothing", "mail"): True}), "no_such_kind"),
        (Wanted(choices={("mall.order_shipped", "pigeon"): True}), "no_such_channel"),
        (Wanted(language="tlh"), "no_such_language"),
        (Wanted(time_zone="Moon/Crater"), "no_such_time_zone"),
        (Wanted(quiet_from=60), "bad_quiet_hours"),
        (Wanted(quiet_from=60, quiet_until=60), "bad_quiet_hours"),
        (Wanted(quiet_from=60, quiet_until=1440), "bad_quiet_hours"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(lin: Member, wanted: Wanted, code: str):
    with pytest.raises(Refused) as refused:
        change_preferences(lin, wanted)

    assert refused.value.code == code
    assert (Preference.objects.count(), Habit.objects.count(), facts()) == (0, 0, [])


def test_staff_hear_of_what_their_role_allows(lin: Member, mei: Member):
    assert "mall.order_to_ship" in {kind.key for kind in kinds_of(mei)}
    assert "mall.order_to_ship" not in {kind.key for kind in kinds_of(lin)}


def test_stopping_all_mail_leaves_what_a_law_asks_for(lin: Member):
    stop_mail(lin)
    stop_mail(lin)

    stopped = set(Preference.objects.filter(wanted=False).values_list("kind", flat=True))
    assert "mall.order_shipped" in stopped
    assert not stopped & {"mall.order_confirmed", "community.covenant_changed"}
    assert len(facts()) == 1


def test_each_law_names_its_source():
    laws = {kind.key: [law.source for law in kind.laws.values()] for kind in kinds() if kind.laws}

    of_moderation = {
        "community.words_hidden", "community.sanctioned", "community.appeal_decided", "community.circle_removed",
    }  # fmt: skip
    assert set(laws) == {"mall.order_confirmed", "community.covenant_changed", *of_moderation}
    assert all("article" in source for sources in laws.values() for source in sources)


def test_what_members_chose_stays_in_their_space(lin: Member, wu: Member, other_space: Space):
    change_preferences(lin, NO_PARCELS)

    with acting_in(other_space):
        assert (Preference.objects.count(), Habit.objects.count()) == (0, 0)


def test_a_token_means_what_was_signed_and_nothing_else(lin: Member):
    token = off_token(lin.pk, "mall.order_shipped")

    assert read_off_token(token) == (lin.pk, "mall.order_shipped")
    assert [read_off_token(each) for each in ["", "x", token[:-1], f"{token}x", "~~~"]] == [None] * 5
