"""Closed lists of words that several pillars use."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Rung(models.TextChoices):
    """The ladder of relation. Partner and shareholder branch from fan by agreement (rules.md, Ladder)."""

    PROSPECT = "prospect", pgettext_lazy("rung", "Prospect")
    FAN = "fan", pgettext_lazy("rung", "Fan")
    ANGEL = "angel", pgettext_lazy("rung", "Angel")
    PARTNER = "partner", pgettext_lazy("rung", "Partner")
    SHAREHOLDER = "shareholder", pgettext_lazy("rung", "Shareholder")


class RoleKey(models.TextChoices):
    """The staff roles every space begins with."""

    OWNER = "owner", _("Owner")
    MANAGER = "manager", _("Manager")
    EDITOR = "editor", _("Editor")
    MODERATOR = "moderator", _("Moderator")
    FINANCE = "finance", _("Finance")
    DOOR = "door", _("Door")


class Mood(models.TextChoices):
    """The manner of a space's pages, next to its colour."""

    PLAIN = "plain", pgettext_lazy("mood", "Plain")
    LITERARY = "literary", pgettext_lazy("mood", "Literary")
    BOLD = "bold", pgettext_lazy("mood", "Bold")
    NIGHT = "night", pgettext_lazy("mood", "Night")
