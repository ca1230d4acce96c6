"""`make demo DETACH=1` and `make stop`: the same server, left running until it is told to end."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from pathlib import Path

PID, LOG = Path("build/demo.pid"), Path("build/demo.log")
PATIENCE = 300


def running() -> int | None:
    """Return the process id of the detached server, if it is still ours."""
    pid = PID.read_text().strip() if PID.exists() else ""
    asked = subprocess.run(["ps", "-o", "command=", "-p", pid or "0"], capture_output=True, text=True, check=False)
    return int(pid) if "juluo" in asked.stdout else None


def ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=2) as answer:  # noqa: S310 - our own http address
            return bool(answer.status == HTTPStatus.OK)
    except (urllib.error.URLError, OSError):
        return False


def start(command: list[str]) -> int:
    url = f"http://localhost:{os.environ.get('PORT') or 8000}"
    if running():
        print(f"Already running at {url}. `make stop` ends it.")
        return 0
    PID.parent.mkdir(exist_ok=True)
    with LOG.open("wb") as log:
        server = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    PID.write_text(str(server.pid))
    for _ in range(PATIENCE * 2):
        if server.poll() is not None:
            break
        if ready(url):
            print(f"Ready at {url}. Log: {LOG}. `make stop` ends it.")
            return 0
        time.sleep(0.5)
    print(f"The server did not become ready. The end of {LOG}:", *LOG.read_text().splitlines()[-20:], sep="\n")
    server.terminate()
    server.wait(60)
    PID.unlink()
    return 1


def stop() -> int:
    pid = running()
    if pid is None:
        print("Nothing is running.")
    else:
        os.kill(pid, signal.SIGTERM)
        for _ in range(60 * 2):
            if not running():
                break
            time.sleep(0.5)
    PID.unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(start(sys.argv[2:]) if sys.argv[1] == "start" else stop())
