from typing import ClassVar

from django.db import models

from juluo.core.ids import uuid7


class PhoneCode(models.Model):
    """A code that was sent to a phone. It belongs to no space, like the login it is for; it names nobody.

    Number, address, code and what it is bound to are kept as keyed digests only.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    phone = models.CharField(max_length=64)
    ip_address = models.CharField(max_length=64)
    sent_for = models.UUIDField(null=True)
    purpose = models.CharField(max_length=20)
    bound_to = models.CharField(max_length=64)
    code = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["phone", "asked_at"], name="phone_code_by_phone"),
            models.Index(fields=["ip_address", "asked_at"], name="phone_code_by_address"),
            models.Index(fields=["sent_for", "asked_at"], name="phone_code_by_space"),
            models.Index(fields=["asked_at"], name="phone_code_by_age"),
        ]

    def __str__(self) -> str:
        return self.purpose
