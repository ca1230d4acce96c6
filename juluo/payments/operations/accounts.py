from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Space
from juluo.core.spaces import acting_space_id
from juluo.payments.adapters.sandbox import new_credentials, register_merchant
from juluo.payments.facts import MerchantAccountKept
from juluo.payments.models import MerchantAccount
from juluo.payments.provider import Credentials, refuse_in_transaction


@transaction.atomic
def keep_account(provider: str, credentials: Credentials) -> MerchantAccount:
    """Keep the acting space's account with `provider`; new credentials replace the old ones."""
    account = MerchantAccount.objects.select_for_update().filter(provider=provider).first()
    account = account or MerchantAccount(provider=provider, made_at=clock.now())
    account.merchant, account.key, account.secret = credentials.merchant, credentials.key, credentials.secret
    account.save()
    record(MerchantAccountKept(account_id=account.id))
    return account


def open_sandbox_account() -> MerchantAccount:
    """Open the acting space's account at the sandbox gateway, or open it again there if it exists here.

    Raises ProviderUnavailable or ProviderDeclined; call it outside any transaction.
    """
    refuse_in_transaction()
    space = Space.objects.get(pk=acting_space_id())
    kept = MerchantAccount.objects.filter(provider="sandbox").first()
    credentials = Credentials(kept.merchant, kept.key, kept.secret) if kept else new_credentials(space.slug)
    register_merchant(credentials, name=space.name)
    return kept or keep_account("sandbox", credentials)
