"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juluo.settings")
application = get_wsgi_application()

from juluo.core import footprints  # noqa: E402 - Django is ready only now

footprints.keep_flushing()
