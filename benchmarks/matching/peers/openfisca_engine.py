"""OpenFisca: facts, conditions, entitlements and amounts as variables with vector formulas.

It has no unknown: a fact without a value is 0, false or the first code, so answers are compared
on the rows without unknowns. Its integers are 32 bits, too short for fen; we widen them.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit, period
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.matching import engine, spec
from benchmarks.matching.engine import NO, NONE, YES, Totals

OPERATORS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}
YEAR = period("2026")
ENTERPRISE = build_entity("enterprise", "enterprises", "An enterprise", is_person=True)
Industry = Enum("Industry", {code: code for code in spec.INDUSTRIES})
Formula = Callable[..., Any]


class Engine(engine.Matcher):
    title = "openfisca-core"
    remark = "one thread; no unknown (defaults): compared on complete rows"
    three_valued = False

    def __init__(self, workload: spec.Workload, table: pa.Table) -> None:
        self.workload = workload
        self.count = len(table)
        self.system = TaxBenefitSystem([ENTERPRISE])
        for fact in spec.FACTS:
            self._add(fact.name, Industry if fact.kind == "code" else _type(fact.kind))
        for position, condition in enumerate(workload.conditions):
            self._add(f"c{position}", bool, _condition(condition))
        for measure in workload.measures:
            self._add(f"met_{measure.name}", bool, _all_of(measure.conditions))
            self._add(f"due_{measure.name}", int, _paid(f"met_{measure.name}", measure.amount))
        self.inputs = {fact.name: _values(table[fact.name].combine_chunks(), fact) for fact in spec.FACTS}

    def _add(self, name: str, kind: Any, formula: Formula | None = None) -> None:
        parts: dict[str, Any] = {
            "value_type": kind,
            "entity": ENTERPRISE,
            "definition_period": DateUnit.YEAR,
            "label": name,
        }
        if kind is Industry:
            parts |= {
                "value_type": Enum,
                "possible_values": Industry,
                "default_value": next(iter(Industry)),
            }
        if formula:
            parts["formula"] = formula
        self.system.add_variable(type(name, (Variable,), parts))
        if kind is int:
            self.system.variables[name].dtype = np.dtype(np.int64)

    def _simulation(self) -> Simulation:
        """A fresh one each time, because it remembers what it has worked out."""
        simulation = SimulationBuilder().build_default_simulation(self.system, self.count)
        for name, values in self.inputs.items():
            simulation.set_input(name, YEAR, values)
        return simulation

    def totals(self) -> Totals:
        return [(int(np.count_nonzero(met)), 0, int(due.sum())) for met, due in self._answers()]

    def rows(self) -> Any:
        return list(self._answers())

    def _answers(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        simulation = self._simulation()
        for measure in self.workload.measures:
            met = simulation.calculate(f"met_{measure.name}", YEAR)
            yield met, simulation.calculate(f"due_{measure.name}", YEAR)

    def unpack(self, result: Any) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for met, due in result:
            yield np.where(met, YES, NO), np.where(met, due, NONE)


def _type(kind: spec.Kind) -> type:
    return bool if kind == "boolean" else int


def _values(column: pa.Array, fact: spec.Fact) -> Any:
    if fact.kind == "code":
        codes = column.fill_null(spec.INDUSTRIES[0]).to_numpy(zero_copy_only=False)
        return Industry.encode(codes.astype(str))
    if fact.kind == "boolean":
        return column.fill_null(False).to_numpy(zero_copy_only=False)
    whole = column.cast(pa.int32()) if fact.kind == "date" else column
    return whole.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)


def _condition(asked: spec.Condition) -> Formula:
    if isinstance(asked, spec.Either):
        left, right = _condition(asked.left), _condition(asked.right)
        return lambda firms, when: left(firms, when) + right(firms, when)
    if isinstance(asked, spec.Ratio):
        compare, rate = OPERATORS[asked.op], asked.rate
        top, under = asked.numerator, asked.denominator
        return lambda firms, when: compare(firms(top, when) * spec.RATE, firms(under, when) * rate)
    fact = asked.fact
    if isinstance(asked, spec.OneOf):
        wanted = np.array([spec.INDUSTRIES.index(code) for code in asked.codes])
        return lambda firms, when: np.isin(firms(fact, when).view(np.ndarray), wanted)
    if isinstance(asked, spec.Compare):
        compare, value = OPERATORS[asked.op], asked.value
        return lambda firms, when: compare(firms(fact, when), value)
    return lambda firms, when: firms(fact, when)


def _all_of(positions: tuple[int, ...]) -> Formula:
    first, *rest = (f"c{position}" for position in positions)

    def formula(firms: Any, when: Any) -> Any:
        met = firms(first, when)
        for name in rest:
            met = met * firms(name, when)
        return met

    return formula


def _paid(met: str, due: spec.Amount) -> Formula:
    amount = _amount(due)
    return lambda firms, when: np.where(firms(met, when), amount(firms, when), 0)


def _amount(due: spec.Amount) -> Formula:
    if isinstance(due, spec.Fixed):
        return lambda *_: due.fen
    if isinstance(due, spec.Increment):
        return lambda firms, when: np.minimum(
            np.maximum(firms(due.now, when) - firms(due.before, when), 0) * due.rate // spec.RATE,
            due.cap,
        )
    fact = due.fact
    if isinstance(due, spec.Tiered):
        steps = np.array([at for at, _ in due.tiers])
        pays = np.array([due.base, *(fen for _, fen in due.tiers)])
        return lambda firms, when: pays[np.digitize(firms(fact, when), steps)]
    if isinstance(due, spec.Percent):
        return lambda firms, when: np.minimum(firms(fact, when) * due.rate // spec.RATE, due.cap)
    return lambda firms, when: np.minimum(firms(fact, when) * due.fen, due.cap)
