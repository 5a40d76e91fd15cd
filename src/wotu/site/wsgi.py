"""The site as a WSGI application, for any server that runs one."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wotu.site.settings")

application = get_wsgi_application()

from wotu.site.watching import traces  # noqa: E402 - needs the settings

traces.start()
