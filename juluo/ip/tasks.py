from uuid import UUID

from django.db import transaction

from juluo.core.tasks import errand, every, task
from juluo.ip.models import Comment, Post, Report
from juluo.ip.operations import digests, followers, news
from juluo.ip.queries.digests import is_digest_due


@task
def tell_followers(post_id: UUID, after: UUID | None) -> None:
    """A batch in a transaction; the next one is queued in it, so that whatever dies goes on where it was."""
    post = Post.objects.filter(pk=post_id).first()
    if post and (goes_on := followers.tell_followers(post, after=after)):
        tell_followers.defer(post_id=post_id, after=goes_on)


@errand
def send_digests() -> None:
    while digests.send_due_digests():
        pass


@every("*/5 * * * *")
def send_what_is_followed() -> None:
    with transaction.atomic():
        if is_digest_due():
            send_digests.defer()


@task
def tell_of_comment(comment_id: UUID) -> None:
    news.tell_of_comment(_comment(comment_id))


@task
def tell_of_calling(comment_id: UUID) -> None:
    news.tell_of_calling(_comment(comment_id))


@task
def tell_of_hiding(comment_id: UUID) -> None:
    news.tell_of_hiding(_comment(comment_id))


@task
def tell_of_report(report_id: UUID) -> None:
    news.tell_of_report(Report.objects.select_related("post").get(pk=report_id))


def _comment(comment_id: UUID) -> Comment:
    found: Comment = Comment.objects.select_related("post__author", "answers__author", "quoted__author").get(
        pk=comment_id
    )
    return found
