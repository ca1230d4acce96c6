"""A code to a phone, and back: the two verbs that fill `juluo.core.phone_codes`; the outside is called between them."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.models import Space
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id_or_none
from juluo.reach.channels import ChannelUnavailable, OutgoingText, text_channel
from juluo.reach.models import PhoneCode
from juluo.reach.queries.phones import latest_code, sent_within_a_day, tried_within_a_day
from juluo.reach.rules.phones import LIFE, check_may_send, check_may_try, e164, tidy_code, wrong_code

_KEPT = timedelta(days=2)


def send_code(phone: str, *, purpose: str, bound_to: str, ip_address: str = "") -> datetime:
    """Send a fresh code to `phone`; return when it expires. See `PhoneCodes.send` for the limits and refusals."""
    _refuse_in_transaction()
    number, code = e164(phone), f"{secrets.randbelow(1_000_000):06d}"
    row = _keep(PhoneCode(
        phone=_digest("phone", number),
        ip_address=_digest("address", ip_address) if ip_address else "",
        sent_for=acting_space_id_or_none(),
        purpose=purpose,
        bound_to=_digest("bound", bound_to),
        code=_digest("code", f"{number}:{code}"),
    ))  # fmt: skip
    try:
        text_channel().send(OutgoingText(to=number, text=_worded(code), key=str(row.pk)))
    except ChannelUnavailable as error:
        message = _("No text could be sent just now. Please try again, or sign in another way.")
        raise Refused(message, code="phone_unavailable", field="phone", status=503) from error
    return row.expires_at


def check_code(phone: str, code: str, *, purpose: str, bound_to: str) -> str:
    """Return the number (E.164) if `code` is right, and use it up. See `PhoneCodes.check`."""
    _refuse_in_transaction()
    number = e164(phone)
    if not _is_right(number, tidy_code(code), purpose, _digest("bound", bound_to)):
        raise wrong_code()
    return number


def is_available() -> bool:
    """Whether texts can be sent here."""
    return bool(settings.JULUO_SMS)


@transaction.atomic
def forget_codes() -> None:
    """Delete codes whose tries count no more."""
    PhoneCode.objects.filter(asked_at__lt=clock.now() - _KEPT).delete()


@transaction.atomic
def _keep(row: PhoneCode) -> PhoneCode:
    """Count and write under one lock, so that two requests at once are two."""
    for name in sorted({row.phone, row.ip_address, f"space:{row.sent_for}"}):
        _one_at_a_time(name)
    now = clock.now()
    check_may_send(sent_within_a_day(row.phone, row.ip_address, row.sent_for, now))
    row.asked_at, row.expires_at = now, now + LIFE
    row.save(force_insert=True)
    return row


@transaction.atomic
def _is_right(number: str, code: str, purpose: str, bound_to: str) -> bool:
    phone = _digest("phone", number)
    _one_at_a_time(phone)
    now, row = clock.now(), latest_code(phone, purpose, bound_to)
    check_may_try(tried_within_a_day(row, phone, now))
    if row is None:
        return False
    row.tries += 1
    good = constant_time_compare(row.code, _digest("code", f"{number}:{code}"))
    good = good and row.used_at is None and now < row.expires_at
    row.used_at = now if good else row.used_at
    row.save(update_fields=["tries", "used_at"])
    return good


def _worded(code: str) -> str:
    space_id = acting_space_id_or_none()
    name = Space.objects.values_list("name", flat=True).get(pk=space_id) if space_id else "Juluo"
    sentence = _("%(code)s is your code for %(name)s. It holds for ten minutes. Pass it on to nobody.")
    return sentence % {"code": code, "name": name}


def _digest(what: str, value: str) -> str:
    return salted_hmac(f"juluo.reach.phones.{what}", value, algorithm="sha256").hexdigest()


def _one_at_a_time(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"reach:{name}"])


def _refuse_in_transaction() -> None:
    if connection.in_atomic_block:
        raise RuntimeError("A code is sent and checked outside of any transaction: see juluo.core.phone_codes.")
