from juluo.community.models.circle import (
    ASK_LENGTH,
    CIRCLE_ABOUT_LENGTH,
    CIRCLE_NAME_LENGTH,
    CIRCLE_PLACE_LENGTH,
    COMPANY_LENGTH,
    JOB_LENGTH,
    Circle,
    CircleAsk,
    CircleDate,
    CircleKind,
    CircleMember,
    CircleRole,
    CircleRule,
    Company,
)
from juluo.community.models.covenant import Acceptance, Covenant
from juluo.community.models.entrance import Admission, Entrance, Way
from juluo.community.models.parting import PARTING_WORDS_LENGTH, Parting

__all__ = [
    "ASK_LENGTH",
    "CIRCLE_ABOUT_LENGTH",
    "CIRCLE_NAME_LENGTH",
    "CIRCLE_PLACE_LENGTH",
    "COMPANY_LENGTH",
    "JOB_LENGTH",
    "PARTING_WORDS_LENGTH",
    "Acceptance",
    "Admission",
    "Circle",
    "CircleAsk",
    "CircleDate",
    "CircleKind",
    "CircleMember",
    "CircleRole",
    "CircleRule",
    "Company",
    "Covenant",
    "Entrance",
    "Parting",
    "Way",
]
