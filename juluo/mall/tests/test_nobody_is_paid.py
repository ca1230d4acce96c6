"""A space without an account at a payment company."""

from juluo.mall.tests.factories import placed_order
from juluo.payments.operations.accounts import keep_account
from juluo.payments.provider import Credentials


def test_whoever_would_pay_where_nobody_can_is_told_so(client_of, lin, settings):
    settings.JULUO_SANDBOX_TOKEN = ""
    order, browser = placed_order(lin), client_of(lin)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    page = browser.get(f"/orders/{order.ref}/payment/").text
    keep_account("sandbox", Credentials("m", "k", "s"))
    after = browser.get(f"/orders/{order.ref}/payment/").text

    assert ("Nobody can pay here yet" in page, ">Pay now</button>" in page) == (True, False)
    assert ("Nobody can pay here yet" in after, ">Pay now</button>" in after) == (False, True)
