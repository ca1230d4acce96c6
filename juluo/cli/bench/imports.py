"""`juluo bench import`: order lines a second, and whether memory stays flat."""

import csv
import os
import resource
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from juluo.cli.bench.figures import Figure, Report
from juluo.cli.bench.references import references
from juluo.cli.bench.served import served
from juluo.cli.bench.town import build_town
from juluo.cli.trouble import Trouble

_LINES_AN_INVOICE = 20
_FIELDS = ("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country")


def measure(_migrating: float, *, sizes: tuple[int, ...] = (10_000, 50_000, 500_000)) -> Report:
    """Import made-up order histories of growing size, each into a space of its own."""
    build_town(buyers=40, products=1000, on_hand=1_000_000)
    with served(settings="juluo.cli.bench.settings") as web:
        compared = references(web, requests=400)
    home, results = Path(os.environ["JULUO_DATA"]), []
    for lines in sizes:
        path = home / f"history-{lines}.csv"
        write_history(path, lines)
        seconds, mib = _import(path, f"history-{lines}")
        speed = lines / seconds
        results.append(Figure(f"import_{lines}", speed, "lines/s", target=500, at_least=True))
        results.append(Figure(f"import_{lines}_to_sql", speed, "lines/s", "sql", speed / compared["sql"].value))
        results.append(Figure(f"import_{lines}_memory", mib, "MiB", target=300))
    return Report(compared, results)


def write_history(path: Path, lines: int) -> None:
    """Write a file like Online Retail: 20 lines an invoice, 4,000 customers, 3,000 goods, in the order of time."""
    began = datetime(2010, 12, 1, 8)  # noqa: DTZ001 - the file names no time zone
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(_FIELDS)
        for line in range(lines):
            invoice = line // _LINES_AN_INVOICE
            at = began + timedelta(minutes=7 * invoice)
            price = f"{1 + line % 90 / 10:.2f}"
            goods = f"{10000 + line * 31 % 3000}"
            customer = f"{12000 + invoice * 17 % 4000}.0"
            rows.writerow(
                (536365 + invoice, goods, f"TEA {goods}", 1 + line % 12, at, price, customer, "United Kingdom")
            )


def _import(path: Path, slug: str) -> tuple[float, float]:
    """Import a file by the command; return the seconds it took and its peak memory (MiB)."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "juluo", "import", "orders", str(path), "--space", slug, "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    _pid, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    if status:
        _out, said = process.communicate()
        raise Trouble(f"The import to be measured failed: {said.decode(errors='replace')[-500:]}")
    return took, _peak_mib(used)


def _peak_mib(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / 1024
