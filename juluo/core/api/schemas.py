"""Shapes that every router uses. What comes in is strict: no guessing of types, no unknown fields, no control codes."""

from typing import Annotated, Any, Self
from uuid import UUID

from django.db.models import TextChoices
from ninja import Schema
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, WithJsonSchema, field_validator

from juluo.core.money import Money

LARGEST_MINOR = 10**14

Minor = Annotated[int, Field(strict=True, ge=0, le=LARGEST_MINOR, description="Minor units: fen, cent.")]
Quantity = Annotated[int, Field(strict=True, ge=1, le=9_999)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217, or PTS for points.")]
Line = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(min_length=1, max_length=100_000)]
Id = Annotated[UUID, Field(strict=False)]
Moment = Annotated[AwareDatetime, Field(strict=False, description="RFC 3339 with an offset.")]

_CONTROL = {chr(code) for code in (*range(9), *range(11, 13), *range(14, 32), 127)}


def one_of(choices: type[TextChoices]) -> WithJsonSchema:
    """The choices, written out where they are asked: the contract has one place for all that are called "Kind"."""
    return WithJsonSchema({"type": "string", "enum": choices.values})


class Input(Schema):
    """Base of every request body."""

    model_config = ConfigDict(strict=True, extra="forbid")

    @field_validator("*", mode="after")
    @classmethod
    def _no_control_codes(cls, value: Any) -> Any:
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and not _CONTROL.isdisjoint(text) for text in texts):
            raise ValueError("Text cannot hold control characters.")
        return value


def file_body(*types: str) -> dict[str, Any]:
    """The body of the request is a file of one of these types, and nothing else."""
    content = {each: {"schema": {"type": "string", "format": "binary"}} for each in types}
    return {"requestBody": {"required": True, "content": content}}


class MoneyOut(BaseModel):
    """An amount: minor units of a currency, like {"minor": 9900, "currency": "CNY"}."""

    minor: int
    currency: str

    @classmethod
    def of(cls, money: Money) -> Self:
        return cls(minor=money.minor, currency=money.currency)


class Problem(Schema):
    """What went wrong (RFC 9457). `code` is stable, `title` is a sentence for people."""

    type: str
    title: str
    status: int
    code: str
    trace_id: str
    errors: list[dict[str, str]] = []
