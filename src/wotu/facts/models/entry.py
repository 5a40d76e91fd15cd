"""Facts: an append-only record of what was said about a party, and of what was withdrawn."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from wotu.facts.models.batch import Batch
from wotu.facts.models.evidence import Evidence
from wotu.parties.models import Party
from wotu.rules.vocabulary import SOURCES


class EntryQuerySet(models.QuerySet["FactEntry"]):
    """Questions about entries."""

    def standing(self, known_on: dt.datetime | None = None) -> Self:
        """Keep what was on record before a moment and not withdrawn then; without one, what stands now."""
        if known_on is None:
            return self.filter(withdrawal=None)
        kept = Q(withdrawal=None) | Q(withdrawal__recorded_at__gte=known_on)
        return self.filter(kept, recorded_at__lt=known_on)


class FactEntry(models.Model):
    """One thing somebody said about a party. Never changed: a correction is a later entry.

    `kind` is the kind of source (registry, tax, …), `source` names it in words, `note` gives a reason.
    What one kind of source says later replaces what it said of the same time before; `corrects` names
    the entry so replaced. A decision (裁定) settles what several sources disagree about.

    `value` is exactly what was written, in the fact's own form. Exactly one way of saying when fits a
    fact: `period` (2024, 2024Q3), `since` and `until`, or `at`; none where the fact does not change or
    the time was not given. The vocabulary of the packs says what the fact means.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="facts")
    fact = models.CharField(max_length=60)
    value = models.TextField()
    period = models.CharField(max_length=6, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    at = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=16, default="official")
    source = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="entries")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [models.Index(fields=["party", "recorded_at", "id"], name="fact_of_party")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(value="") & ~Q(fact=""), name="fact_says_something",
                violation_error_message="请写明是什么事实、什么数值；未知的事实不要登记。"
                "A fact has a name and a value; leave out what is not known.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SOURCES), name="fact_source_kind_known",
                violation_error_message="没有这种来源。Not a kind of source.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="decision") | ~Q(note=""), name="fact_decision_has_a_reason",
                violation_error_message="裁定要写明理由。A decision needs a reason.",
            ),
            models.CheckConstraint(
                condition=~Q(source=""), name="fact_has_a_source",
                violation_error_message="请写明这项事实的来源。A fact needs a source.",
            ),
            models.CheckConstraint(
                condition=Q(period__regex=r"^(\d{4}(Q[1-4])?)?$"), name="fact_period_readable",
                violation_error_message="时期写成2024或2024Q3。Write a period as 2024 or 2024Q3.",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")), name="fact_span_forward",
                violation_error_message="结束日期不能早于开始日期。The end cannot come before the beginning.",
            ),
            models.CheckConstraint(
                condition=Q(since=None, until=None, at=None) | Q(period="", at=None)
                | Q(period="", since=None, until=None),
                name="fact_one_time",
                violation_error_message="时期、起止日期、时点只能填一种。"
                "Give a period, or since and until, or a date: only one of them.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.fact}={self.value}"


class Withdrawal(models.Model):
    """An entry that no longer counts, and why. The entry stays on record; so does this."""

    entry = models.OneToOneField(FactEntry, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="withdrawal_has_a_reason",
                violation_error_message="撤回要写明理由。A withdrawal needs a reason.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reason
