"""The enterprises of the matching benchmark as files: in parts, and in one piece."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.matching import data, pack, spec

PART = 250_000
MEASURES = 60
MONEY = pa.decimal128(20, 2)


def folder(million: float) -> Path:
    return data.BUILD / f"scale-v1-{million:g}m"


def write_facts(million: float) -> tuple[Path, Path]:
    """Write the facts once; return the folder of parts and the file with all of them."""
    home = folder(million)
    parts, whole = home / "parts", home / "whole.parquet"
    if whole.exists():
        return parts, whole
    parts.mkdir(parents=True, exist_ok=True)
    (parts / "enterprise.mapping.yaml").write_text(json.dumps(mapping(), ensure_ascii=False))
    partial, writer = whole.with_suffix(".part"), None
    for number in range(max(1, round(million * 1_000_000 / PART))):
        table = as_people_write(data.make(PART, spec.SEED + number), number * PART)
        pq.write_table(table, parts / f"part-{number:04d}.parquet", compression="zstd", compression_level=1)
        writer = writer or pq.ParquetWriter(partial, table.schema, compression="zstd", compression_level=1)
        writer.write_table(table)
    assert writer
    writer.close()
    partial.replace(whole)
    return parts, whole


def as_people_write(table: pa.Table, first: int) -> pa.Table:
    """Yuan, percent and texts instead of the integers engines are compared on."""
    columns = {"subject": pa.array([f"s{first + row:09d}" for row in range(len(table))])}
    for fact in spec.FACTS:
        column = table[fact.name].combine_chunks()
        if fact.kind in ("money", "percent"):
            column = _hundredths(column)
        columns[fact.name] = column
    return pa.table(columns)


def _hundredths(column: pa.Array) -> pa.Array:
    """An integer array as decimals with two places, of the same digits."""
    whole = column.cast(pa.decimal128(20, 0))
    return pa.Array.from_buffers(MONEY, len(whole), whole.buffers())


def mapping() -> dict[str, object]:
    columns: dict[str, list[dict[str, str]]] = {}
    for fact in spec.FACTS:
        slot = pack.SLOTS[fact.name]
        how = {"column": fact.name}
        if slot.offset:
            how["period"] = f"-{slot.offset}"
        if fact.kind == "percent":
            how["unit"] = "%"
        columns.setdefault(slot.fact, []).append(how)
    return {"id": "subject", "columns": columns}


def write_pack(*, crossing: bool) -> Path:
    """Write the pack; with `crossing`, with a ranking and an account beside the 60 measures."""
    plain = pack.write(spec.workload(MEASURES))
    home = plain.with_name("benchacross" if crossing else plain.name)
    if not crossing:
        return home
    words = {"zh": "比较用", "en": "For measuring"}
    (home / "measures").mkdir(parents=True, exist_ok=True)
    for path in plain.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace(f'"{plain.name}', f'"{home.name}')
        (home / path.relative_to(plain)).write_text(text, encoding="utf-8")
    head = json.loads((home / "pack.yaml").read_text(encoding="utf-8"))
    head["accounts"] = {"fund": {**words, "limit": "100000万元", "period": "year"}}
    (home / "pack.yaml").write_text(json.dumps(head, ensure_ascii=False), encoding="utf-8")
    shared = {"title": words, "about": "enterprise", "area": "research", "service": "grant",
              "source": {"ref": "made", "article": "1"}, "clause": words}  # fmt: skip
    extra = [
        {"measure": f"{home.name}.ranked", **shared, "benefit": {"amount": "10万元"},
         "conditions": [{"id": "tech", **words, "when": "high_tech"}],
         "ranking": {"by": "rd / revenue", "top": 1000, "within": "industry"}},
        {"measure": f"{home.name}.drawn", **shared, "benefit": {"amount": "'1%' * rd"},
         "conditions": [{"id": "tech", **words, "when": "high_tech"}],
         "capacity": {"account": "fund", "when_short": "pro_rata"}},
    ]  # fmt: skip
    (home / "measures" / "zz_across.yaml").write_text(json.dumps(extra, ensure_ascii=False), encoding="utf-8")
    return home
