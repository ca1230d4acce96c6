from datetime import UTC, datetime

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.ip.facts.desk import PostScheduled, PostUnscheduled
from juluo.ip.models import Post
from juluo.ip.operations.posts import publish_post
from juluo.ip.rules.schedule import check_due


@transaction.atomic
def schedule_post(post: Post, at: datetime) -> Post:
    """Let the draft be published by itself at `at` (aware). Another moment replaces it; the same changes nothing.

    Refused: `published`, `past` and `too_far` (422).
    """
    post = Post.objects.select_for_update().get(pk=post.pk)
    if post.due_at == at:
        return post
    check_due(post, at, clock.now())
    post.due_at = at
    post.save(update_fields=["due_at"])
    record(PostScheduled(post_id=post.pk, due_at=at.astimezone(UTC).isoformat()))
    return post


@transaction.atomic
def unschedule_post(post: Post) -> Post:
    """Let the draft wait until somebody publishes it. Without a set time nothing changes."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    if post.due_at:
        post.due_at = None
        post.save(update_fields=["due_at"])
        record(PostUnscheduled(post_id=post.pk))
    return post


@transaction.atomic
def publish_when_due(post: Post) -> Post:
    """Publish the draft if its moment has come and it still has one; however many workers ask, it happens once."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    if post.due_at and post.due_at <= clock.now():
        return publish_post(post)
    return post
