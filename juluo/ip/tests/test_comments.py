"""Saying something under a post: the verbs."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Q

from juluo.community.operations.covenants import publish_covenant
from juluo.community.operations.members import ban_member, leave_space
from juluo.core import clock
from juluo.core.models import FactRow, Member
from juluo.core.refusals import Refused
from juluo.core.said.operations import hide, show
from juluo.core.spaces import acting_in
from juluo.ip.models import Comment, Post
from juluo.ip.operations.comments import edit_comment, pin_comment, take_comment_back, unpin_comment, write_comment
from juluo.ip.operations.posts import discard_post, unpublish_post
from juluo.ip.queries.comments import discussion_of
from juluo.ip.rules.comments import EDIT_WITHIN, MOST_AT_ONCE
from juluo.ip.tests.factories import make_draft, make_post
from juluo.reach.models import Notification
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once


def facts_about(comment):
    return list(FactRow.objects.filter(subject_id=comment.pk).order_by("id").values_list("name", flat=True))


def told(member):
    about_talk = Q(kind__startswith="ip.") | Q(kind="community.words_hidden")
    return sorted(Notification.objects.filter(about_talk, member=member).values_list("kind", flat=True))


def refused(call):
    before = digest()
    with pytest.raises(Refused) as refusal:
        call()
    assert changes(before, digest()) == []
    return refusal.value.code


def test_a_comment_stands_under_its_post_with_its_answers(mei, lin):
    post = make_post(mei)
    first = write_comment(lin, post, " 好茶\r\n再来 ")
    reply = write_comment(mei, post, "谢谢", answers=first)
    deeper = write_comment(lin, post, "不客气", answers=reply)
    other = write_comment(lin, post, "另一句")

    shown = discussion_of(post)

    assert [each.first for each in shown.threads] == [other, first]
    assert (shown.threads[1].replies, first.text) == ([reply, deeper], "好茶\n再来")
    assert (deeper.thread, deeper.answers) == (first, reply)
    assert facts_about(first) == ["CommentWritten"]


@pytest.mark.parametrize("text", ["", " \n", "\0", "字" * 2001])
def test_a_comment_needs_words_and_not_too_many(mei, lin, text):
    post = make_post(mei)
    assert refused(lambda: write_comment(lin, post, text)) in {"empty", "too_long"}


def test_who_may_not_take_part_says_nothing(mei, lin):
    post = make_post(mei)
    write_comment(lin, post, "好茶")

    publish_covenant("新的约定")
    assert refused(lambda: write_comment(lin, post, "再说")) == "covenant_not_accepted"
    ban_member(lin, reason="骂人")
    assert refused(lambda: write_comment(lin, post, "再说")) == "banned"
    leave_space(lin)
    assert refused(lambda: write_comment(Member.objects.get(pk=lin.pk), post, "再说")) in {"banned", "left"}


def test_nobody_talks_about_what_nobody_can_read(mei, lin):
    post, draft = make_post(mei), make_draft(mei, "没写完")
    assert refused(lambda: write_comment(lin, draft, "好")) == "no_access"
    unpublish_post(post)
    assert refused(lambda: write_comment(lin, Post.objects.get(pk=post.pk), "好")) == "no_access"


def test_the_same_words_at_the_same_place_are_said_once(mei, lin):
    post = make_post(mei)
    first = write_comment(lin, post, "好茶")

    assert write_comment(lin, post, "好茶 ") == first
    assert write_comment(mei, post, "好茶") != first
    assert write_comment(lin, post, "好茶", answers=first) != first


def test_two_at_once_are_one_comment(space, mei, lin):
    post = make_post(mei)

    def say():
        with acting_in(space):
            return write_comment(lin, post, "好茶").pk

    assert len(set(at_once(say, say))) == 1
    assert Comment.objects.count() == 1


def test_a_flood_is_refused(mei, lin):
    post = make_post(mei)
    for number in range(MOST_AT_ONCE):
        write_comment(lin, post, f"第 {number} 句")

    assert refused(lambda: write_comment(lin, post, "还有一句")) == "too_many"
    assert write_comment(mei, post, "我还没说")


def test_writing_rolled_back_leaves_nothing(mei, lin):
    post = make_post(mei)
    with transaction.atomic():
        write_comment(lin, post, "好茶")
        transaction.set_rollback(True)

    assert not Comment.objects.exists()
    assert not FactRow.objects.filter(name="CommentWritten").exists()


def test_words_can_be_changed_for_some_minutes(mei, lin):
    comment = write_comment(lin, make_post(mei), "好茶")

    edited = edit_comment(comment, "好茶!")
    edit_comment(comment, "好茶!")

    assert (edited.text, edited.edited_at is None) == ("好茶!", False)
    assert facts_about(comment) == ["CommentWritten", "CommentEdited"]
    Comment.objects.update(written_at=clock.now() - EDIT_WITHIN - timedelta(seconds=1))
    assert refused(lambda: edit_comment(comment, "又改")) == "too_late"


def test_what_is_taken_back_leaves_a_mark_only_where_it_was_answered(mei, lin):
    post = make_post(mei)
    answered, alone = write_comment(lin, post, "好茶"), write_comment(lin, post, "另一句")
    reply = write_comment(mei, post, "谢谢", answers=answered)
    write_comment(lin, post, "真的", answers=reply)

    for comment in (answered, alone, reply, reply):
        take_comment_back(comment)

    (thread,) = discussion_of(post).threads
    assert (thread.first.pk, thread.first.is_said) == (answered.pk, False)
    assert [each.is_said for each in thread.replies] == [False, True]
    assert facts_about(reply) == ["CommentWritten", "CommentTakenBack"]
    gone = Comment.objects.get(pk=alone.pk)
    assert refused(lambda: write_comment(mei, post, "还在吗", answers=gone)) == "comment_gone"
    assert refused(lambda: edit_comment(alone, "又来")) == "comment_gone"


def test_a_hidden_comment_is_read_by_nobody_and_its_author_is_told_why(mei, lin):
    post = make_post(mei)
    comment = write_comment(lin, post, "买我的茶")
    run_tasks()

    hidden = hide(comment, reason="spam", words="  别打广告 ")
    hide(comment, reason="other")
    run_tasks()

    assert hidden.hidden_reason.endswith("别打广告")
    assert (discussion_of(post).threads, told(lin)) == ([], ["community.words_hidden"])
    assert facts_about(comment) == ["CommentWritten", "WordsHidden"]
    assert refused(lambda: edit_comment(comment, "好茶")) == "comment_gone"
    show(comment)
    show(comment)
    assert [each.first for each in discussion_of(post).threads] == [comment]
    assert facts_about(comment) == ["CommentWritten", "WordsHidden", "WordsShown"]


@pytest.mark.parametrize(("reason", "words", "code"), [("", "", "unknown_reason"), ("spam", "字" * 301, "too_long")])
def test_hiding_needs_a_reason(mei, lin, reason, words, code):
    comment = write_comment(lin, make_post(mei), "好茶")
    assert refused(lambda: hide(comment, reason=reason, words=words)) == code


def test_the_author_of_the_post_pins_one_comment(mei, lin):
    post = make_post(mei)
    first, second = write_comment(lin, post, "好茶"), write_comment(lin, post, "好水")

    pin_comment(first, by=mei)
    pin_comment(second, by=mei)
    pin_comment(second, by=mei)

    assert discussion_of(post).pinned == second
    assert facts_about(second) == ["CommentWritten", "CommentPinned"]
    assert refused(lambda: pin_comment(first, by=lin)) == "not_author"
    assert refused(lambda: unpin_comment(second, by=lin)) == "not_author"
    unpin_comment(second, by=mei)
    unpin_comment(second, by=mei)
    assert discussion_of(post).pinned is None


def test_two_pinned_at_once_leave_one(space, mei, lin):
    post = make_post(mei)
    comments = [write_comment(lin, post, "好茶"), write_comment(lin, post, "好水")]

    def pin(comment):
        with acting_in(space):
            pin_comment(comment, by=mei)

    at_once(*(lambda comment=comment: pin(comment) for comment in comments))

    assert Comment.objects.filter(pinned_at__isnull=False).count() == 1


def test_each_is_told_once_by_the_nearest_reason(mei, lin, hao):
    post = make_post(mei)
    question = write_comment(lin, post, "@mei 怎么泡?")
    run_tasks()
    assert (told(mei), told(lin)) == (["ip.comment_called"], [])

    write_comment(mei, post, "@Lin 开水,三分钟", answers=question)
    run_tasks()

    assert told(lin) == ["ip.comment_answered"]
    assert told(mei) == ["ip.comment_called"]
    assert Notification.objects.filter(member=lin).latest("id").data["title"] == post.title


def test_whom_changed_words_call_is_told_once(mei, lin):
    comment = write_comment(mei, make_post(mei), "好茶")
    run_tasks()
    edit_comment(comment, "好茶 @Lin")
    edit_comment(comment, "好茶!@Lin")
    run_tasks()
    assert told(lin) == ["ip.comment_called"]


def test_what_was_taken_back_before_the_task_ran_is_told_to_nobody(mei, lin):
    take_comment_back(write_comment(lin, make_post(mei), "@Mei 好茶"))
    run_tasks()
    assert told(mei) == []


def test_a_draft_that_was_talked_about_can_be_thrown_away(mei, lin):
    post = make_post(mei)
    reply = write_comment(mei, post, "谢", answers=write_comment(lin, post, "好茶"))
    write_comment(lin, post, "嗯", answers=reply)
    discard_post(unpublish_post(post))
    assert (Post.objects.count(), Comment.objects.count()) == (0, 0)
