"""The one sound of the demo, reckoned as its pictures are drawn: a chime, struck once."""

import math
import struct

_RATE, _SECONDS = 16_000, 6
_TONES = ((523.25, 1.0, 0.7), (1_318.5, 0.5, 1.4), (2_093.0, 0.25, 2.6))
"""Hertz, strength and how fast it fades."""


def chime() -> bytes:
    """A WAV of 16 bits; the same bytes each time."""
    samples = (_sample(at / _RATE) for at in range(_RATE * _SECONDS))
    data = b"".join(struct.pack("<h", round(each * 15_000)) for each in samples)
    shape = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, _RATE, _RATE * 2, 2, 16)
    inside = b"WAVE" + shape + struct.pack("<4sI", b"data", len(data)) + data
    return struct.pack("<4sI", b"RIFF", len(inside)) + inside


def _sample(at: float) -> float:
    return sum(loud * math.exp(-fade * at) * math.sin(math.tau * hertz * at) for hertz, loud, fade in _TONES) / 2
