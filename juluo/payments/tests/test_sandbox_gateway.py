import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from juluo.payments.sandbox import SandboxServer
from juluo.payments.sandbox.notices import signature
from juluo.payments.tests.gateway import ADMIN_TOKEN, Listener, client_of, eventually, listening, press, register

BAD_FIELDS: list[tuple[str, object]] = [
    *(("amount_minor", value) for value in (0, -1, 10**13, 1.5, True, "9900", "９９", None)),
    *(("currency", value) for value in ("cny", "CN¥", "")),
    *(("subject", value) for value in ("a\x00b", "x" * 201, "", "\ud800")),
    *(("merchant_ref", value) for value in ("a b", None, "../x")),
    *(("notify_url", value) for value in ("ftp://x", "http://", "http://shop.test:99999/")),
    *(("return_url", value) for value in ("javascript:alert(1)", "http://[x", "http://shop.test/\r\nSet-Cookie: a=b")),
    ("metadata", []),
    *(("metadata", value) for value in ({"a": 1}, {"a": "x" * 201}, dict.fromkeys(map(str, range(21)), ""))),
    ("capture_method", "never"),
]


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[str]:
    with SandboxServer(tmp_path, admin_token=ADMIN_TOKEN, retry_s=0.05) as server:
        yield server.url


@pytest.fixture
def merchant(gateway: str) -> Iterator[httpx.Client]:
    with client_of(gateway) as client:
        yield client


def asked(listener: Listener, **changes: object) -> dict[str, object]:
    asked = {"merchant_ref": "order-1", "amount_minor": 9900, "currency": "CNY", "subject": "明前龙井"}
    return asked | {"notify_url": listener.url, "return_url": "http://shop.test/back"} | changes


def paid(merchant: httpx.Client, listener: Listener, **changes: object) -> dict[str, object]:
    payment: dict[str, object] = merchant.post("/v1/payments", json=asked(listener, **changes)).json()
    press(str(payment["pay_url"]), "pay")
    return payment


def control(merchant: httpx.Client, **switches: object) -> None:
    assert merchant.post("/v1/control", json=switches).status_code == 200


def test_a_payment_asked_twice_is_one_payment(merchant: httpx.Client, listener: Listener) -> None:
    first = merchant.post("/v1/payments", json=asked(listener)).json()
    second = merchant.post("/v1/payments", json=asked(listener)).json()

    assert first == second
    assert merchant.get("/v1/payments", params={"merchant_ref": "order-1"}).json() == first
    assert merchant.get(f"/v1/payments/{first['id']}").json() == first


def test_the_same_reference_for_another_amount_is_refused(merchant: httpx.Client, listener: Listener) -> None:
    merchant.post("/v1/payments", json=asked(listener))
    answer = merchant.post("/v1/payments", json=asked(listener, amount_minor=9901))

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "key_reused")


@pytest.mark.parametrize(
    ("choice", "status"), [("pay", "paid"), ("decline", "declined"), ("cancel", "cancelled"), ("steal", "open")]
)
def test_the_buyer_decides_once(merchant: httpx.Client, listener: Listener, choice: str, status: str) -> None:
    payment = merchant.post("/v1/payments", json=asked(listener)).json()
    answer = press(payment["pay_url"], choice)
    if status != "open":
        press(payment["pay_url"], "cancel" if choice == "pay" else "pay")
        assert (answer.status_code, answer.headers["Location"]) == (303, "http://shop.test/back")

    assert merchant.get(f"/v1/payments/{payment['id']}").json()["status"] == status


def test_two_browsers_pressing_at_once_pay_once(merchant: httpx.Client, listener: Listener) -> None:
    payment = merchant.post("/v1/payments", json=asked(listener)).json()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(press, [payment["pay_url"]] * 4, ["pay"] * 4))

    assert eventually(lambda: bool(listener.received))
    assert listener.events == ["payment.paid"]


