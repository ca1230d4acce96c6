"""A login as a whole: what hangs on it, and its end."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.db.models.fields.reverse_related import ForeignObjectRel

from juluo.core.models import SpaceModel, User


def delete_login(user_id: UUID) -> bool:
    """Delete a login with all that hangs on it, signing it out everywhere.

    False while it is still somebody in a space: the database says so, whichever space acts.
    """
    try:
        with transaction.atomic():
            sign_out_everywhere(user_id)
            for model, name in _hanging_on_it():
                model.objects.filter(**{f"{name}_id": user_id}).delete()
            # Not through the ORM: it would first ask the members, and only of the acting space.
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM core_user WHERE id = %s", [user_id])
            connection.check_constraints()
    except IntegrityError:
        return False
    return True


def sign_out_everywhere(user_id: UUID) -> None:
    """End every session of the login."""
    ours = UserSession.objects.filter(user_id=user_id)
    Session.objects.filter(session_key__in=list(ours.values_list("session_key", flat=True))).delete()
    ours.delete()


def _hanging_on_it() -> Iterator[tuple[Any, str]]:
    for relation in User._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if isinstance(relation, ForeignObjectRel) and not issubclass(model, SpaceModel):
            yield model, relation.field.name
