"""The first owner arrives: an empty installation says what to do; whoever keeps it founds a space in the browser."""

import io
from typing import Any

import pytest
from django.test import Client

from juluo.cli.commands import host as command
from juluo.cli.trouble import Trouble
from juluo.core.models import Member, Space, User
from juluo.core.spaces import acting_in
from juluo.testing.together import at_once

TYPED = {"name": "山野茶事", "slug": "shanye", "currency": "CNY", "kind": "person"}


@pytest.fixture
def keeper(hao: User, nothing_remembered: None) -> User:
    User.objects.filter(pk=hao.pk).update(is_host=True)
    return hao


def browser_of(user: User | None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if user:
        client.force_login(user)
    return client


def name_host(email: str, monkeypatch: pytest.MonkeyPatch, typed: str = "a long password 77") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
    return command.run(type("Given", (), {"email": email})())  # type: ignore[arg-type] # a namespace


def test_an_empty_installation_says_in_words_what_to_do(db: None) -> None:
    page = browser_of(None).get("/").text
    assert ".venv/bin/juluo host you@example.com" in page
    assert "/accounts/login/?next=/founding/" in page


def test_who_keeps_the_installation_founds_a_space_and_stands_in_its_blueprint(keeper: User) -> None:
    browser = browser_of(keeper)
    assert 'href="/founding/"' in browser.get("/").text

    answer = browser.post("/founding/", TYPED)

    assert answer["Location"] == "/@shanye/studio/start/"
    assert browser.get(answer["Location"]).status_code == 200
    space = Space.objects.get()
    with acting_in(space):
        assert Member.objects.get().user_id == keeper.pk


def test_everybody_else_finds_no_such_page(hao: User) -> None:
    assert browser_of(hao).get("/founding/").status_code == 404
    assert browser_of(hao).post("/founding/", TYPED).status_code == 404
    assert browser_of(None).get("/founding/")["Location"] == "/accounts/login/?next=/founding/"
    assert not Space.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [({"slug": "Tea House"}, ["slug"]), ({"name": "", "currency": "yuan"}, ["name", "currency"]),
     ({"currency": "cny"}, ["currency"]), ({"kind": "god"}, ["kind"]), ({"name": "茶" * 200}, ["name"])],
)  # fmt: skip
def test_what_is_refused_stands_beside_its_field(keeper: User, wrong: dict[str, Any], fields: list[str]) -> None:
    page = browser_of(keeper).post("/founding/", TYPED | wrong)
    assert (page.status_code, list(page.context["form"].errors)) == (422, fields)
    assert {name: page.context["form"][name].value() for name in wrong} == wrong
    assert not Space.objects.exists()


def test_founding_at_once_founds_one(keeper: User) -> None:
    browsers = [browser_of(keeper) for _each in range(3)]
    answers = at_once(*[lambda one=one: one.post("/founding/", TYPED).status_code for one in browsers])  # type: ignore[misc] # a loop's value
    assert (sorted(answers), Space.objects.count()) == ([302, 422, 422], 1)


def test_the_command_names_a_host_who_signs_in_without_mail(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert name_host("mei@example.com", monkeypatch) == 0
    assert name_host("Mei@Example.com", monkeypatch, "never asked for") == 0
    host = User.objects.get()
    assert (host.is_host, host.check_password("a long password 77")) == (True, True)


@pytest.mark.parametrize(("email", "typed"), [("nobody", "a long password 77"), ("mei@example.com", "123")])
def test_the_command_refuses_what_is_no_address_or_no_password(
    db: None, monkeypatch: pytest.MonkeyPatch, email: str, typed: str
) -> None:
    with pytest.raises(Trouble):
        name_host(email, monkeypatch, typed)
    assert not User.objects.exists()
