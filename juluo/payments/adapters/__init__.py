"""Which companies we can speak to, by name."""

from collections.abc import Callable, Mapping

from juluo.core.sealing import SealBroken
from juluo.payments.adapters.sandbox import SandboxProvider
from juluo.payments.models import MerchantAccount
from juluo.payments.provider import Credentials, Provider, ProviderUnavailable

ADAPTERS: Mapping[str, Callable[[Credentials], Provider]] = {"sandbox": SandboxProvider}


def provider_of(account: MerchantAccount) -> Provider:
    """Speak to the account's company. Raises ProviderUnavailable if its keys cannot be opened."""
    return ADAPTERS[account.provider](credentials_of(account))


def credentials_of(account: MerchantAccount) -> Credentials:
    """Keys that cannot be opened are like a company that does not answer: nothing is decided until they can."""
    try:
        return account.credentials
    except SealBroken as error:
        message = f"The keys of {account.provider} cannot be opened: this is not the SECRET_KEY that sealed them."
        raise ProviderUnavailable(message) from error
