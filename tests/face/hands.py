"""How people with a keyboard, or without scripts, get about."""

from playwright.sync_api import Page, expect

PASSWORD = "spring-water-1982"
ADDRESS = {"phone": "13800000000", "region": "云南省", "city": "昆明市", "line": "翠湖南路 1 号"}
MOST_TABS = 80

_STANDS = """selector => {
  const here = document.activeElement;
  if (!here || !here.matches(selector)) return null;
  const box = here.getBoundingClientRect();
  const style = getComputedStyle(here);
  const above = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    shown: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
    free: !above || here.contains(above) || above.contains(here) || here.labels?.[0]?.contains(above) === true,
  };
}"""


def sign_in(page: Page, home: str, email: str) -> None:
    """By password, which the page keeps folded behind the code by e-mail."""
    page.goto(f"{home}/accounts/login/")
    page.locator("details:has(input[name=password]) summary").click()
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    page.wait_for_url(lambda url: "/login" not in url)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus: it must be seen, and nothing fixed may lie over it."""
    for _press in range(MOST_TABS):
        stands = page.evaluate(_STANDS, selector)
        if stands:
            assert stands["shown"], f"the focus on {selector} cannot be seen"
            assert stands["free"], f"something lies over {selector}"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector} at {page.url}")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    tab_to(page, selector)
    page.keyboard.press(key)


def write(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(text)


def expect_paid(page: Page) -> None:
    """The worker hears of the payment a moment later; without scripts one looks again by oneself."""
    for _look in range(40):
        if "待发货" in (page.locator("#order-status").text_content() or ""):
            return
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator("#order-status")).to_contain_text("待发货")
