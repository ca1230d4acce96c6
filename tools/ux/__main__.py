import argparse
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from juluo.cli.bench.served import free_port
from juluo.cli.postgres.places import cache_directory
from juluo.testing.browser import chromium
from tools.ux import lighthouse, looking
from tools.ux.people import HEIGHTS, NARROW, PEOPLE, WIDE, Way, dress, signed_in
from tools.ux.screens import Screen, screens_of

BUILD = Path("build/ux")
LANGUAGES, THEMES = ("zh-hans", "zh-hant", "en"), ("light", "dark")
LEAST_SCREENS = 25
type Findings = dict[str, list[str]]


def main() -> int:
    asked = argparse.ArgumentParser(prog="make ux", description="Look at every screen and say what is wrong with it.")
    asked.add_argument("--quick", action="store_true", help="narrow only, in one language, without Lighthouse")
    asked.add_argument("--home", help="a running demo, as http://localhost:8000/@shanye")
    args = asked.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    with demo(args.home) as home:
        screens, findings = look(home, quick=args.quick)
        if not args.quick:
            for path in ("/", *(each.path for each in screens if each.kind in {"/posts/x/", "/mall/x/"})):
                findings[f"lighthouse {path}"] = lighthouse.findings_of(home + path, chromium() or "")
    report = {name: said for name, said in findings.items() if said}
    (BUILD / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=2))
    return told(screens, report, len(findings))


def look(home: str, *, quick: bool) -> tuple[list[Screen], Findings]:
    """Open every screen in every way; return what was found, by screen and way."""
    ways = [Way(NARROW, theme, "zh-hans") for theme in THEMES]
    if not quick:
        ways = [Way(*each) for each in itertools.product((NARROW, WIDE), THEMES, LANGUAGES)]
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    findings: Findings = {}
    screens: list[Screen] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=sandbox)
        looking.prove(browser.new_page(viewport={"width": NARROW, "height": 800}))
        for person in PEOPLE:
            context = signed_in(browser, home, person)
            own = screens_of(context, home, person)
            screens += own
            for way in ways:
                findings |= walk(context, home, own, way)
            context.close()
        browser.close()
    return screens, findings


def walk(context: BrowserContext, home: str, screens: list[Screen], way: Way) -> Findings:
    """Open each screen in one way and keep its picture."""
    dress(context, home, way)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(f"script: {error}"))
    page.on("console", lambda said: errors.append(f"console: {said.text}") if said.type == "error" else None)
    found: Findings = {}
    for screen in screens:
        page.set_viewport_size({"width": way.width, "height": HEIGHTS[way.width]})
        page.goto(home + screen.path)
        page.screenshot(path=BUILD / f"{screen.name}-{way}.png", full_page=True)
        found[f"{screen.name} {way}"] = [*seen(page, screen, way), *errors]
        errors.clear()
    page.close()
    return found


def seen(page: Page, screen: Screen, way: Way) -> Iterator[str]:
    yield from looking.axe_of(page)
    yield from looking.scrolling_of(page, way.width)
    yield from looking.clipped_of(page)
    if way.width == NARROW and screen.person != "owner":
        yield from looking.targets_of(page)
    if way.width == NARROW and way.theme == "light":
        yield from looking.narrow_and_zoomed(page)


def told(screens: list[Screen], report: Findings, looked: int) -> int:
    """Print what was found, most frequent first."""
    for name, said in report.items():
        print(f"\n{name}")
        for each in said:
            print(f"  {each}")
    total = sum(len(said) for said in report.values())
    print(f"\n{len(screens)} screens, {looked} looks, {total} findings; pictures and report.json in {BUILD}/.")
    if len(screens) < LEAST_SCREENS:
        print(f"Fewer than {LEAST_SCREENS} screens were reached: the walk itself is broken.")
        return 1
    return 1 if total else 0


@contextmanager
def demo(home: str | None) -> Iterator[str]:
    """The demo at `home`, or one of our own on a free port, thrown away afterwards."""
    if home:
        yield home
        return
    cache_directory().mkdir(parents=True, exist_ok=True)
    data = Path(tempfile.mkdtemp(prefix="ux-", dir=cache_directory()))
    data.chmod(0o755)
    port = free_port()
    juluo = [sys.executable, "-m", "juluo"]
    environment = os.environ | {"PORT": str(port), "JULUO_DATA": str(data / "data")}
    try:
        serve = [*juluo, "serve", "--migrate", "--sandbox", "--demo", "--detach"]
        subprocess.run(serve, check=True, env=environment)
        yield f"http://localhost:{port}/@shanye"
    finally:
        subprocess.run([*juluo, "stop"], check=False, env=environment)
        time.sleep(0.5)
        shutil.rmtree(data, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
