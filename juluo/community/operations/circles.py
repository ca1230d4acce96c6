"""Founding circles, saying what they are, and putting them into the archive."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from juluo.community.facts.circles import (
    CircleArchived,
    CircleChanged,
    CircleOpened,
    CircleProposed,
    CircleReopened,
    CircleRuleSet,
)
from juluo.community.models import (
    CIRCLE_ABOUT_LENGTH,
    CIRCLE_NAME_LENGTH,
    CIRCLE_PLACE_LENGTH,
    Circle,
    CircleMember,
    CircleRole,
    CircleRule,
)
from juluo.community.operations.circle_rooms import let_into_room, name_room
from juluo.community.queries.circles import founding_rule, standing_of
from juluo.community.rules.circles import (
    Deed,
    check_can_found,
    check_capacity,
    check_deed,
    check_kind,
    check_parent,
    check_rule,
)
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Media, Member, Space
from juluo.core.publishing import renew_pages
from juluo.core.spaces import acting_space_id
from juluo.core.taking_part import ensure_may_take_part
from juluo.core.texts import clean_line, clean_text


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleWords:
    """What a circle is called and about, where it stands, and whom it takes."""

    name: str
    kind: str = "interest"
    place: str = ""
    about: str = ""
    parent: Circle | None = None
    is_private: bool = False
    capacity: int | None = None
    picture: Media | None = None

    def cleaned(self) -> dict[str, Any]:
        """Refused (422): `empty`, `too_long`, `unknown_kind`."""
        return {
            "name": clean_line(self.name, field="name", most=CIRCLE_NAME_LENGTH),
            "kind": check_kind(self.kind),
            "place": clean_line(self.place, field="place", most=CIRCLE_PLACE_LENGTH, least=0),
            "about": clean_text(self.about, field="about", most=CIRCLE_ABOUT_LENGTH, least=0),
            "parent_id": self.parent.pk if self.parent else None,
            "is_private": self.is_private,
            "capacity": self.capacity,
            "picture_id": self.picture.pk if self.picture else None,
        }


@transaction.atomic
def open_circle(lead: Member, words: CircleWords) -> Circle:
    """Open a circle that `lead` leads, as staff do. Refused with `too_deep` inside one that stands in another."""
    circle = _made(lead, words, wanted=0)
    _open(circle)
    return circle


@transaction.atomic
def propose_circle(founder: Member, words: CircleWords) -> Circle:
    """Propose a circle that the founder would lead; it opens when as many others as the rule asks would join.

    Refused by the rule of the space (`rung_too_low`), while too many of theirs wait (`too_many`), and to whoever may
    not take part.
    """
    founder = Member.objects.select_for_update(no_key=True).get(pk=founder.pk)
    ensure_may_take_part(founder)
    rule = founding_rule()
    check_can_found(founder, rule.rung, proposed=Circle.objects.proposed().filter(founder=founder).count())
    circle = _made(founder, words, wanted=rule.supporters)
    record(CircleProposed(circle_id=circle.pk))
    open_if_wanted(circle)
    return circle


def open_if_wanted(circle: Circle) -> None:
    """Open a locked proposed circle that enough people would join."""
    if circle.is_proposed and not circle.missing:
        _open(circle)


@transaction.atomic
def describe_circle(circle: Circle, words: CircleWords, *, by: Member) -> Circle:
    """Say anew what the circle is and whom it takes. The same again changes nothing; who is inside stays inside."""
    said = words.cleaned()
    circle = locked_circle(circle)
    check_deed(standing_of(by, circle), Deed.DESCRIBE)
    check_capacity(words.capacity, people=circle.people)
    if said["parent_id"] != circle.parent_id:
        _check_place(words.parent, circle)
    changed = tuple(name for name, value in said.items() if getattr(circle, name) != value)
    if not changed:
        return circle
    _write(circle, said, changed)
    name_room(circle)
    renew_pages()
    record(CircleChanged(circle_id=circle.pk, changed=changed))
    return circle


@transaction.atomic
def archive_circle(circle: Circle, *, by: Member) -> Circle:
    """Let nobody write or join any more; what was said can be read. Twice is once."""
    circle = locked_circle(circle)
    check_deed(standing_of(by, circle), Deed.ARCHIVE)
    put_into_archive(circle)
    return circle


def put_into_archive(circle: Circle) -> None:
    """Archive a locked circle. Twice is once."""
    if circle.archived_at is None:
        circle.archived_at = clock.now()
        circle.save(update_fields=["archived_at"])
        renew_pages()
        record(CircleArchived(circle_id=circle.pk))


@transaction.atomic
def reopen_circle(circle: Circle, *, by: Member) -> Circle:
    """Let people write and join again. Twice is once. Refused where its parent is in the archive."""
    circle = locked_circle(circle)
    check_deed(standing_of(by, circle), Deed.ARCHIVE)
    if circle.archived_at:
        check_parent(circle.parent, has_daughters=False)
        circle.archived_at = None
        circle.save(update_fields=["archived_at"])
        renew_pages()
        record(CircleReopened(circle_id=circle.pk))
    return circle


@transaction.atomic
def set_circle_rule(*, rung: str, supporters: int) -> CircleRule:
    """Say from which rung on members found circles ("" only staff do), and how many others must want one."""
    check_rule(rung, supporters)
    Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())
    rule = CircleRule.objects.first() or CircleRule()
    if not rule._state.adding and (rule.rung, rule.supporters) == (rung, supporters):
        return rule
    rule.rung, rule.supporters = rung, supporters
    rule.save()
    renew_pages()
    record(CircleRuleSet(rule_id=rule.pk, rung=rung, supporters=supporters))
    return rule


def locked_circle(circle: Circle) -> Circle:
    """The circle as it is now, until the transaction ends. Whoever changes who belongs to it begins here."""
    row: Circle = Circle.objects.select_for_update(of=("self",), no_key=True).select_related("parent").get(pk=circle.pk)
    return row


def _made(lead: Member, words: CircleWords, *, wanted: int) -> Circle:
    said = words.cleaned()
    check_capacity(words.capacity, people=1)
    _check_place(words.parent, None)
    now = clock.now()
    circle = Circle(**said, founder=lead, wanted=wanted, people=1, made_at=now)
    circle.save(force_insert=True)
    CircleMember.objects.create(circle=circle, member=lead, role=CircleRole.LEAD, joined_at=now)
    return circle


def _check_place(parent: Circle | None, circle: Circle | None) -> None:
    standing = locked_circle(parent) if parent else None
    check_parent(standing, has_daughters=circle is not None and circle.daughters.exists())
    if circle and parent and parent.pk == circle.pk:
        check_parent(standing, has_daughters=True)


def _write(circle: Circle, said: Mapping[str, Any], changed: tuple[str, ...]) -> None:
    for name in changed:
        setattr(circle, name, said[name])
    circle.save(update_fields=changed)


def _open(circle: Circle) -> None:
    circle.opened_at = clock.now()
    circle.save(update_fields=["opened_at"])
    let_into_room(circle)
    renew_pages()
    record(CircleOpened(circle_id=circle.pk))
