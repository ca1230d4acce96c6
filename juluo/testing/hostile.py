"""A space whose every word is hostile, read in Chromium: the browser is answered by the test's own client."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.db import DatabaseError, models, transaction
from playwright.sync_api import Dialog, Page
from playwright.sync_api import Route as Request

from juluo.core.models import Member
from juluo.testing.isolation.asking import Asker
from juluo.testing.isolation.filler import Filling, space_models
from juluo.testing.isolation.routes import FIXED, Route
from juluo.testing.isolation.world import named_values

HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg/onload=alert(1)>', "'><svg/onload=alert(1)>",
    "[x](javascript:alert(1))", "![x](javascript:alert(1))", '![x" onerror="alert(1)](/media/x/full#1x1)',
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)", "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>", "</style><script>alert(1)</script>", "<details open ontoggle=alert(1)>",
    "::product[x]<script>alert(1)</script>", '<https://a.cn/"onmouseover=alert(1)>', "{{ 7 * 7 }}{% now 'Y' %}",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>", "`<script>alert(1)</script>`", "\u202e反过来",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
)  # fmt: skip
"""What `make test` puts everywhere; `make test-full` takes whole collections of other people's besides."""

_SHAPED = re.compile(
    "(^|_)(id|code|slug|sku|key|prefix|ref|hash|token|kind|right|region|currency|time_zone|language|content_type|digest"
    "|number|file|about|provider)(_|$)"
)
"""Names of fields whose value has a shape of its own: what is no code never gets there."""
_ROOM = 30
HERE, BROKEN = "http://space.test", 500


@dataclass
class Reading:
    """A browser's page on which pages are read; `ran` is what scripts said."""

    page: Page
    asker: Asker
    policy: bool
    ran: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    _open: Any = None

    def __post_init__(self) -> None:
        self.page.on("dialog", self._hear)
        self.page.route("**/*", self._answer)

    def read(self, path: str) -> bool:
        """Open what answers with a page, as a reader does, until it has drawn; False if this is no page for them."""
        response = self.asker.ask("GET", path)
        if response.status_code >= BROKEN:
            self.broken.append(f"{path} answers {response.status_code}")
        if response.status_code != HTTPStatus.OK or "text/html" not in response.headers.get("Content-Type", ""):
            response.close()
            return False
        self._open = response
        self.page.goto(f"{HERE}{path}", wait_until="load")
        return True

    def _hear(self, dialog: Dialog) -> None:
        self.ran.append(f"{self.page.url}: {dialog.message}")
        dialog.dismiss()

    def _answer(self, route: Request) -> None:
        """Only the page itself is answered: pictures fail, which is what an `onerror` waits for."""
        asked = route.request
        if not asked.is_navigation_request() or asked.frame.parent_frame or self._open is None:
            route.abort()
            return
        answer, self._open = self._open, None
        headers = {name: value for name, value in answer.headers.items() if self.policy or "Security" not in name}
        route.fulfill(status=answer.status_code, headers=headers, body=answer.content)


def poison(filling: Filling, phrases: Sequence[str]) -> int:
    """Put as many of the phrases as it holds into every free text of the rows; answers how many fields were filled."""
    turn = 0
    for model in space_models():
        for each in filling.rows[model]:
            for target in _free_texts(model):
                turn += _written(each, target, "\n".join([*phrases[turn % len(phrases) :], *phrases]))
    return turn


def pages_of(filling: Filling, routes: Sequence[Route]) -> Iterator[str]:
    """Each address that may answer with a page, at every row of the filling that it may mean."""
    for route in routes:
        if "GET" in route.methods and route.audience not in {"login", "provider", ""}:
            names = [name for name in route.parameters if name not in FIXED]
            for turn in range(max([len(named_values(filling, name)) for name in names], default=1)):
                yield route.at({name: _nth(filling, name, turn) for name in names})


def collections(folder: Path) -> list[str]:
    """Every phrase of the collections in `folder`: naughty strings, scripts in disguise; none if it is not there."""
    if not folder.exists():
        return []
    naughty: list[str] = json.loads((folder / "blns" / "blns.json").read_text())
    scripts = (folder / "payloadbox-xss" / "xss-payload-list.txt").read_text(errors="replace").splitlines()
    return [each.replace("\x00", "") for each in [*naughty, *scripts] if each.strip()]


def _nth(filling: Filling, name: str, turn: int) -> Any:
    values = named_values(filling, name) or [filling.rows[Member][0].pk]
    return values[turn % len(values)]


def _free_texts(model: type[models.Model]) -> list[Any]:
    return [each for each in model._meta.local_fields if _is_free(each)]


def _is_free(target: Any) -> bool:
    if not isinstance(target, models.CharField | models.TextField) or target.choices:
        return False
    roomy = target.max_length is None or target.max_length >= _ROOM
    return roomy and not isinstance(target, models.SlugField) and not _SHAPED.search(target.name)


def _written(row: Any, target: Any, words: str) -> int:
    """1 if the row took the words; a row that refuses them, or never changes, keeps what it has."""
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**{target.name: words[: target.max_length or 20_000]})
    except DatabaseError:
        return 0
    return 1
