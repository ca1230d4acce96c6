"""`juluo bench community`: many who listen to one live process."""

from juluo.cli.bench.figures import Report
from juluo.cli.bench.live import measure_live
from juluo.cli.bench.town import build_town


def measure(_migrating: float) -> Report:
    """Build a small town, and let thousands listen to a room of it."""
    town = build_town(buyers=1, products=1, on_hand=1)
    return Report({}, measure_live(town.space))
