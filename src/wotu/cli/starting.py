"""Starting Django for a command: only commands that need the database pay for it."""

import os


def start_django() -> None:
    """Load the site's settings and apps; import nothing that needs them before."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wotu.site.settings")
    import django  # noqa: PLC0415 - needs settings

    django.setup()
