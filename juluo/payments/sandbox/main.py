import logging
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from juluo.payments.sandbox.server import SandboxServer


def run(port: int, data_dir: Path) -> None:
    """Serve until SIGINT or SIGTERM. The admin token comes from JULUO_SANDBOX_TOKEN."""
    token = os.environ.get("JULUO_SANDBOX_TOKEN", "")
    if not token:
        sys.exit("Set JULUO_SANDBOX_TOKEN: without it nobody could register a merchant.")
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        public_url = os.environ.get("JULUO_SANDBOX_PUBLIC_URL", "")
        server = SandboxServer(data_dir, admin_token=token, port=port, public_url=public_url)
    except OSError as error:
        sys.exit(f"The sandbox gateway cannot start on port {port}: {error.strerror}.")
    signal.signal(signal.SIGINT, _leave)
    signal.signal(signal.SIGTERM, _leave)
    with server:
        logging.getLogger(__name__).info("The sandbox gateway answers at %s.", server.url)
        server.wait()


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
