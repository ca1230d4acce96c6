"""Lighthouse on the pages that strangers see first, as a phone on a slow line."""

import json
import os
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
FLOORS = {"accessibility": 0.98, "best-practices": 0.95, "seo": 0.95}


def findings_of(url: str, chromium: str) -> list[str]:
    """What of `FLOORS` the page misses."""
    flags = "--headless=new" + (" --no-sandbox" if os.geteuid() == 0 else "")
    command = [
        str(HERE / "node_modules/.bin/lighthouse"), url, "--quiet", "--output=json", "--form-factor=mobile",
        f"--only-categories={','.join(FLOORS)}", f"--chrome-flags={flags}",
    ]  # fmt: skip
    environment = os.environ | {"CHROME_PATH": chromium}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment, timeout=180)
    if done.returncode:
        return [f"lighthouse did not finish: {done.stderr.strip()[-300:]}"]
    scores = {name: each["score"] or 0 for name, each in json.loads(done.stdout)["categories"].items()}
    return [
        f"lighthouse {name} is {scores[name]:.2f}, not {floor}"
        for name, floor in FLOORS.items()
        if scores[name] < floor
    ]
