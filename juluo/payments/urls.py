from django.urls import path

from juluo.payments.views import notifications

member = [path("payments/notifications/<slug:provider>/", notifications.receive, name="notifications")]
