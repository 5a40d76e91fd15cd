"""ZEN engine: a decision of three expression nodes, one row at a time.

Its expressions fail on a comparison with null, so each condition asks for null first. Dates are
days. It evaluates 10,000 rows; the time for more is extrapolated.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import zen

from benchmarks.matching import engine, spec
from benchmarks.matching.engine import NONE, UNKNOWN, YES, Totals


class Engine(engine.Matcher):
    title = "zen-engine"
    remark = "row at a time; 10,000 rows, extrapolated"
    most_rows = 10_000
    tasks = ("rows",)

    def __init__(self, workload: spec.Workload, table: pa.Table) -> None:
        self.workload = workload
        place = table.column_names.index("founded")
        days = table["founded"].cast(pa.int32())
        self.firms = table.set_column(place, "founded", days).drop("subject").to_pylist()
        nodes = [
            {f"c{n}": _condition(asked) for n, asked in enumerate(workload.conditions)},
            {f"s_{measure.name}": _status(measure) for measure in workload.measures},
            {
                f"a_{measure.name}": f"s_{measure.name} == {YES} ? {_amount(measure.amount)} : null"
                for measure in workload.measures
            },
        ]
        content = json.loads(json.dumps(_decision(nodes)))
        self.engine = zen.ZenEngine({"loader": {"type": "static", "content": {"all": content}}})

    def totals(self) -> Totals:
        found = []
        for status, amount in self.unpack(self.rows()):
            fen = int(amount[amount != NONE].sum())
            found.append((int((status == YES).sum()), int((status == UNKNOWN).sum()), fen))
        return found

    def rows(self) -> Any:
        asked = [{"key": "all", "context": firm} for firm in self.firms]
        return [answer["data"]["result"] for answer in self.engine.evaluate_batch(asked)]

    def unpack(self, result: Any) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for measure in self.workload.measures:
            status = np.array([row[f"s_{measure.name}"] for row in result], dtype=np.uint8)
            amounts = (row.get(f"a_{measure.name}") for row in result)
            yield status, np.array([NONE if fen is None else int(fen) for fen in amounts])


def _decision(steps: list[dict[str, str]]) -> dict[str, Any]:
    nodes: list[dict[str, Any]] = [{"id": "in", "name": "in", "type": "inputNode"}]
    for number, step in enumerate(steps):
        expressions = [{"id": key, "key": key, "value": value} for key, value in step.items()]
        nodes.append(
            {
                "id": f"n{number}",
                "name": f"n{number}",
                "type": "expressionNode",
                "content": {"expressions": expressions, "passThrough": True},
            }
        )
    nodes.append({"id": "out", "name": "out", "type": "outputNode"})
    ends = pairwise(nodes)
    edges = [
        {"id": f"e{n}", "sourceId": a["id"], "targetId": b["id"], "type": "edge"}
        for n, (a, b) in enumerate(ends)
    ]
    return {"nodes": nodes, "edges": edges}


def _condition(asked: spec.Condition) -> str:
    if isinstance(asked, spec.Either):
        left, right = _condition(asked.left), _condition(asked.right)
        either_null = f"({left}) == null or ({right}) == null"
        return f"({left}) == true or ({right}) == true ? true : {either_null} ? null : false"
    if isinstance(asked, spec.Ratio):
        top, under = asked.numerator, asked.denominator
        compared = f"{top} * {spec.RATE} {asked.op} {under} * {asked.rate}"
        return f"{top} == null or {under} == null ? null : {compared}"
    if isinstance(asked, spec.IsTrue):
        return asked.fact
    if isinstance(asked, spec.OneOf):
        codes = ", ".join(f"'{code}'" for code in asked.codes)
        return f"{asked.fact} == null ? null : {asked.fact} in [{codes}]"
    return f"{asked.fact} == null ? null : {asked.fact} {asked.op} {asked.value}"


def _status(measure: spec.Measure) -> str:
    false = " or ".join(f"c{n} == false" for n in measure.conditions)
    null = " or ".join(f"c{n} == null" for n in measure.conditions)
    return f"{false} ? 0 : {null} ? {UNKNOWN} : {YES}"


def _amount(due: spec.Amount) -> str:
    if isinstance(due, spec.Fixed):
        return str(due.fen)
    if isinstance(due, spec.Increment):
        share = f"max([{due.now} - {due.before}, 0]) * {due.rate} / {spec.RATE}"
        known = f"{due.now} == null or {due.before} == null"
        return f"({known} ? null : min([floor({share}), {due.cap}]))"
    if isinstance(due, spec.Tiered):
        steps = "".join(f"{due.fact} >= {at} ? {fen} : " for at, fen in reversed(due.tiers))
        return f"({due.fact} == null ? null : {steps}{due.base})"
    if isinstance(due, spec.Percent):
        share = f"floor({due.fact} * {due.rate} / {spec.RATE})"
    else:
        share = f"{due.fact} * {due.fen}"
    return f"({due.fact} == null ? null : min([{share}, {due.cap}]))"
