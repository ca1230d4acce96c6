"""What to send: bodies and queries that carry an id in every place that could take one."""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django import forms

import juluo

_READERS = {"GET", "POST", "COOKIES"}
_PLAIN = {"quantity": "1", "minor": "1", "language": "zh-hans", "next": "/", "confirm": "on", "email": "x@example.com"}
_SECRET = {"csrfmiddlewaretoken", "password", "sessionid"}

type Choose = Callable[[str], Any]


@cache
def names_read() -> frozenset[str]:
    """Every name that some page reads from a query or a form: found in the source, so a new one joins by itself."""
    package = Path(juluo.__file__).parent
    found = {name for path in package.rglob("*.py") if "tests" not in path.parts for name in _read_in(path)}
    return frozenset(found - _SECRET)


def form_fields() -> Mapping[str, forms.Field]:
    """Every field of every form of ours, by name."""
    fields: dict[str, forms.Field] = {}
    for form in _subclasses(forms.BaseForm):
        if form.__module__.startswith("juluo."):
            fields |= getattr(form, "base_fields", {})
    return fields


def form_body(choose: Choose) -> dict[str, Any]:
    """A form with every field that any form of ours has; those that could name a row hold what `choose` says."""
    body = {name: _field_value(name, each, choose) for name, each in form_fields().items()}
    return body | {name: _PLAIN.get(name) or str(choose(name)) for name in names_read() if name not in body}


def query(choose: Choose) -> dict[str, str]:
    return {name: str(choose(name)) for name in sorted(names_read() | {"id", "ref", "code", "member", "order"})}


_MOMENTS = {"date-time": "2999-01-01T10:00:00+08:00", "date": "2999-01-01"}


def json_body(shape: Any, choose: Choose) -> Any:
    """A body of the contract's shape; each id and text in it is what `choose` says for its name."""
    return _json(shape["schema"], shape["components"], "id", choose)


def _json(schema: Any, components: Any, name: str, choose: Choose) -> Any:
    if "$ref" in schema:
        return _json(components[schema["$ref"].rsplit("/", 1)[-1]], components, name, choose)
    if "anyOf" in schema:
        return _json(schema["anyOf"][0], components, name, choose)
    if fixed := [schema["const"]] if "const" in schema else schema.get("enum") or _shaped(schema):
        return fixed[0]
    kind = schema.get("type")
    if kind == "object":
        properties = schema.get("properties", {})
        return {each: _json(inner, components, each, choose) for each, inner in properties.items()}
    if kind == "array":
        return [_json(schema["items"], components, name.removesuffix("s"), choose)]
    plain = {"integer": 1, "number": 1, "boolean": True}.get(str(kind)) or _MOMENTS.get(schema.get("format", ""))
    return plain or str(choose(name))


def _shaped(schema: Any) -> list[Any]:
    """Nothing, where a text has a shape of its own that nothing fits, too."""
    return [""] if "pattern" in schema and re.search(schema["pattern"], "") else []


def _field_value(name: str, asked: forms.Field, choose: Choose) -> Any:
    if isinstance(asked, forms.BooleanField):
        return "on"
    if isinstance(asked, forms.ChoiceField) and not isinstance(asked, forms.ModelChoiceField):
        choices: Any = asked.choices
        values = [value for value, _label in choices if value]
        return str(values[0]) if values else str(choose(name))
    if isinstance(asked, (forms.IntegerField, forms.DecimalField, forms.FloatField)):
        return "1"
    return _PLAIN.get(name) or str(choose(name))


def _read_in(path: Path) -> Iterator[str]:
    """Names in request.GET.get("name"), request.POST["name"] and the like."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        of, asked = None, None
        if isinstance(node, ast.Subscript):
            of, asked = node.value, node.slice
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            of, asked = node.func.value, node.args[0]
        if isinstance(of, ast.Attribute) and of.attr in _READERS and isinstance(asked, ast.Constant):
            yield str(asked.value)


def _subclasses(of: type[Any]) -> Iterator[type[Any]]:
    for each in of.__subclasses__():
        yield each
        yield from _subclasses(each)
