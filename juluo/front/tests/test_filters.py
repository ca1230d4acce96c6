"""A filter that is none is left out of a list, and every list says so; the API refuses it by name."""

from importlib import import_module

import pytest
from django.urls import reverse

from juluo.core.indexes import _indexes, index_at, left_out_of

NONSENSE = "nonsense<b>"
SEARCHED = {"q": "x" * 400}
LISTS = [
    ("/studio/orders", "state"), ("/studio/comments", "state"), ("/studio/messages", "state"),
    ("/studio/reports", "state"), ("/studio/needs", "state"), ("/studio/questions", "state"), ("/orders", "state"),
]  # fmt: skip


def pages():
    """Lists register themselves when the addresses of a space are read."""
    import_module("juluo.urls.space")
    return [(place, name) for place, index in sorted(_indexes.items()) for name in index.filters]


@pytest.mark.parametrize(("place", "name"), pages())
def test_every_list_names_a_filter_that_is_none(client_of, mei, place, name):
    where = reverse(place, urlconf="juluo.urls.space")
    sent = SEARCHED.get(name, NONSENSE)

    page = client_of(mei).get(where, {name: sent}, headers={"Accept-Language": "en"})
    plain = client_of(mei).get(where, headers={"Accept-Language": "en"})

    assert page.status_code == 200
    assert f"can be filtered by ({name}), so it is left out." in page.text
    assert "<b>”" not in page.text
    assert "so it is left out" not in plain.text


@pytest.mark.parametrize(("path", "name"), LISTS)
def test_the_api_refuses_it_with_a_pointer(client_of, mei, path, name):
    answer = client_of(mei).get(f"/api/v1{path}?{name}=nonsense")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"#/{name}"
    assert client_of(mei).get(f"/api/v1{path}").status_code == 200


def test_what_is_understood_is_not_named(db):
    orders = index_at("mall_studio:orders")
    assert left_out_of(orders, {"state": "paid"}, {"state": "paid", "q": " ", "after": "x"}) == []
    [(name, shown)] = left_out_of(orders, {}, {"state": "y" * 50})
    assert (name, len(shown)) == ("state", 40)
