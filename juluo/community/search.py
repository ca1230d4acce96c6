"""People as search finds them: by name, and only staff who may read the list of members, for nobody else sees one."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.community.facts import MemberJoined, MemberReturned
from juluo.community.queries.people import AUDIENCE, KIND
from juluo.core.accounts.facts import MemberErased
from juluo.core.models import Member
from juluo.core.search.index import register_searchable
from juluo.core.search.registry import Document, Searchable


def person_documents(subjects: Sequence[UUID]) -> Iterator[Document]:
    for member in Member.objects.filter(id__in=subjects):
        yield Document(
            id=member.pk, title=member.name, page="community_studio:member", called=member.pk,
            note=member.get_rung_display(), audience=AUDIENCE, at=member.joined_at,
        )  # fmt: skip


register_searchable(
    Searchable(kind=KIND, title=_("Members"), icon="person", subjects=Member.objects.all,
               documents=person_documents, permission=AUDIENCE),
    changed_by=[MemberJoined, MemberReturned, MemberErased],
)  # fmt: skip
