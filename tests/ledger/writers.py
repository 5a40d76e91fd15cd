"""Many processes that write the ledger at once, started by `test_moves_concurrency`.

One process loads Django and forks the writers, none of which has a connection before. What a writer knows
to be done it notes in a file of its own, a line each, so that nothing it said is lost with it.

    python -m tests.ledger.writers <<< '{"database": {…}, "folder": "…", "tasks": [[…], …], "by": "guarded"}'
"""

import json
import multiprocessing
import os
import random
import signal
import sys
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

LINES = "writer-{}.jsonl"


def main() -> None:
    """Read what to do, let every writer do its part, and return when the last has ended."""
    work = json.load(sys.stdin)
    _load_django(work["database"])
    fork = multiprocessing.get_context("fork")
    together = fork.Barrier(len(work["tasks"]))
    writers = [
        fork.Process(target=_write, args=(number, tasks, work, together))
        for number, tasks in enumerate(work["tasks"])
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    print(json.dumps([writer.exitcode for writer in writers]))  # noqa: T201


def _load_django(database: dict[str, Any]) -> None:
    import django
    from django.conf import settings

    # the tests keep the server running; a writer only connects
    settings.DATABASES["default"] |= database | {"ENGINE": "django.db.backends.postgresql"}
    django.setup()


def _write(number: int, tasks: list[dict[str, Any]], work: dict[str, Any], together: Barrier) -> None:
    with (Path(work["folder"]) / LINES.format(number)).open("a", encoding="utf-8") as file:

        def done(task: dict[str, Any], outcome: str) -> None:
            file.write(json.dumps([task["key"], outcome]) + "\n")
            file.flush()

        together.wait()
        for task in tasks:
            if work["by"] != "guarded":
                together.wait()  # all look at the same moment
            WAYS[work["by"]](task, done)


def _guarded(task: dict[str, Any], done: Callable[[dict[str, Any], str], None]) -> None:
    """Hold on several accounts, named in any order; then post, give up, or leave it."""
    import datetime as dt

    from django.db import Error, transaction

    from wotu.ledger import moves
    from wotu.ledger.refusal import Short

    now = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    about = {"case": task["key"], "verb": "approve", "by": "writer", "now": now}
    try:
        with transaction.atomic():
            claims = [moves.Claim(account, amount) for account, amount in task["claims"]]
            random.Random(task["key"]).shuffle(claims)  # noqa: S311
            transfer = moves.hold(key=task["key"], claims=claims, **about)
            if task.get("dies") == "inside":
                os.kill(os.getpid(), signal.SIGKILL)
            if task["then"] == "post":
                part = {account: amount // 2 for account, amount in task["claims"]}
                moves.post(transfer=transfer, amount=part, key=f"{task['key']}/pay", by="writer", now=now)
            elif task["then"] == "void":
                moves.void(transfer=transfer, by="writer", now=now)
    except Short:
        done(task, "short")
    except Error as error:
        done(task, f"error: {error}")
    else:
        if task.get("dies") == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        done(task, "held")


def _naive(task: dict[str, Any], done: Callable[[dict[str, Any], str], None]) -> None:
    """Check, then act: what looks right and oversells."""
    from django.db import connection, transaction

    ((account, amount),) = task["claims"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT capacity - (SELECT coalesce(sum(amount), 0) FROM naive_claim WHERE account = %s)"
            " FROM naive_account WHERE id = %s",
            [account, account],
        )
        (left,) = cursor.fetchone()
        if left >= amount:
            cursor.execute("INSERT INTO naive_claim VALUES (%s, %s)", [account, amount])
    done(task, "held" if left >= amount else "short")


WAYS = {"guarded": _guarded, "rush": _guarded, "naive": _naive}

if __name__ == "__main__":
    main()
