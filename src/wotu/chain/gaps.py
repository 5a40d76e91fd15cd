"""Missing links 缺环 of a zone: what its firms need and nobody inside makes, the most pressing first.

Six parts, each from 0 to 1, with weights that add up to 100. What is not known adds nothing, and the
sentence says nothing of it. One known seller says little where one buyer named one: it counts more the more
buyers there are. The rank is a reading aid for people who know the chain better; every number in it is
shown.
"""

from dataclasses import dataclass

from wotu.chain.graph.relations import Graph
from wotu.chain.links import Link, links
from wotu.chain.money import money
from wotu.rules.text import Text

WEIGHTS = {
    "buyers": 30,
    "value": 20,
    "criticality": 20,
    "substitutability": 10,
    "imports": 15,
    "single_source": 5,
}
HALF = 3
"""So many buyers give half of what buyers can give."""
_HIGH = 3
_NAMES = {
    "material": Text("材料", "a material"),
    "component": Text("零部件", "a component"),
    "equipment": Text("设备", "equipment"),
    "energy": Text("能源", "energy"),
    "service": Text("服务", "a service"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A missing link: its score out of 100, the parts of it, and the sentence that explains the rank."""

    link: Link
    rank: int
    score: float
    parts: dict[str, float]
    why: Text


def gaps(graph: Graph, zone: str, *, limit: int | None = None) -> list[Gap]:
    """Return the zone's missing links, the most pressing first.

    Of equal ones those with more makers outside come first, since they can be invited; then by product.
    """
    missing = [link for link in links(graph, zone) if link.strength == "missing" and link.buyers]
    most = max((link.value_fen or 0 for link in missing), default=0)
    scored = [(link, _parts(link, most)) for link in missing]
    scored.sort(key=lambda one: (-_score(one[1]), -one[0].makers_outside, one[0].product))
    return [
        Gap(link, rank, _score(parts), parts, why(link))
        for rank, (link, parts) in enumerate(scored[:limit], start=1)
    ]


def _parts(link: Link, most: int) -> dict[str, float]:
    return {
        "buyers": link.buyers / (link.buyers + HALF),
        "value": (link.value_fen or 0) / most if most else 0.0,
        "criticality": ((link.criticality or 1) - 1) / 2,
        "substitutability": (_HIGH - (link.substitutability or _HIGH)) / 2,
        "imports": _import_share(link) or 0.0,
        "single_source": 1 - 1 / link.buyers if link.sellers == 1 else 0.0,
    }


def _score(parts: dict[str, float]) -> float:
    return sum(WEIGHTS[name] * part for name, part in parts.items())


def _import_share(link: Link) -> float | None:
    """Return the imported share of what has a known origin: by value, or else by claims."""
    if link.origin_fen:
        return (link.imported_fen or 0) / link.origin_fen
    return link.imports / link.origins_known if link.origins_known else None


def why(link: Link) -> Text:
    """Return the sentence that explains the rank of a missing link."""
    firms = "firm needs" if link.buyers == 1 else "firms need"
    said = [
        Text(
            f"园区内 {link.buyers} 家企业需要，区内无企业生产",
            f"{link.buyers} {firms} it, nobody inside makes it",
        )
    ]
    if link.value_fen:
        amount = money(link.value_fen)
        said.append(Text(f"已知采购额 {amount.zh}", f"known purchases of {amount.en}"))
    said += [*_of_imports(link), *_of_weight(link)]
    if link.sellers == 1:
        said.append(Text("已知供应商仅一家", "only one supplier is known"))
    if link.makers_outside:
        makers = "maker is" if link.makers_outside == 1 else "makers are"
        outside = Text(
            f"区外已知 {link.makers_outside} 家可生产", f"{link.makers_outside} {makers} known outside"
        )
        said.append(outside)
    chinese = f"{link.name.zh}：{'；'.join(part.zh for part in said)}。"
    return Text(chinese, f"{link.name.en}: {'; '.join(part.en for part in said)}.")


def _of_imports(link: Link) -> list[Text]:
    share = _import_share(link)
    if not share:
        return []
    if share == 1:
        return [Text("全部依赖进口", "all of it imported")]
    percent = int(share * 100 + 0.5)
    return [Text(f"其中进口约占 {percent}%", f"about {percent}% of it imported")]


def _of_weight(link: Link) -> list[Text]:
    said = []
    if link.criticality == _HIGH:
        use = _NAMES.get(link.use or "", Text("投入", "an input"))
        said.append(Text(f"属关键{use.zh}", f"critical as {use.en}"))
    if link.substitutability == 1:
        said.append(Text("难以替代", "hard to replace"))
    return said
