"""What may be done in topics, decided over rows already in hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.utils.translation import gettext as _

from juluo.community.models import MOST_TAGS, TAG_LENGTH, Circle, Reply, Topic
from juluo.community.rules.circles import Deed, Standing, check_standing
from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.core.texts import clean_line
from juluo.ip.models import QUOTE_LENGTH
from juluo.ip.rules.comments import EDIT_WITHIN, SAME_WITHIN
from juluo.ip.rules.markdown import paragraphs_in

MOST_TOPICS_AT_ONCE, MOST_PINNED = 5, 5
"""So many topics are begun in ten minutes; so many are pinned in one circle."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words quoted from a `reply`, or without one from the topic itself."""

    words: str
    reply: Reply | None = None


def check_can_write(circle: Circle | None, standing: Standing) -> None:
    """Who belongs to the circle writes in it; in the whole space every member does: `not_inside` (403)."""
    if circle is None:
        return
    if not (standing.belongs or standing.moderates):
        raise Refused(_("Join the circle first."), code="not_inside", status=HTTPStatus.FORBIDDEN)
    check_standing(circle)


def check_can_announce(standing: Standing) -> None:
    """Whoever leads the circle, or moderates the talk: `not_your_circle` (403)."""
    if Deed.ANNOUNCE not in standing.deeds:
        message = _("Announcements are made by those who lead here.")
        raise Refused(message, code="not_your_circle", status=HTTPStatus.FORBIDDEN)


def check_is_said(topic: Topic) -> None:
    """What was taken back or hidden is neither answered nor changed: `topic_gone`."""
    if not topic.is_said:
        raise Refused(_("This topic is no longer there."), code="topic_gone")


def check_takes_replies(topic: Topic, standing: Standing) -> None:
    """A closed topic takes words of those only who look after the talk: `topic_closed`."""
    check_is_said(topic)
    if topic.closed_at and Deed.TEND not in standing.deeds:
        raise Refused(_("This topic is closed. It can be read, no more."), code="topic_closed", field="text")


def check_reply_is_said(reply: Reply) -> None:
    """What was taken back or hidden is neither answered, quoted nor accepted: `reply_gone`."""
    if not reply.is_said:
        raise Refused(_("This reply is no longer there."), code="reply_gone", field="text")


def check_answers(reply: Reply, topic: Topic) -> None:
    """What is answered stands in the same topic: `reply_gone`."""
    check_reply_is_said(reply)
    if reply.topic_id != topic.pk:
        raise Refused(_("This reply is no longer there."), code="reply_gone", field="text")


def can_edit(said: Topic | Reply, now: datetime) -> bool:
    return said.is_said and now <= said.written_at + EDIT_WITHIN


def check_can_edit(said: Topic | Reply, now: datetime) -> None:
    """One's own words are changed for ten minutes: `too_late`."""
    if not can_edit(said, now):
        message = _("What you wrote can be changed for ten minutes. Write a reply instead.")
        raise Refused(message, code="too_late", field="text")


def can_accept(reader: Member | None, topic: Topic, standing: Standing) -> bool:
    """Whether the reader says which reply answers the topic: who asked, or who looks after the talk."""
    return reader is not None and (reader.pk == topic.author_id or Deed.TEND in standing.deeds)


def check_can_accept(member: Member, topic: Topic, reply: Reply, standing: Standing) -> None:
    if not can_accept(member, topic, standing):
        message = _("Who asked says which answer helped, or those who look after the circle.")
        raise Refused(message, code="not_author", status=HTTPStatus.FORBIDDEN)
    check_is_said(topic)
    check_reply_is_said(reply)


def clean_tags(tags: Sequence[str]) -> list[str]:
    """Each tag on one line and once, in the order given. Refused (422): `too_long`, `too_many`."""
    cleaned = [clean_line(each.strip().lstrip("#＃"), field="tags", most=TAG_LENGTH, least=0) for each in tags]
    kept = list({each.lower(): each for each in cleaned if each}.values())
    if len(kept) > MOST_TAGS:
        message = _("Choose at most %(most)d tags.") % {"most": MOST_TAGS}
        raise Refused(message, code="too_many", field="tags", status=422)
    return kept


def check_passage(passage: Passage, topic: Topic) -> str:
    """The quoted words on one line. Refused unless they stand in the topic, or in a reply to it: `not_said` (422).

    A quote from elsewhere could tell what its readers may not read.
    """
    words = _squeezed(passage.words)
    if passage.reply:
        check_reply_is_said(passage.reply)
    there = passage.reply.topic_id == topic.pk if passage.reply else True
    said = " ".join(paragraphs_in(passage.reply.text if passage.reply else topic.text))
    if not there or not words or len(words) > QUOTE_LENGTH or words not in _squeezed(said):
        message = _("These words do not stand there. Quote them as they were said, at most %(most)d characters.")
        raise Refused(message % {"most": QUOTE_LENGTH}, code="not_said", field="quote", status=422)
    return words


def passages_of(said: Topic | Reply) -> list[str]:
    """What can be quoted: its paragraphs without marks, each as long as a quote may be."""
    return [each[:QUOTE_LENGTH].rstrip() for each in paragraphs_in(said.text)]


def same_reply(lately: Iterable[Reply], reply: Reply) -> Reply | None:
    """The same words that the same author said at the same place a moment ago."""
    place = (reply.topic_id, reply.answers_id, reply.text, reply.quote)
    since = reply.written_at - SAME_WITHIN
    alike = (each for each in lately if (each.topic_id, each.answers_id, each.text, each.quote) == place)
    return next((each for each in alike if each.written_at > since), None)


def same_topic(lately: Iterable[Topic], topic: Topic) -> Topic | None:
    """The same topic that the same author began at the same place a moment ago."""
    place = (topic.circle_id, topic.title, topic.text)
    since = topic.written_at - SAME_WITHIN
    alike = (each for each in lately if (each.circle_id, each.title, each.text) == place)
    return next((each for each in alike if each.written_at > since), None)


def _squeezed(words: str) -> str:
    return " ".join(words.split())
