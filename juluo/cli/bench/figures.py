"""A figure, its reference and its target; and how a run is told to people and to machines."""

import json
import os
import platform
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value. `ratio` is value ÷ reference; `target` is about the ratio, or about the value without one.

    `at_least` says which way the target points.
    """

    name: str
    value: float
    unit: str
    reference: str = ""
    ratio: float | None = None
    target: float | None = None
    at_least: bool = False

    @property
    def meets(self) -> bool | None:
        if self.target is None:
            return None
        judged = self.value if self.ratio is None else self.ratio
        return judged >= self.target if self.at_least else judged <= self.target

    def as_json(self) -> dict[str, Any]:
        fields = asdict(self)
        fields["target"] = None if self.target is None else f"{'≥' if self.at_least else '≤'} {self.target:g}"
        del fields["at_least"]
        return fields | {"meets": self.meets}


@dataclass(frozen=True, slots=True)
class Report:
    references: dict[str, Figure]
    results: list[Figure]

    def as_json(self) -> str:
        references = {name: {"value": figure.value, "unit": figure.unit} for name, figure in self.references.items()}
        results = [figure.as_json() for figure in self.results]
        return json.dumps({"machine": machine(), "references": references, "results": results}, indent=2)

    def as_table(self) -> str:
        rows: list[tuple[str, ...]] = [("figure", "value", "", "reference", "ratio", "target", "meets")]
        rows += [_row(figure) for figure in (*self.references.values(), *self.results)]
        widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
        return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def machine() -> dict[str, Any]:
    """What these figures were measured on."""
    with open("/proc/meminfo", encoding="ascii") as file:  # noqa: PTH123 - a file of the kernel's
        memory = int(file.readline().split()[1]) // 1024
    return {
        "cores": os.cpu_count(),
        "memory_mib": memory,
        "python": platform.python_version(),
        "system": platform.system(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` (0 to 1) of `values` lie, by nearest rank."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def middle(values: list[float]) -> float:
    return median(values)


def _row(figure: Figure) -> tuple[str, ...]:
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    target = figure.as_json()["target"] or ""
    meets = {None: "", True: "yes", False: "NO"}[figure.meets]
    return figure.name, f"{figure.value:.4g}", figure.unit, figure.reference, ratio, str(target), meets
