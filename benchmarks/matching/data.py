"""Seeded enterprises as an Arrow table, kept as Parquet under ``build/bench``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.matching.spec import FACTS, INDUSTRIES, SEED

BUILD = Path(__file__).resolve().parents[2] / "build" / "bench"
VERSION = 1  # raise when the columns below change
YUAN = 100


def path(rows: int, seed: int = SEED) -> Path:
    return BUILD / f"enterprises-v{VERSION}-{seed}-{rows}.parquet"


def load(rows: int, seed: int = SEED) -> pa.Table:
    """The table of ``rows`` enterprises, made on first use."""
    file = path(rows, seed)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        pq.write_table(make(rows, seed), part)
        part.replace(file)
    return pq.read_table(file)


def make(rows: int, seed: int = SEED) -> pa.Table:
    rng = np.random.default_rng(seed)
    values = _values(rng, rows)
    columns = {"subject": pa.array(np.arange(rows, dtype=np.int64))}
    for fact in FACTS:
        unknown = rng.random(rows) < fact.unknown
        column = values[fact.name]
        if fact.kind == "boolean":
            columns[fact.name] = pa.array(column.astype(bool), mask=unknown)
        elif fact.kind == "date":
            columns[fact.name] = pa.array(column.astype("datetime64[D]"), mask=unknown)
        elif fact.kind == "code":
            codes = pa.array(column.astype(np.int8), mask=unknown)
            table = pa.DictionaryArray.from_arrays(codes, pa.array(INDUSTRIES))
            columns[fact.name] = table.cast(pa.string())
        else:
            columns[fact.name] = pa.array(column.astype(np.int64), mask=unknown)
    return pa.table(columns)


def _values(rng: np.random.Generator, rows: int) -> dict[str, np.ndarray]:
    revenue = np.clip(rng.lognormal(16.8, 1.5, rows), 1e5, 5e10) * YUAN
    rd = revenue * rng.beta(1.2, 20, rows)
    employees = np.clip(rng.lognormal(4.0, 1.1, rows), 1, 90_000).astype(np.int64)
    exports = revenue * rng.beta(1, 4, rows) * (rng.random(rows) < 0.6)
    age = np.minimum(rng.exponential(3_600, rows), 15_000)
    weights = 1 / np.arange(3, 3 + len(INDUSTRIES))
    return {
        "revenue": revenue,
        "revenue_last": revenue * rng.lognormal(-0.08, 0.25, rows),
        "rd": rd,
        "rd_last": rd * rng.lognormal(-0.1, 0.4, rows),
        "investment": revenue * rng.beta(1, 12, rows),
        "interest": revenue * rng.beta(1, 120, rows),
        "export_value": exports,
        "employees": employees,
        "graduates": rng.poisson(employees * 0.06),
        "patents": rng.lognormal(1.2, 1.1, rows),
        "debt_ratio": np.clip(rng.normal(5_500, 1_900, rows), 0, 15_000),
        "founded": 20_600 - age.astype(np.int64),
        "high_tech": rng.random(rows) < 0.35,
        "clean_record": rng.random(rows) < 0.93,
        "industry": rng.choice(len(INDUSTRIES), rows, p=weights / weights.sum()),
    }
