"""What `juluo.core.phone_codes` asks for, answered by our verbs."""

from datetime import datetime

from juluo.reach.operations import phones


class Codes:
    def is_available(self) -> bool:
        return phones.is_available()

    def send(self, phone: str, *, purpose: str, bound_to: str, ip_address: str) -> datetime:
        return phones.send_code(phone, purpose=purpose, bound_to=bound_to, ip_address=ip_address)

    def check(self, phone: str, code: str, *, purpose: str, bound_to: str) -> str:
        return phones.check_code(phone, code, purpose=purpose, bound_to=bound_to)
