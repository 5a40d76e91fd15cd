"""Whether a row of a sheet says what is on record already, or what another row of it said."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from wotu.chain.names.normal import normal
from wotu.industry.models import Claim, ProductName
from wotu.industry.relations import resolved
from wotu.rules.text import Text

DELETE = Text("删去这一行", "delete the row")
_COMPARE = Text("核对号码和双方代码", "compare the number and the two codes")
_DELETE_OR_NUMBER = Text(
    "删去这一行；确是另一笔采购的，写明不同的期间或单据号码",
    "delete the row; where it is another purchase, give its own period or number",
)


class Meanings:
    """What the names of a sheet mean: a product, all mergers followed, or else the name itself."""

    def __init__(self, zone: str, written: Iterable[str]) -> None:
        self._ends = resolved(zone)
        forms = {normal(name) for name in written if name}
        known = ProductName.objects.filter(zone=zone, normal__in=forms, product__isnull=False)
        self._products = dict(known.values_list("normal", "product"))

    def of(self, name: str) -> int | str:
        """Return what a name as it is written means; empty where nothing is written."""
        form = normal(name) if name else ""
        return self.known(form, self._products.get(form))

    def known(self, form: str | None, product: int | None) -> int | str:
        """Return what a name on record means."""
        return self._ends[product].pk if product in self._ends else form or ""


class Papers:
    """Numbers of invoices and declarations: those of the sheet so far, and those on record.

    One paper has one buyer and one seller, and each of its products once.
    """

    def __init__(self, zone: str, papers: Collection[str], meanings: Meanings) -> None:
        on_record = Claim.objects.filter(zone=zone, paper__in={*papers} - {""}).standing()
        self._meanings = meanings
        self._known: dict[str, tuple[object, object, dict[int | str, Text]]] = {}
        for paper, seller, buyer, form, product, sheet, row in on_record.values_list(
            "paper", "firm__key", "buyer__key", "name__normal", "name__product", "intake__name", "row"
        ):
            said = self._known.setdefault(paper, (seller, buyer, {}))[2]
            said[meanings.known(form, product)] = _where(sheet, row)

    def trouble(
        self, number: int, firms: Mapping[str, str | None], values: Mapping[str, Any]
    ) -> tuple[Text, Text] | None:
        """Return what is wrong with the paper of a row, and how to mend it."""
        product = self._meanings.of(values.get("product") or "")
        seller, buyer = firms["seller"], firms["buyer"]
        known = self._known.setdefault(values["paper"], (seller, buyer, {}))
        if known[:2] != (seller, buyer):
            first = next(iter(known[2].values()))
            what = Text(
                f"与{first.zh}号码相同，买卖双方却不同",
                f"has the number of {first.en}, but another buyer or seller",
            )
            return what, _COMPARE
        if at := known[2].get(product):
            return Text(f"与{at.zh}是同一张、同一品名", f"is the same paper and product as {at.en}"), DELETE
        known[2][product] = Text(f"第{number}行", f"row {number}")
        return None


class Purchases:
    """Purchases on record without a number: who, from whom, what, what for, how much, and when."""

    def __init__(self, zone: str, buyers: Collection[str], meanings: Meanings) -> None:
        on_record = Claim.objects.filter(zone=zone, says="supplies", paper="", buyer__key__in=buyers)
        self._meanings = meanings
        self._known: dict[tuple[object, ...], Text] = {}
        for kind, seller, buyer, form, product, use, fen, begins, ends, sheet, row in (
            on_record.standing().values_list(
                "kind", "firm__key", "buyer__key", "name__normal", "name__product", "use", "amount_fen",
                "begins", "ends", "intake__name", "row",
            )
        ):  # fmt: skip
            key = (kind, seller, buyer, meanings.known(form, product), use, fen, begins, ends)
            self._known[key] = _where(sheet, row)

    def trouble(
        self, kind: str, firms: Mapping[str, str | None], values: Mapping[str, Any]
    ) -> tuple[Text, Text] | None:
        """Return where a row's purchase stands already, and what to do."""
        key = (
            kind, firms["seller"], firms["buyer"], self._meanings.of(values.get("product") or ""),
            values.get("use") or "", values.get("amount"), *(values.get("period") or (None, None)),
        )  # fmt: skip
        at = self._known.get(key)
        if at is None:
            return None
        return Text(f"与{at.zh}说的是同一笔采购", f"is the purchase of {at.en}"), _DELETE_OR_NUMBER


class Makers:
    """Who makes what on record, and how much: another capacity is news."""

    def __init__(self, zone: str, meanings: Meanings) -> None:
        on_record = Claim.objects.filter(zone=zone, says="makes", intake__isnull=False).standing()
        self._meanings = meanings
        self._known: dict[tuple[object, ...], Text] = {}
        for maker, form, product, fen, sheet, row in on_record.values_list(
            "firm__key", "name__normal", "name__product", "amount_fen", "intake__name", "row"
        ):
            self._known[maker, meanings.known(form, product), fen] = _where(sheet, row)

    def trouble(self, maker: str | None, values: Mapping[str, Any]) -> tuple[Text, Text] | None:
        """Return where what a row says stands already, and what to do."""
        at = self._known.get((maker, self._meanings.of(values["product"]), values.get("capacity")))
        return _said_already(at)


class Inputs:
    """What goes into what, and as what, on record: each is said once."""

    def __init__(self, zone: str, meanings: Meanings) -> None:
        on_record = Claim.objects.filter(zone=zone, says="input_of").standing()
        self._meanings = meanings
        self._known: dict[tuple[object, ...], Text] = {}
        for form, product, output, goes_into, use, sheet, row in on_record.values_list(
            "name__normal", "name__product", "output__normal", "output__product", "use", "intake__name", "row"
        ):
            key = (meanings.known(form, product), meanings.known(output, goes_into), use)
            self._known[key] = _where(sheet, row)

    def key(self, values: Mapping[str, Any]) -> tuple[object, ...]:
        """Return what a row says: the input, what it goes into, and as what."""
        meaning = self._meanings.of
        return (meaning(values["product"]), meaning(values["output"]), values["use"])

    def trouble(self, values: Mapping[str, Any]) -> tuple[Text, Text] | None:
        """Return what is wrong with a row, and what to do."""
        product, output, _ = key = self.key(values)
        if product == output:
            return Text("投入品和产品是同一个", "input and product are the same"), _TWO_PRODUCTS
        at = self._known.get(key)
        return _said_already(at)


_TWO_PRODUCTS = Text("核对两个名称", "compare the two names")


def _said_already(at: Text | None) -> tuple[Text, Text] | None:
    """Return what is wrong with a row that says what stands elsewhere, if it does."""
    return (Text(f"与{at.zh}说的是同一件事", f"says the same as {at.en}"), DELETE) if at else None


def _where(sheet: str | None, row: int | None) -> Text:
    return Text(
        f"《{sheet or '手工登记'}》第{row or 1}行", f"row {row or 1} of “{sheet or 'entered by hand'}”"
    )
