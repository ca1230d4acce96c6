"""Live: people are told the moment something is so, by server-sent events.

A verb calls `announce` in its own transaction, which gives the event the next position of its stream and tells the
live process (`juluo live`) on commit. A page hands its reader a ticket to one stream, for less than a minute; with it
the browser listens at the live process, which reads events under row-level security and sends them to all. Positions
have no gap and follow the order of commits, so "all after N" loses nothing and repeats nothing.
"""

CHANNEL = "juluo_live"
"""What the database calls on."""
PATH = "/live/"
"""Where the live process answers."""
