"""Everything under accounts/: allauth's own pages, and ours about the account as a whole."""

from django.urls import URLPattern, URLResolver, include, path

from juluo.core.accounts.views import account as views
from juluo.core.accounts.views import phones

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="account_home"),
    path("data/", views.data, name="account_data"),
    path("closing/", views.closing, name="account_closing"),
    path("closing/withdrawal/", views.withdrawal, name="account_keeping"),
    path("merging/", views.merging, name="account_merging"),
    path("merging/code/", views.merging_code, name="account_merging_code"),
    path("phone/", phones.phone, name="account_phone"),
    path("phone/code/", phones.phone_code, name="account_phone_code"),
    path("phone/removal/", phones.phone_removal, name="account_phone_removal"),
    path("login/phone/", phones.phone_login, name="account_phone_login"),
    path("login/phone/code/", phones.phone_login_code, name="account_phone_login_code"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("", include("allauth.account.urls")),
]
