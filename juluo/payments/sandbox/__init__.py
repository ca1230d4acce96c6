"""A little payment company for development, demonstration and tests.

It plays somebody else: it has its own storage, its own pages and words, and knows nothing of Juluo's models or
settings. Merchants talk to it over HTTP only.
"""

from juluo.payments.sandbox.main import run
from juluo.payments.sandbox.server import SandboxServer

__all__ = ["SandboxServer", "run"]
