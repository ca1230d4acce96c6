from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from juluo.cli.bench.served import Served, served
from juluo.testing.till import till

__all__ = ["till", "web", "web_with"]

type Serve = Callable[..., Served]


@pytest.fixture
def web(django_db_setup: str) -> Iterator[Served]:
    """Two processes of the real web server, on this test's database."""
    with served() as running:
        yield running


@pytest.fixture
def web_with(django_db_setup: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Iterator[Served]]:
    """The same with a defect in it (see `juluo.testing.defects`)."""

    @contextmanager
    def serve(defect: str) -> Iterator[Served]:
        monkeypatch.setenv("DEFECT", defect)
        with served(settings="juluo.testing.defects.settings") as running:
            yield running

    return serve
