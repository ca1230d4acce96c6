"""Rows of the shop by their key in a file: looked up once, made once, counted once."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from juluo.cli.importing.counts import Counts

type Find = Callable[[list[str]], dict[str, UUID]]
type Make[What] = Callable[[list[What]], Mapping[str, UUID]]


class Known[What: Any]:
    """Ids by key. `find` reads which exist, `make` makes those that do not."""

    def __init__(self, kind: str, counts: Counts, *, find: Find, make: Make[What]) -> None:
        self.kind, self.counts, self.find, self.make = kind, counts, find, make
        self.ids: dict[str, UUID] = {}

    def ensure(self, wanted: Mapping[str, What]) -> None:
        """Make sure that every key of `wanted` has an id."""
        missing = {key: what for key, what in wanted.items() if key not in self.ids}
        if not missing:
            return
        found = self.find(list(missing))
        new = {key: what for key, what in missing.items() if key not in found}
        made = self.make(list(new.values())) if new else {}
        self.counts.objects_of(self.kind, "skipped", len(found))
        self.counts.objects_of(self.kind, "created", len(new))
        self.ids |= found | {key: made[key] for key in new}
