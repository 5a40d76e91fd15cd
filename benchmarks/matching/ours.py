"""Wotu's own kernel: status, amount and the answer to every condition, kept for every row."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.matching import engine, pack, spec
from benchmarks.matching.engine import NONE, Totals
from wotu.match.checkup import Checker
from wotu.match.plan import Plan, make_plan
from wotu.match.run import Answers, run_plan
from wotu.match.subject import Household, Subject
from wotu.match.write import long_table
from wotu.rules.load import load_packs

ON = date(2026, 7, 1)
ASKED = 1_000  # single subjects asked for the percentiles


class Engine(engine.Matcher):
    title = "Wotu"
    remark = "all cores; status, amount and every condition's answer kept, packed"
    tasks = ("totals", "kept")
    extras = ("plan", "single", "long")

    def __init__(self, workload: spec.Workload, table: pa.Table) -> None:
        self.folder = pack.write(workload)
        start = time.perf_counter()
        self.packs = load_packs([self.folder])
        self.reading = time.perf_counter() - start
        self.made: Plan = make_plan(self.packs, ON)
        self.table = pack.table(table)

    def totals(self) -> Totals:
        found = []
        answers = self.kept()
        for position, claims in enumerate(answers.claims):
            entitled = len(claims.rows)
            possible = int(np.bitwise_count(answers.open[position]).sum())
            awards = claims.awards
            fen = int(awards.high.sum(where=awards.high_known))
            found.append((entitled, possible - entitled, fen))
        return found

    def kept(self) -> Answers:
        return run_plan(self.made, self.table)

    rows = kept

    def unpack(self, result: Answers) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for position, claims in enumerate(result.claims):
            amount = np.full(len(self.table), NONE, dtype=np.int64)
            amount[claims.rows] = np.where(claims.awards.high_known, claims.awards.high, NONE)
            yield result.status(position).astype(np.uint8), amount

    def plan(self) -> dict[str, Any]:
        """Reading the packs (files, types, units) and planning them for a date."""
        start = time.perf_counter()
        make_plan(self.packs, ON)
        return {"reading": self.reading, "planning": time.perf_counter() - start}

    def single(self) -> dict[str, Any]:
        """One enterprise at a time, with the answer to every condition."""
        start = time.perf_counter()
        checker = Checker.of(self.made)
        compiling = time.perf_counter() - start
        vocabulary = self.packs.vocabulary
        seconds = []
        for row in range(min(ASKED, len(self.table))):
            firm = Household(Subject(str(row), self.table.facts_of(row, vocabulary)))
            start = time.perf_counter()
            checker.check(firm)
            seconds.append(time.perf_counter() - start)
        p50, p99 = np.percentile(seconds, (50, 99)).tolist()
        return {"compiling": compiling, "p50": p50, "p99": p99, "asked": len(seconds)}

    def long(self) -> dict[str, Any]:
        """The answers, found before, in long form: a row for each that is not "not entitled"."""
        answers = self.kept()
        start = time.perf_counter()
        rows = len(long_table([answers]))
        return {"rows": rows, "seconds": time.perf_counter() - start}
