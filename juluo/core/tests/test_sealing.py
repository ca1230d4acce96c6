"""What is sealed opens in its space, in its place, with the installation's key, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.core.ids import uuid7
from juluo.core.sealing import SealBroken, is_sealed_anew, seal, unseal
from juluo.core.spaces import acting_in

HERE, THERE = uuid7(), uuid7()


@pytest.fixture(autouse=True)
def keys(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]
    return settings


@given(st.text())
def test_what_is_sealed_opens_again(secret):
    with acting_in(HERE):
        sealed = seal(secret, about="tea")
        assert unseal(sealed, about="tea") == secret
        assert seal(secret, about="tea") != sealed


def test_it_opens_in_no_other_space_and_no_other_place():
    with acting_in(HERE):
        sealed = seal("secret", about="tea")
        with pytest.raises(SealBroken):
            unseal(sealed, about="milk")
    with acting_in(THERE), pytest.raises(SealBroken):
        unseal(sealed, about="tea")
    assert "secret" not in sealed


def test_a_changed_letter_breaks_the_seal():
    with acting_in(HERE):
        sealed = seal("secret", about="tea")
        for at in range(3, len(sealed)):
            forged = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
            with pytest.raises(SealBroken):
                unseal(forged, about="tea")


@pytest.mark.parametrize(
    "text", ["", "v1.", "v1.AAAA", "secret", "v1.密", "v1.=", "v2.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]
)
def test_what_was_never_sealed_does_not_open(text):
    with acting_in(HERE), pytest.raises(SealBroken):
        unseal(text, about="tea")


def test_an_earlier_key_still_opens_and_a_lost_one_does_not(keys):
    keys.SECRET_KEY, keys.SECRET_KEY_FALLBACKS = "old", []
    with acting_in(HERE):
        sealed = seal("secret", about="tea")
        keys.SECRET_KEY, keys.SECRET_KEY_FALLBACKS = "new", ["older", "old"]
        assert (unseal(sealed, about="tea"), is_sealed_anew(sealed, about="tea")) == ("secret", False)
        assert is_sealed_anew(seal("secret", about="tea"), about="tea")
        keys.SECRET_KEY_FALLBACKS = []
        with pytest.raises(SealBroken):
            unseal(sealed, about="tea")
