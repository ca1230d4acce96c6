"""Every form filled in wrongly says how to put it right, beside each field, and keeps what was typed."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.urls import clear_script_prefix

from juluo.core import form_focus
from juluo.testing.isolation.routes import Route
from juluo.testing.mistakes import bodies, complaints
from juluo.testing.nasty import FORM, Tormentor
from tests.bad_input.test_pages import ROUTES, torment

pytestmark = pytest.mark.timeout(900)
UNPROCESSABLE = 422
OTHER_BUTTONS = {"preview", "split"}
ANSWERS_OTHERWISE = {
    "/cart/": "a form of one number that a page offers with its limits; the answer says what it takes",
    "/cart/line/": "the same",
    "/accounts/password/reset/key/{uidb36}-{key}/": "a link that is over is said to be over",
    "/accounts/2fa/webauthn/login/": "the browser fills it in",
    "/gifts/{code}/": "one box, ticked or not: no answer to it is wrong",
    "/styleguide/": "shows components, keeps nothing",
    "/studio/words/preview/": "draws what is being written, however far it is; nothing is kept",
    "/studio/posts/new/copy/": "keeps what is being written beside the form, which stays as it is",
    "/studio/posts/{post_id}/copy/": "the same",
    "/studio/orders/": "filters, which are read from the address",
    "/studio/products/": "the same",
    **dict.fromkeys(
        (f"/studio/bulk/{each}/" for each in (
            "applications/admissions", "posts/publications", "posts/withdrawals", "orders/deliveries", "orders/packing",
            "products/publications", "products/withdrawals",
        )),
        "picks rows of a list; what cannot be done is told row by row",
    ),
}  # fmt: skip
"""Addresses that read fields and show no form again, each with its reason."""


def answer_to(someone: Tormentor, route: Route, body: dict[str, str]) -> Any:
    with transaction.atomic():
        clear_script_prefix()
        answer = someone.client.post(someone.path_to(route), urlencode(body), content_type=FORM)
        transaction.set_rollback(True)
    return answer


def faults(asked: list[str], someone: Tormentor, route: Route) -> Iterator[str]:
    """What is wrong with the mistakes that this address shows; it is `asked` if it reads fields of ours."""
    met = someone.meet(route)
    if not met.fields or route.path in ANSWERS_OTHERWISE:
        return
    asked.append(route.path)
    plain = {name: value for name, value in met.plain_body(someone.choose).items() if name not in OTHER_BUTTONS}
    shown = 0
    for what, body in bodies(met, plain):
        answer = answer_to(someone, route, body)
        if answer.status_code == UNPROCESSABLE or 'aria-invalid="true"' in answer.text:
            shown += 1
            yield from (f"{route.name}, {what} wrong: {each}" for each in complaints(answer.text, body))
    if not shown:
        yield f"{route.name}: shows no mistake"


def test_every_form_says_what_is_wrong_where_it_is_wrong(tormentor: Any) -> None:
    asked: list[str] = []

    assert "\n".join(torment(tormentor, partial(faults, asked))) == ""
    assert len(asked) >= 30


def test_no_reason_stands_without_its_address() -> None:
    assert set(ANSWERS_OTHERWISE) <= {route.path for route in ROUTES}


def test_a_form_that_begins_elsewhere_is_found(tormentor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_focus, "first_wrong", lambda _form: "")
    route = next(each for each in ROUTES if each.path == "/studio/story/")

    found = list(faults([], tormentor("staff"), route))

    assert "story /studio/story/, everything wrong: the focus is on the summary, not on title" in found
