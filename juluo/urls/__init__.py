"""Addresses of the installation: health, the list of spaces, sign-in, the API."""

from django.urls import include, path

from juluo.api import api
from juluo.core import health
from juluo.core.accounts.urls import urlpatterns as accounts
from juluo.front.views import crawlers, doors, founding

urlpatterns = [
    path("", doors.spaces, name="spaces"),
    path("founding/", founding.founding, name="founding"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("robots.txt", crawlers.robots_of_installation, name="spaces_robots"),
    path(".well-known/security.txt", crawlers.security, name="security"),
    path("accounts/", include(accounts)),
    path("api/v1/", api.urls),
]
handler404 = "juluo.front.views.errors.missing"
handler500 = "juluo.front.views.errors.broken"
