"""Posts as search finds them: by their title, and by what everybody may read of them."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.search.index import register_searchable
from juluo.core.search.registry import Document, Searchable
from juluo.ip.facts import PostChanged, PostDiscarded, PostPublished, PostUnpublished
from juluo.ip.models import Post
from juluo.ip.queries.posts import readable_posts
from juluo.ip.rules.audience import free_part
from juluo.ip.rules.markdown import words_in


def post_documents(subjects: Sequence[UUID]) -> Iterator[Document]:
    for post in readable_posts().filter(id__in=subjects):
        yield Document(
            id=post.pk, title=post.title, text=words_in(free_part(post)), page="ip:post", called=post.pk,
            note=post.author.name, at=post.published_at or post.written_at,
        )  # fmt: skip


register_searchable(
    Searchable(kind="post", title=_("Posts"), icon="post", subjects=Post.objects.all, documents=post_documents),
    changed_by=[PostPublished, PostChanged, PostUnpublished, PostDiscarded],
)
