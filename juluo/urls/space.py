"""Addresses inside a space, the same under /@slug/ and on a host of its own."""

from django.urls import URLPattern, URLResolver, include, path

from juluo.api import api
from juluo.core import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("accounts/", include("allauth.account.urls")),
    path("api/v1/", api.urls),
]
handler404 = "juluo.front.views.errors.missing"
handler500 = "juluo.front.views.errors.broken"
