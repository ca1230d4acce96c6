"""Who looks at the screens: a guest, a member and the owner of the demo space, each in a browser of their own."""

from dataclasses import dataclass

from playwright.async_api import Browser, BrowserContext, Page, StorageState

WIDE, NARROW = 1440, 390
ADDRESS = {"phone": "13800000000", "region": "云南省", "city": "昆明市", "line": "翠湖南路 1 号"}
HEIGHTS = {WIDE: 900, NARROW: 844}


@dataclass(frozen=True, slots=True)
class Person:
    """Where they begin to walk, and how they sign in; a guest does not. `alone` begins what only they see."""

    name: str
    starts: tuple[str, ...]
    email: str = ""
    password: str = ""
    alone: str = "/"


PEOPLE = (
    Person("guest", ("/", "/mall/", "/about/", "/search/?q=茶", "/offline/", "/nowhere/")),
    Person(
        "member",
        ("/", "/me/", "/cart/", "/checkout/", "/sharing/", "/accounts/reauthenticate/"),
        "member@demo.example",
        "shanye-member-demo",
    ),
    Person("owner", ("/studio/", "/styleguide/"), "owner@demo.example", "shanye-owner-demo", alone="/studio/"),
)


async def signed_in(browser: Browser, home: str, person: Person) -> StorageState:
    """What this person's browser remembers once they are in and have shopped."""
    context = await browser.new_context(java_script_enabled=False)
    if person.email:
        page = await context.new_page()
        await _proved(page, home, person)
        await _shopped(page, home)
    remembered = await context.storage_state()
    await context.close()
    return remembered


async def _proved(page: Page, home: str, person: Person) -> None:
    """Sign in, and once more, so that pages behind that question open."""
    await page.goto(f"{home}/accounts/login/")
    await page.locator("details:has(input[name=password]) summary").click()
    await page.fill("input[name=login]", person.email)
    await page.fill("input[name=password]", person.password)
    await page.locator("form:has(input[name=password]) button").click()
    await page.wait_for_url(lambda url: "/login" not in url)
    await page.goto(f"{home}/accounts/reauthenticate/")
    await page.fill("input[name=password]", person.password)
    await page.locator("form:has(input[name=password]) button").click()


async def _shopped(page: Page, home: str) -> None:
    """Leave an order to be paid, and something in the cart."""
    await _chosen(page, home)
    await page.goto(f"{home}/checkout/")
    for name, value in ADDRESS.items():
        await page.fill(f"input[name={name}]", value)
    await page.locator("button[form=checkout]").click()
    await page.wait_for_url("**/orders/**")
    await _chosen(page, home)


async def _chosen(page: Page, home: str) -> None:
    await page.goto(f"{home}/mall/")
    await page.locator("main a[href*='/mall/']:has(img)").first.click()
    await page.locator("#buy button[name=keep]").click()


async def dressed(browser: Browser, home: str, remembered: StorageState, language: str) -> BrowserContext:
    """A browser with a memory and a language, on a phone that scrolls where a desktop would hide it."""
    context = await browser.new_context(
        storage_state=remembered,
        viewport={"width": NARROW, "height": HEIGHTS[NARROW]},
        has_touch=True,
        reduced_motion="reduce",
    )
    origin = home.rsplit("/@", 1)[0]
    await context.add_cookies([{"name": "django_language", "value": language, "url": origin}])
    return context
