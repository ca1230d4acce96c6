"""Style sheets and elements: many small files to write, one of each to send.

While developing, each file is linked by itself. A server gathers them once, when it starts: every file under a name
that holds its hash, compressed, and our style sheets and custom elements also as one file each. No build, no Node.
"""

import fcntl
import gzip
import hashlib
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core.management import call_command

OURS = Path(__file__).parent / "static"
STYLES, ELEMENTS = "css/juluo.css", "js/juluo.js"
_GENERAL = ("css/tokens.css", "css/moods.css", "css/reset.css", "css/base.css")
_TEXTS = {".css", ".js", ".svg"}
_COMMENTS = re.compile(r"/\*.*?\*/|^\s+", re.DOTALL | re.MULTILINE)

logger = logging.getLogger(__name__)


def style_sheets() -> list[str]:
    """Names of our style sheets. The layers decide who wins; `tokens.css` comes first, for it names them."""
    components = sorted(f"css/components/{path.name}" for path in (OURS / "css/components").glob("*.css"))
    return [*_GENERAL, *components, "css/utilities.css"]


def elements() -> list[str]:
    """Names of our custom elements: each file is named like its element, and those have a hyphen."""
    return sorted(f"js/{path.name}" for path in (OURS / "js").glob("*-*.js"))


def bundles() -> dict[str, str]:
    """The two files that stand for all of ours. Each element keeps its own names: a block hides them."""
    styles = (_COMMENTS.sub("", (OURS / name).read_text(encoding="utf-8")) for name in style_sheets())
    scripts = (f"{{\n{(OURS / name).read_text(encoding='utf-8')}}}\n" for name in elements())
    return {STYLES: "".join(styles), ELEMENTS: "".join(scripts)}


class GatheredStorage(ManifestStaticFilesStorage):
    """Names of gathered files hold their hash; what nobody has gathered keeps its plain name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._urls: dict[str, str] = {}

    def stored_name(self, name: str) -> str:
        plain = self.clean_name(name)
        found: str = self.hashed_files.get(self.hash_key(plain), plain)
        return found

    def url(self, name: str | None, force: bool = False) -> str:  # noqa: FBT001, FBT002 - Django's own signature
        if not name or settings.DEBUG:
            return super().url(name or "", force)
        if name not in self._urls:
            self._urls[name] = super().url(name, force)
        return self._urls[name]

    def has(self, name: str) -> bool:
        return name in self.hashed_files

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:  # noqa: FBT001, FBT002 - the same
        """Add our two bundles to what is hashed and compressed."""
        if not dry_run:
            for name, text in bundles().items():
                Path(self.path(name)).write_text(text, encoding="utf-8")
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)
        self._urls.clear()


def linked(bundle: str, parts: Callable[[], Iterable[str]]) -> list[str]:
    """The addresses that a page links: the bundle where it was gathered, else every part."""
    gathered = not settings.DEBUG and getattr(staticfiles_storage, "has", lambda _name: False)(bundle)
    return [staticfiles_storage.url(name) for name in ([bundle] if gathered else parts())]


def gather() -> None:
    """Gather all static files for this version of them, once, however many processes start. Not while developing."""
    if settings.DEBUG:
        return
    root = Path(settings.STATIC_ROOT)
    try:
        with _alone(root):
            mark, version = root / "gathered.txt", _version()
            if not mark.exists() or mark.read_text(encoding="utf-8") != version:
                call_command("collectstatic", interactive=False, verbosity=0)
                _compress(root)
                mark.write_text(version, encoding="utf-8")
    except OSError as error:
        logger.warning("Static files are sent one by one: %s cannot be written (%s).", root, error.strerror)


def _compress(root: Path) -> None:
    """Put beside each text what WhiteNoise sends to who takes gzip."""
    for path in root.rglob("*"):
        if path.suffix in _TEXTS and path.is_file():
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    root.mkdir(parents=True, exist_ok=True)
    with (root / "gathering.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _version() -> str:
    """A hash over every file there is to gather, and over this module, which makes the bundles."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for finder in get_finders():
        for path, storage in finder.list([]):
            with storage.open(path) as file:
                digest.update(path.encode() + b"\0" + file.read())
    return digest.hexdigest()
