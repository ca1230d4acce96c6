from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from juluo.core.navigation import StudioPlace, register_studio_place


class LedgerConfig(AppConfig):
    name = "juluo.ledger"
    label = "ledger"

    def ready(self) -> None:
        register_studio_place(StudioPlace("ledger_studio:balances", _("Ledger"), "ledger", "ledger.read", 80))
