import logging

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Space
from juluo.core.sealing import SealBroken, is_sealed_anew, seal
from juluo.core.spaces import acting_space_id
from juluo.payments.adapters import credentials_of
from juluo.payments.adapters.sandbox import new_credentials, register_merchant
from juluo.payments.facts import MerchantAccountKept
from juluo.payments.models import KEY, SECRET, MerchantAccount
from juluo.payments.provider import Credentials, refuse_in_transaction

logger = logging.getLogger(__name__)


@transaction.atomic
def keep_account(provider: str, credentials: Credentials) -> MerchantAccount:
    """Keep the acting space's account with `provider`; new credentials replace the old ones."""
    account = MerchantAccount.objects.select_for_update().filter(provider=provider).first()
    account = account or MerchantAccount(provider=provider, made_at=clock.now())
    account.merchant = credentials.merchant
    _seal(account, credentials)
    account.save()
    record(MerchantAccountKept(account_id=account.id))
    return account


@transaction.atomic
def seal_accounts_anew() -> None:
    """Seal with the present SECRET_KEY what an earlier one sealed; what no key opens is left alone, and logged."""
    for account in MerchantAccount.objects.select_for_update().order_by("id"):
        if is_sealed_anew(account.sealed_key, about=KEY) and is_sealed_anew(account.sealed_secret, about=SECRET):
            continue
        try:
            _seal(account, account.credentials)
        except SealBroken:
            logger.error("The keys of %s cannot be opened: was SECRET_KEY changed?", account.provider)  # noqa: TRY400
            continue
        account.save(update_fields=["sealed_key", "sealed_secret"])


def _seal(account: MerchantAccount, credentials: Credentials) -> None:
    account.sealed_key = seal(credentials.key, about=KEY)
    account.sealed_secret = seal(credentials.secret, about=SECRET)


def open_sandbox_account() -> MerchantAccount:
    """Open the acting space's account at the sandbox gateway, or open it again there if it exists here.

    Raises ProviderUnavailable or ProviderDeclined; call it outside any transaction.
    """
    refuse_in_transaction()
    space = Space.objects.get(pk=acting_space_id())
    kept = MerchantAccount.objects.filter(provider="sandbox").first()
    credentials = credentials_of(kept) if kept else new_credentials(space.slug)
    register_merchant(credentials, name=space.name)
    return kept or keep_account("sandbox", credentials)
