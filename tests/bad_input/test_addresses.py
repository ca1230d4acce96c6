"""Addresses that nobody was given: in every place of a path and in every word of a query."""

from urllib.parse import quote, urlencode

import pytest
from django.urls import clear_script_prefix

from juluo.testing.isolation.inputs import names_read
from juluo.testing.isolation.routes import page_routes
from juluo.testing.turns import in_turn
from juluo.urls.space import urlpatterns

PLACES = ["%00", "a%00b", "%FF%FE", "%ED%A0%80", "..%2f..%2fetc", "-1", "9" * 300, "%EF%BC%91", "nothing", "%0d%0aX: y"]
WORDS = ["\x00", "a\x00b", "-1", "９", "x" * 5_000, "\udc80", "e30:forged"]
ROUTES = list(page_routes(urlpatterns))


def read(answer):
    """Read a picture to its end, which closes its file."""
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer


@pytest.mark.parametrize("role", ["guest", "staff"])
def test_strange_paths_lead_nowhere(tormentor, few: int, role: str) -> None:
    client = tormentor(role).client
    broken = []
    for route in ROUTES:
        for place in in_turn(PLACES, route.name, few) if route.parameters else []:
            clear_script_prefix()
            path = route.path.format(**dict.fromkeys(route.parameters, place))
            answer = read(client.get(f"/@shanye{path}"))
            least = 200 if route.audience == "login" else 300
            if not least <= answer.status_code < 500:
                broken.append((path, answer.status_code))

    assert broken == []


@pytest.mark.parametrize("role", ["guest", "staff"])
def test_strange_words_in_a_query_break_no_page(tormentor, few: int, role: str) -> None:
    someone = tormentor(role)
    broken = []
    for route in ROUTES:
        path = someone.path_to(route)
        for word in in_turn(WORDS, route.name, few):
            clear_script_prefix()
            query = urlencode(dict.fromkeys(names_read(), word), errors="surrogatepass")
            answer = read(someone.client.get(f"/@shanye{quote(path)}?{query}"))
            if answer.status_code >= 500:
                broken.append((path, word[:20], answer.status_code))

    assert broken == []


@pytest.mark.parametrize("slug", ["%00", "x" * 300, "..", "SHANYE", "shanye%00", "%EF%BC%91", ""])
def test_a_space_that_is_none_is_missing(tormentor, slug: str) -> None:
    client = tormentor("guest").client

    assert client.get(f"/@{slug}/").status_code == 404
