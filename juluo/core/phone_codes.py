"""Codes sent to a phone: what the pages of an account ask, and what `reach` answers from above (filled at start-up).

Ask outside of any transaction: sending takes its time, and a wrong try is remembered even though it is refused.
"""

from datetime import datetime
from typing import Protocol


class PhoneCodes(Protocol):
    """Send a code of six digits to a phone, and check what came back."""

    def is_available(self) -> bool:
        """Whether this installation can send texts at all; if not, pages do not offer phones."""

    def send(self, phone: str, *, purpose: str, bound_to: str, ip_address: str) -> datetime:
        """Send a fresh code, which replaces the one before; return when it expires (ten minutes).

        `phone` as a person writes it; `purpose` is a short word ("sign-in", "add-phone"); `bound_to` names the one
        browser or user that may use the code, such as the session's key. Refused: `bad_phone` (field `phone`),
        `too_soon`, `too_many_codes` (429: five a phone, twenty an address and a thousand a space in 24 hours),
        `phone_unavailable` (nothing could be sent: try again). Who has the phone is not asked: all answers are the
        same for known and unknown numbers.
        """

    def check(self, phone: str, code: str, *, purpose: str, bound_to: str) -> str:
        """Return the number as E.164 ("+8613800138000") if `code` is the one sent, once; use it up.

        Refused: `bad_phone`, `bad_code` (field `code`: wrong, used, expired or never sent, all the same answer),
        `too_many_tries` (429: five a code, ten an hour and fifty a day for one phone).
        """


_codes: list[PhoneCodes] = []


def register_phone_codes(codes: PhoneCodes) -> None:
    _codes[:] = [codes]


def phone_codes() -> PhoneCodes:
    return _codes[0]
