"""Everything under accounts/: allauth's own pages, and ours about the account as a whole."""

from django.urls import include, path

from juluo.core.accounts import views

urlpatterns = [
    path("", views.home, name="account_home"),
    path("data/", views.data, name="account_data"),
    path("closing/", views.closing, name="account_closing"),
    path("closing/withdrawal/", views.withdrawal, name="account_keeping"),
    path("merging/", views.merging, name="account_merging"),
    path("merging/code/", views.merging_code, name="account_merging_code"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("", include("allauth.account.urls")),
]
