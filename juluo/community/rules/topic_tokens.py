"""The way out in a mail about a topic: a signed word that names a member and what they follow. It never expires."""

from uuid import UUID

from django.core import signing

_SALT = "juluo.community.topic-end"


def topic_end_token(member_id: UUID, topic_id: UUID) -> str:
    return signing.Signer(salt=_SALT).sign_object([str(member_id), str(topic_id)]).replace(":", "~")


def read_topic_end(token: str) -> tuple[UUID, UUID] | None:
    """Whose following of which topic is meant; None if nobody signed it."""
    try:
        member_id, topic_id = signing.Signer(salt=_SALT).unsign_object(token[:400].replace("~", ":"))
        return UUID(member_id), UUID(topic_id)
    except (signing.BadSignature, ValueError, TypeError):
        return None
