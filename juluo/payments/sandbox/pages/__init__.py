"""The company's own pages, in Chinese and English. Plain HTML: no script, no inline style."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict
from html import escape
from http import HTTPStatus
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from juluo.payments.sandbox.merchants import Switches
from juluo.payments.sandbox.wire import Answer, Request

FOLDER = Path(__file__).parent
TEXTS: dict[str, dict[str, str]] = json.loads((FOLDER / "texts.json").read_text(encoding="utf-8"))
STYLE = (FOLDER / "sandbox.css").read_bytes()
SYMBOLS = {"CNY": "¥", "JPY": "¥", "EUR": "€", "GBP": "£", "USD": "$"}
EXPONENTS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "BHD": 3, "JOD": 3, "KWD": 3, "OMR": 3, "TND": 3}


def language_of(request: Request) -> str:
    asked = request.query.get("lang", "")
    accepted = request.headers.get("Accept-Language", "").strip().lower()
    return asked if asked in TEXTS else "en" if accepted.startswith("en") else "zh"


def pay_page(payment: sqlite3.Row, merchant: str, language: str) -> Answer:
    words = TEXTS[language]
    status = str(payment["status"])
    values = {
        "amount": amount_text(payment["amount_minor"], payment["currency"]),
        "merchant": merchant,
        "subject": payment["subject"],
        "payment": payment["id"],
        "return_url": payment["return_url"],
        "status": status,
        "outcome": words.get(status, ""),
    }
    name = "pay.html" if status == "open" else "result.html"
    # Chromium applies form-action to the redirect that follows the form, so the shop's origin must be named.
    return _page(language, _fill(name, words, values), form_action=f"'self' {_origin(payment['return_url'])}")


def enter_page(language: str, wrong: str = "") -> Answer:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return _page(language, _fill("enter.html", TEXTS[language], {"wrong": wrong}), status=status)


def control_page(language: str, key: str, switches: Switches, notices: list[sqlite3.Row]) -> Answer:
    words = TEXTS[language]
    inputs = "".join(_switch(name, words[name], value) for name, value in asdict(switches).items())
    rows = "".join(_row(notice) for notice in notices)
    body = _fill("control.html", words, {"merchant_key": key}, {"switches": inputs, "rows": rows})
    return _page(language, body)


def missing_page(language: str) -> Answer:
    return _page(language, f"<p>{escape(TEXTS[language]['missing'])}</p>", status=HTTPStatus.NOT_FOUND)


def amount_text(minor: int, currency: str) -> str:
    exponent = EXPONENTS.get(currency, 2)
    whole, part = divmod(minor, 10**exponent)
    number = f"{whole:,}.{part:0{exponent}}" if exponent else f"{whole:,}"
    return f"{SYMBOLS[currency]}{number}" if currency in SYMBOLS else f"{number} {currency}"


def _switch(name: str, label: str, value: object) -> str:
    label = escape(label)
    if isinstance(value, bool):
        checked = " checked" if value else ""
        return f'<label class="check"><input type="checkbox" name="{name}" value="1"{checked}> {label}</label>'
    kind = "number" if isinstance(value, int) else "text"
    return f'<label>{label} <input type="{kind}" name="{name}" value="{escape(str(value))}"></label>'


def _row(notice: sqlite3.Row) -> str:
    event = json.loads(notice["body"])["type"]
    cells = (event, notice["state"], notice["attempts"], notice["answer"])
    return f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in cells)}</tr>"


def _fill(
    name: str, words: Mapping[str, str], values: Mapping[str, str], markup: Mapping[str, str] | None = None
) -> str:
    safe = {key: escape(str(value)) for key, value in {**words, **values}.items()}
    return Template((FOLDER / name).read_text(encoding="utf-8")).substitute(safe | dict(markup or {}))


def _page(language: str, main: str, *, form_action: str = "'self'", status: HTTPStatus = HTTPStatus.OK) -> Answer:
    words = TEXTS[language]
    page = _fill("frame.html", words, {"title": words["gateway"]}, {"main": main})
    policy = f"default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action {form_action}"
    return Answer(status, page.encode(), "text/html; charset=utf-8", {"Content-Security-Policy": policy})


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
