"""Errors of the API are problem+json (RFC 9457): a type, a sentence, and a pointer to each field at fault."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, ValidationError

from juluo.core.refusals import FieldsRefused, Refused

MEDIA_TYPE = "application/problem+json"
_SHAPE = re.compile(r"[a-z-]+\[.*\]")


def problem(request: HttpRequest, status: int, code: str, title: str, **more: Any) -> HttpResponse:
    """Answer `status` with a problem document; `code` is stable, `title` is for people."""
    body = {"type": f"urn:juluo:problem:{code}", "title": title, "status": status, "code": code}
    body |= {"trace_id": getattr(request, "trace_id", "")} | more
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})


@contextmanager
def naming(**fields: str) -> Iterator[None]:
    """Point at the API's own field where a refusal names the page's: `naming(rate="rate_bp")`."""
    try:
        yield
    except Refused as refusal:
        refusal.field = fields.get(refusal.field, refusal.field)
        raise


def answer_problems(api: NinjaAPI) -> None:
    """Map every refusal and error of `api` to a problem document."""
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(Http404, _missing)
    api.add_exception_handler(ValidationError, _malformed)
    api.add_exception_handler(AuthenticationError, _unknown)
    api.add_exception_handler(AuthorizationError, _forbidden)
    api.add_exception_handler(HttpError, _http_error)


def _refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    more = {"errors": [{"pointer": f"#/{refusal.field}", "detail": refusal.message}]} if refusal.field else {}
    if isinstance(refusal, FieldsRefused):
        more = {"errors": [{"pointer": f"#/{name}", "detail": str(said)} for name, said in refusal.errors.items()]}
    return problem(request, refusal.status, refusal.code, refusal.message, **more)


def _missing(request: HttpRequest, error: Any) -> HttpResponse:
    del error
    return problem(request, 404, "not_found", _("There is nothing here."))


def _malformed(request: HttpRequest, error: Any) -> HttpResponse:
    errors = [{"pointer": _pointer(each["loc"]), "detail": each["msg"]} for each in error.errors]
    return problem(request, 422, "bad_input", _("Some values are not right. Each is named below."), errors=errors)


def _pointer(place: Sequence[str | int]) -> str:
    """The field at fault; which of several shapes of a value was tried (like "str-enum[State]") is no field."""
    names = [str(each) for each in place if not _SHAPE.fullmatch(str(each))]
    return "#/" + "/".join(names[2:] or names[1:])


def _unknown(request: HttpRequest, error: Any) -> HttpResponse:
    del error
    return problem(request, 401, "sign_in", _("Sign in, or send an API key."))


def _forbidden(request: HttpRequest, error: Any) -> HttpResponse:
    del error
    return problem(request, 403, "not_allowed", _("You are not allowed to do this."))


def _http_error(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, error.status_code, "bad_request", str(error))
