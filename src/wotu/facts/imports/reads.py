"""Reading batches."""

from wotu.facts.imports.problems import Problem
from wotu.facts.models import Batch

MOST_SHOWN = 30


def batches_of(zone: str) -> list[Batch]:
    """Return a zone's latest batches, without their cells."""
    return list(Batch.objects.filter(zone=zone).defer("sheet", "problems")[:MOST_SHOWN])


def problems_of(batch: Batch) -> list[Problem]:
    """Return what was wrong with the rows set aside so far, by row."""
    return sorted((Problem.of(kept) for kept in batch.problems), key=lambda problem: problem.row)
