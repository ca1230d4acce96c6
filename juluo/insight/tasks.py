from juluo.core.tasks import nightly
from juluo.insight.operations.spread import measure_missing_days


@nightly
def measure_what_travels() -> None:
    measure_missing_days()
