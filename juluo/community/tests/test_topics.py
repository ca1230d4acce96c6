"""Topics and replies: who says what where, and what becomes of it: the verbs."""

from datetime import timedelta

import pytest
from django.db import transaction

from juluo.community.models import Reply, Topic, TopicVisit
from juluo.community.operations.circle_members import give_role, join_circle, leave_circle
from juluo.community.operations.circles import archive_circle
from juluo.community.operations.members import ban_member
from juluo.community.operations.replies import (
    ReplyWords,
    accept_answer,
    edit_reply,
    take_reply_back,
    unaccept_answer,
    write_reply,
)
from juluo.community.operations.topic_care import close_topic, move_topic, pin_topic, reopen_topic, unpin_topic
from juluo.community.operations.topic_marks import follow_topic, note_reading, unfollow_topic
from juluo.community.operations.topics import (
    TopicWords,
    announce,
    edit_topic,
    tag_topic,
    take_topic_back,
    write_topic,
)
from juluo.community.queries.topics import topic_met, unread_among, visit_of
from juluo.community.rules.topics import MOST_PINNED, MOST_TOPICS_AT_ONCE, Passage
from juluo.community.tests.factories import make_member
from juluo.community.tests.test_circles import make_circle, recorded, refused
from juluo.core import clock
from juluo.core.said.operations import hide, report, show
from juluo.core.said.queries import heard
from juluo.core.spaces import acting_in
from juluo.ip.rules.comments import MOST_AT_ONCE
from juluo.reach.models import Notification
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once


def make_topic(author, circle=None, **said):
    return write_topic(
        author, circle, TopicWords(**{"title": "三分火怎么看", "text": "看**颜色**，还是听声音？"} | said)
    )


def say(author, topic, text="听声音。", **place):
    return write_reply(author, topic, ReplyWords(text=text, **place))


def told(member):
    run_tasks()
    kinds = Notification.objects.filter(member=member).values_list("kind", flat=True)
    return sorted(each for each in kinds if each.startswith(("community.t", "community.an")))


def fresh(topic):
    return Topic.objects.get(pk=topic.pk)


def later(row, **by):
    type(row).objects.filter(pk=row.pk).update(written_at=row.written_at - timedelta(**by))


@pytest.fixture
def circle(mei, lin):
    """Mei leads it, Lin belongs to it."""
    made = make_circle(mei)
    join_circle(lin, made)
    return made


def test_a_topic_and_its_replies_are_counted_on_the_topic(mei, lin, circle):
    topic = make_topic(lin, circle, tags=["#焙火", "焙火", " 入门 "])
    first, last = say(mei, topic), say(lin, topic, "谢谢")
    found = fresh(topic)
    assert (found.tags, found.replies_count, found.last_reply) == (["焙火", "入门"], 2, last.pk)
    take_reply_back(first)
    take_reply_back(first)
    assert (fresh(topic).replies_count, Reply.objects.get(pk=first.pk).text) == (1, "")
    assert [recorded(name) for name in ("TopicWritten", "ReplyWritten", "ReplyTakenBack")] == [1, 2, 1]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"title": " "}, "empty"),
        ({"title": "\u200b\u2060\u3164"}, "empty"),
        ({"title": "字" * 121}, "too_long"),
        ({"text": "字" * 100_000}, "too_long"),
        ({"tags": [str(number) for number in range(6)]}, "too_many"),
        ({"tags": ["字" * 21]}, "too_long"),
    ],
)
def test_a_topic_that_cannot_be_is_refused(mei, said, code):
    assert refused(lambda: make_topic(mei, **said)) == code


@pytest.mark.parametrize("text", ["", "\u200b\u200d\u2060\ufeff", "\u202e \u2066", "\u2800\u3164", "字" * 100_000])
def test_a_reply_needs_words_that_can_be_seen_and_not_too_many(mei, lin, circle, text):
    topic = make_topic(mei, circle)
    assert refused(lambda: say(lin, topic, text)) in {"empty", "too_long"}


def test_the_same_words_at_once_are_said_once(mei, lin, circle):
    topics = at_once(lambda: make_topic(lin, circle), times=2)
    assert len({each.pk for each in topics}) == 1
    replies = at_once(lambda: say(mei, topics[0]), times=2)
    assert (len({each.pk for each in replies}), fresh(topics[0]).replies_count) == (1, 1)


