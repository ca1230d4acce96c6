from juluo.core.tasks import nightly
from juluo.ledger.operations import check_ledger


@nightly
def check_every_ledger() -> None:
    check_ledger()
