"""Small recordings of every kind, made byte by byte: as whole as players need them."""

import struct


def box(name, content=b""):
    return struct.pack(">I", 8 + len(content)) + name + content


def mp4(*kinds, seconds=90, brand=b"isom", payload=b"\x00" * 400):
    """An MP4 with a track for each of `kinds`, b"vide" or b"soun"."""
    header = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, seconds * 1000) + bytes(80))
    tracks = [box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + kind + bytes(13)))) for kind in kinds]
    parts = [box(b"ftyp", brand + bytes(4) + brand), box(b"moov", header + b"".join(tracks)), box(b"mdat", payload)]
    return b"".join(parts)


def film(payload=b"\x00" * 400):
    return mp4(b"vide", b"soun", payload=payload)


def m4a():
    return mp4(b"soun", brand=b"M4A ")


def element(name, content):
    return bytes.fromhex(name) + struct.pack(">Q", len(content) | 1 << 56) + content


def webm(kind=1, doctype=b"webm"):
    info = element("1549A966", element("2AD7B1", (1_000_000).to_bytes(3)) + element("4489", struct.pack(">d", 5000.0)))
    tracks = element("1654AE6B", element("AE", element("83", bytes([kind]))))
    inside = info + tracks + element("1F43B675", bytes(60))
    return element("1A45DFA3", element("4282", doctype)) + element("18538067", inside)


def mp3(frames=40, tag=False):
    """Frames of 128 kbit/s and 44.1 kHz: 417 bytes and 26 ms each."""
    head = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) if tag else b""
    return head + (b"\xff\xfb\x90\x00" + bytes(413)) * frames


def wav(seconds=3):
    data = bytes(8000 * seconds)
    shape = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8)
    inside = b"WAVE" + shape + struct.pack("<4sI", b"data", len(data)) + data
    return struct.pack("<4sI", b"RIFF", len(inside)) + inside


def flac(seconds=7):
    packed = 44_100 << 44 | seconds * 44_100
    return b"fLaC" + b"\x80\x00\x00\x22" + bytes(10) + packed.to_bytes(8) + bytes(16) + bytes(64)


def ogg(seconds=4):
    def page(content, granule):
        return b"OggS\x00\x00" + struct.pack("<q", granule) + bytes(12) + bytes([1, len(content)]) + content

    return page(b"OpusHead" + bytes(40), 0) + page(bytes(100), seconds * 48_000)


EVERY = {
    "film.mp4": (film(), "video/mp4", 90),
    "sound.m4a": (m4a(), "audio/mp4", 90),
    "film.webm": (webm(), "video/webm", 5),
    "sound.weba": (webm(2), "audio/webm", 5),
    "sound.mp3": (mp3(), "audio/mpeg", 2),
    "tagged.mp3": (mp3(tag=True), "audio/mpeg", 2),
    "sound.wav": (wav(), "audio/wav", 3),
    "sound.flac": (flac(), "audio/flac", 7),
    "sound.ogg": (ogg(), "audio/ogg", 4),
}
