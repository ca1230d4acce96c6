import base64
import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings

from juluo.core.money import Money
from juluo.payments.adapters.signing import signed_id
from juluo.payments.provider import (
    Credentials,
    Notification,
    NotificationForged,
    PaymentAnswer,
    PaymentAsk,
    PayoutAnswer,
    ProviderDeclined,
    ProviderUnavailable,
    RefundAnswer,
    Settlement,
    Status,
    refuse_in_transaction,
    wall_clock,
)

if TYPE_CHECKING:
    import httpx

TIMEOUT_S = 5
LARGEST_AMOUNT = 2**63 - 1
OUTAGES = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}


@dataclass(frozen=True, slots=True)
class SandboxProvider:
    """The sandbox gateway of `juluo.payments.sandbox`, spoken to over HTTP as if it were far away."""

    credentials: Credentials

    def create(self, ask: PaymentAsk) -> PaymentAnswer:
        body = {"merchant_ref": ask.ref, "amount_minor": ask.amount.minor, "currency": ask.amount.currency}
        body |= {"subject": ask.description, "notify_url": ask.notify_url, "return_url": ask.return_url}
        return _payment(self._call("POST", "/v1/payments", body))

    def query(self, ref: str) -> PaymentAnswer | None:
        try:
            return _payment(self._call("GET", f"/v1/payments?merchant_ref={ref}"))
        except ProviderDeclined as declined:
            if declined.code == "not_found":
                return None
            raise

    def capture(self, provider_ref: str, amount: Money) -> PaymentAnswer:
        return _payment(self._call("POST", f"/v1/payments/{provider_ref}/capture", {"amount_minor": amount.minor}))

    def refund(self, provider_ref: str, key: str, amount: Money) -> RefundAnswer:
        path = f"/v1/payments/{provider_ref}/refunds"
        answer = self._call("POST", path, {"key": key, "amount_minor": amount.minor})
        with _readable():
            return RefundAnswer(answer["key"], answer["amount_minor"], Settlement(answer["status"]))

    def payout(self, key: str, amount: Money, recipient: str) -> PayoutAnswer:
        body = {"key": key, "amount_minor": amount.minor, "currency": amount.currency, "recipient": recipient}
        answer = self._call("POST", "/v1/payouts", body)
        with _readable():
            paid_out = Money(answer["amount_minor"], answer["currency"])
            return PayoutAnswer(answer["key"], paid_out, Settlement(answer["status"]))

    def verify_notification(self, headers: Mapping[str, str], body: bytes) -> Notification:
        event_id = signed_id(headers, body, self.credentials.secret, wall_clock())
        try:
            said = json.loads(body)
            notification = _notification(event_id, said)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise NotificationForged("unreadable") from error
        if said["merchant"] != self.credentials.merchant:
            raise NotificationForged("meant for another merchant")
        return notification

    def _call(self, method: str, path: str, body: Mapping[str, object] | None = None) -> dict[str, Any]:
        return _call(method, path, body, token=self.credentials.key)


def new_credentials(merchant: str) -> Credentials:
    secret = base64.b64encode(secrets.token_bytes(24)).decode()
    return Credentials(merchant, f"sk_{secrets.token_urlsafe(24)}", f"whsec_{secret}")


def register_merchant(credentials: Credentials, *, name: str) -> None:
    """Open the account at the gateway; the same credentials again change nothing."""
    body = {"merchant": credentials.merchant, "name": name, "key": credentials.key, "secret": credentials.secret}
    _call("POST", "/v1/merchants", body, token=settings.JULUO_SANDBOX_TOKEN)


def _call(method: str, path: str, body: Mapping[str, object] | None, *, token: str) -> dict[str, Any]:
    import httpx  # noqa: PLC0415 - it brings 19 MiB along, and few processes ever call the gateway

    refuse_in_transaction()
    headers = {"Authorization": f"Bearer {token}"}
    try:
        answer = _client().request(method, f"{settings.JULUO_SANDBOX_URL}{path}", json=body, headers=headers)
    except httpx.HTTPError as error:
        raise ProviderUnavailable(type(error).__name__) from error
    if answer.is_server_error or answer.status_code in OUTAGES:
        raise ProviderUnavailable(str(answer.status_code))
    with _readable():
        said: dict[str, Any] = answer.json()
        if answer.is_success:
            return said
        raise ProviderDeclined(said["error"]["code"])


@contextmanager
def _readable() -> Iterator[None]:
    """An answer that cannot be read is no answer."""
    try:
        yield
    except (ValueError, TypeError, KeyError) as error:
        raise ProviderUnavailable("unreadable answer") from error


@cache
def _client() -> "httpx.Client":
    import httpx  # noqa: PLC0415 - as above

    return httpx.Client(timeout=TIMEOUT_S, trust_env=False)


def _payment(said: Mapping[str, Any]) -> PaymentAnswer:
    with _readable():
        return PaymentAnswer(
            ref=said["merchant_ref"],
            provider_ref=said["id"],
            merchant=said["merchant"],
            status=Status(said["status"]),
            amount=Money(said["amount_minor"], said["currency"]),
            captured=Money(said["captured_minor"], said["currency"]),
            pay_url=said["pay_url"],
        )


def _notification(event_id: str, said: Mapping[str, Any]) -> Notification:
    data, event = said["data"], str(said["type"])
    is_refund = event.startswith("refund.")
    amount = Money(data["amount_minor"], _text(data["currency"], 3))
    if abs(amount.minor) > LARGEST_AMOUNT:
        raise ValueError("an amount no row can hold")
    return Notification(
        event_id=_text(event_id, 100),
        event=_text(event, 60),
        ref=_text(data["key" if is_refund else "merchant_ref"], 100),
        provider_ref=_text(data["payment" if is_refund else "id"], 100),
        amount_minor=amount.minor,
        currency=amount.currency,
    )


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        raise ValueError("a text that is none, too long or not printable")
    return value