def test_two_who_reply_at_once_are_both_counted(mei, lin, circle):
    topic = make_topic(mei, circle)
    at_once(lambda: say(mei, topic, "一"), lambda: say(lin, topic, "二"))
    assert fresh(topic).replies_count == 2
    with transaction.atomic():
        say(lin, topic, "三")
        transaction.set_rollback(True)
    assert fresh(topic).replies_count == 2


def test_nobody_floods_a_circle(mei, lin, circle):
    for number in range(MOST_TOPICS_AT_ONCE):
        topic = make_topic(lin, circle, title=f"第{number}题")
    assert refused(lambda: make_topic(lin, circle, title="又一题")) == "too_many"
    for number in range(MOST_AT_ONCE):
        say(lin, topic, f"第{number}句")
    assert refused(lambda: say(lin, topic, "又一句")) == "too_many"


def test_who_does_not_belong_reads_an_open_circle_and_writes_nothing(mei, lin, circle):
    topic, wen = make_topic(lin, circle), make_member("Wen")
    assert topic_met(topic.pk, wen)
    assert refused(lambda: say(wen, topic)) == "not_inside"
    assert refused(lambda: make_topic(wen, circle)) == "not_inside"
    assert make_topic(wen).circle is None, "in the whole space every member writes"
    ban_member(wen, reason="骂人")
    assert refused(lambda: make_topic(wen, title="还在")) == "banned"


def test_in_the_archive_nothing_is_said(mei, lin, circle):
    topic = make_topic(lin, circle)
    archive_circle(circle, by=mei)
    assert refused(lambda: say(lin, topic)) == "circle_archived"
    assert topic_met(topic.pk, lin)


def test_a_private_circle_is_read_by_who_belongs_and_by_who_moderates(mei, lin):
    circle = make_circle(lin, is_private=True)
    topic, wen = make_topic(lin, circle), make_member("Wen")
    assert [topic_met(topic.pk, each) is not None for each in (lin, mei, wen)] == [True, True, False]


def test_words_are_changed_for_ten_minutes(mei, lin, circle):
    topic, now = make_topic(lin, circle), clock.now()
    reply = say(lin, topic)
    assert edit_reply(reply, "看颜色。").edited_at >= now
    edit_reply(reply, "看颜色。")
    assert edit_topic(topic, title="火候", text="").title == "火候"
    assert [recorded(name) for name in ("ReplyEdited", "TopicEdited")] == [1, 1]
    later(reply, minutes=11)
    later(topic, minutes=11)
    assert refused(lambda: edit_reply(reply, "晚了")) == "too_late"
    assert refused(lambda: edit_topic(topic, title="晚了", text="")) == "too_late"


def test_a_topic_taken_back_leaves_what_others_said(mei, lin, circle):
    topic = make_topic(lin, circle)
    quoting = say(mei, topic, "是的", passage=Passage("看颜色，还是听声音？"))
    take_topic_back(topic)
    take_topic_back(topic)
    assert (fresh(topic).title, Reply.objects.get(pk=quoting.pk).quote, recorded("TopicTakenBack")) == ("", "", 1)
    assert topic_met(topic.pk, mei), "what others replied is still read"
    assert refused(lambda: say(mei, topic, "还在吗")) == "topic_gone"
    alone = make_topic(lin, circle, title="没人答")
    take_topic_back(alone)
    assert topic_met(alone.pk, mei) is None


def test_only_words_that_stand_there_are_quoted(mei, lin, circle):
    topic, elsewhere = make_topic(lin, circle), make_topic(lin, circle, title="别处")
    said, other = say(mei, topic, "火小一点。"), say(mei, elsewhere, "火大一点。")
    assert say(lin, topic, "好", passage=Passage("火小一点。", said)).quote == "火小一点。"
    assert refused(lambda: say(lin, topic, "不对", passage=Passage("火大一点。", other))) == "not_said"
    assert refused(lambda: say(lin, topic, "不对", passage=Passage("没说过"))) == "not_said"
    assert refused(lambda: say(lin, topic, "不对", answers=other)) == "reply_gone"
    take_reply_back(said)
    assert refused(lambda: say(lin, topic, "再引", passage=Passage("火小一点。", said))) == "reply_gone"


