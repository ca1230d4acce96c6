"""The way out in a digest: a signed word that names a member and what they follow. It never expires."""

from uuid import UUID

from django.core import signing

_SALT = "juluo.ip.follow-end"


def end_token(member_id: UUID, follow_id: UUID) -> str:
    return signing.Signer(salt=_SALT).sign_object([str(member_id), str(follow_id)]).replace(":", "~")


def read_end_token(token: str) -> tuple[UUID, UUID] | None:
    """Whose following of what is meant; None if nobody signed it."""
    try:
        member_id, follow_id = signing.Signer(salt=_SALT).unsign_object(token[:400].replace("~", ":"))
        return UUID(member_id), UUID(follow_id)
    except (signing.BadSignature, ValueError, TypeError):
        return None
