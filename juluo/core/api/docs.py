"""The page of the API's documentation: made of the contract by our own server, so that it needs no script."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from juluo.core.http import show


class PlainDocs(DocsBase):
    def render_page(self, request: HttpRequest, api: NinjaAPI, **where: Any) -> HttpResponse:
        return require_safe(_page)(request, api, self.get_openapi_url(api, where))


def _page(request: HttpRequest, api: NinjaAPI, contract_url: str) -> HttpResponse:
    contract = api.get_openapi_schema()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in contract["paths"].items():
        for method, details in methods.items():
            group = next(iter(details.get("tags", [])), "")
            groups.setdefault(group, []).append(_described(contract, path, method, details))
    about = [each.replace("**", "").replace("`", "") for each in contract["info"]["description"].split("\n\n")]
    context = {"groups": sorted(groups.items()), "about": about, "contract_url": contract_url}
    return show(request, "core/api.html", context)


def _described(contract: dict[str, Any], path: str, method: str, details: dict[str, Any]) -> dict[str, Any]:
    body = details.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    answers: dict[str, dict[str, Any]] = details["responses"]
    good: dict[str, Any] = next((answer for code, answer in answers.items() if str(code).startswith("2")), {})
    shown = good.get("content", {}).get("application/json", {}).get("schema", {})
    parameters = [
        {"name": each["name"], "type": _type(each["schema"]), "note": f"{each['in']}: {each.get('description', '')}"}
        for each in details.get("parameters", [])
    ]
    return {
        "id": details["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": details["summary"],
        "description": details.get("description", ""),
        "audience": details["x-audience"],
        "asked": parameters + _fields(contract, body),
        "answered": _fields(contract, shown),
    }


def _fields(contract: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, str]]:
    """List the fields of an object, by name, type and what its schema says of each."""
    schema = _resolved(contract, schema)
    required = set(schema.get("required", []))
    return [
        {"name": name if name in required else f"{name}?", "type": _type(each), "note": each.get("description", "")}
        for name, each in schema.get("properties", {}).items()
    ]


def _resolved(contract: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    found: dict[str, Any] = contract["components"]["schemas"].get(name, schema)
    return found


def _type(schema: dict[str, Any]) -> str:
    """Word a type: "string (uuid)", "list of OrderOut", "integer or null"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    form = f" ({schema['format']})" if "format" in schema else ""
    return f"{schema.get('type', 'any')}{form}"
