"""What happens to accounts by itself, every night."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from juluo.core.accounts.closing import erase_what_time_allows, erase_who_is_due
from juluo.core.accounts.secrets import seal_anew
from juluo.core.shared_cache import forget_what_is_over
from juluo.core.tasks import even_when_closed, nightly


@even_when_closed
@nightly
def close_accounts() -> None:
    """Erase whose cooling-off is over, and of former members what a law has kept until now."""
    erase_who_is_due()
    erase_what_time_allows()


@even_when_closed
@nightly
@transaction.atomic
def renew_second_steps() -> None:
    """Seal with the present SECRET_KEY what an earlier one sealed, so that the key may be forgotten."""
    for step in Authenticator.objects.select_for_update().filter(type__in=["totp", "recovery_codes"]):
        if (data := seal_anew(step.data)) != step.data:
            Authenticator.objects.filter(pk=step.pk).update(data=data)


@even_when_closed
@nightly
def forget_old_tries() -> None:
    """Forget tries that are counted no more and used codes that nobody would take."""
    forget_what_is_over()
