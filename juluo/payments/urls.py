from django.urls import path

from juluo.payments.studio import accounts
from juluo.payments.views import notifications

member = [path("payments/notifications/<slug:provider>/", notifications.receive, name="notifications")]
studio_urls = [path("payments/", accounts.accounts, name="accounts")]
