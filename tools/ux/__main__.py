"""The automated sheet of the face (`make ux`): every screen, looked at as people with less patience would.

Screens are found by following links from the demo's home, 我的 and studio, one for each address, so that a new page
joins by itself. Each is asked for accessibility (axe), sideways scrolling, small targets, labels that are cut off or
lie over each other, words that nobody can translate and errors of its scripts; in light and dark, narrow and wide, in
three languages and in one that nobody speaks. The report and the pictures stand in `build/ux/`.
"""

import argparse
import asyncio
import json
import sys
import time
from pathlib import Path

from juluo.testing.browser import chromium
from tools.ux import lighthouse
from tools.ux.demo import demo
from tools.ux.screens import Screen
from tools.ux.walking import FULL, QUICK, Findings, look

BUILD = Path("build/ux")
LEAST_SCREENS = 25
STRANGERS_SEE = {"/", "/posts/x/", "/mall/x/"}


def main() -> int:
    asked = argparse.ArgumentParser(prog="make ux", description="Look at every screen and say what is wrong with it.")
    asked.add_argument("--quick", action="store_true", help="narrow, one language, no pictures, no Lighthouse")
    asked.add_argument("--home", help="a running demo, as http://localhost:8000/@shanye")
    args = asked.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    for old in BUILD.glob("*.*g"):
        old.unlink()
    began = time.monotonic()
    with demo(args.home) as home:
        screens, findings = asyncio.run(look(home, QUICK if args.quick else FULL, BUILD))
        if not args.quick:
            findings |= scores(home, screens)
    report = {name: said for name, said in sorted(findings.items()) if said}
    (BUILD / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=2))
    return told(screens, report, f"{len(findings)} looks in {time.monotonic() - began:.0f} s")


def scores(home: str, screens: list[Screen]) -> Findings:
    """What Lighthouse says of the pages that strangers see first."""
    paths = [each.path for each in screens if each.person == "guest" and each.kind in STRANGERS_SEE]
    return {f"lighthouse {path}": lighthouse.findings_of(home + path, chromium() or "") for path in paths}


def told(screens: list[Screen], report: Findings, looks: str) -> int:
    """Print what was found, screen by screen."""
    for name, said in report.items():
        print(f"\n{name}")
        for each in said:
            print(f"  {each}")
    total = sum(len(said) for said in report.values())
    print(f"\n{len(screens)} screens, {looks}: {total} findings; report.json in {BUILD}/.")
    if len(screens) < LEAST_SCREENS:
        print(f"Fewer than {LEAST_SCREENS} screens were reached: the walk itself is broken.")
        return 1
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
