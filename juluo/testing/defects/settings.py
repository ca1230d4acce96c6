"""Settings of a server with a defect in it."""

import os

from juluo.settings.base import *  # noqa: F403 - the same but for the line below
from juluo.settings.base import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, f"juluo.testing.defects.apps.{os.environ['DEFECT']}"]