def test_a_notification_carries_a_signature_the_merchant_can_check(gateway: str, listener: Listener) -> None:
    credentials = register(gateway)
    with httpx.Client(base_url=gateway, headers={"Authorization": f"Bearer {credentials['key']}"}) as merchant:
        paid(merchant, listener)

    assert eventually(lambda: bool(listener.received))
    headers, body = listener.received[0]
    expected = signature(credentials["secret"], headers["webhook-id"], int(headers["webhook-timestamp"]), body)
    assert headers["webhook-signature"] == expected


def test_a_notification_is_repeated_until_it_is_taken(merchant: httpx.Client, listener: Listener) -> None:
    listener.status = 500
    paid(merchant, listener)
    assert eventually(lambda: len(listener.received) > 1)
    listener.status = 204
    sent = len(listener.received) + 1

    assert not eventually(lambda: len(listener.received) > sent, seconds=1)
    assert len({headers["webhook-id"] for headers, _ in listener.received}) == 1


def test_duplicates_carry_the_same_event(merchant: httpx.Client, listener: Listener) -> None:
    control(merchant, duplicates=2)
    paid(merchant, listener)

    assert eventually(lambda: len(listener.received) == 3)
    assert len({body for _, body in listener.received}) == 1


def test_out_of_order_sends_the_newest_first(merchant: httpx.Client, listener: Listener) -> None:
    control(merchant, out_of_order=True)
    payment = paid(merchant, listener)
    merchant.post(f"/v1/payments/{payment['id']}/refunds", json={"key": "r1", "amount_minor": 100})

    assert eventually(lambda: len(listener.received) == 2)
    assert listener.events == ["refund.done", "payment.paid"]


def test_lost_notifications_never_arrive_but_the_payment_can_be_asked(
    merchant: httpx.Client, listener: Listener
) -> None:
    control(merchant, lost=True)
    payment = paid(merchant, listener)
    paid_later = eventually(lambda: bool(listener.received), seconds=0.5)

    assert not paid_later
    assert merchant.get(f"/v1/payments/{payment['id']}").json()["status"] == "paid"


def test_a_broken_signature_heals_when_the_switch_is_cleared(merchant: httpx.Client, listener: Listener) -> None:
    listener.status = 400
    control(merchant, failing="signature")
    paid(merchant, listener)
    assert eventually(lambda: bool(listener.received))
    control(merchant, failing="")
    listener.status = 204
    broken = listener.received[0]

    assert eventually(lambda: listener.received[-1][0]["webhook-signature"] != broken[0]["webhook-signature"])
    assert listener.received[-1][1] == broken[1]


def test_the_switches_decline_and_take_the_gateway_down(merchant: httpx.Client, listener: Listener) -> None:
    control(merchant, decline_next=1, api_down=1)
    down = merchant.post("/v1/payments", json=asked(listener))
    payment = paid(merchant, listener)
    second = paid(merchant, listener, merchant_ref="order-2")

    assert down.status_code == 503
    statuses = [merchant.get(f"/v1/payments/{made['id']}").json()["status"] for made in (payment, second)]
    assert statuses == ["declined", "paid"]


def test_refunds_are_known_by_their_key_and_never_exceed_the_captured(
    merchant: httpx.Client, listener: Listener
) -> None:
    path = f"/v1/payments/{paid(merchant, listener)['id']}/refunds"
    asks = [("a", 9000), ("a", 9000), ("a", 1), ("b", 901), ("b", 900), ("c", 1)]
    codes = [merchant.post(path, json={"key": key, "amount_minor": minor}).status_code for key, minor in asks]

    assert codes == [201, 201, 409, 409, 201, 409]
    assert merchant.get(f"{path}/b").json()["status"] == "done"


