"""The audit log by who acted and by what it was about."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from juluo.core.chronicle import facts_by_staff
from juluo.core.facts import Fact
from juluo.core.models import FactRow, Member, Staff
from juluo.front.queries.subjects import subject_field

KINDS: dict[str, tuple[str | Promise, frozenset[str]]] = {
    "content": (pgettext_lazy("audit", "Posts, rooms and persona"),
                frozenset({"post_id", "series_id", "bundle_id", "persona_id", "story_id", "media_id",
                           "endorsement_id", "follow_id", "entitlement_id", "room_id", "gift_id", "terms_id",
                           "tip_id"})),
    "bookings": (pgettext_lazy("audit", "Consultations and bookings"),
                 frozenset({"consultation_id", "slot_id", "booking_id"})),
    "talk": (pgettext_lazy("audit", "Comments, rooms, topics and messages"),
             frozenset({"comment_id", "reaction_id", "report_id", "message_id", "topic_id", "reply_id", "thing_id",
                        "conversation_id"})),
    "circles": (pgettext_lazy("audit", "Circles"), frozenset({"circle_id", "rule_id", "date_id"})),
    "moderation": (pgettext_lazy("audit", "Moderation"),
                   frozenset({"case_id", "phrase_id", "screening_id", "list_id"})),
    "questions": (pgettext_lazy("audit", "Questions and surveys"),
                  frozenset({"question_id", "asking_id", "survey_id", "ask_id"})),
    "workshop": (pgettext_lazy("audit", "Product workshop"),
                 frozenset({"need_id", "workpiece_id", "version_id", "round_id", "trial_id", "quotation_id"})),
    "products": (pgettext_lazy("audit", "Products, stock and shipping"),
                 frozenset({"product_id", "variant_id", "zone_id"})),
    "orders": (pgettext_lazy("audit", "Orders and payments"),
               frozenset({"order_id", "refund_id", "payment_id", "notice_id", "line_id"})),
    "members": (pgettext_lazy("audit", "Members"), frozenset({"member_id"})),
    "doors": (pgettext_lazy("audit", "Entrances and covenant"),
              frozenset({"entrance_id", "covenant_id", "space_id", "invitation_id", "application_id"})),
    "sharing": (pgettext_lazy("audit", "Sharing"), frozenset({"link_id", "plan_id", "commission_id"})),
    "ledger": (pgettext_lazy("audit", "Ledger"), frozenset({"check_id"})),
    "desk": (pgettext_lazy("audit", "Saved views and deeds on many rows"), frozenset({"batch_id", "view_id"})),
    "access": (pgettext_lazy("audit", "Keys and connections"), frozenset({"key_id", "account_id"})),
}  # fmt: skip
"""Kinds of facts, each with the fields that name what such facts are about."""


def facts_of_staff(who: UUID | None, kind: str) -> QuerySet[FactRow]:
    """The audit log, latest first: of one person, or all; of one kind, or all for an unknown one."""
    found = facts_by_staff()
    if who:
        found = found.filter(actor_id=who)
    return found.filter(name__in=_names_of(kind)) if kind in KINDS else found


def staff_by_name() -> list[Member]:
    """Who holds a role of the space now."""
    return list(Member.objects.filter(pk__in=Staff.objects.values("member_id")).order_by("name", "id"))


def _names_of(kind: str) -> list[str]:
    fields = KINDS[kind][1]
    return [name for name in Fact.kinds if subject_field(name) in fields]
