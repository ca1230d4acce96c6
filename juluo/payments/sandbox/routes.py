import re
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from http import HTTPMethod, HTTPStatus

from juluo.payments.sandbox import pages, payments
from juluo.payments.sandbox.fields import wrong
from juluo.payments.sandbox.merchants import (
    Merchant,
    Switches,
    bearer,
    check_admin,
    merchant_named,
    merchant_with_key,
    register,
    set_switches,
    strike,
)
from juluo.payments.sandbox.notices import Notifier
from juluo.payments.sandbox.store import Store
from juluo.payments.sandbox.wire import Answer, Problem, Request, json_answer

LATEST_NOTICES = 20


@dataclass(frozen=True)
class Gateway:
    """What every endpoint may use."""

    store: Store
    notifier: Notifier
    admin_token: str
    base_url: str


Endpoint = Callable[[Gateway, Request, str], Answer]
MerchantEndpoint = Callable[[Gateway, Merchant, Request, str], Answer]


def answer_to(gateway: Gateway, request: Request) -> Answer:
    allowed = set()
    for method, pattern, endpoint in ROUTES:
        if match := re.fullmatch(pattern, request.path):
            if method == request.method:
                return endpoint(gateway, request, match["name"] if match.groups() else "")
            allowed.add(method)
    if allowed:
        raise Problem(HTTPStatus.METHOD_NOT_ALLOWED, "This method is not allowed here.", code="method")
    raise Problem(HTTPStatus.NOT_FOUND, "There is nothing here under this name.", code="not_found")


def for_merchant(endpoint: MerchantEndpoint) -> Endpoint:
    """Know the merchant by the key, and play the outage the merchant asked for."""

    def answer(gateway: Gateway, request: Request, name: str) -> Answer:
        with gateway.store.transaction() as db:
            merchant = merchant_with_key(db, bearer(request))
            down = strike(db, merchant, "api_down")
        if down:
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "The gateway is down for a while.", code="down")
        found = endpoint(gateway, merchant, request, name)
        gateway.notifier.wake()
        time.sleep(merchant.switches.slow_s)  # after the work is done: the notification may overtake this answer
        return found

    return answer


def register_merchant(gateway: Gateway, request: Request, _name: str) -> Answer:
    check_admin(request, gateway.admin_token)
    with gateway.store.transaction() as db:
        return json_answer(register(db, request.json()), HTTPStatus.CREATED)


@for_merchant
def create_payment(gateway: Gateway, merchant: Merchant, request: Request, _name: str) -> Answer:
    with gateway.store.transaction() as db:
        payment = payments.create(db, merchant, request.json())
        return json_answer(payments.payment_json(db, payment, gateway.base_url), HTTPStatus.CREATED)


@for_merchant
def find_payment(gateway: Gateway, merchant: Merchant, request: Request, _name: str) -> Answer:
    with gateway.store.transaction() as db:
        payment = payments.payment_with_ref(db, merchant, request.query.get("merchant_ref", ""))
        return json_answer(payments.payment_json(db, payment, gateway.base_url))


@for_merchant
def show_payment(gateway: Gateway, merchant: Merchant, _request: Request, name: str) -> Answer:
    with gateway.store.transaction() as db:
        payment = payments.payment_of(db, merchant, name)
        return json_answer(payments.payment_json(db, payment, gateway.base_url))


@for_merchant
def capture_payment(gateway: Gateway, merchant: Merchant, request: Request, name: str) -> Answer:
    with gateway.store.transaction() as db:
        payment = payments.capture(db, merchant, payments.payment_of(db, merchant, name), request.json())
        return json_answer(payments.payment_json(db, payment, gateway.base_url))


@for_merchant
def refund_payment(gateway: Gateway, merchant: Merchant, request: Request, name: str) -> Answer:
    with gateway.store.transaction() as db:
        payment = payments.payment_of(db, merchant, name)
        return json_answer(payments.refund(db, merchant, payment, request.json()), HTTPStatus.CREATED)


@for_merchant
def show_refund(gateway: Gateway, merchant: Merchant, _request: Request, name: str) -> Answer:
    payment_id, _, key = name.partition("/refunds/")
    with gateway.store.transaction() as db:
        payment = payments.payment_of(db, merchant, payment_id)
        return json_answer(payments.refund_json(payments.refund_with_key(db, merchant, payment, key)))


@for_merchant
def create_payout(gateway: Gateway, merchant: Merchant, request: Request, _name: str) -> Answer:
    with gateway.store.transaction() as db:
        return json_answer(payments.pay_out(db, merchant, request.json()), HTTPStatus.CREATED)