def test_twenty_refunds_at_once_stay_below_the_captured(merchant: httpx.Client, listener: Listener) -> None:
    payment = paid(merchant, listener)
    path = f"/v1/payments/{payment['id']}/refunds"

    def refund(number: int) -> int:
        return merchant.post(path, json={"key": f"r{number}", "amount_minor": 1000}).status_code

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(refund, range(20)))

    assert codes.count(201) == 9
    assert merchant.get(f"/v1/payments/{payment['id']}").json()["refunded_minor"] == 9000


def test_an_authorized_payment_waits_for_its_capture(merchant: httpx.Client, listener: Listener) -> None:
    payment = paid(merchant, listener, capture_method="manual")
    path = f"/v1/payments/{payment['id']}/capture"
    codes = [
        merchant.post(path, json=body).status_code for body in ({"amount_minor": 9901}, {}, {}, {"amount_minor": 1})
    ]

    assert codes == [422, 200, 200, 409]
    assert merchant.get(f"/v1/payments/{payment['id']}").json()["captured_minor"] == 9900


def test_a_payout_is_made_once(merchant: httpx.Client) -> None:
    asked = {"key": "p1", "amount_minor": 500, "currency": "CNY", "recipient": "lin"}
    codes = [
        merchant.post("/v1/payouts", json=body).status_code for body in (asked, asked, asked | {"amount_minor": 501})
    ]

    assert codes == [201, 201, 409]
    assert merchant.get("/v1/payouts/p1").json()["status"] == "done"


def test_a_merchant_sees_nothing_of_another(gateway: str, merchant: httpx.Client, listener: Listener) -> None:
    payment = paid(merchant, listener)
    with client_of(gateway, "wu") as other:
        foreign, missing = (other.get(f"/v1/payments/{name}") for name in (payment["id"], "pay_none"))

    assert (foreign.status_code, foreign.content) == (missing.status_code, missing.content) == (404, missing.content)


@pytest.mark.parametrize(("name", "value"), BAD_FIELDS)
def test_bad_fields_are_named_and_change_nothing(
    merchant: httpx.Client, listener: Listener, name: str, value: object
) -> None:
    body = json.dumps(asked(listener, **{name: value})).encode()  # httpx itself would refuse a lone surrogate
    answer = merchant.post("/v1/payments", content=body)

    assert (answer.status_code, answer.json()["error"]["field"]) == (422, name)
    assert merchant.get("/v1/payments", params={"merchant_ref": "order-1"}).status_code == 404


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"\xff\xfe", b"NaN", b"[" * 60_000, b'{"amount_minor": ' + b"9" * 5000 + b"}"]
)
def test_a_body_that_is_no_json_object_is_refused(merchant: httpx.Client, body: bytes) -> None:
    assert merchant.post("/v1/payments", content=body).status_code == 400


def test_a_huge_body_is_refused(merchant: httpx.Client) -> None:
    assert merchant.post("/v1/payments", content=b"x" * 10_000_000).status_code == 413


def test_without_a_key_or_admin_token_nothing_is_answered(gateway: str) -> None:
    codes = [
        httpx.post(f"{gateway}/v1/payments", json={}).status_code,
        httpx.get(f"{gateway}/v1/control", headers={"Authorization": "Bearer wrong"}).status_code,
        httpx.post(
            f"{gateway}/v1/merchants", json={"merchant": "x"}, headers={"Authorization": "Bearer x"}
        ).status_code,
        httpx.get(f"{gateway}/v1/elsewhere").status_code,
        httpx.delete(f"{gateway}/v1/payments").status_code,
    ]
    assert codes == [401, 401, 401, 404, 405]


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"key": "short"}, 422), ({"secret": "plain"}, 422), ({"secret": "whsec_?"}, 422), ({"key": "k" * 20}, 409)],
)
def test_credentials_that_cannot_work_are_refused(gateway: str, changes: dict[str, str], status: int) -> None:
    headers = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
    httpx.post(f"{gateway}/v1/merchants", json={"merchant": "wu", "key": "k" * 20}, headers=headers)
    answer = httpx.post(f"{gateway}/v1/merchants", json={"merchant": "shanye"} | changes, headers=headers)

    assert (answer.status_code, answer.json()["error"]["field"]) == (status, next(iter(changes)))


