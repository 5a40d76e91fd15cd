"""Proving what stands: every answer of a zone in full, held against what re-matchings left; and mending it.

The full answers come by columns, the standing ones one firm at a time: two ways that share the rules and the
facts, and nothing else.
"""

import datetime as dt
import logging
import time

from django.db import transaction

from wotu.audit.verbs import note
from wotu.findings.comparing import Comparison
from wotu.findings.models import Difference, Proof
from wotu.findings.rules import rules_of
from wotu.findings.verbs import rematch
from wotu.measures.zones import Zone
from wotu.one_moment import one_moment
from wotu.parties.models import Party

log = logging.getLogger(__name__)

HOUSEHOLDS = 500
"""Households worked out at a time: what a proof needs of memory follows from it, whatever the zone's size."""

LOGGED = 20
"""Measures and fields that get a line in the log; whose they are, and what they say, is on record only."""


def prove(*, zone: Zone, on: dt.date, by: str, now: dt.datetime) -> Proof:
    """Work out every answer of a zone in full and hold it against what stands; return the proof on record.

    Everything is read as of one moment, so what others write meanwhile makes no difference. Nothing that
    stands is touched.

    Args:
        zone: the zone.
        on: the date the answers are to stand as of.
        by: who asked.
        now: the time it began.
    """
    started = time.perf_counter()
    with one_moment():
        comparison = Comparison(rules_of(zone, on), on)
        firms = Party.objects.filter(zone=zone.id, kind="enterprise").order_by("pk")
        ids = list(firms.values_list("pk", flat=True))
        for start in range(0, len(ids), HOUSEHOLDS):
            comparison.compare(list(firms.filter(pk__in=ids[start : start + HOUSEHOLDS])))
    standing, full = comparison.digests
    seconds = time.perf_counter() - started
    with transaction.atomic():
        proof = Proof.objects.create(
            zone=zone.id, by=by, on=on, started_at=now, seconds=seconds, compared=comparison.compared,
            waiting=comparison.waiting, differences=comparison.differences, standing=standing, full=full,
        )  # fmt: skip
        Difference.objects.bulk_create(
            Difference(
                proof=proof, enterprise_id=one.enterprise, subject_id=one.subject, measure=one.measure,
                version=one.version, field=one.field, standing=one.standing, full=one.full,
            )
            for one in comparison.apart
        )  # fmt: skip
        note(
            verb="prove_answers", about=zone.id, by=by, now=now, proof=proof.pk, compared=proof.compared,
            waiting=proof.waiting, differences=proof.differences,
        )  # fmt: skip
    _report(proof)
    return proof


def _report(proof: Proof) -> None:
    level = logging.ERROR if proof.differences else logging.INFO
    log.log(
        level, "%s: %d of %d standing answers differ from the full run, %d wait, %.2f s",
        proof.zone, proof.differences, proof.compared, proof.waiting, proof.seconds,
    )  # fmt: skip
    for version, field in (
        proof.apart.order_by("version", "field").values_list("version", "field").distinct()[:LOGGED]
    ):
        log.error("%s: %s of %s differs; proof %d names where", proof.zone, field, version, proof.pk)


def mend(*, proof: Proof, zone: Zone, on: dt.date, by: str, now: dt.datetime) -> Proof:
    """Set right what a proof found apart, and prove again; return the new proof.

    The firms it names are asked everything again; all of the zone's where it does not name them all. What
    this changes goes into the log as any change does.
    """
    firms = set(proof.apart.values_list("enterprise", flat=True))
    named = proof.apart.values("subject", "version").distinct().count()
    only = firms if named == proof.differences else None
    rematch(zone=zone, on=on, by=by, now=now, why="full", enterprises=only)
    with transaction.atomic():
        Proof.objects.filter(pk=proof.pk).update(mended_at=now, mended_by=by)
        note(
            verb="mend_answers", about=zone.id, by=by, now=now, proof=proof.pk, answers=proof.differences,
            firms=len(firms),
        )  # fmt: skip
    return prove(zone=zone, on=on, by=by, now=now)
