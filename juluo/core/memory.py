"""What a process remembers to spare itself work: pages, pictures, feeds. Another process remembers its own."""

from django.core.cache import caches
from django.utils.connection import ConnectionProxy

memory = ConnectionProxy(caches, "memory")
"""What must hold for all processes (how often somebody tried, which code was used) is in Django's default cache,
which is the database's (`shared_cache.py`)."""
