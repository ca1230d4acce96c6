"""Codes to phones: how a number is read, how long a code lives, how many may be sent and tried (NIST SP 800-63B 5.1.3).

Fifty tries a day at six digits: somebody guesses right with a chance of 5 in 100,000 a day.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused

LIFE = timedelta(minutes=10)
GAP = timedelta(seconds=60)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SENT_A_DAY_TO_A_PHONE, SENT_A_DAY_FROM_AN_ADDRESS, SENT_A_DAY_BY_A_SPACE = 5, 20, 1000
TRIES_A_CODE, TRIES_AN_HOUR, TRIES_A_DAY = 5, 10, 50

_LEFT_OUT = re.compile(r"[\s().\-\u00a0\u2010-\u2015]")
_E164 = re.compile(r"^\+[1-9][0-9]{7,14}$")
_CHINESE_MOBILE = re.compile(r"^1[3-9][0-9]{9}$")
_CODE = re.compile(r"^[0-9]{6}$")


@dataclass(frozen=True, slots=True)
class Sent:
    """How many codes went out within 24 hours; `lately`: one to this phone within the last minute."""

    to_phone: int
    from_address: int
    by_space: int
    lately: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """How often codes of one phone were tried."""

    this_code: int
    this_hour: int
    this_day: int


def e164(phone: str) -> str:
    """Read a number as people write it: "138 0013 8000" is Chinese, anything else begins with + or 00."""
    number = _LEFT_OUT.sub("", phone.translate(_FULL_WIDTH))
    if _CHINESE_MOBILE.match(number):
        number = f"+86{number}"
    elif number.startswith("00"):
        number = f"+{number[2:]}"
    if not _E164.match(number) or (number.startswith("+86") and not _CHINESE_MOBILE.match(number[3:])):
        message = _("Write a mobile number; outside of mainland China with its country code, such as +44.")
        raise Refused(message, code="bad_phone", field="phone", status=422)
    return number


_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0B: "+"}


def tidy_code(code: str) -> str:
    """What was typed or pasted, without blanks; "" if it cannot be a code."""
    tidy = _LEFT_OUT.sub("", code[:40].translate(_FULL_WIDTH))
    return tidy if _CODE.match(tidy) else ""


def check_may_send(sent: Sent) -> None:
    """Refuse what costs too much or lets somebody annoy a stranger."""
    if sent.lately:
        message = _("A code was sent less than a minute ago. Please wait for it.")
        raise Refused(message, code="too_soon", field="phone", status=429)
    limits = (
        (sent.to_phone, SENT_A_DAY_TO_A_PHONE),
        (sent.from_address, SENT_A_DAY_FROM_AN_ADDRESS),
        (sent.by_space, SENT_A_DAY_BY_A_SPACE),
    )
    if any(count >= most for count, most in limits):
        message = _("Too many codes were sent today. Please try again tomorrow, or sign in another way.")
        raise Refused(message, code="too_many_codes", field="phone", status=429)


def check_may_try(tried: Tried) -> None:
    """Refuse before looking at the code, so that guessing ends."""
    if tried.this_code >= TRIES_A_CODE or tried.this_hour >= TRIES_AN_HOUR or tried.this_day >= TRIES_A_DAY:
        message = _("Too many tries. Please ask for a new code later.")
        raise Refused(message, code="too_many_tries", field="code", status=429)


def wrong_code() -> Refused:
    """One answer for a code that is wrong, used, expired or was never sent."""
    message = _("This code is wrong or has expired. Check it, or ask for a new one.")
    return Refused(message, code="bad_code", field="code", status=422)
