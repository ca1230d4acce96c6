"""`juluo space found`, as an operator types it."""

import argparse

import pytest

from juluo.cli.commands import space as command
from juluo.cli.trouble import Trouble
from juluo.core.models import Member, Space, User
from juluo.core.people import permissions_of
from juluo.core.spaces import acting_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(capsys, settings):
    settings.JULUO_PUBLIC_URL = "https://tea.example"

    def run(slug, name="Tea House", owner="mei@example.com", *more):
        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        assert command.run(parser.parse_args(["found", slug, "--name", name, "--owner", owner, *more])) == 0
        return capsys.readouterr().out

    return run


def test_a_space_is_founded_and_its_address_printed(found):
    said = found("tea-house", "Tea House", "Mei@Example.com", "--currency", "HKD")

    assert "https://tea.example/@tea-house/\n" in said
    made = Space.objects.get()
    with acting_in(made):
        owner = Member.objects.get()
        assert (made.name, made.currency, owner.user.email) == ("Tea House", "HKD", "Mei@example.com")
        assert "settings.write" in permissions_of(owner.id)
        assert not owner.user.has_usable_password()


def test_a_login_that_is_there_owns_the_space(found, hao):
    found("tea", owner="HAO@example.com")
    with acting_in(Space.objects.get()):
        assert Member.objects.get().user == hao
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("Tea House",), "slug 'Tea House': Write 2 to 40 small letters, digits and single hyphens, like tea-house."),
        (("taken",), "slug 'taken': This address is taken. Choose another."),
        (("tea", " "), "name ' ': Write something here."),
        (("tea", "Tea", "new@example.com", "--currency", "yuan"), "currency 'yuan': Write a currency as"),
        (("tea", "Tea", "nobody"), "--owner takes an e-mail address, not 'nobody'."),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence_and_leaves_nothing(found, hao, arguments, sentence):
    found("taken", "Taken", hao.email)
    with pytest.raises(Trouble) as trouble:
        found(*arguments)
    assert str(trouble.value).startswith(sentence)
    assert (Space.objects.count(), User.objects.count()) == (1, 1)
