"""What re-matching asked and saved, and what the last proof of each zone found: read from the database."""

from collections.abc import Iterator

from django.db.models import Sum
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from wotu.findings.models import Proof, RunDay


class Matching(Collector):
    """Sums of finished runs by zone and reason, and each zone's latest proof."""

    def collect(self) -> Iterator[Metric]:
        """Yield the measures of matching."""
        yield from _runs()
        yield from _proofs()


def _runs() -> Iterator[Metric]:
    labels = ("zone", "why")
    runs = CounterMetricFamily("wotu_rematch_runs", "Re-matchings finished.", labels=labels)
    answers = CounterMetricFamily(
        "wotu_rematch_answers", "Answers asked again, and left alone.", labels=(*labels, "what")
    )
    changes = CounterMetricFamily("wotu_rematch_changes", "Changes found.", labels=labels)
    seconds = CounterMetricFamily("wotu_rematch_seconds", "Seconds re-matching took.", labels=labels)
    sums = (Sum("runs"), Sum("evaluated"), Sum("saved"), Sum("changes"), Sum("seconds"))
    for zone, why, number, asked, saved, found, took in RunDay.objects.values_list("zone", "why").annotate(
        *sums
    ):
        runs.add_metric((zone, why), number)
        answers.add_metric((zone, why, "asked"), asked)
        answers.add_metric((zone, why, "saved"), saved)
        changes.add_metric((zone, why), found)
        seconds.add_metric((zone, why), took)
    yield from (runs, answers, changes, seconds)


def _proofs() -> Iterator[Metric]:
    compared = GaugeMetricFamily("wotu_proof_compared", "Answers the last proof held.", labels=("zone",))
    waiting = GaugeMetricFamily("wotu_proof_waiting", "Answers that waited for a match.", labels=("zone",))
    apart = GaugeMetricFamily(
        "wotu_proof_differences", "Answers that differ from the full run, not set right.", labels=("zone",)
    )
    when = GaugeMetricFamily("wotu_proof_timestamp_seconds", "When the last proof began.", labels=("zone",))
    for proof in Proof.objects.order_by("zone", "-started_at", "-id").distinct("zone"):
        compared.add_metric((proof.zone,), proof.compared)
        waiting.add_metric((proof.zone,), proof.waiting)
        apart.add_metric((proof.zone,), 0 if proof.mended_at else proof.differences)
        when.add_metric((proof.zone,), proof.started_at.timestamp())
    yield from (compared, waiting, apart, when)
