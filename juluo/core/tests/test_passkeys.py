"""Passkeys, in Chromium with an authenticator that only exists in it (WebAuthn over the DevTools protocol)."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from juluo.testing.browser import picture
from juluo.testing.house import open_pages

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PASSWORD = "spring-water-1982"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def home(space, mei, lin, tmp_path):
    lin.user.set_password(PASSWORD)
    lin.user.save()
    with open_pages(tmp_path) as running:
        yield running.url_of(space)


@pytest.fixture
def phone(browser, browser_context_args):
    """A page on a phone that holds keys, and the phone's keys."""
    page = browser.new_context(**browser_context_args).new_page()
    page.set_default_timeout(8_000)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    key = device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    return page, lambda command, **more: device.send(f"WebAuthn.{command}", {"authenticatorId": key, **more})


def sign_in_by_password(page, home):
    page.goto(f"{home}/accounts/login/")
    page.locator("details:has(input[name=password]) summary").click()
    page.fill("input[name=login]", "lin@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.locator("details form button").click()
    page.wait_for_url(f"{home}/")


def prove(page):
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").click()


def add_passkey(page, home):
    page.goto(f"{home}/accounts/2fa/webauthn/add/")
    prove(page)
    page.check("input[name=passwordless]")
    picture(page, "passkey-add")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    picture(page, "recovery-codes")


def test_a_passkey_is_made_signs_in_to_the_same_place_and_is_removed(home, phone, lin):
    page, keys = phone
    sign_in_by_password(page, home)
    add_passkey(page, home)
    assert len(keys("getCredentials")["credentials"]) == 1
    page.context.clear_cookies()
    page.goto(f"{home}/accounts/login/?next=/@shanye/orders/")
    picture(page, "sign-in-with-passkey")
    page.click("#passkey_login")
    page.wait_for_url(f"{home}/orders/")
    page.goto(f"{home}/accounts/2fa/webauthn/")
    picture(page, "passkeys")
    page.goto(page.locator("a[href$='/remove/']").get_attribute("href") and f"{home}/accounts/2fa/webauthn/keys/"
              f"{Authenticator.objects.get(type='webauthn').pk}/remove/")  # fmt: skip
    prove(page)
    page.locator("button.button-bad").click()
    page.wait_for_url("**/2fa/webauthn/")
    assert not Authenticator.objects.filter(user=lin.user).exists()


def test_who_refuses_at_the_device_reads_why_nothing_happened(home, phone):
    page, _keys = phone
    page.goto(f"{home}/accounts/login/")
    page.click("#passkey_login")  # the device holds no key
    expect(page.locator("passkey-status")).not_to_be_empty()
    assert page.url == f"{home}/accounts/login/"
    assert Authenticator.objects.count() == 0


def test_a_passkey_that_juluo_does_not_know_does_not_sign_in(home, phone, lin):
    page, _keys = phone
    sign_in_by_password(page, home)
    add_passkey(page, home)
    Authenticator.objects.filter(type="webauthn").delete()
    page.context.clear_cookies()
    page.goto(f"{home}/accounts/login/")
    page.click("#passkey_login")
    expect(page.locator(".toasts")).not_to_be_empty()
    assert "/accounts/login/" in page.url


def test_by_password_a_passkey_is_asked_for_as_second_step(home, phone):
    page, _keys = phone
    sign_in_by_password(page, home)
    add_passkey(page, home)
    page.context.clear_cookies()
    page.goto(f"{home}/accounts/login/?next=/@shanye/orders/")
    page.locator("details:has(input[name=password]) summary").click()
    page.fill("input[name=login]", "lin@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.locator("details form button").click()
    page.wait_for_url("**/2fa/authenticate/**")
    picture(page, "second-step")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url(f"{home}/orders/")
