"""Whatever people write, nothing of it runs in a browser, on no page and in no mail. New pages join by themselves."""

from pathlib import Path

import pytest
from django.template import engines

from juluo.core.letters import html
from juluo.reach.channels.mail import letter_about, public_addresses
from juluo.reach.news import kinds
from juluo.testing.hostile import HOSTILE, Reading, collections, pages_of, poison
from juluo.testing.isolation.asking import Asker
from juluo.testing.isolation.filler import Filling
from juluo.testing.isolation.routes import page_routes
from juluo.urls.space import urlpatterns as inside

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]
ROUTES = [*page_routes(inside)]
COLLECTIONS, AT_ONCE = Path("../shared/data/bad-input"), 600


@pytest.fixture
def filling(space):
    return Filling("weours").fill()


@pytest.fixture
def reading(request, browser, browser_context_args, mei, lin):
    def open_as(role, *, policy=False):
        user = {"guest": None, "member": lin.user, "staff": mei.user}[role]
        page = browser.new_context(**browser_context_args, service_workers="block").new_page()
        return Reading(page, Asker(role, "/@shanye", user), policy=policy)

    return open_as


def read_all(reading, filling):
    """Read what is for this reader and for nobody before them; answers how many of the addresses were pages."""
    audience = {"guest": "public", "member": "member", "staff": "staff:"}[reading.asker.role]
    routes = [each for each in ROUTES if each.audience.startswith(audience)]
    return sum(reading.read(path) for path in pages_of(filling, routes))


def hostile_data(kind, words):
    """Values of a piece of news, hostile where they are words."""
    said = {name for name, value in kind.sample.items() if isinstance(value, str)} - {*kind.view_args}
    return {**kind.sample, **dict.fromkeys(said, words)}


@pytest.mark.parametrize("role", ["guest", "member", "staff"])
def test_no_page_runs_what_people_wrote(filling, reading, role):
    assert poison(filling, HOSTILE) > 150
    reader = reading(role)

    assert read_all(reader, filling) > 20
    assert (reader.ran, reader.broken) == ([], [])


@pytest.mark.full
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("policy", [False, True], ids=["without policy", "with policy"])
@pytest.mark.parametrize("role", ["guest", "member", "staff"])
def test_no_page_runs_what_whole_collections_hold(filling, reading, role, policy):
    phrases, reader = collections(COLLECTIONS) or HOSTILE, reading(role, policy=policy)
    for first in range(0, len(phrases), AT_ONCE):
        poison(filling, phrases[first : first + AT_ONCE])
        read_all(reader, filling)
    assert (reader.ran, reader.broken) == ([], [])


def test_no_mail_runs_what_people_wrote(space, reading):
    reader, words = reading("guest"), "\n".join(HOSTILE)
    for kind in kinds():
        with public_addresses():
            letter = letter_about(kind, hostile_data(kind, words), space=space, off="#")
        reader.page.set_content(html(letter, space), wait_until="load")
    assert reader.ran == []


def test_what_runs_is_heard(filling, reading, monkeypatch):
    """The control: templates that leave everything as it was typed."""
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)
    poison(filling, HOSTILE)
    reader = reading("guest")

    reader.read("/about/")

    assert reader.ran
