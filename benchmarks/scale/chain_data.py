"""A whole country's firms and claims, generated: Parquet of the chain's relations, the same for each size.

    .venv/bin/python -m benchmarks.scale.chain_data FOLDER --firms 60000000

Everything is a hash of a row's number, so any part of it can be made alone, and nothing is kept in memory.
Products are heavy-tailed: the makers of one stand in one stretch of the firms' numbers, which tells the
seller of a delivery without a look-up. Zones are heavy-tailed too, and each product has zones where most of
its makers are, so that zones lack things. All is invented; it has the shape of a country, not its facts.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

EDGES_EACH = 3
"""Deliveries for each firm."""
CHUNK = 5_000_000
"""Rows of a file."""
TAIL = 0.4
"""The share of firms that make the first x of all products is x to this power."""

_MACROS = """
CREATE MACRO u(i, salt) AS (hash(CAST(i * 64 + salt AS BIGINT)) >> 11) / 9007199254740992.0;
CREATE MACRO pick(i, salt, n) AS CAST(floor(u(i, salt) * n) AS BIGINT);
CREATE MACRO first_maker(p) AS CAST(ceil(getvariable('firms')
    * pow(p / CAST(getvariable('products') AS DOUBLE), getvariable('tail'))) AS BIGINT);
CREATE MACRO guessed(i) AS CAST(floor(getvariable('products')
    * pow(i / CAST(getvariable('firms') AS DOUBLE), 1 / getvariable('tail'))) AS BIGINT);
-- What firm i makes first: the product whose stretch of firms it stands in, whatever a power was rounded to.
CREATE MACRO product_of(i) AS CASE
    WHEN first_maker(guessed(i)) > i THEN guessed(i) - 1
    WHEN first_maker(guessed(i) + 1) <= i THEN guessed(i) + 1
    ELSE guessed(i) END;
CREATE MACRO maker_of(p, x) AS first_maker(p)
    + CAST(floor((first_maker(p + 1) - first_maker(p)) * x * x) AS BIGINT);
CREATE MACRO popular(i, salt) AS CAST(floor(getvariable('products') * pow(u(i, salt), 1.5)) AS BIGINT);
CREATE MACRO zone_of(i) AS CASE
    WHEN u(i, 1) < 0.1 THEN NULL
    WHEN u(i, 1) < 0.65 THEN pick(product_of(i) * 40 + pick(i, 2, 40), 8, getvariable('zones'))
    ELSE CAST(floor(getvariable('zones') * pow(u(i, 3), 1.7)) AS BIGINT) END;
