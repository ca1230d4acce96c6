import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from juluo.cli.joblog import JobLog
from juluo.cli.postgres.processes import is_alive, wait_until
from juluo.cli.supervisor import Child, Supervisor

SLEEPER = "import time; print('awake', flush=True); time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('awake', flush=True); time.sleep(60)"
PARENT_OF_ONE = """
import subprocess, sys, time
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid, flush=True)
time.sleep(60)
"""
FOLLOWER = """
import os, time
from juluo.cli.parent import follow_parent
follow_parent()
print(os.getpid(), flush=True)
time.sleep(60)
"""
ORPHANAGE = f"""
import sys
from juluo.cli.joblog import JobLog
from juluo.cli.supervisor import Child, Supervisor
Supervisor([Child("child", [sys.executable, "-c", {FOLLOWER!r}])], JobLog()).run()
"""


@pytest.fixture
def log(monkeypatch):
    monkeypatch.setenv("JULUO_LOG_FORMAT", "text")
    return JobLog(io.StringIO())


def python(code):
    return Child("child", [sys.executable, "-c", code])


def run_until(supervisor, condition):
    """Supervise until the condition holds, then ask to end; it must hold within ten seconds."""
    deadline = time.monotonic() + 10

    def look():
        if condition() or time.monotonic() > deadline:
            supervisor.asked_to_end += 1

    supervisor.run(look)
    assert condition()


@pytest.mark.usefixtures("signals_kept")
class TestSupervisor:
    def test_it_passes_on_what_children_say(self, log):
        run_until(Supervisor([python(SLEEPER)], log), lambda: "child    awake" in log.stream.getvalue())

    def test_a_killed_child_is_restarted_and_reported(self, log):
        child = python(SLEEPER)
        supervisor = Supervisor([child], log)
        killed = []

        def back_again():
            if not killed and "awake" in log.stream.getvalue():
                killed.append(child.process.pid)
                os.kill(child.process.pid, signal.SIGKILL)
            return log.stream.getvalue().count("awake") == 2

        run_until(supervisor, back_again)
        assert "ERROR child ended unasked (killed by SIGKILL); it starts again in 0.5 s." in log.stream.getvalue()

    def test_a_child_that_always_fails_is_tried_ever_more_slowly(self, log):
        run_until(Supervisor([python("raise SystemExit(3)")], log), lambda: "in 1 s" in log.stream.getvalue())
        assert "(status 3); it starts again in 0.5 s" in log.stream.getvalue()

    def test_what_a_dead_child_leaves_behind_ends_too(self, log):
        child = python(PARENT_OF_ONE)
        supervisor = Supervisor([child], log)
        grandchildren = []

        def buried():
            words = [line.split()[-1] for line in log.stream.getvalue().splitlines() if "child    " in line]
            if not grandchildren and words:
                grandchildren.append(int(words[0]))
                os.kill(child.process.pid, signal.SIGKILL)
            return grandchildren and not is_alive(grandchildren[0])

        run_until(supervisor, buried)

    def test_all_have_ended_when_it_ends(self, log):
        children = [python(SLEEPER), python(SLEEPER)]
        run_until(Supervisor(children, log), lambda: log.stream.getvalue().count("awake") == 2)
        assert [child.process.returncode for child in children] == [-signal.SIGTERM] * 2

    def test_a_second_wish_does_not_wait_for_the_deaf(self, log, monkeypatch):
        monkeypatch.setattr("juluo.cli.supervisor.GRACE", 0.5)
        child = python(DEAF)
        run_until(Supervisor([child], log), lambda: "awake" in log.stream.getvalue())
        assert child.process.returncode == -signal.SIGKILL

    def test_a_dead_database_is_revived(self, log):
        database = Database()
        run_until(Supervisor([], log, database), lambda: database.alive)
        assert "The database is back" in log.stream.getvalue()

    def test_a_signal_ends_it(self, log):
        supervisor = Supervisor([], log)
        supervisor.run(lambda: os.kill(os.getpid(), signal.SIGTERM))
        assert supervisor.asked_to_end == 1


class Database:
    alive = False

    def is_alive(self):
        return self.alive

    def revive(self):
        self.alive = True


@pytest.mark.kill
def test_children_end_with_a_killed_parent():
    root = Path(__file__).resolve().parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", ORPHANAGE],
        cwd=root,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"JULUO_LOG_FORMAT": "text"},
    ) as parent:
        words = [parent.stdout.readline().split() for _ in range(2)]
        child = int(words[1][-1])
        assert is_alive(child)
        parent.kill()
    assert wait_until(lambda: not is_alive(child), 5)


def test_a_line_of_json_keeps_its_fields_and_gets_the_process(monkeypatch):
    monkeypatch.setenv("JULUO_LOG_FORMAT", "json")
    log = JobLog(io.StringIO())
    log.pass_on("web", '{"at": "2030-01-01T00:00:00", "level": "info", "message": "request", "status": 200}')
    assert log.stream.getvalue() == (
        '{"at": "2030-01-01T00:00:00", "level": "info", "message": "request", "status": 200, "process": "web"}\n'
    )


def test_people_read_a_short_line(log):
    log.pass_on("web", '{"at": "2030-01-01T10:20:30Z", "level": "error", "message": "request", "status": 500}')
    assert log.stream.getvalue() == "10:20:30 web      ERROR request status=500\n"
