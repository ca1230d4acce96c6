"""A lock here holds names, versions and hashes: no host, no path, and a hash for every package."""

import re
import sys
from pathlib import Path

FORBIDDEN = re.compile(r"[a-z+]+://|file:|^-{1,2}(?!-?hash)|find-links|index-url|@ ", re.MULTILINE)
PACKAGE = re.compile(r"^[a-z0-9._-]+(\[[a-z0-9,._-]+\])?==\S+.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)


def faults(lock: str) -> list[str]:
    """Name every line of the lock that tells where something was fetched, and every package without a hash."""
    hosts = [line for line in lock.splitlines() if FORBIDDEN.search(line.strip()) and not line.startswith("#")]
    bare = [match[0].splitlines()[0] for match in PACKAGE.finditer(lock) if "--hash=sha256:" not in match[0]]
    return [f"names a place: {line.strip()}" for line in hosts] + [f"has no hash: {line}" for line in bare]


if __name__ == "__main__":
    found = faults(Path("requirements.lock").read_text(encoding="utf-8"))
    print(*[f"requirements.lock {fault}" for fault in found], sep="\n", end="\n" if found else "")
    sys.exit(bool(found))
