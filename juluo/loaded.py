"""What a web process needs in memory, loaded before it is made: forked processes share what none of them changes."""

import gc
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juluo.settings")
django.setup()

from django.db import connections  # noqa: E402 - Django is ready only now
from django.urls import get_resolver  # noqa: E402 - the same

from juluo.core.search.folding import fold  # noqa: E402 - the same
from juluo.core.static_files import gather  # noqa: E402 - the same
from juluo.lasting import let_all_last  # noqa: E402 - the same

gather()
fold("茶")  # loads the tables of traditional characters
for urls in ("juluo.urls", "juluo.urls.space"):
    get_resolver(urls)._populate()  # noqa: SLF001 - else the first reader waits for it
connections.close_all()  # a connection is never shared
# What is loaded by now stays until the end: the collector need not walk it, nor come by as often as for a script.
let_all_last()
gc.freeze()
gc.collect()
gc.set_threshold(20_000, 5, 5)
