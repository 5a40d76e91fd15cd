"""Which local sourcing ratio is asked for, and its claims with names."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property

from wotu.chain.counted import Hidden, Paper, papers, years
from wotu.chain.ratio import Sort, Sourcing, sourcing
from wotu.desk.chain.naming import named_firm, named_product
from wotu.desk.chain.periods import Period, asked_period
from wotu.desk.chain.words import CLAIM_STATE_WORDS, KIND_WORDS
from wotu.industry.atlas import Atlas, atlas
from wotu.rules.text import Text

SORTS: dict[Sort, Text] = {
    "materials": Text("材料和零部件", "Materials and components"), "equipment": Text("设备", "Equipment"),
    "running": Text("能源和服务", "Energy and services"), "unsorted": Text("用途未注明", "Use not stated"),
    "internal": Text("集团内部采购", "Within a group"),
}  # fmt: skip


@dataclass(frozen=True)
class Asking:
    """What is asked for: a period, a buyer or all, with proposed claims or without."""

    found: Atlas
    period: Period
    buyer: str
    estimate: bool
    mistake: Text | None

    @classmethod
    def of(cls, request: HttpRequest, zone: str) -> "Asking":
        """Read it from an address."""
        given, found = request.GET, atlas(zone)
        period, mistake = asked_period(given.dict(), found.answer(years), timezone.localdate())
        buyer = given.get("buyer", "")
        inside = found.firms.get(buyer, {}).get("zone") == zone
        return cls(found, period, buyer if inside else "", "estimate" in given, mistake)

    @property
    def terms(self) -> dict[str, Any]:
        """The arguments of the core's questions."""
        return {"begins": self.period.begins, "ends": self.period.ends, "estimate": self.estimate}

    def query(self, **more: str) -> str:
        """Return the address of the same question, with something else asked too."""
        own = {"period": self.period.code, "buyer": self.buyer, "estimate": "1" if self.estimate else ""}
        if self.period.code == "own":
            own |= {"begins": str(self.period.begins), "ends": str(self.period.ends)}
        return urlencode({key: value for key, value in (own | more).items() if value})

    @cached_property
    def sourcing(self) -> Sourcing:
        """The answer."""
        return self.found.answer(sourcing, buyer=self.buyer, **self.terms)

    @cached_property
    def papers(self) -> list[Paper]:
        """The claims behind it."""
        return self.found.answer(papers, buyer=self.buyer, **self.terms)


def place_row(found: Atlas, one: Hidden) -> dict[str, Any]:
    """Return an unknown place with names."""
    return {
        "one": one, "seller": named_firm(found, one.seller), "buyer": named_firm(found, one.buyer),
        "product": named_product(found, one.product),
    }  # fmt: skip


def paper_row(found: Atlas, one: Paper) -> dict[str, Any]:
    """Return a claim with names."""
    return {
        "one": one, "seller": named_firm(found, one.seller), "buyer": named_firm(found, one.buyer),
        "product": named_product(found, one.product), "kind": KIND_WORDS[one.kind],
        "state": CLAIM_STATE_WORDS[one.state],
    }  # fmt: skip
