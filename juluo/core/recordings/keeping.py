"""Keep sound and film: looked at where it lies, measured and copied piece by piece, never whole in memory."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.ids import uuid7
from juluo.core.models import Member, Recording
from juluo.core.recordings.formats import recognise
from juluo.core.recordings.reading import CutShortError, NoRecordingError, Recognised
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id

type Sent = File[Any]
"""A file as Django hands it over. Words of a type are looked at when somebody asks: at run time File takes none."""

FIELD = "recording"
_MEGABYTE = 1024 * 1024
_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be kept: what it is, how heavy, and the SHA-256 of its content."""

    file: Sent
    found: Recognised
    size: int
    digest: str


def largest_recording() -> int:
    """How many bytes the heavier of the two kinds may have."""
    return max(settings.JULUO_SOUND_LIMIT, settings.JULUO_FILM_LIMIT)


def examine(file: Sent) -> Examined:
    """Look into a file that was sent. Refused: `too_heavy` (413), `not_a_recording`, `cut_short` (422)."""
    size = file.size or 0
    check_weight(size, largest_recording())
    try:
        found = recognise(file, size)
    except CutShortError:
        message = _("This file ends too early: it did not arrive whole, or was not saved to its end. Send it again.")
        raise Refused(message, code="cut_short", field=FIELD, status=422) from None
    except NoRecordingError:
        message = _("We cannot play this. Choose MP3, M4A, Ogg, WAV or FLAC for sound, MP4 or WebM for film.")
        raise Refused(message, code="not_a_recording", field=FIELD, status=422) from None
    check_weight(size, settings.JULUO_FILM_LIMIT if found.is_film else settings.JULUO_SOUND_LIMIT)
    return Examined(file, found, size, _digest(file))


def check_weight(size: int, limit: int) -> None:
    if size > limit:
        message = _("This file is too heavy. Make it at most %(limit)s MB.") % {"limit": limit // _MEGABYTE}
        raise Refused(message, code="too_heavy", field=FIELD, status=413)


@contextmanager
def stored(examined: Examined, *, by: Member | None) -> Iterator[Recording]:
    """Put the file into the storage. Unless the block saves the recording, the file is taken out again."""
    key, found = uuid7(), examined.found
    examined.file.seek(0)
    name = default_storage.save(f"{acting_space_id()}/recordings/{key}.{found.ending}", examined.file)
    recording = Recording(
        id=key, file=name, content_type=found.content_type, size=examined.size, seconds=found.seconds,
        digest=examined.digest, uploaded_by=by, made_at=clock.now(),
    )  # fmt: skip
    kept = False
    try:
        yield recording
        kept = not recording._state.adding
    finally:
        if not kept:
            default_storage.delete(name)


def forget_recording(recording: Recording) -> None:
    """Delete a recording that nothing shows any more; its file goes when the transaction is over."""
    name = str(recording.file.name)
    recording.delete()
    transaction.on_commit(lambda: default_storage.delete(name))


@contextmanager
def received(read: Callable[[int], bytes], *, declared: int, limit: int) -> Iterator[Sent]:
    """Receive the body of a request into a file of its own, which is gone after the block. Refused: `too_heavy`."""
    check_weight(declared, limit)
    with TemporaryUploadedFile("body", "", 0, None) as file:
        size = 0
        while content := read(_PIECE):
            size += len(content)
            check_weight(size, limit)
            file.write(content)
        file.size = size
        file.seek(0)
        yield file


def _digest(file: Sent) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while content := file.read(_PIECE):
        digest.update(content)
    return digest.hexdigest()
