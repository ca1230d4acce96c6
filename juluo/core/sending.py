"""A form takes effect once, however often it is sent.

Every form carries a key of its own: `{% csrf_token %}` draws it. An answer that leads on is remembered in the
transaction of the verb, by the key and by what was sent. The same again, at once or later, is led to the same place;
sent at the same moment, it waits for the first. What was refused is not remembered: it may be tried again. What was
changed before it was sent again is another wish.
"""

import hashlib
import re
import secrets
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.models import IdempotencyRecord
from juluo.core.spaces import acting_space_id

FIELD = "once"
COOKIE = "sent"
"""Tells `<autosave-form>` which form has arrived: its key, for a minute."""
_COOKIE_LIVES_S = 60
_KEY = re.compile(r"[0-9a-f]{16}")
_LEADS_ON = {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}
_NOT_SAID = {FIELD, "csrfmiddlewaretoken"}


def new_key() -> str:
    return secrets.token_hex(8)


def once_per_form[V: Callable[..., HttpResponse]](view: V) -> V:
    """Let each form that is sent to `view` take effect once. The guards of members and staff do this by themselves."""

    @wraps(view)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return answered_once(request, view, *args, **kwargs)

    return once  # type: ignore[return-value] # `wraps` keeps the view's shape


def once_by_itself[V: Callable[..., HttpResponse]](view: V) -> V:
    """The view has a key of its own, or stands between two transactions: leave it alone."""
    view.once_by_itself = True  # type: ignore[attr-defined] # read below
    return view


def answered_once(request: HttpRequest, view: Callable[..., HttpResponse], *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer by `view`, or as it answered before when the same form was sent."""
    key = request.POST.get(FIELD, "") if request.method == "POST" else ""
    if not _KEY.fullmatch(key):
        return view(request, *args, **kwargs)
    if getattr(view, "once_by_itself", False):
        response = view(request, *args, **kwargs)
    else:
        with transaction.atomic():
            response = _first_or_again(request, key, lambda: view(request, *args, **kwargs))
    if response.status_code in _LEADS_ON:
        response.set_cookie(COOKIE, key, max_age=_COOKIE_LIVES_S, samesite="Lax", secure=request.is_secure())
    return response


def _first_or_again(request: HttpRequest, key: str, answer: Callable[[], HttpResponse]) -> HttpResponse:
    record = _wish(request, key)
    with connection.cursor() as cursor:
        name = f"{acting_space_id()} {record.caller} {record.key}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    if before := IdempotencyRecord.objects.filter(caller=record.caller, key=record.key).first():
        messages.info(request, _("This was sent already. It took effect once."))
        return HttpResponseRedirect(before.body["to"])
    response = answer()
    if response.status_code in _LEADS_ON:
        record.status, record.body, record.at = response.status_code, {"to": response["Location"]}, clock.now()
        record.save(force_insert=True)
    return response


def _wish(request: HttpRequest, key: str) -> IdempotencyRecord:
    """Who sent what: the same key with other words is not the same."""
    asker: Any = request
    who = asker.member.id if asker.member else asker.visitor
    said = sorted((name, values) for name, values in request.POST.lists() if name not in _NOT_SAID)
    files = sorted((name, str(file), file.size) for name in request.FILES for file in request.FILES.getlist(name))
    fingerprint = hashlib.sha256(repr((request.path, said, files)).encode(errors="surrogatepass")).hexdigest()
    return IdempotencyRecord(caller=f"form {who}", key=f"{key} {fingerprint}", fingerprint=fingerprint)
