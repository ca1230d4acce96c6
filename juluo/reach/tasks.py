from uuid import UUID

from django.db import transaction

from juluo.core.tasks import errand, even_when_closed, every, nightly
from juluo.reach.models import Delivery
from juluo.reach.operations.deliveries import deliver, queue_due
from juluo.reach.operations.phones import forget_codes


@errand
def send_delivery(delivery_id: UUID) -> None:
    deliver(Delivery.objects.get(pk=delivery_id))


@even_when_closed
@every("* * * * *")
def send_what_is_due() -> None:
    with transaction.atomic():
        for delivery_id in queue_due():
            send_delivery.defer(delivery_id=delivery_id)


@even_when_closed
@nightly
def forget_phone_codes() -> None:
    forget_codes()
