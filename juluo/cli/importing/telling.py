"""Counts for people."""

from pathlib import Path

from juluo.cli.importing.counts import Counts


def table_of(counts: Counts, report: Path | None, *, rehearsal: bool) -> str:
    """What became of the lines, what was made, and where the report is."""
    lines = [f"{'Dry run: nothing was written. ' if rehearsal else ''}{sum(counts.lines.values()):,} lines read."]
    lines += [f"  {name:<24}{number:>10,}" for name, number in sorted(counts.lines.items())]
    for kind, done in counts.objects.items():
        numbers = ", ".join(f"{done[name]:,} {name}" for name in ("created", "updated", "skipped"))
        lines.append(f"{kind}: {numbers}" + (f", {done['changed']:,} left alone: changed" if done["changed"] else ""))
    if report:
        lines.append(f"Rows that were not imported, with reasons: {report}")
    return "\n".join(lines)
