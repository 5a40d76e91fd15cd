"""The clauses as three-valued SQL, with money as DECIMAL yuan or as whole fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from benchmarks.matching import spec

KINDS_TO_SQL = {
    "money": "DECIMAL(18,2)",
    "count": "BIGINT",
    "percent": "DECIMAL(9,2)",
    "date": "DATE",
    "boolean": "BOOLEAN",
    "code": "VARCHAR",
}


@dataclass(frozen=True)
class Dialect:
    """``whole``: money in fen and percents x 100 as integers; else as decimals, as written."""

    whole: bool

    def column(self, fact: spec.Fact) -> str:
        if self.whole and fact.kind == "code":
            return f"{fact.name}::industry_code AS {fact.name}"
        if self.whole or fact.kind not in {"money", "percent"}:
            return fact.name
        wide = "DECIMAL(20,2)" if fact.kind == "money" else "DECIMAL(9,2)"
        scaled = f"CAST({fact.name} AS {wide}) * 0.01"
        return f"CAST({scaled} AS {KINDS_TO_SQL[fact.kind]}) AS {fact.name}"

    def money(self, fen: int) -> str:
        return str(fen) if self.whole else f"{Decimal(fen) / 100:.2f}"

    def value(self, fact: str, value: int) -> str:
        kind = spec.KINDS[fact]
        if kind == "date":
            return f"DATE '{spec.EPOCH + timedelta(days=value)}'"
        return self.money(value) if kind in {"money", "percent"} else str(value)

    def condition(self, asked: spec.Condition) -> str:
        if isinstance(asked, spec.Compare):
            return f"{asked.fact} {asked.op} {self.value(asked.fact, asked.value)}"
        if isinstance(asked, spec.Ratio):
            if not self.whole:
                rate = Decimal(asked.rate) / spec.RATE
                return f"{asked.numerator} {asked.op} {asked.denominator} * {rate:.4f}"
            over = f"{asked.denominator} * {asked.rate}"
            return f"{asked.numerator} * {spec.RATE} {asked.op} {over}"
        if isinstance(asked, spec.OneOf):
            return f"{asked.fact} IN ({', '.join(repr(code) for code in asked.codes)})"
        if isinstance(asked, spec.IsTrue):
            return asked.fact
        return f"({self.condition(asked.left)} OR {self.condition(asked.right)})"

    def amount(self, due: spec.Amount) -> str:
        """NULL wherever an input is: LEAST and GREATEST would lose it in this dialect."""
        if isinstance(due, spec.Fixed):
            return self.money(due.fen)
        if isinstance(due, spec.Tiered):
            steps = "".join(
                f" WHEN {due.fact} >= {self.value(due.fact, at)} THEN {self.money(fen)}"
                for at, fen in reversed(due.tiers)
            )
            return f"CASE WHEN {due.fact} IS NULL THEN NULL{steps} ELSE {self.money(due.base)} END"
        if isinstance(due, spec.PerHead):
            share = f"{due.fact} * {self.money(due.fen)}"
        elif isinstance(due, spec.Percent):
            share = self.share(due.fact, due.rate)
        else:
            more = f"({due.now} - {due.before})"
            zero = self.money(0)
            return (
                f"CASE WHEN {due.now} <= {due.before} THEN {zero}"
                f" ELSE {self.capped(self.share(more, due.rate), due.cap)} END"
            )
        return self.capped(share, due.cap)

    def share(self, base: str, rate: int) -> str:
        if self.whole:
            return f"{base} * {rate} // {spec.RATE}"
        return f"trunc({base} * {Decimal(rate) / spec.RATE:.4f}, 2)"

    def capped(self, share: str, cap: int) -> str:
        limit = self.money(cap)
        return f"CASE WHEN {share} > {limit} THEN {limit} ELSE {share} END"
