"""Tickets: what a page hands to its reader, and what the live process believes."""

import secrets
import time
from dataclasses import dataclass
from uuid import UUID

from django.core import signing

SHORTEST, LONGEST = 35, 50
"""Seconds that a ticket is good for. Drawn by lot, so that all who came at once do not come again at once."""
_SALT = "juluo.core.live.tickets"


@dataclass(frozen=True, slots=True)
class Ticket:
    """Lets one member listen to one stream of one space, from pages of one origin, until `ends` (seconds of Unix).

    It is kept by the clocks of the machines: it guards a wire for less than a minute and decides nothing.
    """

    space_id: UUID
    member_id: UUID
    stream: str
    origin: str
    ends: int

    def sealed(self) -> str:
        """The ticket as it stands in the address of a stream."""
        told = [self.space_id.hex, self.member_id.hex, self.stream, self.origin, self.ends]
        return signing.Signer(salt=_SALT).sign_object(told)


def ticket_for(space_id: UUID, member_id: UUID, stream: str, *, origin: str) -> Ticket:
    """A ticket that begins now. Whether the member may listen was asked before."""
    ends = int(time.time()) + SHORTEST + secrets.randbelow(LONGEST - SHORTEST + 1)
    return Ticket(space_id, member_id, stream, origin, ends)


def ticket_in(sealed: str) -> Ticket | None:
    """The ticket that this installation gave out, if it did and the ticket has not ended."""
    try:
        space, member, stream, origin, ends = signing.Signer(salt=_SALT).unsign_object(sealed)
        ticket = Ticket(UUID(space), UUID(member), str(stream), str(origin), int(ends))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return ticket if time.time() < ticket.ends else None
