from juluo.core.tasks import even_when_closed, nightly
from juluo.reach.operations.phones import forget_codes


@even_when_closed
@nightly
def forget_phone_codes() -> None:
    forget_codes()
