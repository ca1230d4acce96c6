"""What the IP sells: see `selling.py`."""

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from juluo.ip.models import Bundle, Consultation, Post, Room, Series
from juluo.ip.operations.answers import note_return, open_question
from juluo.ip.operations.bookings import bind_booking, release_booking
from juluo.ip.operations.bundles import give_contents
from juluo.ip.operations.gifts import begin_bought_gift, end_gifts, name_of_gift
from juluo.ip.operations.tips import accept_tip, amount_of, end_tip
from juluo.ip.queries.consultations import KIND as CONSULTATION
from juluo.ip.rules.questions import RIGHT_TO_ASK, RIGHT_TO_READ
from juluo.ip.rules.tips import RIGHT_TO_TIP
from juluo.ip.selling import Kind, declare

type Rows = QuerySet[Post] | QuerySet[Series] | QuerySet[Bundle] | QuerySet[Room] | QuerySet[Consultation]


def title_among(rows: Rows, key: str) -> str:
    """The title or the name of the row that a right names; "" for one that names none."""
    try:
        return str(rows.filter(pk=UUID(key)).first() or "")
    except ValueError:
        return ""


declare(
    Kind(
        key="post",
        named=lambda key: title_among(Post.objects.all(), key),
        page=lambda key: reverse("ip:post", args=[key]),
        ended=end_gifts,
    )
)
declare(
    Kind(
        key="series",
        named=lambda key: title_among(Series.objects.all(), key),
        page=lambda key: reverse("ip:series", args=[key]),
        ended=end_gifts,
    )
)
declare(
    Kind(
        key="bundle",
        named=lambda key: title_among(Bundle.objects.all(), key),
        page=lambda key: reverse("ip:bundle", args=[key]),
        given=give_contents,
        ended=end_gifts,
    )
)
declare(
    Kind(
        key="gift",
        named=name_of_gift,
        page=lambda key: reverse("ip:giving", args=[":".join(key.split(":")[:2])]),
        by_subject=True,
        given=begin_bought_gift,
        ended=end_gifts,
    )
)
declare(
    Kind(
        key="room",
        named=lambda key: title_among(Room.objects.all(), key),
        page=lambda key: reverse("ip:room", args=[key]),
    )
)


def _page_of_booking(key: str) -> str:
    """The page of a booking, or of the consultation where no booking is named."""
    offer, _colon, booking = key.partition(":")
    return reverse("ip:booking", args=[booking]) if booking else reverse("ip:consultation", args=[offer])


def _titled_by_question(key: str, title: str) -> str:
    """The product is sold under `title` for every question; a single one is not put on sale."""
    return "" if key else title


declare(
    Kind(
        key=CONSULTATION,
        named=lambda key: title_among(Consultation.objects.all(), key),
        page=_page_of_booking,
        by_subject=True,
        given=bind_booking,
        ended=release_booking,
    )
)
declare(
    Kind(
        key=RIGHT_TO_ASK,
        named=lambda key: _titled_by_question(key, _("Ask a question")),
        page=lambda key: reverse("ip:question", args=[key]) if key else reverse("ip:question_new"),
        by_subject=True,
        given=open_question,
        ended=note_return,
    )
)
declare(
    Kind(
        key=RIGHT_TO_READ,
        named=lambda key: _titled_by_question(key, _("Read an answer")),
        page=lambda key: reverse("ip:question", args=[key]) if key else reverse("ip:questions"),
        by_subject=True,
    )
)
declare(
    Kind(
        key=RIGHT_TO_TIP,
        named=lambda _key: "",
        page=lambda key: reverse("ip:tip", args=[key]),
        by_subject=True,
        given=accept_tip,
        ended=end_tip,
        chosen=amount_of,
    )
)
