"""What a page that is live needs: an address to listen at, and where that is."""

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from juluo.core.live import PATH
from juluo.core.live.tickets import ticket_for
from juluo.core.models import Member


class Asked(Protocol):
    """A request, as far as it tells where it was sent to."""

    def build_absolute_uri(self, location: str | None = None) -> str: ...


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen, and until when (seconds of Unix). Listening ends then; who still may asks for another."""

    url: str
    ends: int


def listening_to(stream: str, member: Member, request: Asked) -> Listening | None:
    """An address at which the member may listen to the stream; None on an installation without a live process.

    Ask before whether they may: nobody does afterwards.
    """
    address = live_address(request)
    if not address:
        return None
    ticket = ticket_for(member.space_id, member.pk, stream, origin=_origin_of(request.build_absolute_uri("/")))
    return Listening(f"{address}?{urlencode({'ticket': ticket.sealed()})}", ticket.ends)


def live_address(request: Asked) -> str:
    """Where the live process answers this page: LIVE_URL is a whole address, a path here, or another port here."""
    known: str = settings.LIVE_URL
    if not known:
        return ""
    here = urlsplit(request.build_absolute_uri("/"))
    if known.startswith(":"):
        return f"{here.scheme}://{here.hostname}{known}{PATH}"
    if known.startswith("/"):
        return f"{_origin_of(here.geturl())}{PATH}"
    return known.rstrip("/").removesuffix(PATH.rstrip("/")) + PATH


def live_origins(request: Asked) -> list[str]:
    """What a page connects to when it is live, for its policy (`core.http.connecting`)."""
    return [_origin_of(address)] if (address := live_address(request)) else []


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
