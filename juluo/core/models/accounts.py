"""What belongs to a login besides its e-mail addresses: its phone, its closing; and who was erased in a space."""

from typing import ClassVar

from django.db import models

from juluo.core.fields import SpaceForeignKey
from juluo.core.ids import uuid7
from juluo.core.models.people import Member
from juluo.core.models.scoped import SpaceModel


class Phone(models.Model):
    """The one phone number of a login, E.164. It signs in once it is verified."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.OneToOneField("core.User", models.CASCADE, related_name="+")
    number = models.CharField(max_length=20)
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(verified_at__isnull=False), name="phone_verified_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Closing(models.Model):
    """A login that is being closed: until `due_at` its person may keep it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.OneToOneField("core.User", models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.user_id} {self.due_at}"


class Erasure(SpaceModel):
    """That a member's person was erased; what the law keeps of them is erased when its time has passed."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "member"], name="erased_once")]

    def __str__(self) -> str:
        return str(self.member_id)
