"""The machine and the environment; needs neither a database nor Django."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from juluo.cli.doctor.finding import Finding, error, fine, warning

OLDEST_PYTHON = (3, 12)
LITTLE_SPACE = 200 * 2**20
SOME_SPACE = 2 * 2**30
ON = {"1", "true", "yes", "on"}


def examine_surroundings(data: Path) -> Iterator[Finding]:
    yield _python()
    yield _writable("data directory", data)
    yield _writable("media directory", data / "media")
    yield _space(data)
    yield _secret_key(data)
    yield _email()
    yield _live()
    yield _test_clock()


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return error("python", f"This is Python {version} and Juluo needs 3.12 or later: create the environment anew.")
    return fine("python", f"Python {version}.")


def _writable(subject: str, place: Path) -> Finding:
    try:
        with tempfile.TemporaryFile(dir=_nearest(place)):
            return fine(subject, f"{place} can be written to.")
    except OSError as reason:
        return error(
            subject, f"{place} cannot be written to ({reason.strerror}): give it to this account or set JULUO_DATA."
        )


def _nearest(place: Path) -> Path:
    """The directory itself, or the one in which it would be created."""
    return next(each for each in (place, *place.parents) if each.exists())


def _space(data: Path) -> Finding:
    free = shutil.disk_usage(_nearest(data)).free
    told = f"{free / 2**30:.1f} GB are free for {data}"
    if free < LITTLE_SPACE:
        return error("disk", f"{told}: the database will soon refuse to write. Free some space or move JULUO_DATA.")
    if free < SOME_SPACE:
        return warning("disk", f"{told}: plan for more before it runs out.")
    return fine("disk", f"{told}.")


def _secret_key(data: Path) -> Finding:
    if os.environ.get("SECRET_KEY"):
        return fine("secret key", "SECRET_KEY is set.")
    kept = data / "secret-key"
    if not kept.exists():
        return fine("secret key", f"One will be drawn at the first start and kept in {kept}.")
    if not os.access(kept, os.R_OK):
        return error("secret key", f"{kept} cannot be read: run Juluo as its owner, or set SECRET_KEY.")
    if kept.stat().st_mode & 0o077:
        return error("secret key", f"{kept} is open to other accounts: run `chmod 600 {kept}`.")
    return fine("secret key", f"It is kept in {kept}.")


def _email() -> Finding:
    if os.environ.get("EMAIL_HOST"):
        return fine("e-mail", f"Messages go out through {os.environ['EMAIL_HOST']}.")
    return warning(
        "e-mail", "EMAIL_HOST is not set, so messages are only written to files: set it before members join."
    )


def _live() -> Finding:
    known = os.environ.get("LIVE_URL", "").strip()
    if known or not os.environ.get("JULUO_PUBLIC_URL", "").startswith("https://"):
        return fine("live", f"Pages listen at {known or 'the port of the live process'}.")
    return warning(
        "live", "LIVE_URL is not set, so pages look again every 20 s: set it to /live/ and let the proxy pass that on."
    )


def _test_clock() -> Finding:
    if os.environ.get("JULUO_TEST_CLOCK", "").strip().lower() in ON:
        return warning(
            "clock", "JULUO_TEST_CLOCK lets anyone at this keyboard move time: unset it where people really buy."
        )
    return fine("clock", "Nobody can move time here.")
