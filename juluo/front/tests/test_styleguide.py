"""The style guide shows every component that the reference names, to whoever dresses the space."""

import re
from pathlib import Path

import pytest

from juluo.core.static_files import elements
from juluo.core.tests.factories import make_staff
from juluo.core.words import RoleKey
from juluo.front.queries.specimens import NAMES, TOKENS
from juluo.testing.digest import changes, digest

PAGES = Path(__file__).resolve().parents[1] / "templates/front/styleguide"
ROOT = Path(__file__).resolve().parents[3]
CORE = Path(__file__).resolve().parents[2] / "core"
ONLY_AT_HOME = {
    "offline-strip", "passkey-offer", "passkey-status", "arrived-drafts", "desk-copy", "markdown-bar", "insert-tray",
    "look-again", "live-stream", "room-talk", "send-here",
}  # fmt: skip
"""They show nothing of their own, are made for one page (the desk, a room), or need a browser or connection to fail."""


@pytest.fixture
def owner(client_of, mei):
    client = client_of(mei)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_every_element_is_shown(owner):
    page = owner.get("/styleguide/").text + owner.post("/styleguide/", {"toast": "1"}, follow=True).text
    names = {Path(name).stem for name in elements()} - ONLY_AT_HOME
    assert {name for name in names if f"<{name}" not in page} == set()


def test_every_component_of_the_reference_is_shown():
    """In the style guide, or by a component that is; those that read a page's own head are shown by pages."""
    templates = [*CORE.parent.glob("*/templates/**/*.html")]
    shown = "".join(path.read_text() for path in templates)
    missing = [f"{file}#{name}" for file, name in _documented() if f"{file}#{name}" not in shown
               and f"{{% partial {name} %}}" not in (CORE / "templates" / file).read_text()]  # fmt: skip
    assert len(_documented()) > 35
    assert missing == []


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_names_that_no_page_was_drawn_for_stand_in_every_language(owner, language):
    page = owner.get("/styleguide/", {"language": language}).text
    for name in NAMES:
        assert page.count(name) > 5, name


def _documented():
    """(file, partial) of each row of the reference."""
    found, file = [], ""
    for line in (ROOT / "docs/reference/components.md").read_text().splitlines():
        if line.startswith("## "):
            file = (re.findall(r"`(components[^`]*)`", line) or [""])[0]
        elif file and line.startswith("| `#"):
            found += [(file, name) for name in re.findall(r"`#(\w+)`", line.split("|")[1])]
    return found


def test_every_token_of_colour_is_shown():
    ours = set(re.findall(r"--([\w-]+): #", (CORE / "static/css/tokens.css").read_text()))
    families = {name for name in ours if name.startswith(("person-", "on-")) or name.endswith("-tint")}
    assert ours - families == set(TOKENS) - {"brand-tint"}


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_it_speaks_each_language(owner, language):
    page = owner.get("/styleguide/", {"language": language}).text
    assert f'lang="{language}"' in page[:400]
    assert ("Read on" in page) == (language == "en")


def test_a_language_nobody_speaks_is_left_aside(owner):
    assert "Read on" in owner.get("/styleguide/", {"language": "xx"}).text


def test_what_is_sent_there_shows_its_mistakes_and_keeps_nothing(owner):
    owner.get("/styleguide/")
    before = digest()
    page = owner.post("/styleguide/", {"name": "x" * 30, "email": "no", "since": "never", "accept": ""})
    assert page.status_code == 422
    assert page.text.count('class="field-error" id=') >= 5
    assert changes(before, digest()) == []


def test_messages_can_be_taken_back(owner):
    page = owner.post("/styleguide/", {"toast": "1"}, follow=True).text
    toasts = page[page.index('id="toasts"') : page.index('id="main"')]
    assert toasts.count("<toast-message") == 3
    assert '<form method="post" action="/@shanye/styleguide/">' in " ".join(toasts.split())


def test_guests_and_other_staff_do_not_need_it(client_of, lin):
    assert client_of().get("/styleguide/").status_code == 302
    assert client_of(lin).get("/styleguide/").status_code == 404
    make_staff(lin, RoleKey.EDITOR)
    assert client_of(lin).get("/styleguide/").status_code == 403
