"""The steps of building a country's layouts, in order; each is SQL in `building/` under its name."""

from dataclasses import dataclass

from wotu.rules.text import Text

_TWICE = (
    "SELECT 'id ' || COALESCE(id, ''), COUNT(*) AS times FROM {} "
    "GROUP BY id HAVING times > 1 OR id IS NULL ORDER BY id LIMIT 3"
)
_STRANGE = (
    "SELECT strange, COUNT(*) FROM {} WHERE strange IS NOT NULL GROUP BY strange ORDER BY strange LIMIT 3"
)
_UNKNOWN = """
SELECT 'product ' || named, COUNT(*)
FROM (
    SELECT input AS named FROM source_inputs
    UNION ALL
    SELECT output FROM source_inputs
    UNION ALL
    SELECT parent FROM source_products WHERE parent IS NOT NULL
)
ANTI JOIN numbered_products ON id = named
GROUP BY named
ORDER BY named
LIMIT 3
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One layout, or a table on the way to one.

    `kept`: part of the store. `scatters`: written into a folder for each bucket. `each`: run for each bucket
    of the table named. `ordered`: its order is kept. `group_rows`: rows of a row group, where few are read.
    `check`: SQL that names what is wrong, as `field value`, and how often. `frees`: tables that go then.
    """

    name: str
    title: Text
    kept: bool = False
    scatters: bool = False
    each: str = ""
    ordered: bool = False
    group_rows: int = 0
    check: str = ""
    frees: tuple[str, ...] = ()


STEPS = (
    Step("zones", Text("园区", "zones"), kept=True),
    Step(
        "numbered_products", Text("产品编号", "numbers of products"), check=_TWICE.format("numbered_products")
    ),
    Step("families", Text("产品族", "families of products"), kept=True),
    Step(
        "inputs",
        Text("投入", "inputs"),
        kept=True,
        check=_UNKNOWN,
    ),
    Step("numbers", Text("企业编号", "numbers of firms"), check=_TWICE.format("numbers")),
    Step("group_numbers", Text("集团编号", "numbers of groups")),
    Step(
        "claims",
        Text("供应主张，按买方园区分开", "supplies, by the buyer’s zone"),
        scatters=True,
        check=_STRANGE.format("claims"),
    ),
    Step(
        "deliveries",
        Text("交付，逐区排序", "deliveries, zone by zone"),
        kept=True,
        each="claims",
        ordered=True,
    ),
    Step("sold", Text("谁卖过什么", "who sold what")),
    Step("groups", Text("各园区的集团", "groups of each zone"), kept=True, ordered=True, frees=("claims",)),
    Step("said", Text("生产主张", "who is said to make what"), check=_STRANGE.format("said")),
    Step("pairs", Text("谁生产什么", "who makes what"), frees=("said", "sold")),
    Step("made", Text("各园区生产什么", "what is made in each zone"), kept=True, ordered=True),
    Step("family_makers", Text("产品族的生产者", "makers of each family"), frees=("pairs",)),
    Step("products", Text("产品", "products"), kept=True),
    Step(
        "described_makers",
        Text("生产者，按产品分开", "makers, by product"),
        scatters=True,
        frees=("family_makers", "numbers", "group_numbers"),
    ),
    Step(
        "makers",
        Text("生产者，逐产品排序", "makers, product by product"),
        kept=True,
        each="described_makers",
        ordered=True,
        group_rows=8_192,
    ),
)
