"""How much of a file we take in. What is beyond is read past and not kept, and the file arrives empty with its weight.

So a form learns that a file is too heavy and says so beside the field, and no disk fills up before.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from juluo.core.recordings.keeping import largest_recording
from juluo.core.sending import once_by_itself

type Arrived = UploadedFile[Any]

_FORM = 1024 * 1024
"""Room for the other fields of a form that brings a file."""


class BoundedFiles(FileUploadHandler):
    """Stands before Django's own handlers, and lets them see no more than `limit` bytes of a file."""

    limit = 0
    alone = False
    """Whether the form brings one file: then the weight of the request tells that it is too heavy beforehand."""

    def handle_raw_input(self, *given: Any, **_named: Any) -> None:
        """Django gives the input, META, the weight of the whole request, the boundary and the encoding."""
        weight: int = given[2]
        self.limit = self.limit or 4 * settings.JULUO_UPLOAD_LIMIT
        self.hopeless = self.alone and weight > self.limit + _FORM

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        over = self.hopeless or start + len(raw_data) > self.limit
        return None if over else raw_data

    def file_complete(self, file_size: int) -> Arrived | None:
        if file_size <= self.limit and not self.hopeless:
            return None
        return UploadedFile(BytesIO(), self.file_name, self.content_type, file_size, self.charset)


def takes_recording[V: Callable[..., Any]](view: V) -> V:
    """Let the forms of this view bring sound or film. It stands outside of any transaction: such a file takes time."""
    view.takes_recording = True  # type: ignore[attr-defined] # read by `bound_files`
    return once_by_itself(view)


def bound_files(request: Any, view: Any) -> None:
    """Say how heavy a file may be for this view, before anything reads the form."""
    first = request.upload_handlers[0]
    if isinstance(first, BoundedFiles) and getattr(view, "takes_recording", False):
        first.limit, first.alone = largest_recording(), True
