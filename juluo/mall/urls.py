from django.urls import path

from juluo.mall.studio import many as studio_many
from juluo.mall.studio import orders as studio_orders
from juluo.mall.studio import products as studio_products
from juluo.mall.studio import rights as studio_rights
from juluo.mall.studio import shipping as studio_shipping
from juluo.mall.views import cart, checkout, orders, shelf, shipping

member_urls = [
    path("mall/", shelf.shelf, name="shelf"),
    path("mall/<str:slug>/", shelf.product, name="product"),
    path("mall/<str:slug>/card.png", shelf.product_card, name="product_card"),
    path("shipping/", shipping.shipping, name="shipping"),
    path("cart/", cart.cart, name="cart"),
    path("cart/line/", cart.cart_line, name="cart_line"),
    path("checkout/", checkout.checkout, name="checkout"),
    path("orders/", orders.orders, name="orders"),
    path("orders/<str:ref>/", orders.order, name="order"),
    path("orders/<str:ref>/payment/", orders.order_payment, name="order_payment"),
    path("orders/<str:ref>/cancellation/", orders.order_cancellation, name="order_cancellation"),
    path("orders/<str:ref>/receipt/", orders.order_receipt, name="order_receipt"),
]
studio_urls = [
    path("orders/", studio_orders.orders, name="orders"),
    path("bulk/orders/shipments/", studio_many.shipments, name="bulk_shipments"),
    path("bulk/orders/deliveries/", studio_many.deliveries, name="bulk_deliveries"),
    path("bulk/orders/packing/", studio_many.packing, name="bulk_packing"),
    path("bulk/<uuid:batch_id>/slips/", studio_many.slips, name="slips"),
    path("bulk/products/publications/", studio_many.publications, name="bulk_publications"),
    path("bulk/products/withdrawals/", studio_many.withdrawals, name="bulk_withdrawals"),
    path("orders/<str:ref>/", studio_orders.order, name="order"),
    path("orders/<str:ref>/shipment/", studio_orders.order_shipment, name="order_shipment"),
    path("orders/<str:ref>/delivery/", studio_orders.order_delivery, name="order_delivery"),
    path("orders/<str:ref>/refund/", studio_orders.order_refund, name="order_refund"),
    path("orders/<str:ref>/refunds/<uuid:refund_id>/attempt/", studio_orders.refund_attempt, name="refund_attempt"),
    path(
        "orders/<str:ref>/returned-payments/<uuid:returned_payment_id>/attempt/",
        studio_orders.returned_payment_attempt,
        name="returned_payment_attempt",
    ),
    path("orders/<str:ref>/cancellation/", studio_orders.order_cancellation, name="order_cancellation"),
    path("shipping-zones/", studio_shipping.zones, name="shipping_zones"),
    path("shipping-zones/<uuid:shipping_zone_id>/", studio_shipping.zone, name="shipping_zone"),
    path("shipping-zones/<uuid:shipping_zone_id>/removal/", studio_shipping.zone_removal, name="shipping_zone_removal"),
    path("sales/posts/<uuid:post_id>/", studio_rights.post_sale, name="post_sale"),
    path("sales/series/<uuid:series_id>/", studio_rights.series_sale, name="series_sale"),
    path("sales/rights/<str:right>/", studio_rights.right_sale, name="right_sale"),
    path("products/", studio_products.products, name="products"),
    path("products/new/", studio_products.product_new, name="product_new"),
    path("products/<str:slug>/", studio_products.product, name="product"),
    path("products/<str:slug>/publication/", studio_products.product_publication, name="product_publication"),
    path("products/<str:slug>/withdrawal/", studio_products.product_withdrawal, name="product_withdrawal"),
]
