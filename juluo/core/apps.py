from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "juluo.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules(
            "facts", "reactions", "tasks", "blocks", "bulk", "holdings", "search", "selling", "sold", "said"
        )  # fmt: skip
        from juluo.core.accounts import facts, holdings, routines  # noqa: F401 - importing them declares them
        from juluo.core.live import routines as live_routines  # noqa: F401 - the same
        from juluo.core.said import facts as said_facts  # noqa: F401 - the same
