"""Look for keys and passwords that would be committed: the shapes that providers give them."""

import re
import subprocess
import sys
from pathlib import Path

SHAPES = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a Stripe key": r"\b[rs]k_live_[0-9A-Za-z]{16,}",
    "a webhook secret": r"\bwhsec_[0-9A-Za-z+/]{24,}",
    "an API key of ours": r"\bjk_[0-9A-Za-z_-]{32,}",
    "a cloud access key": r"\b(?:AKIA|LTAI)[0-9A-Za-z]{16,}",
    "a forge token": r"\bgh[pousr]_[0-9A-Za-z]{36}",
    "a password in an address": r"\b[a-z]+://[^\s:/@'\"{}]+:(?!secret@|password@|\.\.\.@)[^\s:/@'\"{}]{8,}@(?!localhost|127\.)",
}


def secrets_in(text: str) -> list[str]:
    return [
        f"line {number} holds {what}"
        for number, line in enumerate(text.splitlines(), 1)
        for what, shape in SHAPES.items()
        if re.search(shape, line)
    ]


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True)
    return [Path(name) for name in listed.stdout.split("\0") if name]


def readable(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
        return ""


if __name__ == "__main__":
    files = [Path(name) for name in sys.argv[1:]] or committed()
    found = [f"{path}: {fault}" for path in files for fault in secrets_in(readable(path))]
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(bool(found))
