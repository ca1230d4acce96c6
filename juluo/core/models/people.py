from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from juluo.core.fields import SpaceForeignKey
from juluo.core.ids import uuid7
from juluo.core.models.scoped import SpaceManager, SpaceModel, SpaceQuerySet
from juluo.core.words import Rung


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, *, name: str = "") -> "User":
        """Make a login. Without a password the user signs in by e-mail code."""
        user = self.model(email=self.normalize_email(email), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A login on the installation. It is a person's in every space; what they are in one is a Member."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=60, blank=True)
    is_active = models.BooleanField(default=True)
    is_host = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    member_here: "Member | None" = None
    """The member row in the acting space, where it was read together with the user."""

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email


class MemberQuerySet(SpaceQuerySet["Member"]):
    def present(self) -> "MemberQuerySet":
        return self.filter(left_at=None, banned_at=None)


class Member(SpaceModel):
    """A person inside one space. Imported customers are members without a user until they sign in."""

    user = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=60)
    name_folded = models.GeneratedField(
        expression=Lower("name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    """Found by its beginning: only comparisons may use an index under row-level security, patterns may not."""
    rung = models.CharField(max_length=12, choices=Rung.choices, default=Rung.PROSPECT)
    import_key = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - null keeps the unique key open
    joined_at = models.DateTimeField()
    banned_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = SpaceManager.from_queryset(MemberQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "user"], name="member_once_per_space"),
            models.UniqueConstraint(fields=["space", "import_key"], name="member_imported_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "-joined_at", "-id"], name="member_by_joined"),
            models.Index(fields=["user"], name="member_by_user"),
            models.Index(fields=["space", "name_folded", "id"], name="member_by_name"),
            models.Index(fields=["space", "rung", "-id"], name="member_by_rung"),
            models.Index(fields=["space", "-id"], condition=Q(banned_at__isnull=False), name="member_banned"),
        ]

    def __str__(self) -> str:
        return self.name


class Role(SpaceModel):
    """A staff role of the space. What it may do is data: a list of permissions."""

    key = models.SlugField(max_length=20)
    permissions = ArrayField(models.CharField(max_length=40), default=list)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "key"], name="role_once_per_space")]

    def __str__(self) -> str:
        return self.key


class Staff(SpaceModel):
    """A member who holds a role of the space."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="staff")
    role = SpaceForeignKey(Role, models.PROTECT, related_name="holders")
    since = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "member", "role"], name="staff_once_per_role"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.role_id}"
