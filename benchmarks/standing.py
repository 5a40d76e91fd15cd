"""How much keeping answers up to date saves: a zone of invented firms, matched in full and again.

Run it on a database of its own:

    WOTU_VAR=$(mktemp -d) python -m benchmarks.standing --firms 2000 guangzhou nanchang
"""

import argparse
import datetime as dt
import os
import random
import resource
import time
from collections.abc import Iterator
from dataclasses import replace

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wotu.site.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - needs settings

from wotu.facts.models import FactEntry  # noqa: E402
from wotu.findings.models import CheckedFirm, Run, StandingAnswer  # noqa: E402
from wotu.findings.proving import prove  # noqa: E402
from wotu.findings.rules import rules_of  # noqa: E402
from wotu.findings.verbs import rematch  # noqa: E402
from wotu.measures.zones import Zone, zone  # noqa: E402
from wotu.parties.models import Party  # noqa: E402
from wotu.rules.load import load_packs  # noqa: E402
from wotu.rules.problems import PackError  # noqa: E402
from wotu.rules.vocabulary import Fact  # noqa: E402

ON = dt.date(2026, 11, 24)
NOW = dt.datetime(2026, 11, 24, 1, tzinfo=dt.UTC)
KNOWN = 0.85


def main() -> None:
    """Make firms, measure, print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("zones", nargs="+")
    parser.add_argument("--firms", type=int, default=2000)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    print("| zone | what changed | firms looked at | answers asked again | saved | seconds | CPU s |")
    print("| --- | --- | --: | --: | --: | --: | --: |")
    for name in options.zones:
        found = zone(name)
        if found is None:
            raise SystemExit(f"there is no zone {name}")
        _fill(found, options.firms)
        _measure(found)


def _fill(found: Zone, firms: int) -> None:
    chance = random.Random(7)  # noqa: S311 - the same firms every time
    vocabulary = found.packs.vocabulary
    used = {s.fact for b in rules_of(found, ON).bundles for s in b.slots}
    facts = [vocabulary[name] for name in sorted(used)]
    parties = Party.objects.bulk_create(
        [
            Party(
                slug=f"bench-{found.id}-{n}", kind="enterprise", zone=found.id, name=f"演示{n}", is_demo=True
            )
            for n in range(firms)
        ]
    )
    owners = chance.sample(parties, firms // 4)
    parties += Party.objects.bulk_create(
        [
            Party(
                slug=f"{owner.slug}-p",
                kind="project",
                zone=found.id,
                name="演示项目",
                owner=owner,
                is_demo=True,
            )
            for owner in owners
        ]
    )
    entries = [entry for party in parties for fact in facts for entry in _said(party, fact, chance)]
    FactEntry.objects.bulk_create(entries, batch_size=5_000)


def _said(party: Party, fact: Fact, chance: random.Random) -> Iterator[FactEntry]:
    if fact.about != party.kind or chance.random() > KNOWN:
        return
    common = {"party": party, "fact": fact.name, "source": "演示", "recorded_at": NOW, "recorded_by": "bench"}
    value = _value(fact, chance)
    if fact.period == "year":
        for year in (2024, 2025):
            yield FactEntry(**common, value=_value(fact, chance), period=str(year))
    elif fact.period == "quarter":
        yield FactEntry(**common, value=value, period="2026Q3")
    elif fact.period == "since":
        since = dt.date(2022, 1, 1) + dt.timedelta(days=chance.randrange(1700))
        yield FactEntry(**common, value=value, since=since, until=since + dt.timedelta(days=1095))
    else:
        yield FactEntry(**common, value=value)


def _value(fact: Fact, chance: random.Random) -> str:
    if fact.type.kind == "boolean":
        return chance.choice(["true", "false"])
    if fact.type.kind == "date":
        return str(dt.date(2005, 1, 1) + dt.timedelta(days=chance.randrange(7900)))
    if fact.type.kind == "text":
        return chance.choice(fact.values) if fact.values else "甲"
    if fact.type.percent:
        return f"{chance.randrange(100)}%"
    size = int(chance.lognormvariate(3, 2)) + 1
    return f"{size * 10_000}" if fact.unit == "元" else f"{size}"


def _measure(found: Zone) -> None:
    _row(found, "first run, answers written", "full")
    _row(found, "everything asked again", "full")
    _row(found, "nothing")
    firms = list(Party.objects.enterprises().filter(zone=found.id))
    numbers = [f for f in found.packs.vocabulary.values() if f.name == "revenue"] or [
        f for f in found.packs.vocabulary.values() if f.about == "enterprise" and f.period == "year"
    ]
    _change(firms[:1], numbers[0], "1")
    _row(found, "one fact of one firm", "facts")
    _change(firms[: len(firms) // 100], numbers[0], "2")
    _row(found, "one fact of 1% of the firms", "facts")
    _row(found, "the next day", "date", ON + dt.timedelta(days=1))
    changed = _with_a_parameter_changed(found)
    if changed is not None:
        _row(changed, "a threshold or rate of one measure", "measures", ON + dt.timedelta(days=1))
    _prove(changed or found, ON + dt.timedelta(days=1))
    print(
        f"| {found.id} | *in all {CheckedFirm.objects.filter(zone=found.id).count():,} firms, "
        f"{FactEntry.objects.filter(party__zone=found.id).count():,} entries, "
        f"{StandingAnswer.objects.filter(zone=found.id).count():,} answers* | | | | | |"
    )


def _prove(found: Zone, on: dt.date) -> None:
    start, busy = time.perf_counter(), time.process_time()
    proof = prove(zone=found, on=on, by="bench", now=NOW)
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"| {found.id} | *proof: {proof.compared:,} answers compared, {proof.waiting:,} waiting, "
        f"{proof.differences:,} different; the process has held {most:,} MB at most* "
        f"| | | | {seconds:.2f} | {busy:.2f} |",
        flush=True,
    )


def _change(firms: list[Party], fact: Fact, salt: str) -> None:
    FactEntry.objects.bulk_create(
        [
            FactEntry(party=firm, fact=fact.name, value=f"12345678{salt}", period="2025", source="演示",
                      recorded_at=NOW, recorded_by="bench")
            for firm in firms
        ]
    )  # fmt: skip


def _with_a_parameter_changed(found: Zone) -> Zone | None:
    """Load the zone with one parameter a tenth higher; None if it has none of that kind."""
    for measure in found.measures:
        for parameter in measure.versions[-1].parameters.values():
            value = parameter.values[-1][1]
            text = (
                f"{float(value.value * 110):g}%" if value.percent else f"{float(value.value * 11 / 10):g}元"
            )
            key = f"{measure.id}.{parameter.name}"
            try:
                packs = load_packs([found.pack.folder], {key: text})
            except PackError:
                continue
            fresh = replace(found, pack=packs.packs[found.id], packs=packs)
            if rules_of(fresh, ON).text != rules_of(found, ON).text:
                return fresh
    return None


def _row(found: Zone, what: str, why: str = "asked", on: dt.date = ON) -> None:
    rules_of(found, on)  # planning is once per process and date
    start, busy = time.perf_counter(), time.process_time()
    run: Run = rematch(zone=found, on=on, by="bench", now=NOW, why=why)  # type: ignore[arg-type]
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    share = 100 * run.saved / max(run.saved + run.evaluated, 1)
    print(
        f"| {found.id} | {what} | {run.firms - run.firms_skipped:,} | {run.evaluated:,} | {share:.1f}% "
        f"| {seconds:.2f} | {busy:.2f} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