@pytest.mark.parametrize(
    ("name", "value"), [("delay_s", -1), ("delay_s", "1"), ("lost", 1), ("failing", "x"), ("api_down", -2), ("boom", 1)]
)
def test_a_switch_that_cannot_be_set_is_named(merchant: httpx.Client, name: str, value: object) -> None:
    before = merchant.get("/v1/control").json()
    answer = merchant.post("/v1/control", json={name: value})

    assert (answer.status_code, answer.json()["error"]["field"]) == (422, name)
    assert merchant.get("/v1/control").json() == before


def test_garbage_is_sent_first_and_the_truth_after(merchant: httpx.Client, listener: Listener) -> None:
    listener.status = 400
    control(merchant, failing="garbage")
    paid(merchant, listener)
    assert eventually(lambda: bool(listener.received))
    control(merchant, failing="")
    listener.status = 204

    assert eventually(lambda: b'"merchant_ref": "order-1"' in listener.received[-1][1])


def test_the_pages_speak_chinese_and_english_and_escape_what_they_show(
    merchant: httpx.Client, listener: Listener
) -> None:
    payment = merchant.post("/v1/payments", json=asked(listener, subject="<b>龙井</b>")).json()
    chinese, english = httpx.get(payment["pay_url"]), httpx.get(f"{payment['pay_url']}?lang=en")

    assert "拒绝付款" in chinese.text
    assert "&lt;b&gt;龙井&lt;/b&gt;" in chinese.text
    assert "¥99.00" in english.text
    assert "Decline the payment" in english.text
    assert "form-action 'self' http://shop.test" in chinese.headers["Content-Security-Policy"]


def test_the_control_page_sets_the_switches(gateway: str, listener: Listener) -> None:
    key = register(gateway)["key"]
    with httpx.Client(base_url=gateway, headers={"Authorization": f"Bearer {key}"}) as merchant:
        page = merchant.post("/control", data={"key": key, "save": "1", "duplicates": "2", "lost": "1"})
        wrong = merchant.post("/control", data={"key": key, "save": "1", "duplicates": "many"})
        stranger = merchant.post("/control", data={"key": "somebody", "save": "1"})

        assert [answer.status_code for answer in (page, wrong, stranger)] == [200, 422, 422]
        assert (
            merchant.get("/v1/control").json() | {"duplicates": 2, "lost": True} == merchant.get("/v1/control").json()
        )
        assert merchant.post("/v1/control", json={"explode": 1}).status_code == 422


def test_a_killed_gateway_forgets_nothing_and_sends_what_waited(tmp_path: Path, listener: Listener) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with _gateway_process(port, tmp_path), client_of(url) as merchant:
        control(merchant, delay_s=1)
        payment = paid(merchant, listener)
    with _gateway_process(port, tmp_path):
        assert eventually(lambda: listener.events == ["payment.paid"])
        with client_of(url) as merchant:
            assert merchant.get(f"/v1/payments/{payment['id']}").json()["status"] == "paid"


class _gateway_process:  # noqa: N801 - used like a function
    """The gateway as its own process, which ends by SIGKILL."""

    def __init__(self, port: int, data_dir: Path) -> None:
        command = [sys.executable, "-m", "juluo.payments.sandbox", str(port), str(data_dir)]
        self._process = subprocess.Popen(command, env={**os.environ, "JULUO_SANDBOX_TOKEN": ADMIN_TOKEN})
        self._url = f"http://127.0.0.1:{port}/healthz"

    def __enter__(self) -> None:
        assert eventually(self._is_up, seconds=20)

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def _is_up(self) -> bool:
        try:
            return httpx.get(self._url, trust_env=False).is_success
        except httpx.TransportError:
            return False
