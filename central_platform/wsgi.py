"""The door for a WSGI server of one's own (gunicorn behind nginx)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "central_platform.settings.production")
application = get_wsgi_application()
