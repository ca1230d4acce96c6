"""Somebody asks: one request, and the answer as it can be compared."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import clear_script_prefix

from juluo.core.ids import uuid7
from juluo.core.models import User

_COMPARED = ("Location", "Content-Type", "Allow", "Link", "HX-Redirect", "HX-Location")
_UUID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_TIME = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?"
_DRAWN = r'\b[A-Z2-7]{32}\b|base64,[A-Za-z0-9+/=]+|"challenge": ?"[^"]*"|"code": ?"[^"]*"|feeds/[\w-]{43}/'
"""Keys and challenges of second steps, codes of new entrances and invitations, and the key of the asker's own feed."""
_VOLATILE = re.compile(rf'name="csrfmiddlewaretoken" value="[^"]*"|\b[0-9a-f]{{16}}\b|{_UUID}|{_TIME}|{_DRAWN}')


@dataclass(frozen=True)
class Answer:
    """A status, what may be compared, and everything that could tell something."""

    status: int
    text: str
    everything: str


@dataclass
class Asker:
    """A guest, a member or staff of one space, by session or by API key, under one prefix of its addresses."""

    role: str
    prefix: str = ""
    user: User | None = None
    headers: dict[str, str] = field(default_factory=dict)
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def ask(self, method: str, path: str, content: Any = None, *, as_json: bool = False) -> Any:
        """Send `content` as a query, a form or JSON. Signs in again if the request before signed us out."""
        self._begin_afresh()
        url = f"{self.prefix}{path}"
        if as_json and method != "GET":
            body = json.dumps(content)
            headers = self.headers | {"Idempotency-Key": uuid7().hex}
            return self.client.generic(method, url, body, content_type="application/json", headers=headers)
        return getattr(self.client, method.lower())(url, content or {}, headers=self.headers)

    def _begin_afresh(self) -> None:
        clear_script_prefix()
        for cookie in ("messages", "entrance"):
            self.client.cookies.pop(cookie, None)
        kept = self.client.cookies.get("sessionid")
        if self.user and not (kept and Session.objects.filter(pk=kept.value).exists()):
            self.client.force_login(self.user)


def answer_of(response: Any, sent: Iterable[str]) -> Answer:
    """Put "~" for every value that was sent, quoted or not, and for what differs between any two answers."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    body = content.decode(errors="replace")
    told = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    compared = "\n".join(response.headers.get(name, "") for name in _COMPARED)
    values = {value for each in sent for value in (each, quote(each, safe=""))}
    for each in sorted(values - {""}, key=len, reverse=True):
        body, told, compared = (text.replace(each, "~") for text in (body, told, compared))
    everything = f"{told}\n{response.cookies.output()}\n{body}"
    return Answer(response.status_code, _VOLATILE.sub("~", f"{compared}\n{body}"), everything)
