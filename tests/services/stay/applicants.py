"""Many processes that apply for beds at once, started by `test_promising_oversubscribed`.

One process loads Django and the zone and forks the rest, none of which has a connection before. Each notes
what became of every application in a file of its own.

    python -m tests.services.stay.applicants <<< '{"database": {…}, "packs": "…", "tasks": [[…], …], …}'
"""

import json
import multiprocessing
import sys
import time
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

LINES = "applicant-{}.jsonl"


def main() -> None:
    """Read what to do, let everybody apply at once, and say how long that took."""
    work = json.load(sys.stdin)
    _load(work)
    fork = multiprocessing.get_context("fork")
    together = fork.Barrier(len(work["tasks"]) + 1)
    everybody = [
        fork.Process(target=_apply, args=(number, tasks, work, together))
        for number, tasks in enumerate(work["tasks"])
    ]
    for one in everybody:
        one.start()
    together.wait()
    start = time.perf_counter()
    for one in everybody:
        one.join()
    took = time.perf_counter() - start
    print(json.dumps({"ended": [one.exitcode for one in everybody], "seconds": took}))  # noqa: T201


def _load(work: dict[str, Any]) -> None:
    import django
    from django.conf import settings

    settings.DATABASES["default"] |= work["database"] | {"ENGINE": "django.db.backends.postgresql"}
    settings.WOTU_PACKS = Path(work["packs"])
    django.setup()
    from django.db import connections

    from wotu.measures.zones import zone

    assert zone("nanchang") is not None
    connections.close_all()


def _apply(number: int, tasks: list[dict[str, Any]], work: dict[str, Any], together: Barrier) -> None:
    with (Path(work["folder"]) / LINES.format(number)).open("a", encoding="utf-8") as file:
        together.wait()
        for task in tasks:
            start = time.perf_counter()
            became = (_look_then_take if work["by"] == "unguarded" else _file)(task, work)
            file.write(json.dumps([task["person"], became, time.perf_counter() - start]) + "\n")
            file.flush()


def _file(task: dict[str, Any], work: dict[str, Any]) -> str:
    """Apply as a talent does: the whole way from the rule to the nights."""
    import datetime as dt

    from wotu.accounts.models import User
    from wotu.cases.verbs.filing import file_case
    from wotu.measures.zones import zone
    from wotu.parties.models import Party
    from wotu.services.stay.models import Stay

    where = zone("nanchang")
    person = Party.objects.select_related("owner").get(slug=task["person"])
    assert where is not None
    assert person.owner is not None
    try:
        case = file_case(
            zone=where, enterprise=person.owner, subject=person, measure="nanchang.talent_station",
            user=User.objects.get(email=work["user"]), now=dt.datetime.fromisoformat(work["now"]),
            today=dt.date.fromisoformat(work["today"]), data=task["data"],
        )  # fmt: skip
    except Exception as error:  # noqa: BLE001 - whatever it is, the test wants to see it
        return f"error: {error!r}"
    return Stay.objects.values_list("state", flat=True).get(case=case)


def _look_then_take(task: dict[str, Any], work: dict[str, Any]) -> str:
    """Look whether every night has a bed, then take it: what seems right and oversells."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(taken), 0) FROM"
            " (SELECT count(*) AS taken FROM unguarded WHERE night = ANY(%s) GROUP BY night) AS nights",
            [task["nights"]],
        )
        (taken,) = cursor.fetchone()
        if taken >= task["beds"]:
            return "waiting"
        cursor.execute("SELECT pg_sleep(0.01)")  # the rest of an application
        cursor.execute("INSERT INTO unguarded SELECT unnest(%s)", [task["nights"]])
    return "promised"


if __name__ == "__main__":
    main()
