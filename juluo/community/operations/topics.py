"""Beginning a topic, changing it, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from juluo.community.facts.topics import TopicEdited, TopicTagged, TopicTakenBack, TopicWritten
from juluo.community.models import (
    TOPIC_LENGTH,
    TOPIC_TITLE_LENGTH,
    Circle,
    Reply,
    TalkPicture,
    Topic,
    TopicVisit,
)
from juluo.community.queries.topics import standing_in
from juluo.community.rules.circles import Deed, check_deed
from juluo.community.rules.topics import (
    MOST_TOPICS_AT_ONCE,
    check_can_announce,
    check_can_edit,
    check_can_write,
    check_is_said,
    clean_tags,
    same_topic,
)
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Media, Member
from juluo.core.said.holds import screen
from juluo.core.taking_part import ensure_may_write
from juluo.core.texts import clean_line, clean_text
from juluo.ip.rules.comments import check_pace
from juluo.ip.rules.markdown import picture_line


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicWords:
    """What a topic says; a `picture` stands at its end."""

    title: str
    text: str = ""
    tags: Sequence[str] = ()
    picture: Media | None = None

    def cleaned(self) -> dict[str, Any]:
        """Refused (422): `empty`, `too_long`, `too_many` tags."""
        return {
            "title": clean_line(self.title, field="title", most=TOPIC_TITLE_LENGTH),
            "text": with_picture(clean_text(self.text, field="text", most=TOPIC_LENGTH, least=0), self.picture),
            "tags": clean_tags(self.tags),
        }


@transaction.atomic
def write_topic(author: Member, circle: Circle | None, words: TopicWords) -> Topic:
    """Begin a topic in a circle, or in the whole space; its author follows it.

    The same words at the same place within a minute are one topic; it may wait for a person (`screen`). Refused to
    whoever may not take part or does not belong to the circle (`not_inside`), where nobody writes any more
    (`circle_archived`), in a flood (`too_many`).
    """
    return _write(author, circle, words, is_announcement=False)


@transaction.atomic
def announce(author: Member, circle: Circle | None, words: TopicWords) -> Topic:
    """The same as one who leads there: everybody of the circle (or of the space) is told, and openings are counted."""
    check_can_announce(standing_in(author, circle))
    return _write(author, circle, words, is_announcement=True)


@transaction.atomic
def edit_topic(topic: Topic, *, title: str, text: str) -> Topic:
    """Change one's words, for ten minutes. The same words change nothing."""
    title = clean_line(title, field="title", most=TOPIC_TITLE_LENGTH)
    text = clean_text(text, field="text", most=TOPIC_LENGTH, least=0)
    topic = locked_topic(topic)
    if (topic.title, topic.text) == (title, text):
        return topic
    ensure_may_write(topic.author)
    check_can_edit(topic, clock.now())
    topic.title, topic.text, topic.edited_at = title, text, clock.now()
    topic.save(update_fields=["title", "text", "edited_at"])
    record(TopicEdited(topic_id=topic.pk))
    return topic


@transaction.atomic
def tag_topic(topic: Topic, tags: Sequence[str], *, by: Member) -> Topic:
    """Change its tags: who began it, or who looks after the talk. The same tags change nothing."""
    cleaned = clean_tags(tags)
    topic = locked_topic(topic)
    if topic.author_id != by.pk:
        check_deed(standing_in(by, topic.circle), Deed.TEND)
    check_is_said(topic)
    if topic.tags != cleaned:
        topic.tags = cleaned
        topic.save(update_fields=["tags"])
        record(TopicTagged(topic_id=topic.pk, tags=tuple(cleaned)))
    return topic


@transaction.atomic
def take_topic_back(topic: Topic) -> Topic:
    """Take one's words away for good, also where others quote them; what others replied stays. Twice is once."""
    topic = locked_topic(topic)
    if topic.title:
        topic.title, topic.text, topic.tags, topic.pinned_at = "", "", [], None
        topic.save(update_fields=["title", "text", "tags", "pinned_at"])
        Reply.objects.filter(topic=topic, quoted=None).exclude(quote="").update(quote="")
        TalkPicture.objects.filter(topic=topic, reply=None).delete()
        record(TopicTakenBack(topic_id=topic.pk))
    return topic


def locked_topic(topic: Topic) -> Topic:
    """The topic as it is now, until the transaction ends."""
    rows = Topic.objects.select_for_update(of=("self",), no_key=True).select_related("author", "circle")
    row: Topic = rows.get(pk=topic.pk)
    return row


def with_picture(text: str, picture: Media | None) -> str:
    """The text with a line that shows the picture."""
    line = picture_line(picture.url, picture.alt, picture.width, picture.height) if picture else ""
    return f"{text}\n\n{line}".strip() if line else text


def keep_talk_picture(topic: Topic, reply: Reply | None, picture: Media | None) -> None:
    """Remember among the files of its circle what was put into the talk."""
    if picture:
        said = reply or topic
        TalkPicture.objects.create(topic=topic, reply=reply, circle_id=topic.circle_id, media=picture,
                                   by=said.author, at=said.written_at)  # fmt: skip


def _write(author: Member, circle: Circle | None, words: TopicWords, *, is_announcement: bool) -> Topic:
    said = words.cleaned()
    author = Member.objects.select_for_update(no_key=True).get(pk=author.pk)
    ensure_may_write(author)
    place = Circle.objects.get(pk=circle.pk) if circle else None
    check_can_write(place, standing_in(author, place))
    now = clock.now()
    row = Topic(circle=place, author=author, is_announcement=is_announcement, written_at=now, last_at=now, **said)
    lately = list(Topic.objects.filter(author=author).order_by("-id")[:MOST_TOPICS_AT_ONCE])
    if before := same_topic(lately, row):
        return before
    check_pace(lately, now, most=MOST_TOPICS_AT_ONCE)
    row.save(force_insert=True)
    screen(row, author, f"{row.title}\n{row.text}")
    keep_talk_picture(row, None, words.picture)
    TopicVisit.objects.create(topic=row, member=author, opened_at=now, followed_at=now)
    record(TopicWritten(topic_id=row.pk, circle_id=row.circle_id, is_announcement=is_announcement))
    return row
