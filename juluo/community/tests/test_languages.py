"""The language and the time zone of a space: who sets them, who reads in them, and what says so."""

import json
from typing import Any

import pytest
from django.test import Client

from juluo.community.operations.space import localize_space
from juluo.core.locales import asks_for_language
from juluo.core.models import FactRow, Member, Space
from juluo.core.refusals import Refused
from juluo.testing.cast import ClientOf
from juluo.testing.digest import changes, digest
from juluo.testing.together import at_once

ENGLISH = {"language": "en", "time_zone": "Europe/London"}


def now(space: Space) -> dict[str, str]:
    return Space.objects.values("language", "time_zone").get(pk=space.pk)


def put(browser: Client, body: Any) -> Any:
    path = "/api/v1/studio/space/locale"
    return browser.put(path, json.dumps(body), content_type="application/json")


def test_a_space_gets_another_language_and_time_zone(space: Space) -> None:
    localize_space(**ENGLISH)
    assert now(space) == ENGLISH
    assert FactRow.objects.get(name="SpaceLocalized").data | {"space_id": ""} == ENGLISH | {"space_id": ""}


def test_twice_is_once_and_nothing_changes_nothing(space: Space) -> None:
    at_once(lambda: localize_space(**ENGLISH), times=3)
    localize_space(language="", time_zone="")
    assert (now(space), FactRow.objects.filter(name="SpaceLocalized").count()) == (ENGLISH, 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"language": "xx"}, "language"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"time_zone": "../etc"}, "time_zone"),
    ],
)
def test_what_does_not_exist_is_refused(space: Space, wrong: dict[str, str], field: str) -> None:
    before = digest()
    with pytest.raises(Refused) as refused:
        localize_space(**ENGLISH | wrong)
    assert (refused.value.field, refused.value.status, changes(before, digest())) == (field, 422, [])


def test_the_owner_sets_them_in_the_studio_and_what_is_typed_stays(
    client_of: ClientOf, mei: Member, space: Space
) -> None:
    browser = client_of(mei)
    wrong = browser.post("/studio/space/", ENGLISH | {"name": "Tea", "time_zone": "Mars/Base"})
    assert (wrong.status_code, "Mars/Base" in wrong.text, now(space)["language"]) == (422, True, "zh-hans")
    assert browser.post("/studio/space/", ENGLISH | {"name": "Tea"}).status_code == 302
    assert now(space) == ENGLISH


@pytest.mark.parametrize("key", ["", "0123456789abcdef"])
def test_a_name_that_is_refused_leaves_the_language_as_it_was(
    client_of: ClientOf, mei: Member, space: Space, key: str
) -> None:
    answer = client_of(mei).post("/studio/space/", ENGLISH | {"name": "\x07\x07", "once": key})
    assert (answer.status_code, now(space)["language"]) == (422, "zh-hans")


def test_the_api_sets_them_by_the_same_verb(client_of: ClientOf, mei: Member, lin: Member, space: Space) -> None:
    assert put(client_of(lin), ENGLISH).status_code == 403
    refused = put(client_of(mei), ENGLISH | {"language": "xx"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/language")
    assert put(client_of(mei), ENGLISH).json()["language"] == now(space)["language"] == "en"


@pytest.mark.parametrize(
    ("chosen", "accepted", "asks"),
    [("", "", False), ("", "fr-FR,fr;q=0.9", False), ("", "*", False), ("xx", "", False),
     ("en", "", True), ("", "fr,en-GB;q=0.4", True), ("", "zh-TW", True)],
)  # fmt: skip
def test_a_reader_asks_for_a_language_that_is_spoken_here(chosen: str, accepted: str, asks: bool) -> None:
    assert asks_for_language(chosen, accepted) is asks


def test_who_asks_for_no_language_reads_in_that_of_the_space(client_of: ClientOf, space: Space) -> None:
    localize_space(**ENGLISH)
    guest = client_of()
    assert '<html lang="en"' in " ".join(guest.get("/", headers={"Accept-Language": "fr"}).text.split())
    assert '<html lang="zh-hans"' in " ".join(guest.get("/", headers={"Accept-Language": "zh-CN"}).text.split()).lower()


def test_what_people_wrote_says_its_language_where_the_page_speaks_another(client_of: ClientOf, space: Space) -> None:
    english = client_of().get("/covenant/", headers={"Accept-Language": "en"}).text
    chinese = client_of().get("/covenant/", headers={"Accept-Language": "zh-CN"}).text
    assert '<article class="prose panel" lang="zh-Hans">' in english
    assert '<article class="prose panel" >' in chinese
