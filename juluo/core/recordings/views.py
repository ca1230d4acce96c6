"""Send a recording piece by piece: whole, or the range that a player asks for. Who may have it, the caller says."""

from http import HTTPStatus
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from juluo.core.models import Recording
from juluo.core.recordings.ranges import Span, UnsatisfiableError, span_asked

_FREE, _CLOSED = "public, max-age=3600", "private, no-cache"
_BLOCK = 64 * 1024


class _Part:
    """`length` bytes of a file that was opened at their first."""

    def __init__(self, file: Any, length: int) -> None:
        self.file, self.left = file, length

    def read(self, most: int = _BLOCK) -> bytes:
        content: bytes = self.file.read(min(most, self.left))
        self.left -= len(content)
        return content

    def close(self) -> None:
        self.file.close()


class _Sending(FileResponse):
    block_size = _BLOCK


def send_recording(request: HttpRequest, recording: Recording, *, called: str, free: bool) -> HttpResponse:
    """Answer 200, 206, 304 or 416. `called` names the file for who saves it; only what is `free` may be kept by others.

    A closed one is asked for anew each time, so that a right that ended ends at once.
    """
    etag = f'"{recording.digest}"'
    answer = get_conditional_response(request, etag=etag) or _sent(request, recording, etag)
    answer["ETag"], answer["Accept-Ranges"] = etag, "bytes"
    answer["Cache-Control"] = _FREE if free else _CLOSED
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    name = f"{called}.{recording.ending}"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or "inline"
    return answer  # type: ignore[return-value] # Django's stubs keep files apart from what views return


def _sent(request: HttpRequest, recording: Recording, etag: str) -> HttpResponseBase:
    try:
        span = _span(request, recording.size, etag)
    except UnsatisfiableError:
        headers = {"Content-Range": f"bytes */{recording.size}"}
        return HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
    headers = {"Content-Length": str(span.length if span else recording.size)}
    if span:
        headers["Content-Range"] = f"bytes {span.first}-{span.last}/{recording.size}"
    part = _opened(recording, span or Span(0, recording.size - 1))
    status = HTTPStatus.PARTIAL_CONTENT if span else HTTPStatus.OK
    return _Sending(part, status=status, content_type=recording.content_type, headers=headers)


def _span(request: HttpRequest, size: int, etag: str) -> Span | None:
    """The range that counts: only of a GET, and only if the file is still the one that `If-Range` names."""
    unchanged = request.headers.get("If-Range", etag).strip() == etag
    return span_asked(request.headers.get("Range", ""), size) if request.method == "GET" and unchanged else None


def _opened(recording: Recording, span: Span) -> _Part:
    try:
        file = default_storage.open(str(recording.file.name))
    except FileNotFoundError:
        raise Http404 from None
    file.seek(span.first)
    return _Part(file, span.length)
