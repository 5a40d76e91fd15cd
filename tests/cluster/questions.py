"""Random questions between parts: ties, nothing, texts and numbers at their ends."""

import random
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from wotu.cluster import questions
from wotu.cluster.engine import Engine
from wotu.cluster.keys import count_key, order_key, turn_key

Rows = list[dict[str, object]]
SHARED = [f"product {number}" for number in range(800)]
TEXTS = ("Z", "a", "B", "é", "企业", "｡", "𠮷", "a ", "")
FIGURES = [Fraction(n, d) for n in (-(10**40), -1, 0, 1, 10**40) for d in (1, 3, 7, 10**30)]
LARGE = (1 << 63) - 1
ASKED = {
    "placed": (questions.PLACED, ("ranked",)), "away": (questions.AWAY, ("keyed",)),
    "cut": (questions.IN_TURN, ("drawn", "short")),
    "shared": (questions.IN_PROPORTION, ("portioned", "short")),
}  # fmt: skip


def write_asked(folder: Path, seed: int, rows: int = 400) -> None:
    """Write what three parts ask; the first asks nothing."""
    draw = random.Random(seed)  # noqa: S311 - repeatable, not secret
    for part in range(3):
        count = rows * (part > 0)
        where = {"part": pa.array([part] * count, pa.int64()), "claim": pa.array(range(count), pa.int64())}
        account = pa.array(draw.choices(("f", "资金", "none"), k=count), pa.string())
        order = {
            **where, "account": account, "line": pa.array(draw.choices((1, 2, 10), k=count), pa.int64()),
            "id": pa.array(draw.choices(TEXTS, k=count), pa.string()),
        }  # fmt: skip
        turns = [turn_key(draw.choice([None, *FIGURES])) for _ in range(count)]
        amounts = [draw.choice((0, 1, 5, 700, LARGE)) for _ in range(count)]
        tables = {
            "ranked": {
                **where, "line": order["line"],
                "place": pa.array(draw.choices([None, *TEXTS], k=count), pa.string()),
                "figure": pa.array([order_key(draw.choice(FIGURES)) for _ in range(count)], pa.binary()),
            },
            "keyed": {
                "part": where["part"], "key": pa.array(draw.choices("kl", k=count), pa.string()),
                "value": pa.array(draw.choices(SHARED, k=count), pa.string()),
                "owner": pa.array([f"{draw.choice(TEXTS)}{part}" for _ in range(count)], pa.string()),
            },
            "drawn": {**order, "turn": pa.array(turns, pa.binary()), "amount": pa.array(amounts, pa.int64())},
            "portioned": {
                **order, "share": pa.array(draw.choices((0, 3, LARGE - 1), k=count), pa.int64()),
                "rest": pa.array([count_key(draw.choice((0, 9, 10**30))) for _ in range(count)], pa.binary()),
            },
        }  # fmt: skip
        for name, columns in tables.items():
            _write(folder / name / f"part-{part}.parquet", pa.table(columns))
    allowed = pa.array([4 * LARGE, 2 * rows * LARGE], pa.decimal128(38, 0))
    _write(folder / "short" / "short.parquet", pa.table({"account": ["f", "资金"], "allowed": allowed}))


def _write(path: Path, table: pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path)


def answers(engine: Engine, folder: Path, output: Path) -> dict[str, Rows]:
    """Ask every question; return what each part is told."""
    found: dict[str, Rows] = {}
    for name, (query, inputs) in ASKED.items():
        engine.spread(query, {each: folder / each for each in inputs}, output / name)
        found[name] = _rows(output / name)
    totals = engine.rows(questions.TOTALS, {"drawn": folder / "drawn"}).to_pylist()
    return {**found, "totals": sorted(totals, key=repr)}


def _rows(folder: Path) -> Rows:
    rows = [
        {**row, "part": path.parent.name}
        for path in folder.glob("part=*/*.parquet")
        for row in pq.ParquetFile(path).read().to_pylist()
    ]
    return sorted(rows, key=lambda row: sorted(map(repr, row.items())))
