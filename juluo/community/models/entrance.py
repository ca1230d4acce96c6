from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from juluo.core.models import Member, SpaceForeignKey, SpaceModel
from juluo.core.words import Rung

WELCOME_LENGTH = 500
INVITATION_LENGTH = 20


class Entrance(SpaceModel):
    """A channel that people come through. The code of a standing one (direct, share, import) is its kind."""

    class Kind(models.TextChoices):
        DIRECT = "direct", pgettext_lazy("entrance", "Direct")
        SHARE = "share", pgettext_lazy("entrance", "Shared by members")
        QR = "qr", pgettext_lazy("entrance", "Printed code")
        EVENT = "event", pgettext_lazy("entrance", "Event")
        IMPORT = "import", pgettext_lazy("entrance", "Import")
        PURCHASE = "purchase", pgettext_lazy("entrance", "Purchase")
        AD = "ad", pgettext_lazy("entrance", "Advertising (paid for)")
        PARTNER = "partner", pgettext_lazy("entrance", "Partner")

    class Policy(models.TextChoices):
        OPEN = "open", pgettext_lazy("policy of an entrance", "Open to everybody")
        APPLICATION = "application", pgettext_lazy("policy of an entrance", "By application")
        INVITATION = "invitation", pgettext_lazy("policy of an entrance", "By invitation")
        PURCHASE = "purchase", pgettext_lazy("policy of an entrance", "With a code that came with a purchase")

    code = models.SlugField(max_length=20, db_index=False)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    policy = models.CharField(max_length=12, choices=Policy.choices, default=Policy.OPEN)
    expires_at = models.DateTimeField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    """The most members who came in by it and are still here."""
    welcome = models.TextField(max_length=WELCOME_LENGTH, blank=True)
    welcome_to = models.CharField(max_length=300, blank=True)
    """A path within the space, without its prefix: where newcomers are led."""
    inviting_rung = models.CharField(max_length=12, choices=Rung.choices, blank=True)
    """Members from this rung on may invite, too; "" for staff alone."""

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "code"], name="entrance_code_once"),
            models.CheckConstraint(condition=~models.Q(capacity=0), name="entrance_admits_somebody"),
        ]

    def __str__(self) -> str:
        return self.name


class Invitation(SpaceModel):
    """A code that lets `most` people in by an entrance. Staff make them, and members where the entrance lets them."""

    entrance = SpaceForeignKey(Entrance, models.PROTECT, related_name="invitations", db_index=False)
    code = models.CharField(max_length=INVITATION_LENGTH)
    note = models.CharField(max_length=60, blank=True)
    made_by = SpaceForeignKey(Member, models.PROTECT, related_name="invitations", db_index=False)
    made_at = models.DateTimeField()
    most = models.PositiveSmallIntegerField(default=1)
    used = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "code"], name="invitation_code_once"),
            models.CheckConstraint(condition=models.Q(used__lte=models.F("most")), name="invitation_never_overdrawn"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "entrance", "-id"], name="invitation_by_entrance"),
            models.Index(fields=["space", "made_by", "-id"], name="invitation_by_maker"),
        ]

    def __str__(self) -> str:
        return self.note or str(self.pk)


class Admission(SpaceModel):
    """Through which entrance a member first came: kept for life, also when they leave and come back."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="admissions", db_index=False)
    entrance = SpaceForeignKey(Entrance, models.PROTECT, related_name="admissions")
    visitor = models.UUIDField(null=True)
    at = models.DateTimeField()
    invitation = SpaceForeignKey(Invitation, models.PROTECT, null=True, related_name="admissions")

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "member"], name="admission_once_per_member")]
        indexes: ClassVar = [models.Index(fields=["space", "visitor"], name="admission_by_visitor")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.entrance_id}"


class Way(SpaceModel):
    """Readers of this content ("post:ID") come in through an entrance of its own; all others through the direct one."""

    content = models.CharField(max_length=120)
    entrance = SpaceForeignKey(Entrance, models.PROTECT, related_name="ways")

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "content"], name="way_once_per_content")]

    def __str__(self) -> str:
        return self.content
