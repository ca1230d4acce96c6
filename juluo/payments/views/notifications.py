import logging

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from juluo.core.http import get_or_404, open_when_closed
from juluo.payments.adapters import provider_of
from juluo.payments.models import MerchantAccount
from juluo.payments.operations.notices import receive_notice
from juluo.payments.provider import NotificationForged, ProviderUnavailable

SIZE_LIMIT = 64 * 1024
logger = logging.getLogger(__name__)


@open_when_closed
@csrf_exempt
@require_POST
def receive(request: HttpRequest, provider: str) -> HttpResponse:
    """Where providers tell us what happened. What is not proven is logged and leaves no trace in our data."""
    account = get_or_404(MerchantAccount.objects.all(), provider=provider)
    if int(request.headers.get("Content-Length") or 0) > SIZE_LIMIT:
        return HttpResponse(status=413)
    try:
        notification = provider_of(account).verify_notification(request.headers, request.body)
    except NotificationForged as reason:
        logger.warning("A notification was refused.", extra={"provider": provider, "reason": str(reason)})
        return HttpResponse(status=400)
    except ProviderUnavailable as reason:
        logger.error("A notification could not be checked.", extra={"provider": provider, "reason": str(reason)})  # noqa: TRY400
        return HttpResponse(status=503)
    receive_notice(provider, notification)
    return HttpResponse(status=204)
