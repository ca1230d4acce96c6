"""What stands for a person who has no picture: a letter on one of six colours, the same everywhere."""

from zlib import crc32

_COLOURS = 6


def initial_of(name: object) -> str:
    """The letter that stands for a person: the first that is a letter or a digit."""
    return next((letter.upper() for letter in str(name) if letter.isalnum()), "?")


def colour_of(key: object) -> int:
    """The number of the person's colour, from 1."""
    return crc32(str(key).encode()) % _COLOURS + 1
