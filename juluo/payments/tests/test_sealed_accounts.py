"""The keys of a payment company are sealed in the database, and survive a change of the installation's key."""

from typing import Any

import pytest
from django.db import connection

from juluo.core.refusals import Refused
from juluo.payments.adapters import provider_of
from juluo.payments.models import MerchantAccount
from juluo.payments.operations.accounts import keep_account
from juluo.payments.provider import Credentials, ProviderUnavailable
from juluo.payments.tasks import seal_accounts_anew
from juluo.payments.tests.shop import Shop, later, state

OURS = Credentials("shanye", "sk_live_41", "whsec_AAAA")


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, '|') FROM payments_merchantaccount t")
        return str(cursor.fetchone()[0])


def test_whoever_copies_the_database_reads_no_key(space: Any) -> None:
    keep_account("sandbox", OURS)

    assert ("shanye" in stored(), "sk_live_41" in stored(), "whsec_AAAA" in stored()) == (True, False, False)
    assert MerchantAccount.objects.get().credentials == OURS


def test_the_installations_key_changes_without_a_pause(shop: Shop, settings: Any) -> None:
    payment = shop.paid()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    kept, before = shop.account.credentials, stored()
    letter = shop.letters()[0]
    assert shop.deliver(letter) == 204

    seal_accounts_anew.run()
    assert stored() != before
    renewed = stored()
    seal_accounts_anew.run()
    settings.SECRET_KEY_FALLBACKS = []

    assert (stored(), shop.account.credentials) == (renewed, kept)
    later(minutes=2)
    assert state(payment) == "confirmed"


def test_with_a_lost_key_nothing_is_decided_until_it_is_back(shop: Shop, settings: Any, caplog: Any) -> None:
    payment, right = shop.paid(), settings.SECRET_KEY
    letter, before = shop.letters()[0], stored()
    settings.SECRET_KEY = "lost"

    with pytest.raises(ProviderUnavailable):
        provider_of(shop.account)
    with pytest.raises(Refused) as refused:
        shop.open()
    assert refused.value.code == "provider_unavailable"
    assert shop.deliver(letter) == 503
    seal_accounts_anew.run()
    later(minutes=2)
    assert (stored(), state(payment)) == (before, "pending")
    assert "was SECRET_KEY changed?" in caplog.text

    settings.SECRET_KEY = right
    assert shop.deliver(letter) == 204
    later(minutes=20)
    assert state(payment) == "confirmed"
