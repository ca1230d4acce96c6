"""Who looks at the screens: a guest, a member and the owner of the demo space, each in a browser of their own."""

from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext

WIDE, NARROW = 1440, 390
HEIGHTS = {WIDE: 900, NARROW: 844}


@dataclass(frozen=True, slots=True)
class Person:
    """Where they begin to walk, and how they sign in; a guest does not."""

    name: str
    starts: tuple[str, ...]
    email: str = ""
    password: str = ""


PEOPLE = (
    Person("guest", ("/", "/mall/", "/about/")),
    Person("member", ("/", "/me/", "/cart/", "/sharing/"), "member@demo.example", "shanye-member-demo"),
    Person("owner", ("/studio/",), "owner@demo.example", "shanye-owner-demo"),
)


@dataclass(frozen=True, slots=True)
class Way:
    """How a screen is looked at."""

    width: int
    theme: str
    language: str

    def __str__(self) -> str:
        return f"{self.width}-{self.theme}-{self.language}"


def signed_in(browser: Browser, home: str, person: Person) -> BrowserContext:
    """A browser of this person's, on a phone that scrolls where a desktop would hide it."""
    context = browser.new_context(viewport={"width": NARROW, "height": HEIGHTS[NARROW]}, has_touch=True)
    if person.email:
        page = context.new_page()
        page.goto(f"{home}/accounts/login/")
        page.locator("details:has(input[name=password]) summary").click()
        page.fill("input[name=login]", person.email)
        page.fill("input[name=password]", person.password)
        page.locator("form:has(input[name=password]) button").click()
        page.wait_for_url(lambda url: "/login" not in url)
        page.close()
    return context


def dress(context: BrowserContext, home: str, way: Way) -> None:
    """Choose theme and language as the pages' own switches do."""
    origin = home.rsplit("/@", 1)[0]
    words = {"theme": way.theme, "django_language": way.language}
    context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in words.items()])
