"""Addresses inside a space, the same under /@slug/ and on a host of its own."""

from django.urls import URLPattern, URLResolver, include, path

from juluo.api import api
from juluo.community import urls as community
from juluo.core import health, views
from juluo.core.accounts.urls import urlpatterns as accounts
from juluo.front import urls as front
from juluo.insight import urls as insight
from juluo.ip import urls as ip
from juluo.ledger import urls as ledger
from juluo.mall import urls as mall
from juluo.payments import urls as payments
from juluo.reach import urls as reach
from juluo.sharing import urls as sharing

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("accounts/", include(accounts)),
    path("api/v1/", api.urls),
    path("media/<uuid:media_id>/<slug:variant>", views.media, name="media"),
    path("", include((front.member_urls, "front"))),
    path("studio/", include((front.studio_urls, "front_studio"))),
    path("studio/", include((ledger.studio_urls, "ledger_studio"))),
    path("", include((reach.member_urls, "reach"))),
    path("studio/", include((reach.studio_urls, "reach_studio"))),
    path("", include((ip.member_urls, "ip"))),
    path("studio/", include((ip.studio_urls, "ip_studio"))),
    path("", include((community.member_urls, "community"))),
    path("studio/", include((community.studio_urls, "community_studio"))),
    path("", include((payments.member, "payments"))),
    path("studio/", include((payments.studio_urls, "payments_studio"))),
    path("", include((mall.member_urls, "mall"))),
    path("studio/", include((mall.studio_urls, "mall_studio"))),
    path("", include((sharing.member_urls, "sharing"))),
    path("studio/", include((sharing.studio_urls, "sharing_studio"))),
    path("", include((insight.member_urls, "insight"))),
    path("studio/", include((insight.studio_urls, "insight_studio"))),
]
handler404 = "juluo.front.views.errors.missing"
handler500 = "juluo.front.views.errors.broken"
