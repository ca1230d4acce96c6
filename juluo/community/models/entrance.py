from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from juluo.core.models import Member, SpaceForeignKey, SpaceModel


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

    code = models.SlugField(max_length=20, db_index=False)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "code"], name="entrance_code_once")]

    def __str__(self) -> str:
        return self.name


class Admission(SpaceModel):
    """Through which entrance a member first came: kept for life, also when they leave and come back."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="admissions", db_index=False)
    entrance = SpaceForeignKey(Entrance, models.PROTECT, related_name="admissions")
    visitor = models.UUIDField(null=True)
    at = models.DateTimeField()

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
