from uuid import UUID

from juluo.core.tasks import task
from juluo.ip.models import Comment
from juluo.ip.operations import news


@task
def tell_of_comment(comment_id: UUID) -> None:
    news.tell_of_comment(_comment(comment_id))


@task
def tell_of_calling(comment_id: UUID) -> None:
    news.tell_of_calling(_comment(comment_id))


@task
def tell_of_hiding(comment_id: UUID) -> None:
    news.tell_of_hiding(_comment(comment_id))


def _comment(comment_id: UUID) -> Comment:
    found: Comment = Comment.objects.select_related("post__author", "answers__author").get(pk=comment_id)
    return found
