from juluo.core.fields import SpaceForeignKey, SpaceKey
from juluo.core.models.accounts import Closing, Erasure, Phone
from juluo.core.models.clock import TestClock
from juluo.core.models.desk import Batch, BatchRow, SavedView
from juluo.core.models.inserting import insert
from juluo.core.models.live import LiveEvent, LiveStream
from juluo.core.models.measure import Measure
from juluo.core.models.people import Member, MemberQuerySet, Role, Staff, User
from juluo.core.models.reading import Reading, Value
from juluo.core.models.recording import Recording
from juluo.core.models.records import FactRow, Footprint, Receipt
from juluo.core.models.rights import ApiKey, Entitlement, IdempotencyRecord, Media
from juluo.core.models.said import HELD, HIDING_WORDS_LENGTH, Hideable, Reason, Report
from juluo.core.models.scoped import SpaceManager, SpaceModel, SpaceQuerySet
from juluo.core.models.shared import SharedValue
from juluo.core.models.space import Space

__all__ = [
    "HELD",
    "HIDING_WORDS_LENGTH",
    "ApiKey",
    "Batch",
    "BatchRow",
    "Closing",
    "Entitlement",
    "Erasure",
    "FactRow",
    "Footprint",
    "Hideable",
    "IdempotencyRecord",
    "LiveEvent",
    "LiveStream",
    "Measure",
    "Media",
    "Member",
    "MemberQuerySet",
    "Phone",
    "Reading",
    "Reason",
    "Receipt",
    "Recording",
    "Report",
    "Role",
    "SavedView",
    "SharedValue",
    "Space",
    "SpaceForeignKey",
    "SpaceKey",
    "SpaceManager",
    "SpaceModel",
    "SpaceQuerySet",
    "Staff",
    "TestClock",
    "User",
    "Value",
    "insert",
]
