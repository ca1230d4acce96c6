"""Where tests keep files: nowhere near an installation's own."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

__all__ = ["own_directories"]


@pytest.fixture(scope="session", autouse=True)
def own_directories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Uploads of this run stand in a directory of its own; style sheets are linked one by one."""
    home = tmp_path_factory.mktemp("data")
    (home / "static").mkdir()
    with override_settings(JULUO_DATA=home, MEDIA_ROOT=home / "media", STATIC_ROOT=home / "static"):
        yield
