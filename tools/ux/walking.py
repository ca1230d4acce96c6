"""The walk: each person from link to link, several pages at once, and what is found on the way."""

import asyncio
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.async_api import Browser, Page, Response, async_playwright

from juluo.testing.browser import chromium
from tools.ux import looking
from tools.ux.people import HEIGHTS, NARROW, PEOPLE, WIDE, Person, dressed, signed_in
from tools.ux.pseudo import LANGUAGE as PSEUDO
from tools.ux.screens import NOWHERE, Screen, kind_of, links_of

AT_ONCE = 3
LONGEST = 60
"""Seconds that a screen is looked at."""
THEMES = ("light", "dark")
_DRESS = "theme => { document.documentElement.dataset.theme = theme; }"
_DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
type Findings = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Plan:
    """Languages and widths that screens are looked at in, with pictures or without.

    `all_of_all` shows everybody also what others have seen, and the studio also in the language that nobody speaks.
    """

    languages: tuple[str, ...]
    widths: tuple[int, ...]
    all_of_all: bool
    picture: Literal["jpeg", "png", ""]


QUICK = Plan(("zh-hans", PSEUDO), (NARROW,), all_of_all=False, picture="")
FULL = Plan(("zh-hans", "zh-hant", "en", PSEUDO), (NARROW, WIDE), all_of_all=True, picture="png")


async def look(home: str, plan: Plan, pictures: Path) -> tuple[list[Screen], Findings]:
    """Open every screen in every way; return what was found, by screen and way."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    screens: list[Screen] = []
    findings: Findings = {}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=sandbox)
        await looking.prove(browser)
        for person in PEOPLE:
            own, found = await _walked(browser, home, person, plan, pictures)
            screens += own
            findings |= found
        await browser.close()
    return screens, findings


async def _walked(
    browser: Browser, home: str, person: Person, plan: Plan, pictures: Path
) -> tuple[list[Screen], Findings]:
    """The screens that this person reaches, found in the first language and looked at in all."""
    remembered = await signed_in(browser, home, person)
    screens: list[Screen] = []
    findings: Findings = {}
    for language in plan.languages:
        if language == PSEUDO and person.alone != "/" and not plan.all_of_all:
            continue
        context = await dressed(browser, home, remembered, language)
        await looking.equip(context)
        tour = Tour(home, person, language, plan, pictures)
        for _page in range(AT_ONCE):
            tour.pages.put_nowait(await context.new_page())
        if screens:
            looks = await asyncio.gather(*map(tour.looked_at, screens))
        else:
            screens, looks = await tour.explored()
        findings |= {name: said for each in looks for name, said in each.findings.items()}
        await context.close()
    return screens, findings


@dataclass(frozen=True, slots=True)
class Look:
    """What was found on a screen, and where it leads to. No findings: it was none."""

    findings: Findings
    links: list[str]


@dataclass(slots=True)
class Tour:
    """One person in one language, with some pages open."""

    home: str
    person: Person
    language: str
    plan: Plan
    pictures: Path
    pages: asyncio.Queue[Page] = field(default_factory=asyncio.Queue)

    async def explored(self) -> tuple[list[Screen], list[Look]]:
        """Go from where the person begins by the links of each page, one page of a kind."""
        known: dict[str, Screen] = {}
        looks: list[Look] = []
        here = list(self.person.starts)
        while here:
            fresh = {screen.kind: screen for screen in self._screens_at(reversed(here)) if screen.kind not in known}
            found = await asyncio.gather(*map(self.looked_at, fresh.values()))
            known |= fresh
            looks += found
            here = [link for each in found for link in each.links]
        return [screen for screen, each in zip(known.values(), looks, strict=True) if each.findings], looks

    def _screens_at(self, paths: Iterable[str]) -> list[Screen]:
        within = "/" if self.plan.all_of_all else self.person.alone
        wanted = (each for each in paths if each.startswith(within) or each in self.person.starts)
        return [Screen(self.person.name, kind_of(path), path) for path in wanted]

    async def looked_at(self, screen: Screen) -> Look:
        """Look at the screen, but not for ever: a browser that no longer answers says nothing by itself."""
        page = await self.pages.get()
        try:
            async with asyncio.timeout(LONGEST):
                return await self._looked_at(page, screen)
        except TimeoutError:
            fresh, stuck = await page.context.new_page(), page
            page = fresh
            await stuck.close()
            return Look({f"{screen.name} {self.language}": [f"{screen.path} was not looked at in {LONGEST} s"]}, [])
        finally:
            self.pages.put_nowait(page)

    async def _looked_at(self, page: Page, screen: Screen) -> Look:
        """Open the screen and look at it in every way; a page that leads on to another is none."""
        with looking.errors_of(page) as errors:
            await page.set_viewport_size({"width": NARROW, "height": HEIGHTS[NARROW]})
            answer = await page.goto(self.home + screen.path)
            landed = urlsplit(page.url).path.removeprefix(urlsplit(self.home).path)
            if kind_of(landed) != screen.kind.split("#")[0]:
                return Look({}, [landed])
            if answer and not looking.is_page(answer):
                return Look({}, [])
            found = await self._found(page, screen)
            found[f"{screen.name} {self.language}"] = _broken(answer, screen, errors)
            return Look(found, await links_of(page, self.home))

    async def _found(self, page: Page, screen: Screen) -> Findings:
        found: Findings = {}
        for width in self.plan.widths:
            way = f"{screen.name} {width}-{{}}-{self.language}"
            await page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            for theme in THEMES[: 1 if self.language == PSEUDO else 2]:
                await page.evaluate(_DRESS, theme)
                if self.plan.picture and (self.plan.all_of_all or self.language != PSEUDO):
                    await self._picture(page, way.format(theme))
                if self.language != PSEUDO:
                    found[way.format(theme)] = await looking.axe_of(page, looking.RULES[theme])
            found[way.format("layout")] = await self._measured(page, screen, width)
        return found

    async def _picture(self, page: Page, name: str) -> None:
        """Take a picture once the page is drawn at its new size; before that Chromium repeats the old one."""
        path = self.pictures / f"{name}.{self.plan.picture}".replace(" ", "-")
        await page.evaluate(_DRAWN)
        await page.screenshot(path=path, full_page=True, type=self.plan.picture or None)

    async def _measured(self, page: Page, screen: Screen, width: int) -> list[str]:
        said = await looking.layout_of(page, width)
        if self.language != "en":
            said += await looking.unspoken_of(page)
        if width == NARROW:
            if not screen.is_for_staff:
                said += await looking.targets_of(page)
            said += await looking.narrow_and_zoomed(page)
        return said


def _broken(answer: Response | None, screen: Screen, errors: list[str]) -> list[str]:
    """What a link leads to must be there, and its scripts must have nothing to say."""
    if screen.kind == NOWHERE:
        return [] if answer and answer.status == HTTPStatus.NOT_FOUND else [f"{screen.path} should not be found"]
    missing = [f"{screen.path} answers {answer.status}"] if answer and answer.status != HTTPStatus.OK else []
    return [*missing, *errors]
