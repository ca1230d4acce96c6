"""What a file is, told by its content; how it is sent by ranges; and that nothing of a refused one stays."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpRequest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from juluo.core.models import Recording
from juluo.core.recordings.formats import recognise
from juluo.core.recordings.keeping import examine, forget_recording, received, stored
from juluo.core.recordings.ranges import PIECE, Span, UnsatisfiableError, span_asked
from juluo.core.recordings.reading import CutShortError, NoRecordingError
from juluo.core.recordings.views import send_recording
from juluo.core.refusals import Refused
from juluo.core.tests.recordings import EVERY, film, mp3, mp4, ogg, wav, webm
from juluo.core.uploads import BoundedFiles

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>' + b" " * 64
HTML = b"<!doctype html><script>alert(1)</script>" + b" " * 64
NONE = {
    "svg": SVG, "html": HTML, "zip": b"PK\x03\x04" + bytes(100), "nothing": b"", "text": "一段话".encode() * 40,
    "html behind ID3": b"ID3\x04\x00\x00\x00\x00\x00\x00" + HTML, "QuickTime": mp4(b"vide", brand=b"qt  "),
    "a picture in boxes": b"\x00\x00\x00\x18ftypavif" + bytes(12) + bytes(100), "subtitles": mp4(b"text"),
    "Matroska": webm(doctype=b"matroska"), "Ogg of nothing": b"OggS" + bytes(100), "one frame": b"\xff\xfb" + bytes(90),
}  # fmt: skip
CUT = {
    "film": film()[:-10], "without contents": film()[:16] + bytes(4) + b"mdat" + bytes(60), "WebM": webm()[:90],
    "WAV": wav()[:-10],
    "Ogg": ogg()[:-10], "tag": b"ID3\x04\x00\x00\x00\x00\x7f\x7f" + bytes(100),
}  # fmt: skip


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files_in(root):
    return [path for path in root.rglob("*") if path.is_file()]


def kept(content, name="film.mp4"):
    with stored(examine(SimpleUploadedFile(name, content)), by=None) as recording:
        recording.save(force_insert=True)
    return recording


@pytest.mark.parametrize("name", EVERY)
def test_each_format_is_known_by_its_content_and_says_how_long_it_is(name):
    content, content_type, seconds = EVERY[name]
    found = recognise(io.BytesIO(content), len(content))
    assert (found.content_type, found.seconds) == (content_type, seconds)


@pytest.mark.parametrize("what", NONE)
def test_what_is_no_recording_is_refused_whatever_its_name_and_leaves_nothing(space, media_root, what):
    with pytest.raises(Refused) as refused:
        kept(NONE[what], "sound.mp3")
    assert (refused.value.code, refused.value.field) == ("not_a_recording", "recording")
    assert not files_in(media_root)


@pytest.mark.parametrize("what", CUT)
def test_a_file_that_ends_too_early_is_refused(what):
    with pytest.raises(CutShortError):
        recognise(io.BytesIO(CUT[what]), len(CUT[what]))


@given(st.sampled_from(sorted(EVERY)), st.integers(0, 300), st.binary(max_size=12))
def test_damage_is_told_apart_and_never_breaks_the_reader(name, at, damage):
    content = bytearray(EVERY[name][0])
    content[at : at + len(damage)] = damage
    try:
        recognise(io.BytesIO(bytes(content)), len(content))
    except (NoRecordingError, CutShortError):
        return


def test_each_kind_has_its_own_weight(space, settings, media_root):
    settings.JULUO_SOUND_LIMIT, settings.JULUO_FILM_LIMIT = 500, 100_000
    assert kept(film()).is_film
    with pytest.raises(Refused) as refused:
        kept(mp3())
    assert (refused.value.code, refused.value.status, len(files_in(media_root))) == ("too_heavy", 413, 1)


def test_the_file_goes_again_when_the_row_is_not_saved(space, media_root):
    with pytest.raises(RuntimeError), stored(examine(ContentFile(film())), by=None):
        raise RuntimeError
    with stored(examine(ContentFile(film())), by=None):
        pass
    assert not files_in(media_root)


def test_a_forgotten_recording_takes_its_file_along_once_it_is_sure(space, media_root):
    recording = kept(film())
    with transaction.atomic():
        forget_recording(recording)
        assert len(files_in(media_root)) == 1
    assert not files_in(media_root)
    assert not Recording.objects.exists()


def test_a_body_that_is_too_heavy_is_given_up_before_it_is_all_there(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    asked = []

    def read(most):
        asked.append(most)
        return bytes(most)

    with pytest.raises(Refused), received(read, declared=0, limit=1_000_000):
        pass
    assert (len(asked), files_in(tmp_path)) == (4, [])
    with pytest.raises(Refused), received(read, declared=10**12, limit=1_000_000):
        pass
    assert len(asked) == 4


@pytest.mark.parametrize(
    ("header", "size", "span"),
    [
        ("bytes=0-1", 10, Span(0, 1)),
        ("bytes=5-", 10, Span(5, 9)),
        ("bytes=0-", PIECE * 3, Span(0, PIECE - 1)),
        ("bytes=-3", 10, Span(7, 9)),
        ("bytes=-30", 10, Span(0, 9)),
        ("bytes=3-99", 10, Span(3, 9)),
        ("BYTES=9-9", 10, Span(9, 9)),
        ("bytes=0-0,5-6", 10, None),
        ("bytes=5-2", 10, None),
        ("bytes=-", 10, None),
        ("bytes=１-２", 10, None),
        ("bytes=a-b", 10, None),
        ("items=0-1", 10, None),
        ("bytes=" + "9" * 400 + "-", 10, None),
        ("", 10, None),
    ],
)
def test_a_range_is_read_as_the_standard_says(header, size, span):
    assert span_asked(header, size) == span


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_a_range_behind_the_end_cannot_be_satisfied(header):
    with pytest.raises(UnsatisfiableError):
        span_asked(header, 10)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 30))
def test_a_range_lies_within_the_file(first, last, size):
    for header in (f"bytes={first}-{last}", f"bytes={first}-", f"bytes=-{last}"):
        try:
            span = span_asked(header, size)
        except UnsatisfiableError:
            continue
        assert span is None or 0 <= span.first <= span.last < size


def ask(recording, method="get", free=True, **headers) -> HttpRequest:
    request = getattr(RequestFactory(), method)("/x", headers=headers)
    return send_recording(request, recording, called="霜降之后", free=free)


def body(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return content


def test_a_player_gets_the_range_it_asks_for_and_the_rest_of_us_the_whole(space):
    content = film(payload=bytes(range(256)) * 40)
    recording = kept(content)
    whole = ask(recording)
    part = ask(recording, Range="bytes=100-199")
    end = ask(recording, Range="bytes=-50")
    head = ask(recording, "head", Range="bytes=0-1")

    assert (whole.status_code, body(whole), whole["Content-Length"]) == (200, content, str(len(content)))
    assert (part.status_code, body(part), part["Content-Length"]) == (206, content[100:200], "100")
    assert part["Content-Range"] == f"bytes 100-199/{len(content)}"
    assert (end.status_code, body(end)) == (206, content[-50:])
    assert (head.status_code, head["Content-Length"], head["Accept-Ranges"]) == (200, str(len(content)), "bytes")
    body(head)
    assert (whole["Content-Type"], whole["X-Content-Type-Options"]) == ("video/mp4", "nosniff")
    assert whole["Content-Disposition"].startswith("inline; filename*=utf-8''")
    assert whole["Cache-Control"].startswith("public")
    closed = ask(recording, free=False)
    assert closed["Cache-Control"] == "private, no-cache"
    body(closed)


def test_a_range_counts_only_of_the_file_that_if_range_names(space):
    recording = kept(film())
    etag = f'"{recording.digest}"'
    same, other = (ask(recording, Range="bytes=0-9", **{"If-Range": name}) for name in (etag, '"other"'))
    weak, dated = (
        ask(recording, Range="bytes=0-9", **{"If-Range": name})
        for name in (f"W/{etag}", "Sun, 22 Nov 2026 00:00:00 GMT")
    )
    statuses = [each.status_code for each in (same, other, weak, dated)]
    assert statuses == [206, 200, 200, 200]
    unchanged = ask(recording, **{"If-None-Match": etag, "Range": "bytes=0-9"})
    assert (unchanged.status_code, body(unchanged)) == (304, b"")
    for each in (same, other, weak, dated):
        body(each)


def test_a_range_behind_the_end_answers_416_with_the_size(space):
    recording = kept(film())
    answer = ask(recording, Range="bytes=999999-")
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{recording.size}")
    assert body(answer) == b""


def test_a_recording_is_never_read_whole(space):
    content = film(payload=bytes(1_000_000))
    answer = ask(kept(content))
    pieces = list(answer.streaming_content)
    answer.close()
    assert (max(map(len, pieces)), b"".join(pieces)) == (65_536, content)


def test_a_form_that_brings_too_much_arrives_empty_with_its_weight(settings):
    handler = BoundedFiles()
    handler.limit = 10
    handler.handle_raw_input(None, {}, 100, b"x")
    handler.new_file("recording", "a.mp3", "audio/mpeg", None)
    assert (handler.receive_data_chunk(b"12345", 0), handler.receive_data_chunk(b"123456", 5)) == (b"12345", None)
    assert (handler.file_complete(11).size, handler.file_complete(9)) == (11, None)
    alone = BoundedFiles()
    alone.limit, alone.alone = 10, True
    alone.handle_raw_input(None, {}, 2_000_000, b"x")
    assert alone.receive_data_chunk(b"1", 0) is None
