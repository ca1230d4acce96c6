import threading

import pytest
from django.db import connection, transaction

from juluo.community.models import Acceptance, Admission
from juluo.community.operations.covenants import publish_covenant
from juluo.community.operations.entrances import close_entrance
from juluo.community.operations.members import ban_member, join_space, leave_space, lift_ban, set_rung
from juluo.community.queries.doors import current_covenant
from juluo.community.tests.factories import make_qr
from juluo.core.ids import uuid7
from juluo.core.models import FactRow, Member, Staff
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.words import Rung


@pytest.fixture
def qr(space):
    return make_qr()


def join(user, entrance, **changed):
    arguments = {"visitor": None, "name": "Hao", "covenant": current_covenant()} | changed
    return join_space(user, entrance=entrance, **arguments)


def facts_about(member):
    return list(FactRow.objects.filter(subject_id=member.id).order_by("id").values_list("name", flat=True))


def test_joining_admits_and_accepts_in_one_go(hao, qr):
    visitor = uuid7()
    member = join(hao, qr, visitor=visitor, name="  Hao \u0000 of  the Hills ")

    admission = Admission.objects.get(member=member)
    assert (member.name, member.rung) == ("Hao of the Hills", "prospect")
    assert (admission.entrance, admission.visitor) == (qr, visitor)
    assert Acceptance.objects.get(member=member).covenant == current_covenant()
    assert facts_about(member) == ["MemberJoined", "CovenantAccepted"]


def test_joining_twice_changes_nothing(hao, qr):
    first = join(hao, qr)
    second = join(hao, make_qr("Another door"), name="Somebody else")

    assert (second, second.name) == (first, "Hao")
    assert Admission.objects.get(member=first).entrance == qr
    assert facts_about(first) == ["MemberJoined", "CovenantAccepted"]


def test_two_joins_at_once_make_one_member(space, hao, qr):
    covenant, together, members = current_covenant(), threading.Barrier(2), []

    def run():
        with acting_in(space):
            together.wait()
            members.append(join_space(hao, entrance=qr, visitor=None, name="Hao", covenant=covenant).id)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    member = Member.objects.get(user=hao)
    assert members == [member.id, member.id]
    assert facts_about(member) == ["MemberJoined", "CovenantAccepted"]


def test_joining_rolled_back_leaves_nothing(hao, qr):
    with transaction.atomic():
        join(hao, qr)
        transaction.set_rollback(True)

    assert not Member.objects.filter(user=hao).exists()
    assert not FactRow.objects.filter(name="MemberJoined", data__entrance_id=str(qr.id)).exists()


def refused(code):
    return pytest.raises(Refused, check=lambda refusal: refusal.code == code)


def test_nobody_joins_a_closed_space(space, hao, qr):
    space.closed_at = space.made_at
    space.save()

    with refused("space_closed"):
        join(hao, qr)


def test_nobody_joins_through_a_closed_entrance(hao, qr):
    with refused("entrance_closed"):
        join(hao, close_entrance(qr))


def test_nobody_accepts_a_covenant_that_has_changed_meanwhile(hao, qr):
    read = current_covenant()
    publish_covenant("Be kinder.")

    with refused("covenant_changed"):
        join(hao, qr, covenant=read)
    assert not Member.objects.filter(user=hao).exists()


@pytest.mark.parametrize("name", ["", "   ", "\0\0", "n" * 61])
def test_nobody_joins_without_a_name(hao, qr, name):
    with pytest.raises(Refused, check=lambda refusal: refusal.field == "name"):
        join(hao, qr, name=name)


def test_the_banned_cannot_join_again(lin, qr):
    ban_member(lin, reason="Spam")
    with refused("banned"):
        join(lin.user, qr)


def test_who_left_comes_back_as_the_member_they_were(lin, qr):
    leave_space(lin)
    leave_space(lin)
    back = join(lin.user, qr)

    assert (back.id, back.left_at, back.rung) == (lin.id, None, "fan")
    assert Admission.objects.get(member=lin).entrance.kind == "direct"
    assert facts_about(lin)[-2:] == ["MemberLeft", "MemberReturned"]


def test_the_owner_cannot_leave(mei):
    with refused("is_owner"):
        leave_space(mei)


def test_a_rung_is_set_for_a_reason_that_is_kept(lin):
    set_rung(lin, Rung.ANGEL, reason="Three tastings")
    set_rung(lin, Rung.ANGEL, reason="Said twice")

    fact = FactRow.objects.filter(name="RungChanged").order_by("-id")[0]
    assert Member.objects.get(pk=lin.pk).rung == "angel"
    assert fact.data == {
        "member_id": str(lin.id), "before": "fan", "after": "angel", "reason": "Three tastings",
    }  # fmt: skip


@pytest.mark.parametrize("rung", [Rung.PARTNER, Rung.SHAREHOLDER])
def test_a_rung_by_agreement_is_not_set_by_hand(lin, rung):
    with refused("needs_agreement"):
        set_rung(lin, rung, reason="Because")
    Member.objects.filter(pk=lin.pk).update(rung=rung)
    with refused("needs_agreement"):
        set_rung(lin, Rung.FAN, reason="Because")


def test_a_rung_that_does_not_exist_or_has_no_reason_is_refused(lin):
    with refused("unknown_rung"):
        set_rung(lin, "emperor", reason="Because")
    with refused("empty"):
        set_rung(lin, Rung.ANGEL, reason=" ")


def test_a_ban_holds_until_it_is_lifted(lin):
    ban_member(lin, reason="Spam")
    ban_member(lin, reason="Spam again")
    assert Member.objects.get(pk=lin.pk).banned_at

    lift_ban(lin, reason="Appeal granted")
    lift_ban(lin, reason="Appeal granted")
    assert Member.objects.get(pk=lin.pk).banned_at is None
    assert facts_about(lin)[-2:] == ["MemberBanned", "BanLifted"]


def test_staff_are_not_banned(mei):
    with refused("is_staff"):
        ban_member(mei, reason="Coup")
    assert Staff.objects.filter(member=mei).exists()
