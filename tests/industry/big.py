"""A chain of many links, firms and claims, generated: the same one every time."""

import random

from tests.industry.small import BEGINS, ENDS, NOW
from wotu.chain.names.normal import normal
from wotu.industry.models import Chain, ChainLink, Claim, Enterprise, Product, ProductName, Site
from wotu.industry.verbs.revision import changed

_WORDS = (
    "高纯晶圆",
    "薄膜",
    "铝合金压铸件",
    "电芯",
    "显示模组",
    "轴承",
    "真空阀门",
    "镜头",
    "线圈",
    "陶瓷基板",
    "靶材",
    "光学胶膜",
)
_USES = ("material", "material", "component", "equipment", "energy", "service")
_SHARES = (0.5, 0.8, 1.0)
"""Half of the links are upstream, three in ten midstream."""


def big_chain(zone: str, *, links: int = 500, firms: int = 400, claims: int = 10_000) -> Chain:
    """Write a chain whose makers leave some links strong, some weak, some missing, some not needed."""
    draw = random.Random(500)  # noqa: S311
    known = Enterprise.objects.bulk_create(
        Enterprise(
            zone=zone, key=f"BIG-{n:04}", name=f"第{n:03}号制造（演示）", source="generated", is_demo=True,
            size_fen=draw.randint(1, 500) * 10**9,
        )
        for n in range(firms)
    )  # fmt: skip
    Site.objects.bulk_create(
        Site(enterprise=one, place="园区" if n % 3 == 0 else "外地", in_zone=n % 3 == 0)
        for n, one in enumerate(known)
    )
    products = Product.objects.bulk_create(
        Product(zone=zone, slug=f"big-{n:04}", zh=f"{draw.choice(_WORDS)}{n:03}型", en=f"Part {n:03}")
        for n in range(links)
    )
    names = ProductName.objects.bulk_create(
        ProductName(zone=zone, name=one.zh, normal=normal(one.zh), product=one, state="confirmed")
        for one in products
    )
    chain = Chain.objects.create(zone=zone, slug="big", zh="五百环节产业链", en="Chain of five hundred links")
    ChainLink.objects.bulk_create(
        ChainLink(chain=chain, product=one, stage=_stage(n / links), place=n)
        for n, one in enumerate(products)
    )
    said = {"zone": zone, "made_at": NOW, "made_by": "tests", "source": "generated", "state": "confirmed"}
    inputs = [
        Claim(
            says="input_of", kind="expert", name=names[n], output=names[_later(draw, n, links)],
            use=draw.choice(_USES), criticality=draw.randint(1, 3), **said,
        )
        for n in range(links * 9 // 10) for _ in range(draw.choice((1, 1, 2)))
    ]  # fmt: skip
    inside, outside = known[::3], [one for n, one in enumerate(known) if n % 3]
    makers = [draw.sample(inside, n % 4) + draw.sample(outside, n % 3) for n in range(links)]
    makes = [
        Claim(says="makes", kind="statement", firm=firm, name=name, **said)
        for name, firms_of in zip(names, makers, strict=True) for firm in firms_of
    ]  # fmt: skip
    bought = [n for n in range(links) if n % 16]
    supplies = [
        Claim(
            says="supplies", kind="invoice", firm=draw.choice(makers[n]) if makers[n] else None,
            buyer=draw.choice(inside), name=names[n], use="material",
            amount_fen=draw.randint(1, 9) * 10**8, begins=BEGINS, ends=ENDS, **said,
        )
        for n in draw.choices(bought, k=max(claims - len(inputs) - len(makes), 0))
    ]  # fmt: skip
    Claim.objects.bulk_create([*inputs, *makes, *supplies], batch_size=2000)
    changed(zone)
    return chain


def _stage(share: float) -> int:
    return next(stage for stage, end in enumerate(_SHARES, start=1) if share < end)


def _later(draw: random.Random, n: int, links: int) -> int:
    """Return what an input goes into: something a fifth to two fifths of the chain further on."""
    return min(n + draw.randint(links // 5, links * 2 // 5), links - 1 - draw.randint(0, links // 12))
