"""The filter of the list of firms: read from an address, written into one, said in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from wotu.filing import reads
from wotu.filing.models import Tag
from wotu.match.groups import LABELS
from wotu.parties.models import Party
from wotu.rules.text import Text

LONGEST = 100
MOST_WAN = Decimal(10_000_000)
FEN_PER_WAN = 1_000_000
UNKNOWN = ("?", Text("未知", "Unknown"))
SECTIONS = (*LABELS["section"].items(), UNKNOWN)
SIZES = (*LABELS["size_class"].items(), UNKNOWN)
QUESTIONS = (("yes", Text("有待答问题", "Questions open")), ("no", Text("没有待答问题", "No questions open")))
NOT_A_FIGURE = Text("请填数字，单位是万元，如 50。", "Please give a number, in 10,000 yuan, such as 50.")


@dataclass(frozen=True)
class FirmFilter:
    """Which firms are wanted, in which order. `least` is as it was typed, in 万元."""

    q: str = ""
    section: str = ""
    size: str = ""
    tag: str = ""
    least: str = ""
    questions: str = ""
    sort: str = "name"

    @classmethod
    def of(cls, params: QueryDict) -> "FirmFilter":
        """Read a filter; what is not one of the choices is left out."""

        def one_of(name: str, choices: Sequence[tuple[str, Text]]) -> str:
            given = params.get(name, "")
            return given if given in dict(choices) else ""

        tag, sort = params.get("tag", ""), params.get("sort", "")
        return cls(
            params.get("q", "").strip()[:LONGEST], one_of("section", SECTIONS), one_of("size", SIZES),
            tag if tag.isdecimal() and len(tag) < 18 else "", params.get("least", "").strip()[:20],
            one_of("questions", QUESTIONS), sort if sort in reads.ORDERS else "name",
        )  # fmt: skip

    @property
    def least_fen(self) -> int | None:
        """The least amount in fen; None where none was given or it cannot be read."""
        try:
            wan = Decimal(self.least.replace(",", "").removesuffix("万元").removesuffix("万"))
        except InvalidOperation:
            return None
        return int(wan * FEN_PER_WAN) if wan.is_finite() and 0 <= wan <= MOST_WAN else None

    @property
    def mistake(self) -> Text | None:
        """What is wrong with the filter, if anything."""
        return NOT_A_FIGURE if self.least and self.least_fen is None else None

    def query(self, **changes: str) -> str:
        """Return the filter, with changes, as the query of an address; nothing where it says nothing."""
        fields = vars(replace(self, **changes))
        said = {name: value for name, value in fields.items() if value and (name, value) != ("sort", "name")}
        return urlencode(said)

    def firms(self, zone: str) -> QuerySet[Party]:
        """Return the firms of a zone that are wanted."""
        return reads.firms(
            zone, words=self.q, section=self.section, size_class=self.size,
            tag=int(self.tag) if self.tag else None, least=self.least_fen,
            questions={"yes": True, "no": False}.get(self.questions), order=self.sort,
        )  # fmt: skip

    def conditions(self, tags: Sequence[Tag]) -> list[tuple[Text, str]]:
        """Return each condition in words, and the query without it."""
        names = {str(tag.pk): tag.name for tag in tags}
        amount = self.least if self.least_fen is not None else ""
        said = {
            "q": Text(f"“{self.q}”", f"“{self.q}”"),
            "section": dict(SECTIONS).get(self.section),
            "size": dict(SIZES).get(self.size),
            "tag": Text(*[f"标签：{names.get(self.tag, '—')}", f"Tag: {names.get(self.tag, '—')}"]),
            "least": Text(f"确定资金不少于{amount}万元", f"At least {amount}0,000 yuan certain"),
            "questions": dict(QUESTIONS).get(self.questions),
        }
        given = {**vars(self), "least": amount}
        return [(words, self.query(**{name: ""})) for name, words in said.items() if given[name] and words]
