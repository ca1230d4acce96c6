"""The audit log: what staff did, for machines that keep or watch it."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from ninja import Router, Schema

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.chronicle import facts_by_staff, sentence_of
from juluo.core.models import FactRow

router = Router(tags=["audit"])


class FactOut(Schema):
    """What staff did, once written never changed. `sentence` says it for people, `name` and `data` for machines."""

    id: UUID
    name: str
    sentence: str
    actor_id: UUID | None
    subject_id: UUID
    data: dict[str, Any]
    at: datetime

    @classmethod
    def of(cls, row: FactRow) -> Self:
        plain = {name: getattr(row, name) for name in ("id", "name", "actor_id", "subject_id", "data", "at")}
        return cls(sentence=sentence_of(row.name, row.data), **plain)


@router.get("/facts", auth=permission("settings.write"), response=Listed[FactOut], summary="Read the audit log")
def facts(request: ApiRequest, asked: PageAsked) -> object:
    """Everything staff did, the latest first."""
    return listed(request, facts_by_staff(), asked, FactOut.of)
