"""Keep docs/reference/openapi.json in step with the code: the contract that a test compares."""

import json
import os
from pathlib import Path

import django

KEPT = Path("docs/reference/openapi.json")


def contract() -> str:
    from juluo.api import api  # noqa: PLC0415 - needs Django ready
    from juluo.core.api.contract import ROOT  # noqa: PLC0415 - needs Django ready

    return json.dumps(api.get_openapi_schema(path_prefix=ROOT), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juluo.settings")
    django.setup()
    KEPT.write_text(contract(), encoding="utf-8")
