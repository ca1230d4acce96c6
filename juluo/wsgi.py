"""The WSGI application that granian serves."""

from juluo.core import footprints
from juluo.loaded import application

__all__ = ["application"]

footprints.keep_flushing()
