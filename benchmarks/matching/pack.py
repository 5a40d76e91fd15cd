"""The workload as a Wotu pack and a Wotu table."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.matching import spec
from benchmarks.matching.data import BUILD
from wotu.match.table import Column, Table
from wotu.rules.vocabulary import Slot

# fact -> the name and year it has in the pack
LAST_YEAR = {"revenue_last": "revenue", "rd_last": "rd"}
SLOTS = {
    fact.name: Slot(LAST_YEAR.get(fact.name, fact.name), int(fact.name in LAST_YEAR)) for fact in spec.FACTS
}
UNITS = {"employees": "人", "graduates": "人", "patents": "件"}
TYPES = {"money": "money", "percent": "percent", "date": "date", "boolean": "boolean"}
PERIODS = {"boolean": "at", "date": "once", "code": "once"}
MILLIONTHS = 100  # the pack's percents are millionths, the workload's are percent x 100


def write(workload: spec.Workload) -> Path:
    """Write the pack's folder and return it. JSON is YAML that needs no care with quotes."""
    folder = BUILD / "packs" / f"bench{len(workload.measures)}"
    (folder / "measures").mkdir(parents=True, exist_ok=True)
    words = {"zh": "比较用", "en": "For measuring"}
    _dump(folder / "pack.yaml", {
        "pack": folder.name, "zone": words, "title": words, "level": "zone", "place": words,
    })  # fmt: skip
    _dump(folder / "sources.yaml", {"sources": {"made": {**words, "found": False}}})
    _dump(folder / "vocabulary.yaml", {"facts": _facts()})
    for measure in workload.measures:
        text = _measure(folder.name, measure, workload)
        _dump(folder / "measures" / f"{measure.name}.yaml", text)
    return folder


def _dump(file: Path, content: Any) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for fact in spec.FACTS:
        if fact.name in LAST_YEAR:
            continue
        kind = "number" if fact.kind == "count" else TYPES.get(fact.kind, "text")
        facts[fact.name] = {
            "zh": fact.name, "en": fact.name, "type": kind, "about": "enterprise",
            "period": PERIODS.get(fact.kind, "year"),
        }  # fmt: skip
        if fact.kind == "count":
            facts[fact.name]["unit"] = UNITS[fact.name]
        if fact.kind == "code":
            facts[fact.name]["values"] = list(spec.INDUSTRIES)
    return facts


def _measure(pack: str, measure: spec.Measure, workload: spec.Workload) -> dict[str, Any]:
    words = {"zh": measure.name, "en": measure.name}
    conditions = [
        {"id": f"c{n}", "zh": f"条件{n}", "en": f"c{n}", "when": condition(workload.conditions[n])}
        for n in measure.conditions
    ]
    return {
        "measure": f"{pack}.{measure.name}", "title": words, "about": "enterprise",
        "area": "research", "service": "grant", "source": {"ref": "made", "article": "1"},
        "clause": words, "valid": {"from": "2020-01-01"}, "conditions": conditions,
        "benefit": benefit(measure.amount),
    }  # fmt: skip


def money(fen: int, unit: str = "元") -> str:
    return f"{Decimal(fen) / 100:f}{unit}"


def percent(rate: int) -> str:
    return f"{Decimal(rate) / 100:f}%"


def name(fact: str) -> str:
    return f"previous({LAST_YEAR[fact]})" if fact in LAST_YEAR else fact


def quantity(fact: str, value: int) -> str:
    """A threshold of a fact as it is written in a pack."""
    kind = spec.KINDS[fact]
    if kind == "date":
        return str(spec.EPOCH + timedelta(days=value))
    if kind == "percent":
        return percent(value)
    return money(value) if kind == "money" else f"{value}{UNITS[fact]}"


def condition(asked: spec.Condition) -> str:
    if isinstance(asked, spec.Compare):
        return f"{name(asked.fact)} {asked.op} '{quantity(asked.fact, asked.value)}'"
    if isinstance(asked, spec.Ratio):
        share = f"'{percent(asked.rate)}' * {name(asked.denominator)}"
        return f"{name(asked.numerator)} {asked.op} {share}"
    if isinstance(asked, spec.OneOf):
        return f"{asked.fact} IN ({', '.join(repr(code) for code in asked.codes)})"
    if isinstance(asked, spec.IsTrue):
        return asked.fact
    return f"{condition(asked.left)} OR {condition(asked.right)}"


def benefit(due: spec.Amount) -> dict[str, Any]:
    if isinstance(due, spec.Fixed):
        return {"amount": money(due.fen)}
    if isinstance(due, spec.Tiered):
        steps = [{"from": quantity(due.fact, at), "amount": money(fen)} for at, fen in due.tiers]
        return {"tiers": {"of": name(due.fact), "steps": steps, "below": money(due.base)}}
    if isinstance(due, spec.Percent):
        amount = f"'{percent(due.rate)}' * {name(due.fact)}"
    elif isinstance(due, spec.Increment):
        amount = f"'{percent(due.rate)}' * increase({name(due.now)}, {name(due.before)})"
    else:
        amount = f"'{money(due.fen, '元/' + UNITS[due.fact])}' * {due.fact}"
    cap = {
        "id": "cap",
        "per": "enterprise_year",
        "limit": money(due.cap),
        "zh": "上限",
        "en": "Cap",
    }
    return {"amount": amount, "caps": [cap]}


def table(arrived: pa.Table) -> Table:
    """The facts in the kernel's columns."""
    columns = {
        SLOTS[fact.name]: _column(arrived[fact.name].combine_chunks(), fact.kind) for fact in spec.FACTS
    }
    ids = arrived["subject"].cast(pa.string()).to_pylist()
    return Table("enterprise", ids, columns)


def _column(column: pa.Array, kind: spec.Kind) -> Column:
    known = column.is_valid().to_numpy(zero_copy_only=False)
    if kind == "code":
        codes = pc.index_in(column, value_set=pa.array(spec.INDUSTRIES)).fill_null(0)
        return Column(codes.to_numpy(), known, spec.INDUSTRIES)
    if kind == "boolean":
        flags = column.fill_null(False).to_numpy(zero_copy_only=False)
        return Column(flags.astype(np.int8), known)
    if kind == "date":
        return Column(column.cast(pa.int32()).fill_null(0).to_numpy().astype(np.int64), known)
    values = column.fill_null(0).to_numpy()
    return Column(values * MILLIONTHS if kind == "percent" else values, known)
