"""The owner gives the space a colour, a mood and a logo; every page wears them, and everybody can read them."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from juluo.community.operations.look import dress_space
from juluo.core.media import keep_picture
from juluo.core.models import FactRow, Media, Member, Space
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import make_staff
from juluo.core.tests.test_media import picture
from juluo.core.theming import style_sheet, version_of
from juluo.core.words import RoleKey
from juluo.testing.cast import ClientOf
from juluo.testing.digest import changes, digest
from juluo.testing.together import at_once

PLACE, API = "/studio/look/", "/api/v1/studio/space/look"
RED = {"brand": "#AA1020", "mood": "literary", "logo_id": None}


@pytest.fixture
def owner(client_of: ClientOf, mei: Member) -> Client:
    client = client_of(mei)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def upload(name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(), "image/png")


def typed(**changes: Any) -> dict[str, Any]:
    return {"name": "山野茶事", "brand": "#AA1020", "mood": "literary", **changes}


def send(browser: Client, body: Any) -> Any:
    return browser.put(API, json.dumps(body), content_type="application/json")


def now(space: Space) -> tuple[str, str, Any]:
    fresh = Space.objects.get(pk=space.pk)
    return fresh.brand, fresh.mood, fresh.logo_id


def told() -> list[str]:
    return [row.data["brand"] for row in FactRow.objects.filter(name="SpaceDressed").order_by("id")]


def test_a_space_is_dressed_and_its_kept_pages_are_renewed(space: Space) -> None:
    before = Space.objects.get(pk=space.pk).pages_version
    dress_space(brand=" AA1020 ", mood="night", logo=None)
    assert now(space) == ("#aa1020", "night", None)
    assert Space.objects.get(pk=space.pk).pages_version == before + 1
    assert told() == ["#aa1020"]


def test_twice_is_once(space: Space) -> None:
    dress_space(brand="#aa1020", mood="bold", logo=None)
    before = digest()
    dress_space(brand="#AA1020", mood="bold", logo=None)
    assert changes(before, digest()) == []


@pytest.mark.parametrize(
    ("brand", "mood", "code"),
    [("red", "plain", "not_a_colour"), ("#12", "plain", "not_a_colour"), ("#aa1020;}", "plain", "not_a_colour"),
     ("#aa1020", "loud", "unknown_mood"), ("#aa1020", "", "unknown_mood")],
)  # fmt: skip
def test_what_is_no_colour_or_no_mood_changes_nothing(space: Space, brand: str, mood: str, code: str) -> None:
    before = digest()
    with pytest.raises(Refused) as refused:
        dress_space(brand=brand, mood=mood, logo=None)
    assert refused.value.code == code
    assert changes(before, digest()) == []


def test_two_at_once_record_one_change(space: Space) -> None:
    at_once(lambda: dress_space(brand="#aa1020", mood="bold", logo=None), times=3)
    assert told() == ["#aa1020"]


def test_what_is_rolled_back_leaves_the_old_look(space: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("juluo.community.operations.look.record", lambda fact: 1 / 0)
    before = digest()
    with pytest.raises(ZeroDivisionError):
        dress_space(brand="#aa1020", mood="bold", logo=None)
    assert changes(before, digest()) == []


def test_the_owner_dresses_the_space_in_the_studio(owner: Client, client_of: ClientOf, space: Space) -> None:
    answer = owner.post(PLACE, typed(logo=upload(), name="山野 茶"), follow=True)
    brand, mood, logo = now(space)
    assert (brand, mood, Media.objects.get().pk) == ("#aa1020", "literary", logo)
    assert "Every page of the space wears it now." in answer.text
    assert Space.objects.get(pk=space.pk).name == "山野 茶"
    assert 'class="logo"' in client_of().get("/mall/").text

    owner.post(PLACE, typed())
    assert now(space)[2] == logo
    owner.post(PLACE, typed(without_logo="on"))
    assert now(space)[2] is None
    assert "Changed how the space looks" in owner.get("/studio/audit/").text


def test_a_guest_gets_the_sheet_of_the_space_and_may_keep_it_for_ever(
    client_of: ClientOf, space: Space, other_space: Space
) -> None:
    plain = client_of().get("/").text
    assert "/theme." not in plain
    dress_space(brand="#ffd400", mood="bold", logo=None)

    page = client_of().get("/").text
    assert 'data-mood="bold"' in page
    address = re.search(r'<link rel="stylesheet" href="(/@shanye/theme\.\w+\.css)">', page)
    assert address
    sheet = client_of().get(address[1].removeprefix("/@shanye"))
    assert (sheet["Content-Type"], sheet["Cache-Control"]) == ("text/css", "public, max-age=31536000, immutable")
    assert sheet.text == style_sheet("#ffd400", "bold")

    dress_space(brand="#1144cc", mood="bold", logo=None)
    late = client_of().get(address[1].removeprefix("/@shanye"))
    assert late["Location"] == f"/@shanye/theme.{version_of('#1144cc', 'bold')}.css"
    assert version_of("#1144cc", "bold") not in Client().get("/@other/").text


def test_what_is_no_picture_is_said_beside_the_field_and_keeps_what_was_typed(owner: Client, space: Space) -> None:
    broken = SimpleUploadedFile("logo.png", b"%PDF-1.7 not a picture", "image/png")
    page = owner.post(PLACE, typed(logo=broken))
    assert (page.status_code, now(space)) == (422, ("", "plain", None))
    assert 'id="id_logo_error"' in page.text
    assert "We cannot read this as a picture." in page.text
    assert 'value="#AA1020"' in page.text


@pytest.mark.parametrize("name", ["شاي الجبل", "🍵 山野 茶", "<b>茶</b>"])
def test_names_of_every_script_are_shown(owner: Client, space: Space, name: str) -> None:
    page = owner.post(PLACE, typed(name=name), follow=True)
    assert (page.status_code, Space.objects.get(pk=space.pk).name) == (200, name)
    assert "<b>茶</b>" not in page.text


def test_a_name_of_200_characters_is_refused_beside_its_field(owner: Client, space: Space) -> None:
    page = owner.post(PLACE, typed(name="茶" * 200))
    assert (page.status_code, 'id="id_name_error"' in page.text, now(space)[0]) == (422, True, "")


@pytest.mark.parametrize(
    ("brand", "sentence"),
    [("#0a6355", "White text reads well on this colour, 7.2:1."), ("#07c160", "Dark text reads well on this colour,"),
     ("#ffffff", "this colour is worn as #3a3a3a,"), ("nonsense", "White text reads well")],
)  # fmt: skip
def test_the_preview_says_in_words_how_text_reads(owner: Client, space: Space, brand: str, sentence: str) -> None:
    page = owner.get(f"{PLACE}preview/", {"brand": brand, "mood": "plain", "name": "A" * 300}).text
    assert sentence in " ".join(page.split())
    assert "A" * 81 not in page
    sheet = owner.get(f"{PLACE}preview.css", {"brand": brand, "mood": "loud"})
    assert sheet.text.startswith("@layer reset")
    assert now(space) == ("", "plain", None)


def test_without_scripts_a_look_is_seen_before_it_is_kept(owner: Client, space: Space) -> None:
    page = owner.get(PLACE, {"name": "新名", "brand": "#ffffff", "mood": "night"}).text
    assert 'value="新名"' in page
    assert 'data-mood="night"' in page
    assert now(space) == ("", "plain", None)


@pytest.mark.parametrize("role", [RoleKey.MANAGER, RoleKey.EDITOR])
def test_other_roles_do_not_dress_the_space(client_of: ClientOf, lin: Member, space: Space, role: str) -> None:
    make_staff(lin, role)
    client = client_of(lin)
    for answer in [client.get(PLACE), client.post(PLACE, typed()), client.get(API), send(client, RED)]:
        assert answer.status_code == 403
    assert now(space) == ("", "plain", None)


def test_the_api_reads_and_changes_the_look(owner: Client, space: Space) -> None:
    logo = keep_picture(upload(), alt="", member=None)
    changed = send(owner, {**RED, "logo_id": str(logo.pk)}).json()
    assert changed == owner.get(API).json()
    assert (changed["brand"], changed["button"], changed["text"], changed["mood"]) == (
        "#aa1020", "#aa1020", "#ffffff", "literary",
    )  # fmt: skip
    assert changed["ratio"] >= 4.5
    assert changed["light"]["brand"] == "#aa1020"
    assert now(space)[2] == logo.pk


def test_a_logo_of_another_space_is_as_good_as_none(owner: Client, space: Space, other_space: Space) -> None:
    with acting_in(other_space):
        theirs = keep_picture(upload(), alt="", member=None)
    before = digest()
    answers = [send(owner, {**RED, "logo_id": each}) for each in [str(theirs.pk), "0" * 32]]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert changes(before, digest()) == []


@pytest.mark.parametrize(
    ("change", "pointer"),
    [({"brand": bad}, "#/brand") for bad in ("red", "#12345", "#1234567", 7, None, "#aa1020\n")]
    + [({"mood": bad}, "#/mood") for bad in ("loud", "", None)]
    + [({"logo_id": "logo"}, "#/logo_id"), ({"css": "*{}"}, "#/css")],
)
def test_hostile_values_are_named_and_change_nothing(owner: Client, change: dict[str, Any], pointer: str) -> None:
    before = digest()
    answer = send(owner, {**RED, **change})
    assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, [pointer])
    assert changes(before, digest()) == []
