"""The outer edge of the API: sizes and characters that no operation should meet, and errors from beyond it."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from juluo.core.api.problems import MEDIA_TYPE, problem

LARGEST_BODY = 1024 * 1024
_API = re.compile(r"^(?:/@[a-z0-9-]{1,40})?/api/v1/")
_FILES = re.compile(r"/api/v1/studio/posts/[0-9a-f-]{36}/(?:recording|pictures)$")
"""Whose bodies are files: they bound them by themselves, and never hold them in memory."""
_KEPT = ("Allow", "Content-Range", "Accept-Ranges")
_ERROR = 400
_CODES = {400: "bad_request", 403: "not_allowed", 404: "not_found", 405: "no_such_method", 413: "too_large"}


def api_edge(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse what is too large or holds NUL, link to the next page, and word every error as a problem document."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _API.match(request.path_info):
            return get_response(request)
        response = _turned_away(request) or get_response(request)
        if response.status_code >= _ERROR and response.headers.get("Content-Type") != MEDIA_TYPE:
            return _worded(request, response)
        if following := getattr(request, "next_page", None):
            response["Link"] = f'<{following}>; rel="next"'
        return response

    return middleware


def _turned_away(request: HttpRequest) -> HttpResponse | None:
    if "\x00" in request.path_info:
        return problem(request, 404, "not_found", _("There is nothing here."))
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or (int(length) > LARGEST_BODY and not _FILES.search(request.path_info)):
        return problem(request, 413, "too_large", _("This is more than the API takes at once: 1 MB."))
    for name, values in request.GET.lists():
        if any("\x00" in each for each in (name, *values)):
            errors = [{"pointer": f"#/{name}".replace("\x00", ""), "detail": _("A NUL character means nothing here.")}]
            return problem(
                request, 422, "bad_input", _("Some values are not right. Each is named below."), errors=errors
            )
    return None


def _worded(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Put an error that Django answered, as a page or as plain text, into a problem document."""
    status = response.status_code
    code = _CODES.get(status, "broken" if status >= 500 else "refused")  # noqa: PLR2004 - server errors
    titles = {
        "not_found": _("There is nothing here."),
        "not_allowed": _("You are not allowed to do this."),
        "no_such_method": _("This address does not take that method."),
        "too_large": _("This is more than the API takes at once: 1 MB."),
        "broken": _("Something broke on our side. Tell us the trace_id."),
    }
    answer = problem(request, status, code, titles.get(code, _("This request cannot be understood.")))
    for name in _KEPT:
        if name in response.headers:
            answer[name] = response[name]
    return answer
