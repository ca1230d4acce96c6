"""What core itself holds about members."""

from django.utils.translation import gettext_lazy as _

from juluo.core.holdings import Holding, hold
from juluo.core.models import (
    ApiKey,
    Batch,
    Entitlement,
    Erasure,
    FactRow,
    Footprint,
    Media,
    Recording,
    Report,
    SavedView,
    Staff,
)

hold(
    Holding(model=Staff, title=_("Roles"), shown=["role__key", "since"], deleted=True),
    Holding(model=ApiKey, title=_("API keys"), shown=["name", "prefix", "scopes", "made_at"], deleted=True),
    Holding(model=SavedView, title=_("Saved views"), member="keeper", shown=["place", "name", "query"], deleted=True),
    Holding(
        model=Batch,
        title=_("Things done to many at once"),
        member="by",
        shown=["deed", "asked_at"],
        why=_("What was done stays in the audit log, under a pseudonym."),
    ),
    Holding(
        model=Entitlement,
        title=_("Rights"),
        shown=["right", "reason", "granted_at", "until", "revoked_at"],
        why=_("They prove what was granted and paid for."),
    ),
    Holding(model=Footprint, title=_("Footprints"), member="member_id", shown=["name", "subject", "at"], deleted=True),
    Holding(
        model=FactRow,
        title=_("Facts"),
        member="actor_id",
        shown=["name", "data", "at"],
        why=_("What was done stays in the audit log, under a pseudonym."),
    ),
    Holding(
        model=Media,
        title=_("Pictures"),
        member="uploaded_by",
        shown=["alt", "made_at"],
        why=_("Pictures that you put on the pages of the space stay on them."),
    ),
    Holding(
        model=Recording,
        title=_("Sound and film"),
        member="uploaded_by",
        shown=["content_type", "size", "seconds", "made_at"],
        why=_("Sound and film that you put on the pages of the space stay on them."),
    ),
    Holding(
        model=Report,
        title=_("What you reported"),
        member="reporter",
        shown=["about", "reason", "words", "at", "closed_at"],
        erased={"words": ""},
        why=_("That something was reported stays, under a pseudonym: it is part of how the staff decided."),
    ),
    Holding(model=Report, title=_("Reports you closed"), member="closed_by", shown=["reason", "closed_at"]),
    Holding(model=Erasure, title=_("Erasures"), shown=["at"]),
)
