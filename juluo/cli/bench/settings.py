"""Settings of the measured server: everything as it is, and two plain views beside it as references."""

from juluo.settings.base import *  # noqa: F403 - the same but for the line below

ROOT_URLCONF = "juluo.cli.bench.urls"
