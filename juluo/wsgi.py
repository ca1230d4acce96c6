"""The WSGI application that granian serves."""

from django.core.wsgi import get_wsgi_application

import juluo.loaded  # noqa: F401 - first of all
from juluo.core import footprints

application = get_wsgi_application()
footprints.keep_flushing()
