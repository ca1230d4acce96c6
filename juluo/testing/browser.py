"""Tests marked `browser` walk through pages in the machine's own Chromium; without one they are left out."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

__all__ = [
    "browser_context_args",
    "browser_type_launch_args",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_terminal_summary",
]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
MISSING = "no Chromium was found: install Debian's `chromium` and `fonts-noto-cjk`, and run again"


def chromium() -> str | None:
    """The program to start: JULUO_CHROMIUM, or the first known name on PATH."""
    return os.environ.get("JULUO_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def pytest_configure() -> None:
    if os.environ.get("JULUO_REQUIRE_ALL") and not chromium():
        message = f"JULUO_REQUIRE_ALL is set, but {MISSING}."
        raise pytest.UsageError(message)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if chromium():
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if not chromium():
        terminalreporter.write_line(f"Left out: walks in a browser, because {MISSING}.")
    if "not full" in config.option.markexpr:
        terminalreporter.write_line("Left out: complete data files and long runs. `make test-full` runs them.")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    # Playwright keeps an event loop in the test's thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {"executable_path": chromium(), "args": sandbox}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A phone: 390 pixels wide, Chinese."""
    return browser_context_args | PHONE | {"locale": "zh-CN"}


def picture(page: Any, name: str) -> Path:
    """Keep a screenshot under build/screenshots, for people to look at."""
    path = Path("build/screenshots") / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True)
    return path
