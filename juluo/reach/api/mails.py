"""Whether mails leave the house."""

from ninja import Router, Schema

from juluo.core.api.callers import ApiRequest, permission
from juluo.reach.operations.trial_mails import Trial, send_trial_mail

router = Router(tags=["notifications"])


class MailOut(Schema):
    """Where the mail went; `in_outbox` where no mail server is set."""

    to: str
    in_outbox: bool


@router.post("/studio/mails/trial", auth=permission("settings.write"), response=MailOut, summary="Send a test mail")
def trial(request: ApiRequest) -> Trial:
    """To the caller's own address, at once. Refused with what to do where the mail server refuses it."""
    return send_trial_mail(request.member)
