from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juluo.core.navigation import StudioPlace, Tab, register_studio_place, register_tab


class MallConfig(AppConfig):
    name = "juluo.mall"
    label = "mall"

    def ready(self) -> None:
        from juluo.core.taking_part import register_goods
        from juluo.mall.queries.catalog import goods_by_slug

        register_goods(goods_by_slug)
        register_tab(Tab("mall:shelf", pgettext_lazy("tab", "Mall"), "shop", 30))
        register_studio_place(StudioPlace("mall_studio:orders", _("Orders"), "order", "orders.read", 40))
        register_studio_place(StudioPlace("mall_studio:products", _("Products"), "box", "products.write", 30))
        place = StudioPlace(
            "mall_studio:shipping_zones", pgettext_lazy("place", "Shipping"), "truck", "products.write", 35
        )
        register_studio_place(place)
