"""A process that is killed in the middle of importing receipts, after the first was booked.

python -m tests.payments.dying <<< '{"database": {…}, "file": 1, "user": 1, "now": "…"}'
"""

import datetime as dt
import json
import os
import signal
import sys
from typing import Any


def main() -> None:
    """Import, and die at the second receipt."""
    work = json.load(sys.stdin)
    import django
    from django.conf import settings

    settings.DATABASES["default"] |= work["database"] | {"ENGINE": "django.db.backends.postgresql"}
    django.setup()
    from wotu.accounts.models import User
    from wotu.payments import books
    from wotu.payments.models import ReceiptFile
    from wotu.payments.verbs.receiving import import_receipts

    post = books.post
    posted: list[int] = []

    def once(*given: Any, **named: Any) -> None:
        if posted:
            os.kill(os.getpid(), signal.SIGKILL)
        posted.append(1)
        post(*given, **named)

    books.post = once
    now = dt.datetime.fromisoformat(work["now"])
    file, user = ReceiptFile.objects.get(pk=work["file"]), User.objects.get(pk=work["user"])
    import_receipts(file=file, user=user, now=now, today=now.date())


if __name__ == "__main__":
    main()
