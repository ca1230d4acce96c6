"""Sessions in the database as Django keeps them; reading one, which every request does, is worded once."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from juluo.core.models import Reading

_session = Reading(lambda key: Session.objects.filter(session_key=key))


class SessionStore(db.SessionStore):
    """Django finds it by this name."""

    def _get_session_from_db(self) -> Any:
        expires: datetime
        for row in _session(self.session_key) if self.session_key else []:
            expires = row.expire_date
            if expires > timezone.now():
                return row
        self._session_key = None
        return None
