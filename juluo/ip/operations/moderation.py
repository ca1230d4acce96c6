"""What staff do about comments, and about messages in rooms."""

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.publishing import renew_pages
from juluo.core.texts import clean_line
from juluo.ip.facts import CommentHidden, CommentShown
from juluo.ip.facts.rooms import MessageHidden, MessageShown
from juluo.ip.models import HIDING_WORDS_LENGTH, Comment, Message
from juluo.ip.operations.comments import locked
from juluo.ip.operations.messages import locked_message
from juluo.ip.operations.room_streams import tell_room
from juluo.ip.rules.comments import check_reason


@transaction.atomic
def hide_comment(comment: Comment, *, reason: str, words: str = "") -> Comment:
    """Show the comment to nobody but its author, who is told why: `reason` is a `Comment.Reason`. Twice is once."""
    because = check_reason(reason)
    words = clean_line(words, field="words", most=HIDING_WORDS_LENGTH, least=0)
    comment = locked(comment)
    if comment.hidden_at is None:
        comment.hidden_at, comment.hidden_because, comment.hidden_words = clock.now(), because, words
        comment.pinned_at = None
        comment.save(update_fields=["hidden_at", "hidden_because", "hidden_words", "pinned_at"])
        renew_pages()
        record(CommentHidden(comment_id=comment.pk, reason=because.value, words=words))
    return comment


@transaction.atomic
def show_comment(comment: Comment) -> Comment:
    """Let everybody read the comment again. Twice is once."""
    comment = locked(comment)
    if comment.hidden_at:
        comment.hidden_at, comment.hidden_because, comment.hidden_words = None, "", ""
        comment.save(update_fields=["hidden_at", "hidden_because", "hidden_words"])
        renew_pages()
        record(CommentShown(comment_id=comment.pk))
    return comment


@transaction.atomic
def hide_message(message: Message, *, reason: str, words: str = "") -> Message:
    """Show the message to nobody but its author, who is told why: `reason` is a `Comment.Reason`. Twice is once."""
    because = check_reason(reason)
    words = clean_line(words, field="words", most=HIDING_WORDS_LENGTH, least=0)
    message = locked_message(message)
    if message.hidden_at is None:
        message.hidden_at, message.hidden_because, message.hidden_words = clock.now(), because, words
        message.save(update_fields=["hidden_at", "hidden_because", "hidden_words"])
        tell_room(message)
        record(MessageHidden(message_id=message.pk, reason=because.value, words=words))
    return message


@transaction.atomic
def show_message(message: Message) -> Message:
    """Let everybody inside read the message again. Twice is once."""
    message = locked_message(message)
    if message.hidden_at:
        message.hidden_at, message.hidden_because, message.hidden_words = None, "", ""
        message.save(update_fields=["hidden_at", "hidden_because", "hidden_words"])
        tell_room(message)
        record(MessageShown(message_id=message.pk))
    return message
