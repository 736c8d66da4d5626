from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

from concerted.base.middleware import LARGEST_UPLOAD
from concerted.site.turnstile import Turnstile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concerted.site.settings")
_inside = get_wsgi_application()
application = Turnstile(_inside, largest=LARGEST_UPLOAD)

# What was made by now stays: the collector need not look through it again with every few hundred requests.
gc.collect()
gc.freeze()
