"""Where the measuring takes place: a durable database of its own, made new and thrown away."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from juluo.cli.installation import provide, set_up_django
from juluo.cli.postgres import running_server
from juluo.cli.postgres.places import cache_directory
from juluo.cli.trouble import Trouble


@contextmanager
def ground() -> Iterator[float]:
    """A migrated database in the environment and Django set up for it; yields the seconds that migrating took."""
    cache_directory().mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="bench-", dir=cache_directory()))
    home.chmod(0o755)
    os.environ.pop("DATABASE_URL", None)
    try:
        with running_server(home / "data") as server:
            os.environ.update(provide(server).as_environment())
            os.environ["JULUO_DATA"] = str(home / "data")
            seconds = _migrate()
            set_up_django()
            yield seconds
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _migrate() -> float:
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "juluo", "migrate"], check=False, capture_output=True, text=True)
    if done.returncode:
        raise Trouble(f"The database to be measured cannot be migrated: {done.stderr.strip()[-500:]}")
    return time.perf_counter() - began