CREATE MACRO zone_lat(z) AS 20 + 26 * u(z, 50);
CREATE MACRO zone_lon(z) AS 95 + 30 * u(z, 51);
CREATE MACRO firm_id(i) AS '91' || lpad(CAST(i AS VARCHAR), 16, '0');
CREATE MACRO zone_id(z) AS 'zone-' || lpad(CAST(z AS VARCHAR), 4, '0');
CREATE MACRO product_id(p) AS 'p' || lpad(CAST(p AS VARCHAR), 5, '0');
CREATE MACRO head_of(i) AS pick(i, 5, greatest(getvariable('firms') // 300, 1)) * 300;
"""

_ZONES = """
SELECT zone_id(i) AS id, '演示园区' || i AS name, zone_lat(i) AS lat, zone_lon(i) AS lon
FROM range(?, ?) AS t(i)
"""

# A third of the products are kinds of another; every parent stands before its kinds, at most two above.
_PRODUCTS = """
SELECT product_id(i) AS id, '产品' || i AS zh, 'product ' || i AS en,
    CASE WHEN i >= 9 AND i % 3 = 0 THEN product_id(i // 3 - (i // 3) % 2) END AS parent
FROM range(?, ?) AS t(i)
"""

_INPUTS = """
SELECT product_id(input) AS input, product_id(output) AS output,
    ['material', 'component', 'equipment', 'energy', 'service'][1 + pick(place, 12, 5)] AS use,
    CASE WHEN u(place, 13) < 0.8 THEN 1 + pick(place, 14, 3) END AS criticality,
    CASE WHEN u(place, 15) < 0.8 THEN 1 + pick(place, 16, 3) END AS substitutability,
    'invented' AS source
FROM (SELECT o.i AS output, n.i AS n, o.i * 10 + n.i AS place, popular(o.i * 10 + n.i, 11) AS input
    FROM range(?, ?) AS o(i) JOIN range(10) AS n(i) ON n.i < 3 + pick(o.i, 10, 7))
WHERE input <> output
"""

_FIRMS = """
SELECT firm_id(i) AS id, '演示企业' || i || '有限公司' AS name, zone_id(z) AS zone,
    CASE WHEN u(i, 4) < 0.05 THEN firm_id(head_of(i)) END AS group_id,
    CASE WHEN u(i, 20) < 0.85 THEN CAST(pow(10, 8 + 4 * u(i, 21)) AS BIGINT) END AS size_fen,
    CASE WHEN u(i, 22) < 0.8 THEN pick(i, 23, 8000) - 3000 END AS growth_bp,
    CASE WHEN u(i, 24) < 0.9 THEN CASE WHEN z IS NULL THEN 20 + 26 * u(i, 25)
        ELSE zone_lat(z) + u(i, 25) - 0.5 END END AS lat,
    CASE WHEN u(i, 24) < 0.9 THEN CASE WHEN z IS NULL THEN 95 + 30 * u(i, 26)
        ELSE zone_lon(z) + u(i, 26) - 0.5 END END AS lon,
    CASE WHEN u(i, 27) < 0.02 THEN '新建厂房' END AS signs,
    CASE WHEN u(i, 28) < 0.12 THEN TRUE WHEN u(i, 28) < 0.9 THEN FALSE END AS dissolved
FROM (SELECT i, zone_of(i) AS z FROM range(?, ?) AS t(i))
"""

_MAKES = """
SELECT firm_id(i) AS firm, product_id(p) AS product,
    ['statement', 'statement', 'expert', 'extracted', 'inferred'][1 + pick(i, 30 + n, 5)] AS kind,
    CASE WHEN u(i, 32 + n) < 0.7 THEN 'confirmed' WHEN u(i, 32 + n) < 0.95 THEN 'proposed'
        ELSE 'rejected' END AS state
FROM (
    SELECT i, 0 AS n, product_of(i) AS p FROM range(?, ?) AS t(i)
    UNION ALL
    SELECT i, 1, popular(i, 7) FROM range(?, ?) AS t(i) WHERE u(i, 6) < 0.3
)
"""

# Every fortieth claim is another paper on the delivery before it.
_SUPPLIES = """
SELECT 'd' || lpad(CAST(k AS VARCHAR), 10, '0') AS id,
    CASE WHEN u(told, 45) >= 0.04 THEN firm_id(maker_of(p, u(told, 44))) END AS seller,
    firm_id(b) AS buyer,
    CASE WHEN u(told, 46) >= 0.02 THEN product_id(p) END AS product,
    CASE WHEN u(k, 47) < 0.9 THEN CAST(pow(10, 6 + 4 * u(k, 48)) AS BIGINT) END AS amount_fen,
    ['invoice', 'invoice', 'customs', 'filing', 'statement', 'expert', 'extracted', 'inferred'][
        1 + pick(k, 49, 8)] AS kind,
    CASE WHEN u(k, 52) < 0.6 THEN 'confirmed' WHEN u(k, 52) < 0.96 THEN 'proposed'
        ELSE 'rejected' END AS state,
    CASE WHEN u(told, 53) < 0.9 THEN make_date(2022 + pick(told, 54, 4), 1, 1) END AS begins,
    CASE WHEN u(k, 55) < 0.1 THEN TRUE WHEN u(k, 55) < 0.6 THEN FALSE END AS imported
FROM (
    SELECT k, told, b,
        CASE WHEN w.input IS NULL OR u(told, 43) < 0.2 THEN popular(told, 42) ELSE w.input END AS p
    FROM (SELECT *, product_of(b) AS makes FROM (
        SELECT k, told, CASE WHEN u(told, 40) < 0.7 THEN pick(told, 41, getvariable('firms'))
            ELSE pick(told, 41, getvariable('firms') // 10) * 10 END AS b
        FROM (SELECT k, k - CASE WHEN k % 40 = 39 THEN 1 ELSE 0 END AS told FROM range(?, ?) AS t(k))
    )) AS d
    LEFT JOIN wanted AS w ON w.output = d.makes AND w.n = pick(told, 56, 3)
)
"""

_WANTED = """
CREATE TABLE wanted AS SELECT o.i AS output, n.i AS n, popular(o.i * 10 + n.i, 11) AS input
FROM range(getvariable('products')) AS o(i) CROSS JOIN range(3) AS n(i)
"""


@dataclass(frozen=True)
class Size:
    """How large a country to make."""

    firms: int

    @property
    def edges(self) -> int:
        return self.firms * EDGES_EACH

    @property
    def zones(self) -> int:
        return max(3, min(3_000, self.firms // 2_000))

    @property
    def products(self) -> int:
        return max(12, min(4_000, self.firms // 500))


def make(size: Size, folder: Path) -> None:
    """Write the relations of a country into a folder, one folder of Parquet files for each."""
    sources = {
        "zones": (_ZONES, size.zones), "products": (_PRODUCTS, size.products),
        "inputs": (_INPUTS, size.products), "firms": (_FIRMS, size.firms),
        "makes": (_MAKES, size.firms), "supplies": (_SUPPLIES, size.edges),
    }  # fmt: skip
    with duckdb.connect(config={"memory_limit": "2GB"}) as connection:
        for name, value in (("firms", size.firms), ("products", size.products), ("zones", size.zones)):
            connection.execute(f"SET VARIABLE {name} = {value}")
        connection.execute(f"SET VARIABLE tail = {TAIL}")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(_MACROS)
        connection.execute(_WANTED)
        for relation, (sql, rows) in sources.items():
            (folder / relation).mkdir(parents=True)
            for number, (begin, end) in enumerate(chunks(rows)):
                file = folder / relation / f"{number:04}.parquet"
                connection.execute(
                    f"COPY ({sql}) TO '{file}' (COMPRESSION zstd)", [begin, end] * (sql.count("?") // 2)
                )
                print(f"{relation}: {end:,} of {rows:,}", file=sys.stderr, flush=True)


def chunks(rows: int) -> Iterator[tuple[int, int]]:
    """Return the first number of each file and the first one after it."""
    for begin in range(0, rows, CHUNK):
        yield begin, min(begin + CHUNK, rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--firms", type=int, default=60_000)
    asked = parser.parse_args()
    make(Size(asked.firms), asked.folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
