"""Doors for tests: entrances with a policy and questions, people who stand before them, and what they answer."""

from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from juluo.community.models import Application, Entrance, Questionnaire
from juluo.community.operations.applications import Said, apply_to
from juluo.community.operations.policies import Policy, set_policy
from juluo.community.operations.questionnaires import Deciding, set_deciding, set_questions
from juluo.community.queries.doors import current_covenant
from juluo.community.rules.questions import Question, Row
from juluo.community.tests.factories import make_qr
from juluo.core.models import User

WHY = Question(key="why", kind="text", text="Why?", required=True)
YEARS = Question(
    key="years", kind="number", text="For how many years?",
    rows=(Row(low=1, high=4, points=2), Row(low=5, points=5, must=True)),
)  # fmt: skip
TEA = Question(
    key="tea", kind="choice", text="Which tea?", required=True,
    rows=(Row(text="Green", points=3), Row(text="Black", points=1)),
)  # fmt: skip
GIVES = Question(
    key="gives", kind="choices", text="What do you give?",
    rows=(Row(text="Time", points=2), Row(text="Words", points=1), Row(text="Nothing", points=-5)),
)  # fmt: skip
TOWN = Question(
    key="town", kind="region", text="Where?", rows=(Row(text="Hangzhou", quota=1), Row(text="Suzhou")),
)  # fmt: skip
ALL = [WHY, YEARS, TEA, GIVES, TOWN]
GOOD = {"why": "Tea.", "years": 6, "tea": "Green", "gives": ["Time", "Words"], "town": "Suzhou"}


def somebody(name: str) -> User:
    return User.objects.create_user(f"{name.lower()}@example.com", name=name)


def door_of(policy: str, *, capacity: int | None = None, **more: Any) -> Entrance:
    return set_policy(make_qr(policy.title()), Policy(policy=policy, capacity=capacity, **more))


def asking(*questions: Question, capacity: int | None = None, **deciding: Any) -> Entrance:
    """An entrance by application that asks these, and decides so."""
    door = door_of("application", capacity=capacity)
    set_questions(door, questions)
    if deciding:
        set_deciding(door, Deciding(**deciding))
    return door


def applies(user: User, door: Entrance, answers: dict[str, Any] | None = None, **more: Any) -> Application:
    said = {"name": user.name, "answers": answers or {}, "covenant": current_covenant()} | more
    return apply_to(user, door, Said(**said))


def terms(**changed: Any) -> Questionnaire:
    """Terms in no database."""
    return Questionnaire(**{"space_id": uuid4(), "deciding": "mixed", "admit_at": 5, "decline_below": None} | changed)


def cup() -> bytes:
    """A picture as somebody's phone takes it."""
    content = BytesIO()
    Image.new("RGB", (60, 40), "green").save(content, "PNG")
    return content.getvalue()


def cup_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("cup.png", cup())
