import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from juluo.core.media import keep_picture
from juluo.core.models import Media
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(kind="PNG", size=(60, 40), colour="red", **save):
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, kind, **save)
    return content.getvalue()


def upload(content, name="picture.png"):
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_is_kept_as_webp_large_and_small(space, lin, media_root, kind):
    kept = keep_picture(upload(picture(kind, (3000, 1500))), alt="A bowl", member=lin)

    assert (kept.width, kept.height, kept.alt, kept.uploaded_by_id) == (2000, 1000, "A bowl", lin.id)
    sizes = {}
    for path in media_root.rglob("*.webp"):
        with Image.open(path) as stored:
            sizes[path.name.endswith("-small.webp")] = (stored.format, stored.size)
    assert sizes == {False: ("WEBP", (2000, 1000)), True: ("WEBP", (480, 240))}


def test_a_photo_is_turned_upright_and_says_nothing_of_its_maker(space, media_root):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Secret Camera"

    kept = keep_picture(upload(picture("JPEG", (60, 40), exif=exif)), alt="", member=None)

    assert (kept.width, kept.height) == (40, 60)
    assert all(b"Secret" not in path.read_bytes() for path in media_root.rglob("*.webp"))


def test_the_same_file_twice_is_one_picture(space, lin):
    first = keep_picture(upload(picture()), alt="First", member=lin)
    second = keep_picture(upload(picture(), "again.png"), alt="Second", member=lin)

    assert (second.id, second.alt) == (first.id, "First")


def test_the_same_file_in_two_spaces_is_two_pictures(space, other_space):
    first = keep_picture(upload(picture()), alt="", member=None)
    with acting_in(other_space):
        second = keep_picture(upload(picture()), alt="", member=None)

    assert first.file.name != second.file.name


def bomb():
    """A PNG of a few bytes that claims 20,000 × 20,000 pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "too_heavy"),
        (b"GIF89a<script>alert(1)</script>", "not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_picture"),
        (b"\xff\xd8\xff\xe0" + bytes(64), "not_a_picture"),
        (picture()[:60], "not_a_picture"),
        (bomb(), "too_large"),
    ],
)
def test_what_is_no_fit_picture_is_refused_and_leaves_nothing(space, media_root, content, code):
    with pytest.raises(Refused) as refusal:
        keep_picture(upload(content), alt="", member=None, field="cover")

    assert (refusal.value.code, refusal.value.field) == (code, "cover")
    assert not Media.objects.exists()
    assert not list(media_root.rglob("*.webp"))


def test_a_picture_that_weighs_too_much_is_refused(space, settings):
    settings.JULUO_UPLOAD_LIMIT = 100
    with pytest.raises(Refused) as refusal:
        keep_picture(upload(picture(size=(900, 900), colour="blue")), alt="", member=None)
    assert refusal.value.status == 413


def test_a_picture_is_shown_in_its_own_space_only(space, other_space, client_of):
    kept = keep_picture(upload(picture()), alt="", member=None)

    shown = client_of().get(f"/media/{kept.id}/small")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert shown["Cache-Control"] == "public, max-age=31536000, immutable"
    assert shown.content[:4] == b"RIFF"
    assert "visitor" not in shown.cookies

    assert client_of(within=other_space).get(f"/media/{kept.id}/small").status_code == 404
    assert client_of().get(f"/media/{kept.id}/huge").status_code == 404
