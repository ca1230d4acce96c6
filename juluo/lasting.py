"""Objects that are never counted: what a process loads before it is forked stays shared with its children.

Python keeps the count of who refers to an object inside the object. So a forked process that merely looks at a function
or a word writes to the page of memory it lies on, and gets a copy of the page. PEP 683 knows a count that means "for
ever" and is never written again: everything that is loaded gets it here. (Instagram did so for the same reason: see
"Copy-on-write friendly Python garbage collection" and its `immortalize_heap`.)
"""

import gc
import sys
import sysconfig
from ctypes import c_uint32, c_void_p, sizeof

_FOR_EVER = 0xFFFF_FFFF
_MORTAL_BELOW = 0x8000_0000
"""In the lower half of the count's 64 bits, as CPython 3.12 to 3.14 read it."""


def can_last() -> bool:
    """Whether this interpreter keeps its counts where, and how, we know it."""
    known = sys.implementation.name == "cpython" and sys.version_info < (3, 15)
    usual = sizeof(c_void_p) == 8 and sys.byteorder == "little"  # noqa: PLR2004 - bytes of 64 bits
    return known and usual and not sysconfig.get_config_var("Py_GIL_DISABLED")


def let_all_last() -> int:
    """Never count again, nor free, whatever is alive now; return how many objects that are (0: cannot be done here).

    For a process that has loaded everything and will be forked. What is made later is counted and freed as ever.
    """
    if not can_last():
        return 0
    gc.collect()
    lasting, waiting = 0, gc.get_objects()
    while waiting:
        each = waiting.pop()
        count = c_uint32.from_address(id(each))
        if count.value < _MORTAL_BELOW:
            count.value = _FOR_EVER
            lasting += 1
            waiting += gc.get_referents(each)
    return lasting
