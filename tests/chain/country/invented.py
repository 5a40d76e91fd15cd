"""A small country drawn from a seed, with everything a claim can be, as a graph and as a source on disk."""

import datetime as dt
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from wotu.chain.country.build import build
from wotu.chain.country.source import read_source
from wotu.chain.graph.reading import FILES
from wotu.chain.graph.relations import KINDS, RELATIONS, STATES, USES, Row

Relations = dict[str, list[Row]]
ZONES = ("Z1", "Z2", "Z3", "unlisted")


def country(seed: int, firms: int = 60, products: int = 30) -> Relations:
    """Return relations; every attribute is unknown now and then."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret

    def maybe(*values: object) -> object:
        return draw.choice([None, *values])

    ids = [f"f{at:03}" for at in range(firms)]
    things = [f"p{at:02}" for at in range(products)]
    return {
        "firms": [
            {
                "id": one,
                "name": f"企业{one}",
                "zone": maybe(*ZONES),
                "group_id": maybe("G1", "G2", draw.choice(ids), None, None),
                "size_fen": maybe(0, 10 ** draw.randint(6, 14)),
                "growth_bp": maybe(draw.randint(-9000, 9000)),
                "signs": maybe("", "新建厂房"),
                "lat": maybe(draw.uniform(20, 45)),
                "lon": maybe(draw.uniform(90, 125)),
                "dissolved": maybe(True, False, False),
            }
            for one in ids
        ],
        "zones": [{"id": one, "name": one, "lat": maybe(30.0), "lon": maybe(110.0)} for one in ZONES[:3]],
        "products": [
            {
                "id": one,
                "zh": f"产品{one}",
                "en": one,
                "parent": draw.choice([None, things[at // 2]]) if at else None,
            }
            for at, one in enumerate(things)
        ],
        "makes": [
            {
                "firm": draw.choice(ids),
                "product": draw.choice(things),
                "kind": maybe(*KINDS),
                "state": maybe(*STATES),
            }
            for _ in range(firms)
        ],
        "input_of": [
            {
                "input": draw.choice(things),
                "output": draw.choice(things),
                "use": maybe(*USES),
                "criticality": maybe(1, 2, 3),
                "substitutability": maybe(1, 2, 3),
            }
            for _ in range(products * 2)
        ],
        "supplies": [_supply(draw, f"s{at:04}", ids, things) for at in range(firms * 3)],
    }


def _supply(draw: random.Random, number: str, firms: list[str], things: list[str]) -> Row:
    few = firms[: len(firms) // 3]  # so that several papers speak of one delivery
    return {
        "id": number,
        "seller": draw.choice([None, *few]),
        "buyer": draw.choice(draw.choice([firms, few])),
        "product": draw.choice([None, *things[:5], *things]),
        "use": draw.choice([None, *USES]),
        "kind": draw.choice([None, *KINDS]),
        "state": draw.choice([None, *STATES]),
        "amount_fen": draw.choice([None, draw.randint(0, 10**9)]),
        "begins": draw.choice([None, dt.date(2024, 1, 1), dt.date(2025, 6, 1)]),
        "imported": draw.choice([None, True, False]),
    }


def write(relations: Relations, folder: Path) -> None:
    """Write relations as Parquet, one file each."""
    folder.mkdir()
    for name, rows in relations.items():
        table = pa.Table.from_pylist(rows, schema=pa.schema(list(RELATIONS[name].items())))
        pq.write_table(table, folder / f"{FILES[name]}.parquet")


def built(relations: Relations, folder: Path) -> Path:
    """Return the store of a country."""
    write(relations, folder / "source")
    build(read_source(folder / "source"), folder / "store", memory="300MB")
    return folder / "store"
