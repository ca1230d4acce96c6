"""The demo space that the sheet looks at."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from juluo.cli.bench.served import free_port
from juluo.cli.postgres.places import cache_directory
from tools.ux.pseudo import write_catalogue


@contextmanager
def demo(home: str | None) -> Iterator[str]:
    """The demo at `home`, or one of our own on a free port, thrown away afterwards."""
    if home:
        yield home
        return
    cache_directory().mkdir(parents=True, exist_ok=True)
    data = Path(tempfile.mkdtemp(prefix="ux-", dir=cache_directory()))
    data.chmod(0o755)
    port = free_port()
    juluo = [sys.executable, "-m", "juluo"]
    environment = os.environ | {
        "PORT": str(port),
        "JULUO_DATA": str(data / "data"),
        "DJANGO_SETTINGS_MODULE": "tools.ux.pseudo_settings",
        "JULUO_PSEUDO_LOCALE": str(write_catalogue(data / "locale")),
    }
    try:
        serve = [*juluo, "serve", "--migrate", "--sandbox", "--demo", "--detach"]
        subprocess.run(serve, check=True, env=environment)
        yield f"http://localhost:{port}/@shanye"
    finally:
        subprocess.run([*juluo, "stop"], check=False, env=environment)
        time.sleep(0.5)
        shutil.rmtree(data, ignore_errors=True)
