"""Small packs written by a test, read by the real loader."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from wotu.match.plan import Plan, make_plan
from wotu.match.run import run_plan
from wotu.match.settle import settle
from wotu.match.subject import Household, Subject
from wotu.match.table import Builder
from wotu.rules.evaluate import Known
from wotu.rules.load import load_packs
from wotu.rules.vocabulary import Slot

ON = dt.date(2025, 3, 1)
FACTS: dict[str, dict[str, object]] = {
    "revenue": {"type": "money", "period": "year"},
    "rd": {"type": "money", "period": "year"},
    "staff": {"type": "number", "unit": "人", "period": "year"},
    "score": {"type": "number", "unit": "分值"},
    "applied_on": {"type": "date"},
    "flag": {"type": "boolean"},
    "other_flag": {"type": "boolean"},
    "founded_on": {"type": "date", "changeable": "false"},
    "section": {"type": "text"},
    "standard_no": {"type": "text"},
    "cost": {"type": "money", "about": "project"},
}


def pair(text: str) -> dict[str, str]:
    """Return a text that is the same in both languages."""
    return {"zh": text, "en": text}


def measure(name: str, amount: object = "10万元", **more: object) -> dict[str, object]:
    """Return a measure with an amount, or with a whole benefit."""
    benefit = amount if isinstance(amount, dict) else {"amount": amount}
    base = {
        "title": pair(name),
        "clause": pair(name),
        "area": "finance",
        "service": "grant",
        "benefit": benefit,
    }
    return {"measure": f"made.{name}", **base, **more}


def condition(name: str, when: str) -> dict[str, object]:
    """Return a condition."""
    return {"id": name, "when": when, **pair(name)}


def make(
    folder: Path,
    measures: Sequence[Mapping[str, object]],
    stacking: Sequence[Mapping[str, object]] = (),
    shared_caps: Sequence[Mapping[str, object]] = (),
    *,
    accounts: Mapping[str, object] | None = None,
    on: dt.date = ON,
) -> Plan:
    """Write a pack, load it, and plan it as of a date."""
    root = folder / "made"
    (root / "measures").mkdir(parents=True, exist_ok=True)
    head = {
        "pack": "made",
        "zone": pair("测试"),
        "title": pair("测试"),
        "level": "zone",
        "accounts": accounts or {},
    }
    rules = {"stacking": [{**pair("规则"), **rule} for rule in stacking], "shared_caps": shared_caps}
    files = {
        "pack.yaml": head,
        "vocabulary.yaml": {"facts": {name: {**pair(name), **spec} for name, spec in FACTS.items()}},
        "measures/all.yaml": list(measures),
        "stacking.yaml": rules,
    }
    for name, content in files.items():
        (root / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return make_plan(load_packs([root]), on)


def facts(**known: Known) -> dict[Slot, Known]:
    """Return facts by name; `revenue_1` is the year before."""
    found: dict[Slot, Known] = {}
    for name, value in known.items():
        stem, _, back = name.rpartition("_")
        found[Slot(stem, int(back)) if back.isdigit() else Slot(name)] = value
    return found


def firm(id_: str = "firm", **known: Known) -> Household:
    """Return an enterprise on its own."""
    return Household(Subject(id_, facts(**known)))


def settled(plan: Plan, rows: Mapping[str, Mapping[Slot, Known]]) -> dict[tuple[str, str], int]:
    """Run and settle a table of enterprises; return every award by measure and subject, in fen."""
    table = Builder(plan.packs.vocabulary, list(rows.values())).table("enterprise", list(rows))
    answers = run_plan(plan, table)
    ballot = settle(plan, [answers])
    awards: dict[tuple[str, str], int] = {}
    for line, claims in zip(answers.lines, answers.claims, strict=True):
        for row, high in zip(claims.rows.tolist(), claims.awards.high.tolist(), strict=True):
            claim = ballot.claim_of(line.index, row)
            amount = high if claim is None else int(ballot.high[claim])
            awards[line.measure.id.removeprefix("made."), table.ids[row]] = amount
    return awards
