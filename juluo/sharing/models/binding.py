from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from juluo.core.models import Member, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet
from juluo.sharing.models.link import ShareLink


class BindingQuerySet(SpaceQuerySet["Binding"]):
    def current(self) -> "BindingQuerySet":
        return self.filter(replaced_at=None)


class Binding(SpaceModel):
    """Who brought a member: their purchases credit the sharer until it expires or is replaced.

    `touched_at` is when the link was opened, `bound_at` when we knew by whom (a guest joins later). The database
    refuses a second current binding, a binding to oneself, and a cycle.
    """

    member = SpaceForeignKey(Member, models.PROTECT, related_name="bindings", db_index=False)
    sharer = SpaceForeignKey(Member, models.PROTECT, related_name="brought")
    link = SpaceForeignKey(ShareLink, models.PROTECT, null=True, related_name="+", db_index=False)
    by_staff = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    policy = models.JSONField(default=dict)
    touched_at = models.DateTimeField()
    bound_at = models.DateTimeField()
    protected_until = models.DateTimeField()
    expires_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = SpaceManager.from_queryset(BindingQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["space", "member"], condition=Q(replaced_at=None), name="binding_one_current"
            ),
            models.CheckConstraint(condition=~Q(member=F("sharer")), name="binding_not_to_oneself"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="binding_by_newest"),
            models.Index(fields=["space", "-id"], condition=Q(replaced_at__isnull=False), name="binding_replaced"),
            models.Index(fields=["space", "member", "bound_at"], name="binding_by_member"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} → {self.sharer_id}"
