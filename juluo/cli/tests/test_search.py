"""`juluo search`, as an operator types it."""

import argparse

import pytest

from juluo.cli import searching
from juluo.cli.commands import search
from juluo.cli.trouble import Trouble
from juluo.core.search import index
from juluo.core.search.finding import subjects_found
from juluo.core.search.terms import question_of
from juluo.core.spaces import acting_in
from juluo.ip.tests.factories import make_post


@pytest.fixture
def type_in(capsys):
    def run(*arguments):
        parser = argparse.ArgumentParser()
        search.add_arguments(parser)
        status = search.run(parser.parse_args(arguments))
        return status, capsys.readouterr().out

    return run


def found(words):
    return len(subjects_found(question_of(words), kind="post", audiences=["everyone"]))


@pytest.fixture
def emptied(wiper):
    def empty(where="true"):
        wiper.execute(f"DELETE FROM core_searchdocument WHERE {where}")

    return empty


def test_an_index_is_made_anew(space, other_space, mei, emptied, type_in):
    make_post(mei, "龙井")
    emptied()
    assert found("龙井") == 0

    assert type_in("rebuild", "--space", "shanye") == (0, "shanye: 2 documents.\n")

    assert found("龙井") == 1
    with acting_in(other_space):
        assert not index.holds_anything()


def test_only_spaces_without_an_index_get_one(space, other_space, mei, emptied, type_in):
    make_post(mei, "龙井")
    emptied(f"space_id = '{space.pk}'")

    assert [type_in("rebuild", "--missing")[1], type_in("rebuild", "--missing")[1]] == [
        "1 index made.\n", "0 indexes made.\n",
    ]  # fmt: skip
    assert found("龙井") == 1


def test_a_run_that_was_ended_goes_on_where_it_stood(space, mei, emptied, type_in, monkeypatch):
    monkeypatch.setattr(index, "BATCH", 1)
    for number in range(3):
        make_post(mei, f"龙井 {number}")
    emptied()
    written = []
    with monkeypatch.context() as patch:
        renew = index.renew

        def ending(kind, subjects):
            if len(written) == 2:
                raise KeyboardInterrupt
            written.extend(subjects)
            return renew(kind, subjects)

        patch.setattr(index, "renew", ending)
        with pytest.raises(KeyboardInterrupt):
            searching.rebuild_space(space)

    assert found("龙井") == 1
    assert type_in("rebuild", "--missing") == (0, "1 index made.\n")
    assert found("龙井") == 3


def test_a_space_that_is_none_is_said(space, type_in):
    with pytest.raises(Trouble, match="There is no space 'nowhere'"):
        type_in("rebuild", "--space", "nowhere")
