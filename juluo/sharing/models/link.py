from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from juluo.core.models import Member, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet


class ShareLinkQuerySet(SpaceQuerySet["ShareLink"]):
    def standing(self) -> "ShareLinkQuerySet":
        return self.filter(revoked_at=None)

    def of(self, member: Member) -> "ShareLinkQuerySet":
        return self.filter(sharer=member)


class ShareLink(SpaceModel):
    """A member's own address of something in the space. Its parent is the link through which they came there.

    `content` names what it leads to as footprints do ("post:ID", "home"), and `author` who made that; neither changes
    when the address of a product does.
    """

    code = models.CharField(max_length=16)
    sharer = SpaceForeignKey(Member, models.PROTECT, related_name="share_links", db_index=False)
    target = models.CharField(max_length=300)
    content = models.CharField(max_length=120)
    author = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="+", db_index=False)
    parent = SpaceForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reshares")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = SpaceManager.from_queryset(ShareLinkQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "code"], name="share_link_code_once"),
            models.UniqueConstraint(
                fields=["space", "sharer", "target", "parent"],
                condition=Q(revoked_at=None),
                nulls_distinct=False,
                name="share_link_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="share_link_by_newest"),
            models.Index(fields=["space", "sharer", "-id"], name="share_link_by_sharer"),
            models.Index(fields=["space", "made_at"], name="share_link_by_time"),
            models.Index(fields=["space", "-id"], condition=Q(revoked_at__isnull=False), name="share_link_ended"),
        ]

    def __str__(self) -> str:
        return self.code

    def is_over(self, now: datetime) -> bool:
        return self.revoked_at is not None or (self.expires_at is not None and self.expires_at <= now)


class Touch(SpaceModel):
    """Somebody opened a share link, then. Which member a guest was shows when they join or order.

    `entrance_id` is the first entrance of whoever opened it: like a footprint's, it is what their cookie says.
    """

    visitor = models.UUIDField()
    link = SpaceForeignKey(ShareLink, models.PROTECT, related_name="touches")
    member = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="touches", db_index=False)
    entrance_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="touch_by_newest"),
            models.Index(fields=["space", "at"], name="touch_by_time"),
            models.Index(fields=["space", "visitor", "at"], name="touch_by_visitor"),
            models.Index(
                fields=["space", "member", "at"],
                condition=Q(member__isnull=False),
                name="touch_by_member",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.link_id} {self.at}"
