"""The import of a Shopify product file: each product is written by the verb that staff write it with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from juluo.cli.importing.counts import Counts, Report, Unused
from juluo.cli.importing.files import Row, Table
from juluo.cli.importing.progress import Progress
from juluo.cli.importing.shopify.rules import REPORTED, VARIANT, Draft, draft_of, form_of, headings_of, is_picture
from juluo.cli.importing.shopify.shelf import Shelf

type Named = tuple[Row, dict[str, str]]


@dataclass(frozen=True)
class ProductLoading:
    """One run over one file. A rehearsal writes nothing."""

    table: Table
    currency: str
    report: Report
    rehearsal: bool = False
    counts: Counts = field(default_factory=Counts)

    def run(self) -> Counts:
        """Import the file into the acting space and count every row once."""
        shelf = Shelf(self.currency, rehearsal=self.rehearsal)
        with Progress(sum(1 for _row in self.table.rows()), "Products") as progress:
            for draft in self._drafts(progress):
                became = shelf.put(draft)
                if became in REPORTED:
                    for form in draft.forms:
                        self._unused(form.row, REPORTED[became])
                else:
                    self.counts.objects_of("products", became)
                    self.counts.lines[VARIANT] += len(draft.forms)
        return self.counts

    def _drafts(self, progress: Progress) -> Iterator[Draft]:
        """The products of the file, each when its last row is read."""
        begun: set[str] = set()
        for handle, rows in groupby(self._named(progress), key=lambda named: named[1]["Handle"]):
            draft: Draft | Unused | None = REPORTED["torn"] if handle in begun else None
            begun.add(handle)
            for row, fields in rows:
                draft = draft_of(row, fields) if draft is None else draft
                self._add(draft, row, fields)
            if isinstance(draft, Draft) and draft.forms:
                yield draft

    def _add(self, draft: Draft | Unused, row: Row, fields: dict[str, str]) -> None:
        if isinstance(draft, Unused):
            self._unused(row, draft)
            return
        form = REPORTED["picture"] if is_picture(fields) else form_of(row, fields, self.currency)
        if isinstance(form, Unused):
            self._unused(row, form)
        elif form.sku in {each.sku for each in draft.forms}:
            self._unused(row, REPORTED["sku_twice"])
        else:
            draft.forms.append(form)

    def _named(self, progress: Progress) -> Iterator[Named]:
        names = headings_of(self.table.columns)
        for row in self.table.rows():
            progress.step()
            yield row, {names[column]: value.strip() for column, value in row.fields.items()}

    def _unused(self, row: Row, why: Unused) -> None:
        self.counts.line(why.code)
        self.report.add(row, why)
