import os

from juluo.cli.trouble import Trouble


def number(variable: str, default: int) -> int:
    """A whole number above zero from the environment."""
    value = os.environ.get(variable, "").strip() or str(default)
    if not (value.isascii() and value.isdigit() and int(value)):
        raise Trouble(f"{variable} is {value!r}: set it to a whole number above zero.")
    return int(value)


def amount(found: int, thing: str, things: str = "") -> str:
    """So many of a thing in English: "1 space", "2 spaces"."""
    return f"{found} {thing if found == 1 else things or f'{thing}s'}"
