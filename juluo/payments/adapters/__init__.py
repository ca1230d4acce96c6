"""Which companies we can speak to, by name."""

from collections.abc import Callable, Mapping

from juluo.payments.adapters.sandbox import SandboxProvider
from juluo.payments.models import MerchantAccount
from juluo.payments.provider import Credentials, Provider

ADAPTERS: Mapping[str, Callable[[Credentials], Provider]] = {"sandbox": SandboxProvider}


def provider_of(account: MerchantAccount) -> Provider:
    return ADAPTERS[account.provider](Credentials(account.merchant, account.key, account.secret))
