"""Bad input meets a problem document, never a server error; the contract and its page need no space."""

import json
from pathlib import Path

import pytest
from django.test import Client

from juluo.api import api
from juluo.core.models import ApiKey

KEYS = "/@shanye/api/v1/keys"


def post(browser, body, **options):
    return browser.post(
        KEYS, body if isinstance(body, bytes) else json.dumps(body), **({"content_type": "application/json"} | options)
    )


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"name": "a\x00b"}, "#/name"),
        ({"name": "a\x1bb"}, "#/name"),
        ({"name": "\ud800"}, "#/name"),
        ({"name": ""}, "#/name"),
        ({"name": "x" * 61}, "#/name"),
        ({"name": 1}, "#/name"),
        ({"name": None}, "#/name"),
        ({"name": True}, "#/name"),
        ({"name": ["x"]}, "#/name"),
        ({"name": 10**400}, "#/name"),
        ({"scopes": "orders.read"}, "#/scopes"),
        ({"scopes": ["a\x00"]}, "#/scopes"),
        ({"scopes": [1]}, "#/scopes/0"),
        ({"scopes": ["x"] * 41}, "#/scopes"),
        ({"expires_at": "yesterday"}, "#/expires_at"),
        ({"expires_at": float("inf")}, "#/expires_at"),
        ({"expires_at": 10**30}, "#/expires_at"),
        ({"space_id": "x"}, "#/space_id"),
        ({"is_staff": True}, "#/is_staff"),
    ],
)
def test_a_bad_value_is_named_by_its_pointer_and_changes_nothing(mei, client_of, change, pointer):
    answer = post(client_of(mei), {"name": "till", "scopes": ["orders.read"], **change})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "bad_input")
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b'"x"', b"\xff\xfe", b"NaN", b"[" * 100_000, b"9" * 10_000, b"\x00"],
)
def test_a_body_that_is_no_object_is_refused(mei, client_of, body):
    answer = post(client_of(mei), body)
    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"


def test_a_body_of_ten_megabytes_is_refused_unread(mei, client_of):
    answer = post(client_of(mei), b" " * 10 * 1024 * 1024)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=1.5",
        "limit=１０",
        "limit=9" + "9" * 400,
        "limit=true",
        "after=x",
        "after=%00",
        "limit=%00",
        "%00=1",
        "after=" + "x" * 2000,
    ],
)
def test_a_bad_query_is_refused(mei, client_of, query):
    answer = client_of(mei).get(f"{KEYS}?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith("#/")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("get", "/@shanye/api/v1/nothing", 404, "not_found"),
        ("get", "/@shanye/api/v1/", 404, "not_found"),
        ("get", "/@nowhere/api/v1/keys", 404, "not_found"),
        ("get", "/api/v1/nothing", 404, "not_found"),
        ("get", "/@shanye/api/v1/keys/%00/revocation", 404, "not_found"),
        ("delete", "/@shanye/api/v1/keys", 405, "no_such_method"),
        ("post", "/@shanye/api/v1/keys/1/revocation", 404, "not_found"),
        ("post", "/@shanye/api/v1/keys/00000000-0000-7000-8000-000000000000/revocation", 404, "not_found"),
    ],
)
def test_every_error_is_a_problem_document(mei, client_of, method, path, status, code):
    answer = getattr(client_of(mei), method)(path)
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["trace_id"] == answer["X-Request-Id"]


def test_a_page_that_is_missing_stays_a_page(space):
    assert "text/html" in Client().get("/@shanye/nothing-here")["Content-Type"]


@pytest.mark.parametrize("root", ["/api/v1", "/@shanye/api/v1"])
def test_the_contract_is_served_with_and_without_a_space(space, root):
    contract = Client().get(f"{root}/openapi.json").json()
    assert contract["openapi"] == "3.1.0"
    assert f"{root}/keys" in contract["paths"]


@pytest.mark.parametrize("root", ["/api/v1", "/@shanye/api/v1"])
def test_the_docs_page_lists_every_operation_and_needs_no_script_of_its_own(space, root):
    page = Client().get(f"{root}/docs")
    text = page.content.decode()
    assert page.status_code == 200
    for path in api.get_openapi_schema(path_prefix=f"{root}/")["paths"]:
        assert path in text
    assert "//cdn" not in text


def test_the_committed_contract_is_the_one_we_serve():
    committed = Path(__file__).parents[3] / "docs" / "reference" / "openapi.json"
    served = api.get_openapi_schema(path_prefix="/api/v1/")
    assert json.loads(committed.read_text()) == json.loads(json.dumps(served)), (
        "Run `make openapi` and look at the difference."
    )


def test_the_next_page_is_linked_in_body_and_header(mei, client_of):
    for name in "abc":
        post(client_of(mei), {"name": name, "scopes": ["orders.read"]})

    first = client_of(mei).get(f"{KEYS}?limit=2")
    second = client_of(mei).get(first.json()["next"].removeprefix("http://testserver"))

    assert [item["name"] for item in first.json()["items"]] == ["c", "b"]
    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    assert [item["name"] for item in second.json()["items"]] == ["a"]
    assert second.json()["next"] is None
    assert "Link" not in second
