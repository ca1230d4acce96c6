import json
import sys

import pytest

from juluo.cli import main
from juluo.cli.doctor import examine
from juluo.cli.doctor.database import examine_database
from juluo.cli.doctor.surroundings import examine_surroundings


def by_subject(findings):
    return {each.subject: each for each in findings}


@pytest.fixture
def healthy(monkeypatch, tmp_path):
    monkeypatch.setenv("JULUO_DATA", str(tmp_path))
    monkeypatch.setenv("EMAIL_HOST", "mail.example.org")
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.delenv("JULUO_TEST_CLOCK", raising=False)
    return tmp_path


def test_healthy_surroundings_are_fine(healthy):
    assert {each.level for each in examine_surroundings(healthy)} == {"fine"}


@pytest.mark.parametrize(
    "case",
    [
        ("EMAIL_HOST", "", "e-mail", "set it before members join"),
        ("JULUO_TEST_CLOCK", "1", "clock", "unset it where people really buy"),
    ],
)
def test_what_is_unwise_is_a_warning(healthy, monkeypatch, case):
    variable, value, subject, words = case
    monkeypatch.setenv(variable, value)
    finding = by_subject(examine_surroundings(healthy))[subject]
    assert (finding.level, words in finding.told) == ("warning", True)


@pytest.mark.parametrize(("known", "level"), [("", "warning"), ("/live/", "fine")])
def test_behind_a_proxy_pages_must_be_told_where_to_listen(healthy, monkeypatch, known, level):
    monkeypatch.setenv("JULUO_PUBLIC_URL", "https://community.example")
    monkeypatch.setenv("LIVE_URL", known)
    assert by_subject(examine_surroundings(healthy))["live"].level == level


def test_an_old_python_is_an_error(healthy, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 11, 9))
    assert by_subject(examine_surroundings(healthy))["python"].level == "error"


def test_a_secret_key_open_to_others_is_an_error(healthy, monkeypatch):
    monkeypatch.delenv("SECRET_KEY")
    (healthy / "secret-key").write_text("x")
    (healthy / "secret-key").chmod(0o644)
    assert "chmod 600" in by_subject(examine_surroundings(healthy))["secret key"].told


def test_a_directory_that_cannot_be_written_is_an_error(healthy):
    (healthy / "media").write_text("a file in the way")
    finding = by_subject(examine_surroundings(healthy))["media directory"]
    assert (finding.level, "set JULUO_DATA" in finding.told) == ("error", True)


def test_without_a_database_it_makes_none(healthy, no_urls):
    finding = by_subject(examine(healthy))["database"]
    assert (finding.level, list(healthy.iterdir())) == ("warning", [])


def test_a_silent_database_is_an_error(free_port):
    finding = by_subject(examine_database(f"postgresql://x@127.0.0.1:{free_port}/x"))["database"]
    assert (finding.level, "correct DATABASE_URL" in finding.told) == ("error", True)


def test_an_empty_database_wants_migrations(created):
    findings = by_subject(examine_database(created.runtime))
    assert "juluo migrate" in findings["migrations"].told
    assert by_subject(examine_database(created.owner))["login"].level == "error"


def test_a_migrated_database_lacks_only_a_worker(db, healthy, capsys):
    assert main(["doctor", "--json"]) == 0
    findings = {each["subject"]: each for each in json.loads(capsys.readouterr().out)}
    assert [name for name, each in findings.items() if each["level"] != "fine"] == ["worker"]
    assert findings["migrations"]["told"] == "All migrations have run."


def test_a_silent_worker_and_its_tasks_are_told(db, wiper):
    wiper.execute(
        "INSERT INTO procrastinate_workers (id, last_heartbeat) OVERRIDING SYSTEM VALUE VALUES (7, '2020-01-01')"
    )
    wiper.execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id) VALUES ('q', 't', 'doing', 7)"
    )
    url = f"postgresql://juluo_admin:{wiper.info.password}@127.0.0.1:{wiper.info.port}/{wiper.info.dbname}"
    findings = by_subject(examine_database(url))
    assert findings["worker"].level == "error"
    assert findings["tasks"].told.startswith("1 task waits for a worker that is gone")


def test_errors_end_it_with_status_1(monkeypatch, created, healthy, capsys):
    monkeypatch.setenv("DATABASE_URL", created.owner)
    assert main(["doctor"]) == 1
    assert "✗ login: The login of DATABASE_URL owns the database" in capsys.readouterr().out
