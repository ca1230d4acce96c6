"""A mail to oneself, to see whether mails leave the house at all."""

import logging
import smtplib
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from django.core.cache import cache
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.letters import Letter, message_of
from juluo.core.models import FactRow, Member, Space
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.reach.facts import TrialMailSent
from juluo.reach.queries.outbox import mail_folder

MOST = 5
_WITHIN = timedelta(minutes=10)
_ONE_PRESS_S = 10

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trial:
    """Where the mail went: to an address, or into the outbox where no mail server is set."""

    to: str
    in_outbox: bool


def send_trial_mail(to: Member) -> Trial:
    """Send a mail to the member's own address, now. Asked for twice within ten seconds, it is one mail.

    The mail server is called outside of any transaction. Refused: `no_address`, `too_many`, and with what to do about
    it whatever the mail server refused: `mail_unreachable`, `mail_sign_in`, `mail_sender`, `mail_recipient`,
    `mail_refused`.
    """
    trial = Trial(to.user.email if to.user else "", mail_folder() is not None)
    _check(trial)
    press = f"trial mail {acting_space_id()} {to.pk}"
    if not cache.add(press, 1, timeout=_ONE_PRESS_S):
        return trial
    try:
        message_of(_letter(), to=trial.to, space=_space()).send()
    except (smtplib.SMTPException, OSError) as error:
        cache.delete(press)
        logger.warning("trial mail refused", extra={"error": str(error)[:300]})
        raise _meaning(error) from error
    with transaction.atomic():
        record(TrialMailSent(member_id=to.pk))
    return trial


def _check(trial: Trial) -> None:
    if not trial.to:
        raise Refused(_("Your login has no e-mail address."), code="no_address")
    sent = FactRow.objects.filter(name=TrialMailSent.__name__, at__gt=clock.now() - _WITHIN).count()
    if sent >= MOST:
        message = _("Enough test mails for now. Wait ten minutes, then try again.")
        raise Refused(message, code="too_many", status=HTTPStatus.TOO_MANY_REQUESTS)


def _letter() -> Letter:
    name = _space().name
    return Letter(
        subject=_("A test mail from %(space)s") % {"space": name},
        paragraphs=[
            _("If you read this, mails leave the house. Look whether it lies among the spam: then whoever keeps the "
              "installation publishes SPF and DKIM for the domain of the sender."),
        ],
        language=translation.get_language() or "en",
        name=name,
    )  # fmt: skip


def _space() -> Space:
    return Space.objects.get(pk=acting_space_id())


def _meaning(error: Exception) -> Refused:
    """What the mail server's answer means, and what to do about it."""
    sentences = {
        "mail_sign_in": _("The mail server does not know us. Whoever keeps the installation checks EMAIL_HOST_USER and "
                          "EMAIL_HOST_PASSWORD."),
        "mail_sender": _("The mail server does not send from our address. Whoever keeps the installation sets "
                         "DEFAULT_FROM_EMAIL to one that it allows."),
        "mail_recipient": _("The mail server does not take mail for your address. Check how it is written under "
                            "Account and security."),
        "mail_refused": _("The mail server refused the mail. Its answer is in the log of the installation."),
        "mail_unreachable": _("The mail server does not answer. Whoever keeps the installation checks EMAIL_HOST, "
                              "EMAIL_PORT and EMAIL_USE_TLS, and whether this machine may connect to it."),
    }  # fmt: skip
    code = _code(error)
    return Refused(sentences[code], code=code, status=HTTPStatus.CONFLICT)


def _code(error: Exception) -> str:
    kinds: list[tuple[type[Exception], str]] = [
        (smtplib.SMTPAuthenticationError, "mail_sign_in"),
        (smtplib.SMTPSenderRefused, "mail_sender"),
        (smtplib.SMTPRecipientsRefused, "mail_recipient"),
        (smtplib.SMTPConnectError, "mail_unreachable"),
        (smtplib.SMTPServerDisconnected, "mail_unreachable"),
        (smtplib.SMTPNotSupportedError, "mail_unreachable"),
        (smtplib.SMTPException, "mail_refused"),
    ]
    return next((code for kind, code in kinds if isinstance(error, kind)), "mail_unreachable")
