"""Pictures people upload: checked, turned upright, stripped of what they would tell, and encoded anew."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps, UnidentifiedImageError

from juluo.core import clock
from juluo.core.facts import Fact, record
from juluo.core.models import Media, Member
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.core.texts import clean_line

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 40_000_000
FULL, SMALL = 2000, 480
WHOLE = 100
_MEGABYTE = 1024 * 1024
_UNREADABLE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombWarning)


@dataclass(frozen=True, kw_only=True)
class PictureDescribed(Fact):
    media_id: UUID
    changed: tuple[str, ...]

    sentence = gettext_lazy("Said what a picture shows and where it is cut")


class Upload(Protocol):
    """A file as Django's forms hand it over."""

    @property
    def size(self) -> int | None: ...

    def read(self) -> bytes: ...


def keep_picture(file: Upload, *, alt: str, member: Member | None, field: str = "picture") -> Media:
    """Keep a JPEG, PNG, WebP or GIF (its first frame) as WebP, large and small; the same file twice is one picture.

    Refused, naming `field`, when it is too heavy, has too many pixels, or is no picture whatever its name says.
    """
    content = _read(file, field)
    digest = hashlib.sha256(content).hexdigest()
    if known := Media.objects.filter(digest=digest).first():
        return known
    picture = _decode(content, field)
    name = f"{acting_space_id()}/{digest[:2]}/{digest}.webp"
    full = _shrunk(picture, FULL)
    size = _store(name, full)
    _store(name_of(name, "small"), _shrunk(picture, SMALL))
    return _row(Media(file=name, digest=digest, width=full.width, height=full.height, size=size,
                      alt=clean_line(alt, field=field, most=200, least=0), uploaded_by=member))  # fmt: skip


def cleaned_picture(file: Upload, *, field: str = "picture") -> bytes:
    """A picture as WebP, turned upright and stripped, for whoever keeps it apart from those of the space's pages.

    Refused as `keep_picture` refuses.
    """
    encoded = BytesIO()
    _encode(_shrunk(_decode(_read(file, field), field), FULL), encoded)
    return encoded.getvalue()


@transaction.atomic
def describe_picture(media: Media, *, alt: str, focus: tuple[int, int]) -> Media:
    """Say what the picture shows, and which point stays in sight when it is cut. The same again changes nothing.

    `focus` is percent from the left and from the top; beyond 0 to 100 it is refused with `no_such_point` (422).
    """
    if not all(0 <= part <= WHOLE for part in focus):
        raise Refused(_("Choose a point between 0 and 100 percent."), code="no_such_point", field="focus", status=422)
    media = Media.objects.select_for_update().get(pk=media.pk)
    said = {"alt": clean_line(alt, field="alt", most=200, least=0), "focus_x": focus[0], "focus_y": focus[1]}
    changed = tuple(name for name, value in said.items() if getattr(media, name) != value)
    if not changed:
        return media
    for name in changed:
        setattr(media, name, said[name])
    media.save(update_fields=changed)
    renew_pages()
    record(PictureDescribed(media_id=media.pk, changed=changed))
    return media


def name_of(full: str, variant: str) -> str:
    """Where the storage keeps a variant ("full" or "small") of the picture kept as `full`."""
    return full if variant == "full" else full.replace(".webp", f"-{variant}.webp")


def _read(file: Upload, field: str) -> bytes:
    limit = settings.JULUO_UPLOAD_LIMIT
    content = b"" if (file.size or 0) > limit else file.read()
    if not content or len(content) > limit:
        message = _("Choose a picture of at most %(limit)s MB.") % {"limit": limit // _MEGABYTE}
        raise Refused(message, code="too_heavy", field=field, status=413)
    return content


def _decode(content: bytes, field: str) -> Image.Image:
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            _check_pixels(opened, field)
            return _plain(ImageOps.exif_transpose(opened))
    except Image.DecompressionBombError:
        raise _too_many_pixels(field) from None
    except _UNREADABLE:
        message = _("We cannot read this as a picture. Choose a JPEG, PNG, WebP or GIF.")
        raise Refused(message, code="not_a_picture", field=field, status=422) from None


def _check_pixels(picture: Image.Image, field: str) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_many_pixels(field)


def _too_many_pixels(field: str) -> Refused:
    message = _("This picture has too many pixels. Make it at most %(most)d megapixels.")
    return Refused(message % {"most": MOST_PIXELS // 1_000_000}, code="too_large", field=field, status=422)


def _plain(picture: Image.Image) -> Image.Image:
    """Decode into colours a browser shows, with transparency if there was any."""
    if picture.mode in {"RGB", "RGBA"}:
        return picture.copy()
    transparent = "transparency" in picture.info or picture.mode in {"LA", "PA"}
    plain = picture.convert("RGBA" if transparent else "RGB")
    plain.info.pop("icc_profile", None)
    return plain


def _shrunk(picture: Image.Image, most: int) -> Image.Image:
    small = picture.copy()
    small.thumbnail((most, most))
    return small


def _store(name: str, picture: Image.Image) -> int:
    """Write the picture unless it is there already; the name says what is in it."""
    encoded = BytesIO()
    _encode(picture, encoded)
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(encoded.getvalue()))
    return encoded.tell()


def _encode(picture: Image.Image, into: BytesIO) -> None:
    picture.save(into, "WEBP", quality=82, method=4, exif=b"", xmp=b"")


@transaction.atomic
def _row(media: Media) -> Media:
    media.made_at = clock.now()
    Media.objects.bulk_create([media], ignore_conflicts=True)
    kept: Media = Media.objects.get(digest=media.digest)
    return kept
