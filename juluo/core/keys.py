"""Keys of the API. A key belongs to one space and acts as its member, within its scopes; only its hash is kept."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juluo.core import clock
from juluo.core.facts import Fact, record
from juluo.core.models import ApiKey, Member
from juluo.core.people import all_permissions, permissions_of
from juluo.core.refusals import Refused

MEMBER_SCOPE = "member"
"""Lets a key do what its member may do for themselves: order, share, read their own."""

_SEEN_EVERY = timedelta(minutes=1)
_LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class ApiKeyMade(Fact):
    key_id: UUID

    sentence = gettext_lazy("Made a key of the API")


@dataclass(frozen=True, kw_only=True)
class ApiKeyRevoked(Fact):
    key_id: UUID

    sentence = gettext_lazy("Ended a key of the API")


@transaction.atomic
def make_key(
    member: Member,
    *,
    name: str,
    scopes: Iterable[str],
    expires_at: datetime | None = None,
) -> tuple[ApiKey, str]:
    """Make a key that acts as `member`; return it with its secret, which can never be read again.

    Refused if a scope is unknown or allows what the member may not do, or if it would have expired already.
    """
    wanted = sorted(set(scopes))
    _check_scopes(member, wanted)
    now = clock.now()
    if expires_at is not None and expires_at <= now:
        raise Refused(_("The key would have expired already."), code="expired", field="expires_at")
    prefix = secrets.token_hex(5)
    token = f"jk_{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey(name=name, prefix=prefix, hash=_hash(token), scopes=wanted, member=member)
    key.made_at, key.expires_at = now, expires_at
    key.save(force_insert=True)
    record(ApiKeyMade(key_id=key.id))
    return key, token


@transaction.atomic
def revoke_key(key: ApiKey) -> ApiKey:
    """End a key for good, from the next request on. Revoking it again changes nothing."""
    key = ApiKey.objects.select_for_update().get(pk=key.pk)
    if key.revoked_at is None:
        key.revoked_at = clock.now()
        key.save(update_fields=["revoked_at"])
        record(ApiKeyRevoked(key_id=key.id))
    return key


def key_of(token: str) -> ApiKey | None:
    """Find the key that `token` opens in the acting space, if it is alive and its member still there."""
    parts = token.split("_", 2)
    if len(token) > _LONGEST or not token.isascii() or len(parts) != 3 or parts[0] != "jk":  # noqa: PLR2004 - jk, prefix, secret
        return None
    key = ApiKey.objects.select_related("member").filter(prefix=parts[1], revoked_at=None).first()
    if key is None or not hmac.compare_digest(key.hash, _hash(token)):
        return None
    if key.expires_at is not None and key.expires_at <= clock.now():
        return None
    return None if key.member.left_at or key.member.banned_at else key


def note_use(key: ApiKey) -> None:
    """Keep when the key was last used, to the minute: a busy key does not write at every request."""
    now = clock.now()
    if key.last_used_at is None or now - key.last_used_at >= _SEEN_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)


def _check_scopes(member: Member, scopes: list[str]) -> None:
    if not scopes or set(scopes) - all_permissions() - {MEMBER_SCOPE}:
        raise Refused(
            _("Name the scopes of the key, each one that exists."), code="bad_scope", field="scopes", status=422
        )
    if set(scopes) - permissions_of(member.id) - {MEMBER_SCOPE}:
        raise Refused(_("A key cannot be allowed what you may not do."), code="not_allowed", field="scopes", status=403)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
