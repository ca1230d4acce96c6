"""A command on a database without this version's form says in one sentence what to do."""

import os
import subprocess
import sys

import pytest

COMMANDS = [["seed"], ["ledger", "check"], ["worker"], ["space", "found", "tea", "--name", "Tea", "--owner", "a@b.co"]]


@pytest.fixture
def said(tmp_path):
    def run(url, *arguments):
        environment = os.environ | {"DATABASE_URL": url, "JULUO_DATA": str(tmp_path)}
        command = [sys.executable, "-m", "juluo", *arguments]
        done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda each: each[0])
def test_it_tells_to_migrate(created, said, arguments):
    status, out, err = said(created.runtime, *arguments)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("juluo: The database lacks ")
    assert err.endswith("migrations of this version: run `juluo migrate` first.\n")


def test_a_silent_database_is_told_in_a_sentence_too(said, free_port):
    status, _out, err = said(f"postgresql://x@127.0.0.1:{free_port}/x", "ledger", "check")
    assert (status, err.count("\n")) == (1, 1)
    assert err.startswith("juluo: The database does not answer (")


def test_help_asks_no_database(said, free_port):
    status, out, _err = said(f"postgresql://x@127.0.0.1:{free_port}/x", "ledger", "--help")
    assert (status, out.startswith("usage: juluo ledger")) == (0, True)


def test_a_migrated_database_is_worked_on(db, said):
    status, out, err = said(os.environ["DATABASE_URL"], "ledger", "check")
    assert (status, err) == (0, "")
    assert out == "0 spaces checked, 0 findings.\n"
