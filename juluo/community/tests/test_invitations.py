"""Codes that let somebody in: as many as they say, once each, and telling nothing to whoever guesses."""

from datetime import timedelta

import pytest

from juluo.community.models import Admission, Invitation
from juluo.community.operations.invitations import (
    Terms,
    end_invitation,
    invite,
    join_by_invitation,
    make_invitation,
    tidy_code,
)
from juluo.community.operations.policies import Policy, set_policy
from juluo.community.queries.doors import current_covenant
from juluo.community.rules.invitations import may_rung_invite, rungs_that_may
from juluo.community.tests.doors import door_of, somebody
from juluo.community.tests.factories import make_qr
from juluo.core import clock
from juluo.core.models import FactRow, Member
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.words import Rung
from juluo.testing.together import at_once


@pytest.fixture
def door(space):
    return door_of("invitation")


def comes(user, code):
    return join_by_invitation(user, code, visitor=None, name=user.name, covenant=current_covenant())


def refused(code):
    return pytest.raises(Refused, check=lambda refusal: refusal.code == code)


def test_a_code_lets_in_once_and_says_who_invited(door, mei, hao):
    made = make_invitation(door, Terms(note="For Hao"), by=mei)

    member = comes(hao, f" {made.code[:10].upper()} {made.code[10:]} ")

    admission = Admission.objects.get(member=member)
    assert (admission.entrance, admission.invitation) == (door, made)
    assert comes(hao, made.code) == member
    assert Invitation.objects.get().used == 1
    with refused("bad_invitation"):
        comes(somebody("Bo"), made.code)


def test_a_code_has_99_bits():
    assert len(tidy_code("a" * 40)) == 21
    assert 31**20 > 2**99


def test_two_at_once_use_the_last_use_once(door, mei):
    made = make_invitation(door, Terms(), by=mei)
    people = [somebody(name) for name in ("Ada", "Bo", "Cai")]

    answers = at_once(*[lambda user=user: comes(user, made.code) for user in people])

    assert sorted(getattr(each, "code", "in") for each in answers) == ["bad_invitation", "bad_invitation", "in"]
    assert (Invitation.objects.get().used, Admission.objects.filter(entrance=door).count()) == (1, 1)


def test_wrong_ended_expired_and_foreign_codes_answer_the_same(door, mei, hao, other_space, wu):
    ended = end_invitation(make_invitation(door, Terms(), by=mei))
    end_invitation(ended)
    expired = make_invitation(door, Terms(), by=mei)
    Invitation.objects.filter(pk=expired.pk).update(expires_at=clock.now() - timedelta(seconds=1))
    with acting_in(other_space):
        foreign = make_invitation(make_qr(), Terms(), by=wu)

    met = []
    for code in ("nothing", "", ended.code, expired.code, foreign.code):
        with pytest.raises(Refused) as refusal:
            comes(hao, code)
        met.append((refusal.value.code, refusal.value.message, refusal.value.field, refusal.value.status))

    assert len(set(met)) == 1
    assert not Member.objects.filter(user=hao).exists()
    assert FactRow.objects.filter(name="InvitationEnded").count() == 1


def test_a_code_does_not_lead_past_an_application(door, mei, hao):
    made = make_invitation(door, Terms(), by=mei)
    set_policy(door, Policy(policy="application"))
    with refused("needs_application"):
        comes(hao, made.code)
    assert Invitation.objects.get().used == 0


@pytest.mark.parametrize("terms", [{"most": 0}, {"most": 1001}, {"days": 0}, {"days": 367}])
def test_terms_that_cannot_be_are_refused(door, mei, terms):
    with refused("bad_number"):
        make_invitation(door, Terms(**terms), by=mei)


def test_members_of_the_rung_invite_one_each_and_ten_at_a_time(space, lin):
    door = door_of("invitation", inviting_rung="fan")
    made = [invite(door, Terms(most=50), by=lin) for _each in range(10)]

    assert {each.most for each in made} == {1}
    with refused("too_many"):
        invite(door, Terms(), by=lin)
    end_invitation(made[0])
    invite(door, Terms(), by=lin)


def test_below_the_rung_nobody_invites(space, lin):
    with refused("may_not_invite"):
        invite(door_of("invitation", inviting_rung="angel"), Terms(), by=lin)
    with refused("may_not_invite"):
        invite(door_of("invitation"), Terms(), by=lin)


def test_partners_and_shareholders_stand_where_their_agreement_puts_them():
    assert rungs_that_may(Rung.PARTNER) == [Rung.PROSPECT, Rung.FAN, Rung.ANGEL, Rung.PARTNER]
    assert rungs_that_may(Rung.PROSPECT) == [Rung.PROSPECT]
    assert not may_rung_invite(Rung.SHAREHOLDER, least="")
