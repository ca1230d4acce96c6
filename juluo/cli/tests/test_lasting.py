"""What is loaded before a fork stays shared, and what is made later is freed as ever."""

import subprocess
import sys

import pytest

from juluo.lasting import can_last

_SCRIPT = """
import gc, os, re, sys, weakref
from pathlib import Path
from juluo.lasting import let_all_last

class Thing: pass

words = [f"word {number}" for number in range(200_000)]
lasted = let_all_last() if sys.argv[1] == "last" else gc.collect() * 0
early = sys.getrefcount(Thing)
kept = [Thing for _each in range(1000)]
late, later = Thing(), None
gone = weakref.ref(late)
del late
print(lasted, sys.getrefcount(Thing) - early, gone() is None, flush=True)

def own_kib():
    return int(re.search(r"Private_Dirty: +(\\d+)", Path("/proc/self/smaps_rollup").read_text())[1])

if os.fork() == 0:
    before = own_kib()
    looked_at = [each for each in words]
    print(own_kib() - before, flush=True)
    os._exit(0)
os.wait()
"""


@pytest.fixture
def ran():
    def run(how: str) -> tuple[list[str], int]:
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT, how], check=True, capture_output=True, text=True, timeout=60
        )
        said, own = done.stdout.splitlines()
        return said.split(), int(own)

    return run


def test_this_interpreter_is_known():
    assert can_last()


def test_what_lasts_is_counted_no_more_and_what_comes_later_is_freed(ran):
    (lasted, counted, freed), _own = ran("last")
    assert int(lasted) > 200_000
    assert (counted, freed) == ("0", "True")


def test_a_forked_process_copies_nothing_of_what_it_only_looks_at(ran):
    _said, own = ran("last")
    (lasted, counted, _freed), own_otherwise = ran("count")
    assert (lasted, counted) == ("0", "1000")  # the control: here all is counted, and copied
    assert 3 * own < own_otherwise
