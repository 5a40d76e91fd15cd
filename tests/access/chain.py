"""What addresses of the chain are about, in the zone of the walk: made once, found again."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial

from wotu.industry.models import Claim, Enterprise, Passage, Product, ProductName, SheetIntake, Site

ZONE = "small"
AT = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


def chain_arguments(what: str) -> Mapping[str, object]:
    """Return the arguments that name a product, a name, a claim, a sheet or a text."""
    product, _ = Product.objects.get_or_create(zone=ZONE, slug="die", defaults={"zh": "裸晶", "en": "Die"})
    if what == "product":
        return {"slug": product.slug}
    return {"number": _MADE[what]()}


def _name() -> int:
    return ProductName.objects.get_or_create(zone=ZONE, normal="x", defaults={"name": "x"})[0].pk


def _passage() -> int:
    made = {"title": "年报", "text": "正文。", "at": AT, "by": "tests"}
    return Passage.objects.get_or_create(zone=ZONE, defaults=made)[0].pk


def _claim() -> int:
    firm, _ = Enterprise.objects.get_or_create(zone=ZONE, key="F1", defaults={"name": "厂", "source": "x"})
    name = ProductName.objects.get(pk=_name())
    made = {
        "says": "makes", "firm": firm, "name": name, "kind": "extracted", "source": "x", "made_at": AT,
        "made_by": "tests", "passage_id": _passage(), "quote": "正文。", "quote_at": 0,
    }  # fmt: skip
    return Claim.objects.get_or_create(zone=ZONE, defaults=made)[0].pk


def _site(*, closed: bool) -> int:
    """Return an open or a closed site: what one walker did is undone for the next."""
    firm, _ = Enterprise.objects.get_or_create(zone=ZONE, key="F1", defaults={"name": "厂", "source": "x"})
    place = "北" if closed else "南"
    site, _ = Site.objects.update_or_create(
        enterprise=firm, place=place, defaults={"closed_on": AT.date() if closed else None}
    )
    return site.pk


def _sheet() -> int:
    sheet = {"columns": ["x"], "numbers": [2], "rows": [["y"]], "ragged": []}
    made = {
        "sort": "firms",
        "name": "表.csv",
        "digest": "d",
        "sheet": sheet,
        "opened_at": AT,
        "opened_by": "t",
    }
    return SheetIntake.objects.get_or_create(zone=ZONE, undone_at=None, defaults=made)[0].pk


_MADE: Mapping[str, Callable[[], int]] = {
    "name": _name, "claim": _claim, "sheet": _sheet, "passage": _passage,
    "site": partial(_site, closed=False), "closed site": partial(_site, closed=True),
}  # fmt: skip
