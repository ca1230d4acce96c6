"""The settings of the demo that the sheet looks at: ours, with the language that nobody speaks."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy

from juluo.settings import *  # noqa: F403 - Django reads one module
from juluo.settings import LANGUAGES as SPOKEN
from juluo.settings import LOCALE_PATHS as OURS

LANGUAGES = [*SPOKEN, ("en-xa", gettext_lazy("En-xa"))]
# The walk is longer than the time for which a sign-in counts as fresh, and pages behind that question are to be seen.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 24 * 60 * 60
LOCALE_PATHS = [*OURS, Path(os.environ["JULUO_PSEUDO_LOCALE"])]