def test_who_asked_or_a_lead_says_what_answered(mei, lin, circle):
    topic, wen = make_topic(lin, circle), make_member("Wen")
    join_circle(wen, circle)
    reply, second = say(wen, topic), say(mei, topic, "看颜色")
    assert refused(lambda: accept_answer(reply, by=wen)) == "not_author"
    accept_answer(reply, by=lin)
    accept_answer(reply, by=lin)
    assert (fresh(topic).accepted_id, recorded("AnswerAccepted")) == (reply.pk, 1)
    assert "community.answer_accepted" in told(wen)
    accept_answer(second, by=mei)
    unaccept_answer(second, by=lin)
    assert fresh(topic).accepted_id is None
    accept_answer(reply, by=lin)
    take_reply_back(reply)
    assert fresh(topic).accepted_id is None


def test_a_helper_tends_the_talk_and_a_member_does_not(mei, lin, circle):
    topic, wen = make_topic(mei, circle), make_member("Wen")
    stay = join_circle(wen, circle)
    for verb in (pin_topic, unpin_topic, close_topic, reopen_topic):
        assert refused(lambda verb=verb: verb(topic, by=wen)) == "not_your_circle"
    give_role(stay, "helper", by=mei)
    for verb, name in ((pin_topic, "TopicPinned"), (unpin_topic, "TopicUnpinned"), (close_topic, "TopicClosed")):
        verb(topic, by=wen)
        verb(topic, by=wen)
        assert recorded(name) == 1
    assert refused(lambda: say(lin, topic)) == "topic_closed"
    assert say(wen, topic, "到此为止")
    reopen_topic(topic, by=wen)
    assert say(lin, topic)
    assert tag_topic(topic, ["火"], by=wen).tags == ["火"]
    assert refused(lambda: tag_topic(topic, ["水"], by=lin)) == "not_your_circle"


def test_few_topics_stand_on_top(mei, lin, circle):
    for number in range(MOST_PINNED):
        later(topic := make_topic(mei, circle, title=f"第{number}题"), minutes=11)
        pin_topic(topic, by=mei)
    another = make_topic(mei, circle, title="又一题")
    assert refused(lambda: pin_topic(another, by=mei)) == "too_many"


def test_a_topic_is_moved_by_who_tends_both_places(mei, lin, circle):
    theirs = make_circle(lin, name="别处")
    topic = make_topic(lin, circle)
    assert refused(lambda: move_topic(topic, theirs, by=lin)) == "not_your_circle"
    move_topic(topic, theirs, by=mei)
    move_topic(topic, theirs, by=mei)
    assert (fresh(topic).circle_id, recorded("TopicMoved")) == (theirs.pk, 1)
    assert move_topic(topic, None, by=mei).circle is None


def test_followers_hear_once_until_they_have_read_on(mei, lin, circle):
    topic = make_topic(lin, circle)
    first = say(mei, topic, "一")
    say(mei, topic, "二")
    assert told(lin) == ["community.topic_replied"]
    note_reading(topic, lin, seen=first.pk, before=visit_of(lin, topic.pk))
    say(mei, topic, "三")
    assert told(lin) == ["community.topic_replied"] * 2
    unfollow_topic(lin, topic)
    unfollow_topic(lin, topic)
    note_reading(topic, lin, seen=fresh(topic).last_reply, before=visit_of(lin, topic.pk))
    say(mei, topic, "四")
    assert told(lin) == ["community.topic_replied"] * 2
    follow_topic(mei, topic)
    follow_topic(mei, topic)
    assert TopicVisit.objects.filter(topic=topic, followed_at__isnull=False).count() == 1


def test_who_left_a_private_circle_hears_no_more_of_it(mei, lin):
    circle = make_circle(mei)
    join_circle(lin, circle)
    topic = make_topic(lin, circle)
    type(circle).objects.filter(pk=circle.pk).update(is_private=True)
    leave_circle(lin, circle)
    say(mei, topic, "@Lin 你还在吗")
    assert told(lin) == []


def test_whom_a_reply_answers_quotes_or_calls_is_told_by_the_nearest_reason(mei, lin, circle):
    wen, fay = make_member("Wen"), make_member("Fay")
    join_circle(wen, circle)
    topic = make_topic(mei, circle)
    said = say(lin, topic)
    say(wen, topic, "@Fay @Lin 对", answers=said, passage=Passage("听声音。", said))
    assert (told(lin), told(fay)) == (["community.talk_quoted"], ["community.talk_called"])


