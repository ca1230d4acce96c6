from juluo.core.tasks import even_when_closed, nightly
from juluo.ledger.operations import check_ledger


@even_when_closed
@nightly
def check_every_ledger() -> None:
    check_ledger()
