"""The WSGI application that granian serves."""

import gc
import os

import django
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juluo.settings")
django.setup()

from juluo.core.static_files import gather  # noqa: E402 - Django is ready only now

gather()
application = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402 - Django is ready only now

from juluo.core import footprints  # noqa: E402 - the same

for urls in ("juluo.urls", "juluo.urls.space"):
    get_resolver(urls)._populate()  # noqa: SLF001 - else the first reader waits for it
footprints.keep_flushing()
# What is loaded by now stays until the end: the collector need not walk it, nor come by as often as for a script.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
