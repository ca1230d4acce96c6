from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "juluo.ledger"
    label = "ledger"
