"""Second steps of signing in: authenticator apps, recovery codes, and who may not go without."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from juluo.core.accounts.routines import renew_second_steps
from juluo.core.models import SharedValue

PASSWORD = "a-long-pass-phrase"


@pytest.fixture(autouse=True)
def no_limits(db):
    """allauth counts tries in the cache; each test begins with none."""
    cache.clear()


@pytest.fixture
def lin_with_password(lin):
    lin.user.set_password(PASSWORD)
    lin.user.save()
    return lin


def code_of(secret, *, steps_away=0):
    counter = list(yield_hotp_counters_from_time())[1]  # now; the neighbours are the tolerance
    return format_hotp_value(hotp_value(secret, counter + steps_away))


def sign_in(browser, then="/@shanye/mall/"):
    return browser.post("/accounts/login/", {"login": "lin@example.com", "password": PASSWORD, "next": then})


def turn_on(browser):
    """Turn the app on; return its key."""
    page = browser.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    answer = browser.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert answer["Location"] == "/@shanye/accounts/2fa/recovery-codes/"
    cache.clear()  # each code counts once; the tests ask for the next one in the same half minute
    return secret


def with_app(client_of, lin):
    browser = client_of()
    sign_in(browser)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/@shanye/me/"})
    return turn_on(browser), browser


def test_the_app_is_asked_for_at_the_next_sign_in_and_leads_to_the_same_place(client_of, lin_with_password):
    secret, _ = with_app(client_of, lin_with_password)
    browser = client_of()
    assert sign_in(browser)["Location"].startswith("/@shanye/accounts/2fa/authenticate/")
    assert "_auth_user_id" not in browser.session
    answer = browser.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert (answer.status_code, answer["Location"]) == (302, "/@shanye/mall/")


def test_a_code_of_the_app_opens_one_door_for_as_long_as_it_could_open_one(client_of, lin_with_password):
    secret, _ = with_app(client_of, lin_with_password)
    code, browsers = code_of(secret), [client_of(), client_of()]
    for browser in browsers:
        sign_in(browser)
    assert browsers[0].post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    SharedValue.objects.filter(key__contains="mfa.totp.used").delete()  # as half a minute later
    spaced = f"{code[:3]} {code[3:]}"
    assert 'id="id_code_error"' in browsers[1].post("/accounts/2fa/authenticate/", {"code": spaced}).text
    assert 'id="id_code_error"' in browsers[1].post("/accounts/2fa/authenticate/", {"code": code}).text
    assert browsers[1].post("/accounts/2fa/authenticate/", {"code": code_of(secret, steps_away=1)}).status_code == 302


@pytest.mark.parametrize("code", ["000000", "", "12345", "abcdef", "１２３４５６"])
def test_a_wrong_code_of_the_app_is_said_beside_the_field(client_of, lin_with_password, code):
    with_app(client_of, lin_with_password)
    browser = client_of()
    sign_in(browser)
    page = browser.post("/accounts/2fa/authenticate/", {"code": code}).text
    assert 'id="id_code_error"' in page
    assert "_auth_user_id" not in browser.session


def test_a_code_of_the_app_counts_once(client_of, lin_with_password):
    secret, _ = with_app(client_of, lin_with_password)
    answers, code = [], code_of(secret)
    for browser in (client_of(), client_of()):
        sign_in(browser)
        answers.append(browser.post("/accounts/2fa/authenticate/", {"code": code}).status_code)
    assert answers == [302, 200]


def test_guessing_the_code_is_slowed_down(client_of, lin_with_password):
    secret, _ = with_app(client_of, lin_with_password)
    browser = client_of()
    sign_in(browser)
    for guess in range(10):
        browser.post("/accounts/2fa/authenticate/", {"code": f"{guess:06d}"})
    assert browser.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).status_code == 200
    assert "_auth_user_id" not in browser.session


def test_a_recovery_code_signs_in_once(client_of, lin_with_password):
    with_app(client_of, lin_with_password)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    answers = []
    for browser in (client_of(), client_of()):
        sign_in(browser)
        answers.append(browser.post("/accounts/2fa/authenticate/", {"code": code}).status_code)
    assert answers == [302, 200]


def test_the_key_of_the_app_is_sealed_in_the_database(client_of, lin_with_password):
    secret, _ = with_app(client_of, lin_with_password)
    for step in Authenticator.objects.all():
        assert secret not in str(step.data)
        assert step.data.get("secret", step.data.get("seed")).startswith("v1.")


def test_steps_sealed_by_an_earlier_key_are_sealed_anew(client_of, lin_with_password, settings):
    secret, _ = with_app(client_of, lin_with_password)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key-of-enough-length"
    renew_second_steps.function()
    settings.SECRET_KEY_FALLBACKS = []
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of(secret))


def test_turning_on_a_second_step_asks_for_proof_first(client_of, lin_with_password):
    answer = client_of(lin_with_password).get("/accounts/2fa/totp/activate/")
    assert answer["Location"].startswith("/@shanye/accounts/reauthenticate/?next=")


def test_turning_the_app_off_ends_the_second_step(client_of, lin_with_password):
    _, browser = with_app(client_of, lin_with_password)
    assert browser.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.exists()
    assert sign_in(client_of())["Location"] == "/@shanye/mall/"


def test_staff_without_a_second_step_are_led_to_add_one(client_of, mei, settings):
    settings.JULUO_STAFF_SECOND_STEP = True
    answer = client_of(mei).get("/studio/")
    assert answer["Location"] == "/@shanye/accounts/?next=%2F%40shanye%2Fstudio%2F"
    assert "/accounts/2fa/" in client_of(mei).get("/accounts/").text
    assert client_of(mei).get("/api/v1/members").json()["code"] == "second_step"


def test_staff_with_a_second_step_pass(client_of, mei, settings):
    settings.JULUO_STAFF_SECOND_STEP = True
    Authenticator.objects.create(user=mei.user, type="totp", data={})
    assert client_of(mei).get("/studio/").status_code == 200
    assert client_of(mei).get("/api/v1/members").status_code == 200


def test_recovery_codes_alone_are_no_second_step(client_of, mei, settings):
    settings.JULUO_STAFF_SECOND_STEP = True
    Authenticator.objects.create(user=mei.user, type="recovery_codes", data={})
    assert client_of(mei).get("/studio/").status_code == 302


def test_where_nobody_asks_for_it_staff_pass_without(client_of, mei, settings):
    settings.JULUO_STAFF_SECOND_STEP = False
    assert client_of(mei).get("/studio/").status_code == 200


def test_the_list_shows_every_session_and_ends_the_others(client_of, lin_with_password):
    here, there = client_of(), client_of()
    for browser in (here, there):
        sign_in(browser)
    assert here.get("/accounts/sessions/").text.count('class="cell"') >= 2
    here.post("/accounts/sessions/")
    assert there.get("/orders/")["Location"].startswith("/@shanye/accounts/login/")
    assert here.get("/orders/").status_code == 200


def test_one_never_sees_the_sessions_of_others(client_of, lin_with_password, mei):
    sign_in(client_of())
    assert list(client_of(mei).get("/accounts/sessions/").context["sessions"]) == []
