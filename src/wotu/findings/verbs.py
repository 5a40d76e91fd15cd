"""Keeping the standing answers up to date.

What is asked again follows from what changed: households whose mark changed (facts), bundles whose text
changed (rules, and the date where the rule looks at it). Whatever else stands is left alone and counted.
"""

import datetime as dt
import logging
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from wotu.audit.verbs import note
from wotu.facts.marks import Mark, marks_of
from wotu.findings.matching import Batch
from wotu.findings.models import CheckedFirm, Proof, RuleSet, Run, RunDay
from wotu.findings.rules import Rules, rules_of
from wotu.measures.zones import Zone
from wotu.parties.models import Party

log = logging.getLogger(__name__)

Why = Literal["facts", "measures", "date", "asked", "full"]
KEPT = dt.timedelta(days=90)
"""How long runs and proofs stay on record; their sums by day stay."""
HOUSEHOLDS = 200
"""Households asked in one transaction: what a stop in the middle may cost."""


def rematch(
    *,
    zone: Zone,
    on: dt.date,
    by: str,
    now: dt.datetime,
    why: Why = "asked",
    enterprises: Collection[int] | None = None,
) -> Run:
    """Bring the answers of a zone up to date; return the run with what was asked again and what was saved.

    Batches are transactions of their own, each leaving its households done: a run that is stopped in the
    middle is carried on by the next one. Runs of one zone wait for each other.

    Args:
        zone: the zone.
        on: the date the answers are to stand as of.
        by: who asked.
        now: the time changes are logged at.
        why: the reason; "full" asks everything again, whatever changed.
        enterprises: keys of the only enterprises to look at; all where None.
    """
    started = time.perf_counter()
    with _alone(zone.id):
        Run.objects.filter(zone=zone.id, state="running").update(state="stopped")
        run = Run.objects.create(zone=zone.id, why=why, by=by, on=on, started_at=now)
        marks = marks_of(
            zone.id, zone.packs.vocabulary, on, enterprises
        )  # before any fact is read: a later one is seen next time
        work = _Work(run, rules_of(zone, on), marks, now)
        try:
            work.do()
        except BaseException:
            if not connection.needs_rollback:
                Run.objects.filter(pk=run.pk).update(state="stopped")
            raise
        with transaction.atomic():
            run.refresh_from_db()
            run.state = "done"
            run.finished_at = now + dt.timedelta(seconds=time.perf_counter() - started)
            run.save()
            _add_up(run)
            note(
                verb="rematch", about=zone.id, by=by, now=now, why=why, evaluated=run.evaluated,
                saved=run.saved, changes=run.changes,
            )  # fmt: skip
    log.info(
        "%s: %d of %d firms left alone, %d answers asked again, %d saved, %d changes, %.2f s",
        zone.id, run.firms_skipped, run.firms, run.evaluated, run.saved, run.changes,
        time.perf_counter() - started,
    )  # fmt: skip
    return run


def _add_up(run: Run) -> None:
    """Add a finished run to its day. Runs of a zone finish one after another."""
    day, _ = RunDay.objects.get_or_create(zone=run.zone, on=timezone.localdate(run.started_at), why=run.why)
    RunDay.objects.filter(pk=day.pk).update(
        runs=F("runs") + 1, evaluated=F("evaluated") + run.evaluated, saved=F("saved") + run.saved,
        changes=F("changes") + run.changes, seconds=F("seconds") + (run.seconds or 0.0),
    )  # fmt: skip


def forget_old(now: dt.datetime) -> None:
    """Forget single runs and proofs whose time is over; a run the log of changes names stays with the log."""
    over = now - KEPT
    Run.objects.filter(started_at__lt=over, log=None).delete()
    Proof.objects.filter(started_at__lt=over).delete()


@contextmanager
def _alone(zone: str) -> Iterator[None]:
    """Let one run at a time work on a zone; the lock falls with the connection of a run that dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"rematch:{zone}"])
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [f"rematch:{zone}"])


@dataclass
class _Work:
    """One run: sorts households by what has to be asked of them, and asks in batches."""

    run: Run
    rules: Rules
    marks: Mapping[int, Mark]
    now: dt.datetime

    def do(self) -> None:
        """Ask what has to be asked."""
        record = self.rules.on_record()
        seen = {firm.pk: firm for firm in CheckedFirm.objects.filter(pk__in=self.marks.keys())}
        rule_sets = {found.pk: found for found in RuleSet.objects.filter(zone=self.run.zone)}
        texts = {key: frozenset(found.bundles) for key, found in rule_sets.items()}
        known = {key: texts.get(firm.rules_id, frozenset()) for key, firm in seen.items()}
        groups, standing = self._sorted(seen, record)
        CheckedFirm.objects.filter(pk__in=standing).exclude(on=self.run.on).update(on=self.run.on)
        self._count(firms=len(self.marks), skipped=standing)
        for rules, ids in groups.items():
            bundles = self.rules.bundles if rules is None else self.rules.stale_since(rule_sets[rules])
            parties = list(Party.objects.filter(pk__in=ids))
            for start in range(0, len(parties), HOUSEHOLDS):
                some = parties[start : start + HOUSEHOLDS]
                everything = self.run.why == "full"
                self._ask(Batch(self.run, self.rules, bundles, some, known, self.now, everything), record)
        still = CheckedFirm.objects.filter(zone=self.run.zone).values("rules")
        RuleSet.objects.filter(zone=self.run.zone).exclude(pk__in=still).delete()

    def _sorted(
        self, seen: Mapping[int, CheckedFirm], record: RuleSet
    ) -> tuple[dict[int | None, list[int]], list[int]]:
        """Return households by the rules they were asked under, None where facts changed; and the rest."""
        groups: dict[int | None, list[int]] = defaultdict(list)
        standing = []
        for key, mark in self.marks.items():
            firm = seen.get(key)
            moved = firm is not None and firm.zone != self.run.zone
            if self.run.why == "full" or firm is None or moved or firm.mark != mark.text:
                groups[None].append(key)
            elif firm.rules_id != record.pk:
                groups[firm.rules_id].append(key)
            else:
                standing.append(key)
        return groups, standing

    def _ask(self, batch: Batch, record: RuleSet) -> None:
        with transaction.atomic():
            changes = batch.ask()
            CheckedFirm.objects.bulk_create(
                [
                    CheckedFirm(
                        enterprise=party, zone=self.run.zone, mark=self.marks[party.pk].text, rules=record,
                        on=self.run.on, checked_at=self.now,
                    )
                    for party in batch.enterprises
                ],
                update_conflicts=True,
                unique_fields=["enterprise"],
                update_fields=["zone", "mark", "rules", "on", "checked_at"],
            )  # fmt: skip
            self.run.firms_done += len(batch.enterprises)
            self.run.evaluated += batch.evaluated
            self.run.saved += batch.total - batch.evaluated
            self.run.changes += changes
            self.run.save()

    def _count(self, firms: int, skipped: Collection[int]) -> None:
        lines = self.rules.checker.plan.lines
        self.run.firms, self.run.firms_skipped, self.run.firms_done = firms, len(skipped), len(skipped)
        self.run.saved = sum(self.marks[key].rows.get(line.about, 0) for key in skipped for line in lines)
        self.run.save()
