"""Codes to phones: sent sparingly, tried rarely, right once, kept as digests."""

import json
import re
from datetime import timedelta

import pytest

from juluo.core import clock
from juluo.core.models import Space
from juluo.core.phone_codes import phone_codes
from juluo.core.refusals import Refused
from juluo.reach.channels.outbox import folder
from juluo.reach.models import PhoneCode
from juluo.reach.operations.phones import forget_codes
from juluo.reach.rules.phones import e164
from juluo.testing.together import at_once

PHONE = "138 0013 8000"


@pytest.fixture(autouse=True)
def _outbox(space: Space, settings, tmp_path):
    settings.JULUO_DATA, settings.JULUO_TEST_CLOCK = tmp_path, True


def send(phone=PHONE, *, bound_to="browser", ip_address="10.0.0.1"):
    return phone_codes().send(phone, purpose="sign-in", bound_to=bound_to, ip_address=ip_address)


def check(code, phone=PHONE, *, bound_to="browser"):
    return phone_codes().check(phone, code, purpose="sign-in", bound_to=bound_to)


def last_text():
    return json.loads(max(folder().glob("*.json"), key=lambda path: path.stat().st_mtime_ns).read_text())


def last_code():
    return re.search(r"\d{6}", last_text()["text"])[0]


def refusal(act, *arguments, **more):
    with pytest.raises(Refused) as refused:
        act(*arguments, **more)
    return refused.value.code


def test_the_code_that_was_sent_is_right_once(space: Space):
    assert send() - clock.now() <= timedelta(minutes=10)
    code = last_code()

    assert last_text()["to"] == "+8613800138000"
    assert check(f" {code[:3]} {code[3:]} ") == "+8613800138000"
    assert refusal(check, code) == "bad_code"


def test_a_code_is_of_no_use_to_another_browser_or_for_another_number():
    send()

    assert refusal(check, last_code(), bound_to="other") == "bad_code"
    assert refusal(check, last_code(), "13900139000") == "bad_code"
    assert check(last_code()) == "+8613800138000"


def test_a_code_ends_after_ten_minutes():
    send()
    clock.advance(timedelta(minutes=10, seconds=1))

    assert refusal(check, last_code()) == "bad_code"


def test_a_newer_code_replaces_the_one_before():
    send()
    first = last_code()
    clock.advance(timedelta(seconds=61))
    send()

    assert first == last_code() or refusal(check, first) == "bad_code"
    assert check(last_code()) == "+8613800138000"


def test_five_tries_and_no_more():
    send()
    right = last_code()
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"

    assert [refusal(check, wrong) for _each in range(5)] == ["bad_code"] * 5
    assert refusal(check, right) == "too_many_tries"


def test_guessing_at_once_gets_no_more_tries():
    send()
    right = last_code()
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    answers = at_once(lambda: check(wrong), times=12)

    assert sorted(each.code for each in answers) == ["bad_code"] * 5 + ["too_many_tries"] * 7


def test_ten_tries_an_hour_for_one_phone_whatever_the_codes():
    for _each in range(2):
        send()
        [refusal(check, "x") for _each in range(5)]
        clock.advance(timedelta(minutes=2))
    send()

    assert refusal(check, last_code()) == "too_many_tries"


def test_five_codes_a_day_for_one_phone_and_a_minute_between():
    send()
    assert refusal(send) == "too_soon"
    for _each in range(4):
        clock.advance(timedelta(minutes=2))
        send()
    clock.advance(timedelta(minutes=2))
    assert refusal(send) == "too_many_codes"

    clock.advance(timedelta(days=1))
    send()


def test_twenty_codes_a_day_from_one_address():
    for number in range(20):
        send(f"1380013{number:04d}")

    assert refusal(send, "13900139000") == "too_many_codes"
    send("13900139000", ip_address="10.0.0.2")


def test_two_requests_at_once_send_one_code():
    answers = at_once(send, times=4)

    assert sorted(isinstance(each, Refused) for each in answers) == [False, True, True, True]
    assert len(list(folder().glob("*.json"))) == 1


def test_number_code_and_browser_are_not_kept():
    send()
    kept = json.dumps(list(PhoneCode.objects.values("phone", "ip_address", "code", "bound_to")))

    assert not any(each in kept for each in ["13800138000", "10.0.0.1", last_code(), "browser"])


def test_old_codes_are_forgotten():
    send()
    clock.advance(timedelta(days=3))
    forget_codes()

    assert PhoneCode.objects.count() == 0


def test_without_an_adapter_nothing_is_offered_and_nothing_sent(settings):
    settings.JULUO_SMS = ""

    assert not phone_codes().is_available()
    assert refusal(send) == "phone_unavailable"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("138 0013 8000", "+8613800138000"),
        ("+86 138-0013-8000", "+8613800138000"),
        ("１３８００１３８０００", "+8613800138000"),
        ("0044 7911 123456", "+447911123456"),
        ("+1 (415) 555-2671", "+14155552671"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed, number):
    assert e164(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "12", "12345678901", "+86 10 1234 5678", "138001380000", "+0123456789", "a" * 500]
)
def test_what_is_no_mobile_number_is_refused(typed):
    assert refusal(e164, typed) == "bad_phone"
