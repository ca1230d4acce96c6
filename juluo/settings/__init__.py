"""Settings, all from the environment (12-factor). docs/reference/settings.md names each variable."""

from juluo.settings.base import *  # noqa: F403 - Django reads one module
