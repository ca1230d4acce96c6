"""Serve the sandbox gateway. JULUO_SANDBOX_TOKEN must be set; JULUO_SANDBOX_PUBLIC_URL may be."""

import argparse
from pathlib import Path

from juluo.payments.sandbox.main import run

parser = argparse.ArgumentParser(prog="python -m juluo.payments.sandbox", description=__doc__)
parser.add_argument("port", type=int)
parser.add_argument("data_dir", type=Path)
chosen = parser.parse_args()
run(chosen.port, chosen.data_dir)
