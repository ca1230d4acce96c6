import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus
from typing import NoReturn
from urllib.parse import parse_qsl

BODY_LIMIT = 64 * 1024


class Problem(Exception):  # noqa: N818 - it is an answer, not an error
    """An answer other than the one asked for; `name` is the field at fault."""

    def __init__(self, status: HTTPStatus, message: str, *, code: str = "invalid", name: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        self.name = name


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: Mapping[str, str]
    headers: Message
    body: bytes = b""

    def json(self) -> dict[str, object]:
        try:
            value = json.loads(self.body.decode(), parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise Problem(HTTPStatus.BAD_REQUEST, "The body is not valid JSON in UTF-8.", code="not_json") from error
        if not isinstance(value, dict):
            raise Problem(HTTPStatus.BAD_REQUEST, "The body must be a JSON object.", code="not_json")
        return value

    def form(self) -> dict[str, str]:
        try:
            return dict(parse_qsl(self.body.decode(), keep_blank_values=True, max_num_fields=50))
        except ValueError as error:
            raise Problem(HTTPStatus.BAD_REQUEST, "The form cannot be read.", code="not_form") from error


@dataclass(frozen=True)
class Answer:
    status: HTTPStatus = HTTPStatus.OK
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


def json_answer(value: Mapping[str, object], status: HTTPStatus = HTTPStatus.OK) -> Answer:
    return Answer(status, json.dumps(value, ensure_ascii=False).encode())


def problem_answer(problem: Problem) -> Answer:
    error = {"code": problem.code, "message": problem.message, "field": problem.name}
    return json_answer({"error": error}, problem.status)


def _refuse_constant(name: str) -> NoReturn:
    message = f"{name} is not JSON"
    raise ValueError(message)
