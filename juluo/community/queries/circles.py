"""Circles as members, their leads and the staff meet them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from juluo.community.models import Circle, CircleAsk, CircleMember, CircleRole, CircleRule, Company
from juluo.community.rules.circles import DEFAULT_RUNG, DEFAULT_SUPPORTERS, MODERATES, Standing, can_read
from juluo.core.models import Member
from juluo.core.people import permissions_of

MOST_DAUGHTERS, MOST_LEADS = 50, 20


@dataclass(frozen=True, slots=True)
class Founding:
    """Who founds circles here: from which rung on ("" is only staff), and how many others must want it."""

    rung: str
    supporters: int


def circles_shown(reader: Member | None, kind: str = "") -> QuerySet[Circle]:
    """The circles that this reader may know of, the largest first. Guests know of no private one."""
    found = Circle.objects.standing().select_related("parent").order_by("-people", "-id")
    if reader is None:
        found = found.filter(is_private=False).exclude(parent__is_private=True)
    return found.filter(kind=kind) if kind else found


def circles_proposed() -> QuerySet[Circle]:
    """Those that look for people, the latest first."""
    return Circle.objects.proposed().select_related("founder").order_by("-id")


def circles_known(reader: Member | None) -> QuerySet[Circle]:
    """Every circle whose page the reader may open: guests those that are open to all."""
    found = Circle.objects.select_related("parent", "picture", "founder", "room")
    if reader is None:
        return found.filter(is_private=False, opened_at__isnull=False).exclude(parent__is_private=True)
    return found


def daughters_of(circle: Circle) -> list[Circle]:
    return list(Circle.objects.standing().filter(parent=circle).order_by("-people", "-id")[:MOST_DAUGHTERS])


def circles_of(member: Member) -> QuerySet[CircleMember]:
    """Where the member belongs now, the latest joined first."""
    return CircleMember.objects.filter(member=member, left_at=None).select_related("circle").order_by("-id")


def standing_of(member: Member | None, circle: Circle) -> Standing:
    """How the member stands to the circle now. Two queries."""
    if member is None or member.banned_at or member.left_at:
        return Standing()
    return Standing(stay_of(member, circle.pk), MODERATES in permissions_of(member.pk))


def stay_of(member: Member, circle_id: UUID) -> CircleMember | None:
    found: CircleMember | None = CircleMember.objects.filter(member=member, circle=circle_id, left_at=None).first()
    return found


def readable_circle_ids(member: Member) -> list[UUID]:
    """Of the private circles those that the member belongs to: what they read beside what all members read."""
    if member.banned_at or member.left_at:
        return []
    inside = CircleMember.objects.filter(member=member, left_at=None, circle__is_private=True)
    return list(inside.values_list("circle_id", flat=True))


def may_read_circle(member: Member | None, circle: Circle) -> bool:
    """Whether the member reads what is said in the circle now."""
    if member is None or member.banned_at or member.left_at:
        return False
    return can_read(circle, Standing()) or can_read(circle, standing_of(member, circle))


def readers_among(members: Collection[Member], circle: Circle) -> list[Member]:
    """Those of the members who read what is said in the circle, staff left aside. One query at most."""
    present = [each for each in members if each.banned_at is None and each.left_at is None]
    if can_read(circle, Standing()) or not present:
        return present
    stays = CircleMember.objects.filter(circle=circle, left_at=None, member__in=present)
    inside = set(stays.values_list("member_id", flat=True))
    return [each for each in present if each.pk in inside]


def members_of_circle(circle: Circle) -> QuerySet[CircleMember]:
    """Who belongs to it now, in the order they came."""
    stays = CircleMember.objects.filter(circle=circle, left_at=None)
    return stays.select_related("member", "company").order_by("id")


def leads_of(circle: Circle) -> list[CircleMember]:
    """Who looks after it, leads first."""
    looking = members_of_circle(circle).exclude(role=CircleRole.MEMBER).order_by("role", "id")[:MOST_LEADS]
    return sorted(looking, key=lambda each: each.role != CircleRole.LEAD)


def companies_of(circle: Circle) -> list[Company]:
    """The companies whose people belong to it, by name."""
    people = CircleMember.objects.filter(company=OuterRef("pk"), left_at=None)
    return list(Company.objects.filter(Exists(people), circle=circle).order_by("name")[:200])


def open_asks(circle: Circle) -> QuerySet[CircleAsk]:
    """Who waits to be let in, the earliest first."""
    return CircleAsk.objects.filter(circle=circle, answered_at=None).select_related("member").order_by("id")


def ask_of(member: Member, circle: Circle) -> CircleAsk | None:
    """What the member asked and nobody answered yet."""
    found: CircleAsk | None = CircleAsk.objects.filter(member=member, circle=circle, answered_at=None).first()
    return found


def founding_rule() -> Founding:
    """The rule of the acting space."""
    row = CircleRule.objects.first()
    return Founding(row.rung, row.supporters) if row else Founding(DEFAULT_RUNG.value, DEFAULT_SUPPORTERS)


def circles_of_staff(state: str = "", kind: str = "", words: str = "") -> QuerySet[Circle]:
    """For the studio: `state` is "open", "proposed" or "archived", "" for any; `words` begin the name."""
    found = Circle.objects.select_related("parent", "founder").order_by("-id")
    states = {
        "open": Q(opened_at__isnull=False, archived_at=None),
        "proposed": Q(opened_at=None, archived_at=None),
        "archived": Q(archived_at__isnull=False),
    }
    found = found.filter(states.get(state, Q()), Q(name__istartswith=words))
    return found.filter(kind=kind) if kind else found


def parents_to_choose() -> Sequence[Circle]:
    """Circles that another may stand in."""
    return list(Circle.objects.standing().filter(parent=None).order_by("-people", "-id")[:200])


def places_tended_by(member: Member, *, moderates: bool) -> list[Circle]:
    """The circles whose talk the member tends; who moderates the space tends that of all."""
    found = Circle.objects.standing().order_by("-people", "-id")
    if not moderates:
        tending = CircleMember.objects.filter(member=member, left_at=None).exclude(role=CircleRole.MEMBER)
        found = found.filter(pk__in=tending.values("circle"))
    return list(found[:200])
