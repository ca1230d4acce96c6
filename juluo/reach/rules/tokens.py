"""The link at the end of a mail: it names a member and a kind, and needs no sign-in (RFC 8058). It never expires."""

from uuid import UUID

from django.core import signing

_SALT = "juluo.reach.off"


def off_token(member_id: UUID, kind: str) -> str:
    return signing.Signer(salt=_SALT).sign_object([str(member_id), kind]).replace(":", "~")


def read_off_token(token: str) -> tuple[UUID, str] | None:
    """Whom and what the token means; None if nobody signed it."""
    try:
        member_id, kind = signing.Signer(salt=_SALT).unsign_object(token[:400].replace("~", ":"))
        return UUID(member_id), str(kind)
    except (signing.BadSignature, ValueError, TypeError):
        return None
