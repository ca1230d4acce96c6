"""The one exception users see: a sentence that says what to do next."""

from collections.abc import Mapping
from typing import Any


class Refused(Exception):  # noqa: N818 - it is an answer, not an error
    """A verb said no. Pages show it beside the field or on a page, the API answers problem+json.

    `code` names the reason for machines, `field` the input at fault, `status` the HTTP answer (4xx).
    """

    def __init__(self, message: str, *, code: str, field: str = "", status: int = 409) -> None:
        super().__init__(message)
        self.message, self.code, self.field, self.status = message, code, field, status


class FieldsRefused(Refused):
    """Several fields are at fault at once; `errors` maps each field to its sentences."""

    def __init__(self, message: str, errors: Mapping[str, Any]) -> None:
        super().__init__(message, code="bad_input", status=422)
        self.errors = errors