@for_merchant
def show_payout(gateway: Gateway, merchant: Merchant, _request: Request, name: str) -> Answer:
    with gateway.store.transaction() as db:
        return json_answer(payments.payout_json(payments.payout_with_key(db, merchant, name)))


def show_control(gateway: Gateway, request: Request, _name: str) -> Answer:
    with gateway.store.transaction() as db:
        return json_answer(asdict(merchant_with_key(db, bearer(request)).switches))


def set_control(gateway: Gateway, request: Request, _name: str) -> Answer:
    with gateway.store.transaction() as db:
        merchant = merchant_with_key(db, bearer(request))
        return json_answer(asdict(set_switches(db, merchant, request.json())))


def enter_control(_gateway: Gateway, request: Request, _name: str) -> Answer:
    return pages.enter_page(pages.language_of(request))


def post_control(gateway: Gateway, request: Request, _name: str) -> Answer:
    form, language = request.form(), pages.language_of(request)
    try:
        with gateway.store.transaction() as db:
            merchant = merchant_with_key(db, form.get("key", ""))
            switches = set_switches(db, merchant, _switches_in(form)) if "save" in form else merchant.switches
            query = "SELECT * FROM notice WHERE merchant_id = ? ORDER BY number DESC LIMIT ?"
            notices = db.execute(query, (merchant.id, LATEST_NOTICES)).fetchall()
    except Problem as problem:
        return pages.enter_page(language, problem.message)
    return pages.control_page(language, form["key"], switches, notices)


def show_pay_page(gateway: Gateway, request: Request, name: str) -> Answer:
    language = pages.language_of(request)
    try:
        with gateway.store.transaction() as db:
            payment = payments.payment_with_id(db, name)
            return pages.pay_page(payment, merchant_named(db, payment["merchant_id"]).name, language)
    except Problem:
        return pages.missing_page(language)


def press_button(gateway: Gateway, request: Request, name: str) -> Answer:
    with gateway.store.transaction() as db:
        payment = payments.payment_with_id(db, name)
        payments.decide(db, payment, request.form().get("choice", ""))
    gateway.notifier.wake()
    return Answer(HTTPStatus.SEE_OTHER, headers={"Location": payment["return_url"]})


def show_style(_gateway: Gateway, _request: Request, _name: str) -> Answer:
    return Answer(body=pages.STYLE, content_type="text/css; charset=utf-8")


def show_health(_gateway: Gateway, _request: Request, _name: str) -> Answer:
    return json_answer({"status": "ok"})


def _switches_in(form: dict[str, str]) -> dict[str, object]:
    return {field.name: _switch_in(form, field.name, field.default) for field in fields(Switches)}


def _switch_in(form: dict[str, str], name: str, default: object) -> object:
    if isinstance(default, bool):
        return name in form
    if isinstance(default, str):
        return form.get(name, "")
    try:
        return int(form.get(name) or "0")
    except ValueError as error:
        raise wrong(name, f"{name} must be a whole number.") from error


ID = "(?P<name>[A-Za-z0-9_]{1,80})"
KEY = "[A-Za-z0-9._:-]{1,100}"
ROUTES: tuple[tuple[HTTPMethod, str, Endpoint], ...] = (
    (HTTPMethod.POST, "/v1/merchants", register_merchant),
    (HTTPMethod.POST, "/v1/payments", create_payment),
    (HTTPMethod.GET, "/v1/payments", find_payment),
    (HTTPMethod.GET, f"/v1/payments/{ID}", show_payment),
    (HTTPMethod.POST, f"/v1/payments/{ID}/capture", capture_payment),
    (HTTPMethod.POST, f"/v1/payments/{ID}/refunds", refund_payment),
    (HTTPMethod.GET, f"/v1/payments/(?P<name>[A-Za-z0-9_]{{1,80}}/refunds/{KEY})", show_refund),
    (HTTPMethod.POST, "/v1/payouts", create_payout),
    (HTTPMethod.GET, f"/v1/payouts/(?P<name>{KEY})", show_payout),
    (HTTPMethod.GET, "/v1/control", show_control),
    (HTTPMethod.POST, "/v1/control", set_control),
    (HTTPMethod.GET, "/control", enter_control),
    (HTTPMethod.POST, "/control", post_control),
    (HTTPMethod.GET, f"/pay/{ID}", show_pay_page),
    (HTTPMethod.POST, f"/pay/{ID}", press_button),
    (HTTPMethod.GET, "/sandbox.css", show_style),
    (HTTPMethod.GET, "/healthz", show_health),
)