def test_a_crowd_is_not_called_and_a_name_in_other_letters_is_another_name(mei, lin, circle):
    crowd = [make_member(f"Guest {number}") for number in range(8)]
    make_member("Lіn")
    topic = make_topic(mei, circle)
    say(mei, topic, " ".join(f"@{each.name}" for each in crowd))
    assert sum(told(each) == ["community.talk_called"] for each in crowd) == 5
    say(mei, topic, "@Lin 看看")
    assert told(lin) == ["community.talk_called"]


def test_unread_is_what_was_said_since_one_read_last(mei, lin, circle):
    topic = make_topic(mei, circle)
    assert unread_among(lin, [topic]) == {topic.pk}
    reply = say(mei, topic)
    note_reading(topic, lin, seen=reply.pk, before=None)
    assert unread_among(lin, [fresh(topic)]) == set()
    say(mei, topic, "再说一句")
    assert unread_among(lin, [fresh(topic)]) == {topic.pk}
    note_reading(topic, lin, seen=reply.pk, before=visit_of(lin, topic.pk))
    assert unread_among(lin, [fresh(topic)]) == {topic.pk}, "nobody unreads"


def test_an_announcement_reaches_everybody_and_counts_who_opened_it(mei, lin, circle):
    wen = make_member("Wen")
    assert refused(lambda: announce(lin, circle, TopicWords(title="明天围炉"))) == "not_your_circle"
    topic = announce(mei, circle, TopicWords(title="明天围炉"))
    assert (told(lin), told(wen), told(mei)) == (["community.announced"], [], [])
    at_once(lambda: note_reading(topic, lin, seen=None, before=None), times=3)
    note_reading(topic, mei, seen=None, before=visit_of(mei, topic.pk))
    assert fresh(topic).readers == 1
    announce(mei, None, TopicWords(title="全体注意"))
    assert (told(wen), told(lin)) == (["community.announced"], ["community.announced"] * 2)


def test_nothing_of_another_space_is_answered(space, other_space, mei, wu):
    with acting_in(other_space):
        theirs = make_topic(wu)
    assert topic_met(theirs.pk, mei) is None
    with pytest.raises(Topic.DoesNotExist):
        say(mei, theirs)


def test_what_is_hidden_is_read_by_its_author_and_staff_and_counted_no_more(mei, lin, circle):
    topic, wen = make_topic(mei, circle), make_member("Wen")
    join_circle(wen, circle)
    reply, other = say(lin, topic), say(mei, topic, "看颜色")
    accept_answer(reply, by=mei)
    report(wen, reply, reason="spam")
    hide(reply, reason="spam")
    found = fresh(topic)
    assert (found.replies_count, found.accepted_id, found.last_reply) == (1, None, other.pk)
    assert refused(lambda: say(wen, topic, "引", passage=Passage("听声音。", reply))) == "reply_gone"
    take_reply_back(Reply.objects.get(pk=reply.pk))
    assert fresh(topic).replies_count == 1
    hide(topic, reason="spam")
    assert [topic_met(topic.pk, each) is not None for each in (mei, lin, wen)] == [True, False, False]
    show(topic)
    assert topic_met(topic.pk, wen)


def test_what_waits_for_a_person_is_told_and_counted_when_it_is_let_go(mei, lin, circle, monkeypatch):
    topic = make_topic(mei, circle)
    follow_topic(mei, topic)
    monkeypatch.setattr("juluo.core.said.holds._screens", [lambda *_asked: "word:test"])
    held = say(lin, topic, "@Mei 看这里")
    assert (fresh(topic).replies_count, told(mei)) == (0, [])
    show(held)
    assert fresh(topic).replies_count == 1
    assert told(mei) == ["community.talk_called", "community.topic_replied"]


def test_nobody_reports_what_they_cannot_read(mei, lin):
    inner = make_circle(mei, is_private=True)
    secret = make_topic(mei, inner)
    assert refused(lambda: report(lin, secret, reason="spam")) == "no_access"
    assert heard("topic", secret.pk, lin) is None
    assert heard("topic", make_topic(mei).pk, lin)
