"""Buying asks for no covenant, but where a product does; a sanction pauses what its article names."""

import pytest

from juluo.community.operations.covenants import accept_covenant, publish_covenant
from juluo.community.operations.sanctions import sanction_member, undo_sanction
from juluo.community.queries.sanctions import articles_in_force
from juluo.community.rules.sanctions import Measure
from juluo.community.tests.factories import make_moderator
from juluo.core.refusals import Refused
from juluo.core.taking_part import latest_goods
from juluo.ip.tests.test_api import ROOT
from juluo.mall.models import Order, Product
from juluo.mall.tests.factories import make_variant, placed_order


def refused(call):
    before = Order.objects.count()
    with pytest.raises(Refused) as refusal:
        call()
    assert Order.objects.count() == before
    return refusal.value.code


def test_only_the_product_that_the_article_names_is_paused(lin, mei):
    tea, bowl = make_variant(title="限量茶"), make_variant(title="碗")
    covenant = publish_covenant(f"## 1. 不转卖\n\n::pauses[buying-{tea.product.slug}]")
    accept_covenant(lin, covenant)
    measure = Measure(kind="pause", reason="other", article=articles_in_force().get())
    sanction = sanction_member(lin, measure, by=make_moderator())

    assert refused(lambda: placed_order(lin, tea)) == "paused"
    assert refused(lambda: placed_order(lin, bowl, tea)) == "paused"
    placed_order(lin, bowl)
    placed_order(mei, tea)
    undo_sanction(sanction, by=mei, reason="Enough.")
    placed_order(lin, tea)


def test_all_buying_can_be_paused(lin, mei):
    accept_covenant(lin, publish_covenant("## 1. 不转卖\n\n::pauses[buying]"))
    measure = Measure(kind="pause", reason="other", article=articles_in_force().get(), days=3)
    sanction_member(lin, measure, by=make_moderator())
    assert refused(lambda: placed_order(lin)) == "paused"


def test_a_product_may_ask_for_the_covenant_in_force(client_of, lin, mei):
    tea, free = make_variant(title="会员茶"), make_variant(title="碗")
    Product.objects.filter(pk=tea.product_id).update(asks_covenant=True)
    placed_order(lin, tea)
    covenant = publish_covenant("新的约定")

    placed_order(lin, free)
    assert refused(lambda: placed_order(lin, tea)) == "covenant_not_accepted"
    accept_covenant(lin, covenant)
    placed_order(lin, tea)
    assert client_of().get(f"{ROOT}/products/{tea.product.slug}").json()["asks_covenant"] is True


def test_articles_call_products_by_the_end_of_their_address(space):
    slug = make_variant(title="碗").product.slug
    assert latest_goods() == {slug: "碗"}
