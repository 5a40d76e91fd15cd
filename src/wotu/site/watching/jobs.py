"""Watching each job: how it ended, how long it took; a span, where traces are wanted.

A span begins a trace of its own: the queue has a place for a task's arguments and none for where it was asked
for. What is written down names the task, never its arguments.
"""

import logging
import time
from typing import Any, Literal

from django.db import DatabaseError, connection
from procrastinate import JobContext
from procrastinate.middleware import SyncCallNext
from procrastinate.worker import Worker

from wotu.site.models import JobTally
from wotu.site.watching import traces

log = logging.getLogger(__name__)

Outcome = Literal["succeeded", "retried", "failed"]
"""Done; to be tried again later; given up."""


def watched(call_next: SyncCallNext, context: JobContext, worker: Worker) -> Any:  # noqa: ARG001
    """Run a job, and write down how it went: middleware of a worker, in the form the queue asks for."""
    began = time.perf_counter()
    outcome: Outcome = "succeeded"
    try:
        with traces.job_span(context.job) as span:
            try:
                return call_next()
            except BaseException as error:
                outcome = _after(error, context)
                raise
            finally:
                traces.finish_job(span, outcome)
    finally:
        _count(context.job.task_name, outcome, time.perf_counter() - began)


def _after(error: BaseException, context: JobContext) -> Outcome:
    task = context.app.tasks.get(context.job.task_name)
    return "retried" if task is not None and task.get_retry_exception(error, context.job) else "failed"


def _count(task: str, outcome: str, seconds: float) -> None:
    """Add a job to the sum of its task, which other workers add to as well; counting fails no job."""
    table = connection.ops.quote_name(JobTally._meta.db_table)
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} AS kept (task, outcome, jobs, seconds) VALUES (%s, %s, 1, %s)"  # noqa: S608
                " ON CONFLICT (task, outcome) DO UPDATE"
                " SET jobs = kept.jobs + 1, seconds = kept.seconds + excluded.seconds",
                [task, outcome, seconds],
            )
    except DatabaseError:
        log.exception("a job of %s was not counted", task)
