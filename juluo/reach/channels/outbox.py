"""Texts written to files beside the mails, where the demo's outbox page finds them."""

import json
from pathlib import Path

from django.conf import settings

from juluo.core import clock
from juluo.core.spaces import acting_space_id_or_none
from juluo.reach.channels import ChannelUnavailable, OutgoingText


def folder() -> Path:
    return Path(settings.JULUO_DATA) / "texts"


class TextOutbox:
    """One file a text, readable by the account that runs Juluo only: it holds codes."""

    def send(self, message: OutgoingText) -> None:
        space_id = acting_space_id_or_none()
        written = {
            "to": message.to,
            "text": message.text,
            "at": clock.now().isoformat(),
            "space": str(space_id) if space_id else "",
        }
        try:
            folder().mkdir(parents=True, exist_ok=True)
            place = folder() / f"{message.key}.json"
            place.touch(mode=0o600)
            place.write_text(json.dumps(written, ensure_ascii=False))
        except OSError as error:
            raise ChannelUnavailable(str(error)) from error
