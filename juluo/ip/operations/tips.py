"""Support without buying: begun, paid, thanked for, given back."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.said.holds import screen
from juluo.core.taking_part import ensure_may_take_part, ensure_may_write
from juluo.core.texts import clean_line, clean_text
from juluo.ip.facts.tips import TipBegun, TipGiven, TipReturned, TipThanked, TipVoiceChanged
from juluo.ip.models import THANKS_LENGTH, TIP_WORDS_LENGTH, Tip
from juluo.ip.queries.tips import begun_by, tip_terms, title_of, unpaid_before
from juluo.ip.rules.tips import (
    KEPT_UNPAID,
    SAME_WITHIN,
    Cause,
    check_amount,
    check_begun,
    check_given,
    check_not_own,
    check_takes,
    check_unpaid,
    right_to_tip,
)
from juluo.ip.selling import Bought, Chosen, Due, give_back, order_right

PAID_TWICE, GIVEN_BACK = "tip_paid_twice", "tip_given_back"
"""Why money goes back, for the chronicle."""
_SWEPT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TipWords:
    """How much (minor units of the terms' currency), what is said with it, who reads that, and whether by name."""

    minor: int
    words: str = ""
    public: bool = False
    unnamed: bool = False

    @property
    def said(self) -> dict[str, object]:
        return {"minor": self.minor, "words": self.words, "public": self.public, "unnamed": self.unnamed}


@transaction.atomic
def begin_tip(giver: Member, cause: Cause, said: TipWords) -> Tip:
    """Say what is to be given; it is given once it is paid. The same within an hour is the same, as long as it is not.

    Refused: `not_taken`, `own_work`, `bad_amount`, `too_many` beyond ten within an hour that were not paid, and as
    `ensure_may_take_part` says.
    """
    words = clean_line(said.words, field="words", most=TIP_WORDS_LENGTH, least=0)
    giver = Member.objects.select_for_update(no_key=True).get(pk=giver.pk)
    (ensure_may_write if words else ensure_may_take_part)(giver)
    terms = tip_terms()
    check_takes(terms)
    check_not_own(giver, cause)
    check_amount(said.minor, terms)
    row = Tip(**said.said | {"words": words}, giver=giver, currency=terms.currency, begun_at=clock.now())
    row.post, row.workpiece = cause.post, cause.workpiece
    lately = list(begun_by(giver, row.begun_at - SAME_WITHIN))
    if same := next((each for each in lately if _told(each) == _told(row)), None):
        return same
    check_begun(len(lately))
    row.save(force_insert=True)
    record(TipBegun(tip_id=row.pk))
    return row


def order_tip(tip: Tip, *, visitor: UUID | None = None) -> Due:
    """Order a tip that is not paid; while that order can be paid, it is the same one. Refused with `paid_already`."""
    check_unpaid(tip)
    ensure_may_take_part(tip.giver)
    return order_right(right_to_tip(tip.pk), tip.giver, visitor=visitor)


def amount_of(key: str) -> Chosen | None:
    """What the giver chose, for the port of selling; None for a tip that is gone."""
    try:
        tip_id = UUID(key)
    except ValueError:
        return None
    tip = Tip.objects.select_related("post", "workpiece").filter(pk=tip_id).first()
    if tip is None:
        return None
    return Chosen(title=_("Support for “%(title)s”") % {"title": title_of(tip)}, price=tip.amount)


@transaction.atomic
def accept_tip(bought: Bought) -> None:
    """It was paid: from here it is given. Money for one that is gone or paid already goes back."""
    tip = Tip.objects.select_for_update().filter(pk=UUID(bought.subject), giver=bought.member).first()
    if tip is None or tip.paid_at:
        give_back(bought.reason, why=PAID_TWICE)
        return
    tip.reason, tip.paid_at = bought.reason, bought.paid_at
    tip.save(update_fields=["reason", "paid_at"])
    if tip.words:
        screen(tip, tip.giver, tip.words)
    if tip.is_said:
        renew_pages()
    record(TipGiven(tip_id=tip.pk, minor=tip.minor, currency=tip.currency))


@transaction.atomic
def end_tip(bought: Bought) -> None:
    """All its money went back, whoever wanted it to: nobody reads its words any more."""
    for tip in Tip.objects.select_for_update().filter(reason=bought.reason, returned_at=None):
        tip.returned_at = clock.now()
        tip.save(update_fields=["returned_at"])
        renew_pages()
        record(TipReturned(tip_id=tip.pk))


@transaction.atomic
def return_tip(tip: Tip) -> Tip:
    """Let all its money go back to the giver, soon and once; its words go with it. Refused with `not_paid`."""
    tip = locked(tip)
    if tip.returned_at is None:
        check_given(tip)
        give_back(tip.reason, why=GIVEN_BACK)
    return tip


@transaction.atomic
def choose_voice(tip: Tip, *, public: bool, unnamed: bool) -> Tip:
    """Say who reads the words of one's tip, and whether with one's name. The same again changes nothing."""
    tip = locked(tip)
    said = {"public": public, "unnamed": unnamed}
    changed = tuple(name for name, value in said.items() if getattr(tip, name) != value)
    if changed:
        tip.public, tip.unnamed = public, unnamed
        tip.save(update_fields=changed)
        renew_pages()
        record(TipVoiceChanged(tip_id=tip.pk, changed=changed))
    return tip


@transaction.atomic
def thank_for(tip: Tip, words: str, *, by: Member) -> Tip:
    """Answer a giver, once; they are told. The same words again are once.

    Refused: `not_paid`, `given_back`, `thanked_already`.
    """
    words = clean_text(words, field="words", most=THANKS_LENGTH)
    tip = locked(tip)
    if tip.thanked_at and tip.thanks == words:
        return tip
    check_given(tip)
    if tip.thanked_at:
        raise Refused(_("The giver was thanked already."), code="thanked_already", field="words")
    tip.thanks, tip.thanked_by, tip.thanked_at = words, by, clock.now()
    tip.save(update_fields=["thanks", "thanked_by", "thanked_at"])
    if tip.is_said:
        renew_pages()
    record(TipThanked(tip_id=tip.pk))
    return tip


@transaction.atomic
def forget_unpaid() -> int:
    """Forget what was begun a week ago and never paid; how many. Money that still comes for one goes back by itself."""
    old = list(unpaid_before(clock.now() - KEPT_UNPAID).values_list("pk", flat=True)[:_SWEPT])
    return Tip.objects.filter(pk__in=old, paid_at=None).delete()[0]


def locked(tip: Tip) -> Tip:
    """The tip as it is now, until the transaction ends."""
    rows = Tip.objects.select_for_update(of=("self",)).select_related("giver", "post", "workpiece", "thanked_by")
    row: Tip = rows.get(pk=tip.pk)
    return row


def _told(tip: Tip) -> tuple[object, ...]:
    return (tip.post_id, tip.workpiece_id, tip.minor, tip.currency, tip.words, tip.public, tip.unnamed)
