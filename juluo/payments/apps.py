from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "juluo.payments"
    label = "payments"
