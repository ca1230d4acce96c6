"""Who may call: guests, members, staff, and keys that act as a member within their scopes."""

from datetime import timedelta

import pytest
from django.test import Client

from juluo.core import clock
from juluo.core.keys import MEMBER_SCOPE, key_of, make_key, revoke_key
from juluo.core.models import ApiKey, FactRow
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import make_staff
from juluo.core.words import RoleKey

KEYS = "/@shanye/api/v1/keys"
ORDERS = "/@shanye/api/v1/orders"


@pytest.fixture
def key(mei):
    return make_key(mei, name="till", scopes=["orders.read", MEMBER_SCOPE])


def ask(path, token="", **headers):
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return Client(headers=headers).get(path)


def code(response):
    assert response["Content-Type"] == "application/problem+json"
    return response.status_code, response.json()["code"]


def test_a_key_is_made_by_staff_shown_once_and_recorded(mei, client_of):
    answer = client_of(mei).post(KEYS, {"name": "till", "scopes": ["orders.read"]}, content_type="application/json")

    assert answer.status_code == 201
    made = answer.json()
    assert key_of(made["secret"]).id == ApiKey.objects.get().id
    assert made["secret"] not in str(ApiKey.objects.values_list().get())
    fact = FactRow.objects.get(name="ApiKeyMade")
    assert (fact.by_staff, fact.actor_id, str(fact.subject_id)) == (True, mei.id, made["id"])
    assert "secret" not in client_of(mei).get(KEYS).json()["items"][0]


@pytest.mark.parametrize(
    "change", [lambda t: t + "x", lambda t: t[:-1], lambda t: t.upper(), lambda t: "jk_" + t, lambda t: ""]
)
def test_only_the_whole_secret_opens(key, change):
    made, token = key
    assert key_of(token) == made
    assert key_of(change(token)) is None


@pytest.mark.parametrize(
    "token", ["jk", "jk_", "jk__", "jk_a_b", "sk_a_b", "jk_１_２", "\x00", "jk_" + "a" * 10_000, "jk_'_--"]
)
def test_what_is_no_key_opens_nothing(space, token):
    assert key_of(token) is None


def test_a_key_opens_nothing_in_another_space(key, other_space):
    with acting_in(other_space):
        assert key_of(key[1]) is None


def test_a_key_ends_when_it_expires_is_revoked_or_its_member_is_gone(key, mei, space):
    made, token = key
    ApiKey.objects.update(expires_at=clock.now())
    assert key_of(token) is None
    ApiKey.objects.update(expires_at=clock.now() + timedelta(minutes=1))
    assert key_of(token) == made
    mei.banned_at = clock.now()
    mei.save(update_fields=["banned_at"])
    assert key_of(token) is None
    mei.banned_at = None
    mei.save(update_fields=["banned_at"])

    revoke_key(made)
    revoke_key(made)

    assert key_of(token) is None
    assert FactRow.objects.filter(name="ApiKeyRevoked").count() == 1


@pytest.mark.parametrize("scopes", [[], ["unknown"], ["member", "unknown"], [""]])
def test_a_key_needs_scopes_that_exist(mei, scopes):
    with pytest.raises(Refused, check=lambda refused: (refused.code, refused.field) == ("bad_scope", "scopes")):
        make_key(mei, name="till", scopes=scopes)


def test_a_key_cannot_be_allowed_what_its_member_may_not_do(lin):
    make_staff(lin, RoleKey.EDITOR)
    with pytest.raises(Refused, check=lambda refused: refused.code == "not_allowed"):
        make_key(lin, name="till", scopes=["orders.refund"])


def test_a_key_cannot_expire_in_the_past(mei):
    with pytest.raises(Refused, check=lambda refused: refused.code == "expired"):
        make_key(mei, name="till", scopes=["member"], expires_at=clock.now())


def test_a_key_cannot_make_keys_and_so_cannot_widen_itself(mei):
    _, token = make_key(mei, name="till", scopes=["settings.write"])
    assert code(ask(KEYS, token)) == (403, "not_allowed")


def test_when_a_key_was_last_used_is_kept_to_the_minute(mei, space):
    _made, token = make_key(mei, name="till", scopes=["orders.read"])
    ask(KEYS, token)
    first = ApiKey.objects.get().last_used_at
    ask(KEYS, token)
    assert first is not None
    assert ApiKey.objects.get().last_used_at == first

    ApiKey.objects.update(last_used_at=first - timedelta(minutes=2))
    ask(KEYS, token)
    assert ApiKey.objects.get().last_used_at >= first


def test_guests_are_asked_to_sign_in_and_members_who_are_no_staff_are_refused(client_of, lin, mei):
    assert code(client_of().get(KEYS)) == (401, "sign_in")
    assert code(client_of(lin).get(KEYS)) == (403, "not_allowed")
    assert client_of(mei).get(KEYS).json() == {"items": [], "next": None}


@pytest.mark.parametrize(
    "header", ["Bearer wrong", "Basic bWVpOm1laQ==", "Bearer", "Bearer jk_a_b", "jk_a_b", "Bearer  "]
)
def test_a_bad_authorization_header_is_never_taken_for_a_session(client_of, mei, header):
    assert code(client_of(mei).get(KEYS, headers={"Authorization": header})) == (401, "sign_in")


def test_a_session_needs_its_csrf_token_to_change_anything(mei, client_of):
    browser = client_of(mei)
    browser.handler.enforce_csrf_checks = True
    body = {"name": "till", "scopes": ["orders.read"]}
    assert code(browser.post(KEYS, body, content_type="application/json")) == (403, "csrf")
    assert not ApiKey.objects.exists()


def test_at_the_root_the_space_is_named_in_a_header(mei, space):
    _, token = make_key(mei, name="till", scopes=["orders.read"])
    assert code(ask("/api/v1/keys")) == (400, "no_space")
    assert code(ask("/api/v1/keys", token)) == (400, "no_space")
    assert code(ask("/api/v1/keys", token, **{"Juluo-Space": "nowhere"})) == (404, "not_found")
    assert code(ask("/api/v1/keys", **{"Juluo-Space": "shanye"})) == (401, "sign_in")


def test_the_address_decides_before_the_header(mei, client_of, other_space):
    answer = client_of(mei).get(KEYS, headers={"Juluo-Space": "other"})
    assert answer.json() == {"items": [], "next": None}
