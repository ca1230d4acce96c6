"""Offering a consultation: what it is, when there is one, and the rules that are stated before paying."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.locales import check_time_zone
from juluo.core.models import Member
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.texts import clean_line, clean_text
from juluo.ip.facts.bookings import ConsultationChanged, ConsultationClosed, ConsultationMade, ConsultationOpened
from juluo.ip.models import Consultation
from juluo.ip.rules.hours import spans_of
from juluo.ip.rules.slots import exceptions_of, lines_of

OFFER_TITLE_LENGTH, OFFER_TEXT_LENGTH, PLACE_LENGTH, ROLE_LENGTH = 120, 4000, 300, 60
LIMITS = {
    "minutes": (5, 480), "pause": (0, 240), "seats": (1, 500), "window_days": (1, 365), "notice_hours": (0, 720),
    "refund_hours": (0, 720), "move_hours": (0, 720), "moves": (0, 20), "hold_minutes": (1, 120),
}  # fmt: skip
"""The least and the most of each number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWords:
    """All that a consultation says of itself. `place` is told to nobody but who booked.

    `hours` and `exceptions` are lines as `rules/hours.py` and `rules/slots.py` read them, in `time_zone`. Numbers lie
    within `LIMITS`.
    """

    title: str
    place: str
    host_role: str
    time_zone: str
    description: str = ""
    hours: Sequence[str] = ()
    exceptions: Sequence[str] = ()
    minutes: int = 30
    pause: int = 0
    seats: int = 1
    window_days: int = 30
    notice_hours: int = 24
    refund_hours: int = 24
    move_hours: int = 24
    moves: int = 1
    hold_minutes: int = 15
    no_show_refund: bool = False

    def cleaned(self) -> dict[str, Any]:
        """Refused (422): `empty`, `too_long`, `no_such_time_zone`, `bad_hours`, `bad_days`, `out_of_range`."""
        said = asdict(self)
        for name, (least, most) in LIMITS.items():
            _check_range(name, said[name], least, most)
        check_time_zone(self.time_zone or "-")
        return said | {
            "title": clean_line(self.title, field="title", most=OFFER_TITLE_LENGTH),
            "description": clean_text(self.description, field="description", most=OFFER_TEXT_LENGTH, least=0),
            "place": clean_line(self.place, field="place", most=PLACE_LENGTH),
            "host_role": clean_line(self.host_role, field="host_role", most=ROLE_LENGTH),
            "hours": [str(span) for span in spans_of(self.hours)],
            "exceptions": lines_of(exceptions_of(self.exceptions)),
        }


@transaction.atomic
def make_consultation(host: Member, words: OfferWords) -> Consultation:
    """Prepare a consultation with `host`. Nobody but staff sees it before it is opened."""
    offer = Consultation(**words.cleaned(), host=host, made_at=clock.now())
    offer.save(force_insert=True)
    record(ConsultationMade(consultation_id=offer.pk))
    return offer


@transaction.atomic
def describe_consultation(offer: Consultation, words: OfferWords) -> Consultation:
    """Say it anew. Who has booked keeps their time; the rules that hold for them are those that stand then.

    The same again changes nothing.
    """
    said = words.cleaned()
    offer = _locked(offer)
    changed = tuple(name for name, value in said.items() if getattr(offer, name) != value)
    if not changed:
        return offer
    for name in changed:
        setattr(offer, name, said[name])
    offer.save(update_fields=changed)
    renew_pages()
    record(ConsultationChanged(consultation_id=offer.pk, changed=changed))
    return offer


@transaction.atomic
def open_consultation(offer: Consultation) -> Consultation:
    """Let members book it. Twice is once."""
    offer = _locked(offer)
    if offer.opened_at is None:
        offer.opened_at = clock.now()
        offer.save(update_fields=["opened_at"])
        renew_pages()
        record(ConsultationOpened(consultation_id=offer.pk))
    return offer


@transaction.atomic
def close_consultation(offer: Consultation) -> Consultation:
    """Let nobody book it any more; what is booked stands. Twice is once."""
    offer = _locked(offer)
    if offer.opened_at:
        offer.opened_at = None
        offer.save(update_fields=["opened_at"])
        renew_pages()
        record(ConsultationClosed(consultation_id=offer.pk))
    return offer


def _check_range(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        message = _("Choose a number from %(least)d to %(most)d.") % {"least": least, "most": most}
        raise Refused(message, code="out_of_range", field=name, status=422)


def _locked(offer: Consultation) -> Consultation:
    row: Consultation = Consultation.objects.select_for_update(no_key=True).get(pk=offer.pk)
    return row
