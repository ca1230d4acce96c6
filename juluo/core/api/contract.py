"""The contract of the API: OpenAPI 3.1. docs/reference/openapi.json holds it, and a test compares the two."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.operation import Operation

from juluo.core.api.callers import Audience, as_the_caller, nobody
from juluo.core.api.docs import PlainDocs
from juluo.core.api.problems import MEDIA_TYPE, answer_problems
from juluo.core.api.schemas import Problem
from juluo.core.middleware import SPACE_HEADER

ROOT = "/api/v1/"
_ABOUT = f"""
Every answer that is not a success is a problem document (RFC 9457): branch on its `code`.

**Which space:** ask under `/@slug{ROOT}…`, or name the space in the `{SPACE_HEADER}` header.

**Who:** send an API key as `Authorization: Bearer jk_…`. A key acts as its member, within its scopes. The pages of
Juluo itself call with their session and a CSRF token.

**Money** is minor units and a currency. **Lists** are walked by `next`. What moves money, stock or points asks for an
`Idempotency-Key` and takes effect once.
""".strip()
_PROBLEM = {
    "description": "Refused: a problem document says why.",
    "content": {MEDIA_TYPE: {"schema": {"$ref": REF_TEMPLATE.format(model="Problem")}}},
}


class Contract(OpenAPISchema):
    """What ninja knows of each operation, and besides: who may call it, and what a refusal looks like."""

    def operation_details(self, operation: Operation) -> dict[str, Any]:
        details: dict[str, Any] = super().operation_details(operation)
        details["responses"]["default"] = _PROBLEM
        details["x-audience"] = audience_of(operation).word
        return details

    def operation_security(self, operation: Operation) -> list[dict[str, Any]]:
        known: dict[str, list[dict[str, Any]]] = {
            "public": [{}, {"key": []}, {"session": []}],
            "signed-in": [{"session": []}],
        }
        return known.get(audience_of(operation).kind, [{"key": []}, {"session": []}])

    def get_components(self) -> dict[str, Any]:
        self.schemas["Problem"] = Problem.model_json_schema(ref_template=REF_TEMPLATE)
        key = {"type": "http", "scheme": "bearer", "description": "An API key, jk_…"}
        session = {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "A page of Juluo itself."}
        return {"schemas": dict(sorted(self.schemas.items())), "securitySchemes": {"key": key, "session": session}}


class JuluoApi(NinjaAPI):
    """Closed unless an operation names its audience; every error is a problem document."""

    def __init__(self) -> None:
        super().__init__(
            title="Juluo",
            version="1",
            description=_ABOUT,
            urls_namespace="api",
            docs=PlainDocs(),
            auth=nobody,
        )
        answer_problems(self)
        self.add_decorator(as_the_caller)

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        return Contract(self, self.get_root_path(path_params or {}) if path_prefix is None else path_prefix)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return "_".join([*(operation.tags or [])[:1], operation.view_func.__name__])


def audience_of(operation: Operation) -> Audience:
    """The audience an operation names; `nobody` if it names none."""
    first = next(iter(operation.auth_callbacks), nobody)
    return first if isinstance(first, Audience) else nobody
