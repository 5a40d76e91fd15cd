"""What firms and products are called on the chain's pages."""

from dataclasses import dataclass

from wotu.desk.chain.shown import ShownName
from wotu.industry.atlas import Atlas
from wotu.rules.text import Text


@dataclass(frozen=True, slots=True)
class NamedFirm:
    """A firm by its key, which leads to its page, and its name."""

    key: str
    name: str


def named_firm(found: Atlas, firm: str | None) -> NamedFirm | None:
    """Return a firm with its name; None where no firm is said."""
    return NamedFirm(firm, firm_name(found, firm)) if firm else None


def named_product(found: Atlas, product: str | None) -> ShownName:
    """Return a product with its name; with no page where none is said."""
    return ShownName(product if product in found.products else "", product_name(found, product), "")


def firm_name(found: Atlas, firm: str | None) -> str:
    """Return the name of a firm; its key where it is not known, nothing where none is said."""
    return str(found.firms[firm]["name"]) if firm in found.firms else firm or ""


def product_name(found: Atlas, product: str | None) -> Text:
    """Return the name of a product in both languages."""
    if product not in found.products:
        return Text("未注明产品", "product not stated")
    row = found.products[product]
    return Text(row["zh"], row["en"])
