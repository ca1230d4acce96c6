import json
import os
import subprocess
import sys
import threading
from argparse import Namespace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from juluo.cli import background
from juluo.cli.background import ask, pid_file, serving_pid, stop
from juluo.cli.commands import serve as serve_command
from juluo.cli.serve import check_login, check_port, children_of, first
from juluo.cli.trouble import Trouble
from juluo.testing.cluster import CHECKOUT


def juluo(data, *arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "juluo", *arguments],
        cwd=CHECKOUT,
        env=os.environ | {"JULUO_DATA": str(data)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_serves_in_the_background_until_it_is_stopped(db, tmp_path, free_port):
    served = juluo(tmp_path, "serve", "--detach", f"--port={free_port}", JULUO_WEB_WORKERS="1")
    try:
        assert served.returncode == 0, served.stderr
        assert ask(f"http://127.0.0.1:{free_port}/readyz")[0] == 200
        again = juluo(tmp_path, "serve", f"--port={free_port}")
        assert (again.returncode, f"Port {free_port}" in again.stderr) == (1, True)
    finally:
        stopped = juluo(tmp_path, "stop")
    assert stopped.stdout == "Juluo has ended.\n"
    assert ask(f"http://127.0.0.1:{free_port}/readyz")[0] == 0
    assert juluo(tmp_path, "stop").stdout == "Juluo was not running.\n"


def test_what_serves_the_demo_in_the_background_says_how_to_sign_in(monkeypatch, capsys):
    monkeypatch.setattr(serve_command, "detach", lambda *_call: None)
    asked = {"host": "127.0.0.1", "port": 8000, "migrate": True, "sandbox": True, "detach": True}
    asked |= {"sandbox_port": None, "live_port": None}

    serve_command.run(Namespace(**asked, demo=True))
    assert "owner@demo.example" in capsys.readouterr().out

    serve_command.run(Namespace(**asked, demo=False))
    assert "demo.example" not in capsys.readouterr().out


def test_a_login_that_row_level_security_does_not_bind_is_turned_away(created, database_server):
    check_login(created.runtime)
    with pytest.raises(Trouble, match="because it owns the database and may create tables: use the runtime login"):
        check_login(created.owner)
    with pytest.raises(Trouble, match="because it bypasses row-level security"):
        check_login(created.backup)
    with pytest.raises(Trouble, match="because it is a superuser"):
        check_login(database_server.admin_url)


def test_a_database_that_does_not_answer(free_port):
    with pytest.raises(Trouble, match=r"does not answer \(.*\): check DATABASE_URL"):
        check_login(f"postgresql://x@127.0.0.1:{free_port}/x")


def test_a_taken_port_is_named(taken_port):
    with pytest.raises(Trouble, match=f"Port {taken_port} of 127.0.0.1 cannot be used .*--port or PORT"):
        check_port("127.0.0.1", taken_port)


def test_a_port_that_cannot_be(free_port):
    check_port("127.0.0.1", free_port)
    with pytest.raises(Trouble, match="There is no port 70000"):
        check_port("127.0.0.1", 70000)


def test_one_data_directory_is_served_once(tmp_path):
    with pid_file(tmp_path):
        assert serving_pid(tmp_path) == os.getpid()
        with pytest.raises(Trouble, match="already serves from"), pid_file(tmp_path):
            pass
    assert serving_pid(tmp_path) is None


def test_the_number_of_a_killed_juluo_is_not_believed(tmp_path):
    (tmp_path / "serve.pid").write_text(str(os.getpid()))
    assert serving_pid(tmp_path) is None
    assert stop(tmp_path) == "Juluo was not running."


def test_the_gateway_is_one_of_the_processes_when_asked_for(monkeypatch, free_port):
    monkeypatch.setenv("JULUO_SANDBOX_TOKEN", "kept")
    monkeypatch.setenv("JULUO_SANDBOX_URL", "kept")
    monkeypatch.setenv("LIVE_URL", "kept")
    args = Namespace(sandbox=True, sandbox_port=free_port, live_port=free_port, host="127.0.0.1", port=8000)
    assert [child.name for child in children_of(args)] == ["sandbox", "web", "live", "worker"]
    args.sandbox = False
    assert [child.name for child in children_of(args)] == ["web", "live", "worker"]


@pytest.mark.parametrize(("public", "found"), [("", True), ("https://community.example", False)])
def test_pages_find_the_live_process_at_its_port_unless_a_proxy_stands_before_it(monkeypatch, free_port, public, found):
    monkeypatch.setenv("LIVE_URL", "")
    monkeypatch.delenv("LIVE_URL")
    monkeypatch.setenv("JULUO_PUBLIC_URL", public)
    children_of(Namespace(sandbox=False, live_port=free_port, host="127.0.0.1", port=8000))
    assert os.environ.get("LIVE_URL") == (f":{free_port}" if found else None)


def test_what_runs_first_must_succeed(monkeypatch, tmp_path):
    monkeypatch.setenv("JULUO_DATA", str(tmp_path))
    first("stop", "never told")
    with pytest.raises(Trouble, match="told"):
        first("brew", "told")


class Unready(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(503)
        self.end_headers()
        self.wfile.write(json.dumps({"ready": False, "pending_migrations": 2}).encode())

    def log_message(self, *_):
        pass


def test_pending_migrations_are_the_reason_told(tmp_path, free_port, monkeypatch):
    monkeypatch.setattr(background.sys, "executable", "/bin/sleep")
    monkeypatch.setattr(background, "COMMAND", ["60"])
    with ThreadingHTTPServer(("127.0.0.1", free_port), Unready) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(Trouble, match="migrations are pending; run `juluo migrate`"):
            background.detach([], tmp_path, free_port)
        server.shutdown()
