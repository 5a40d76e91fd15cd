"""Links, claims and dealings as the pages of a chain show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from wotu.chain.chart import Arrow, Maker, State, reason, state_of
from wotu.chain.links import Link
from wotu.desk.chain import claim_words
from wotu.desk.chain.words import (
    ARROW_WORDS,
    CLAIM_STATE_BADGES,
    CLAIM_STATE_WORDS,
    KIND_WORDS,
    LEVEL_WORDS,
    STATE_BADGES,
    STATE_MEANS,
    STATE_WORDS,
    source_words,
)
from wotu.industry.atlas import Atlas
from wotu.industry.models import Claim, ProductName
from wotu.industry.relations import OPEN_NAME
from wotu.rules.text import Text


@dataclass(frozen=True, slots=True)
class Mark:
    """A state as a badge: its word, what it means, and the badge's kind."""

    state: State
    word: Text
    means: Text
    badge: str


MARKS: dict[State, Mark] = {
    state: Mark(state, STATE_WORDS[state], STATE_MEANS[state], STATE_BADGES[state])
    for state in ("strong", "weak", "missing", "unneeded")
}


@dataclass(frozen=True, slots=True)
class Side:
    """Another product, at the other end of an arrow."""

    product: str
    name: Text
    use: Text
    criticality: Text | None
    substitutability: Text | None
    mark: Mark


@dataclass(frozen=True)
class ShownLink:
    """A product in a zone: how strong, why, who makes it, who needs it, what goes in, what it goes into."""

    product: str
    name: Text
    link: Link | None
    mark: Mark
    why: Text
    inside: tuple[Maker, ...]
    outside: tuple[Maker, ...]
    buyers: tuple[tuple[str, str], ...]
    inputs: tuple[Side, ...]
    outputs: tuple[Side, ...]


def shown_link(atlas: Atlas, product: str) -> ShownLink:
    """Return a product of the atlas as it is shown.

    Raises:
        KeyError: there is no such product.
    """
    row, link = atlas.products[product], atlas.links.get(product)
    makers = atlas.makers.get(product, ())
    return ShownLink(
        product=product,
        name=Text(row["zh"], row["en"]),
        link=link,
        mark=_mark(atlas, product),
        why=reason(link, atlas.kinds.get(product, ())),
        inside=tuple(one for one in makers if one.inside),
        outside=tuple(one for one in makers if not one.inside),
        buyers=tuple((key, atlas.firms[key]["name"]) for key in atlas.needing(product)),
        inputs=tuple(_side(atlas, one, one.input) for one in atlas.arrows if one.output == product),
        outputs=tuple(_side(atlas, one, one.output) for one in atlas.arrows if one.input == product),
    )


def _side(atlas: Atlas, arrow: Arrow, other: str) -> Side:
    row = atlas.products[other]
    return Side(
        product=other,
        name=Text(row["zh"], row["en"]),
        use=ARROW_WORDS[arrow.use],
        criticality=LEVEL_WORDS.get(arrow.criticality or 0),
        substitutability=LEVEL_WORDS.get(arrow.substitutability or 0),
        mark=_mark(atlas, other),
    )


def _mark(atlas: Atlas, product: str) -> Mark:
    return MARKS[state_of(atlas.links.get(product), atlas.kinds.get(product, ()))]


@dataclass(frozen=True, slots=True)
class ShownName:
    """A name of a product as a claim has it: what it means, and where that is shown."""

    product: str
    name: Text
    written: str


def shown_name(name: ProductName | None) -> ShownName | None:
    """Return a name as it is shown: by its product where it has one, or else as it was written."""
    if name is None:
        return None
    if name.product is None:
        product = f"{OPEN_NAME}{name.pk}" if name.state == "open" else ""
        return ShownName(product, Text(name.name, name.name), "")
    own = Text(name.product.zh, name.product.en)
    return ShownName(name.product.slug, own, "" if name.name == own.zh else name.name)


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim in words: the one way every page of a chain shows it."""

    claim: Claim

    @property
    def sentence(self) -> Text:
        """What it says."""
        return claim_words.sentence(self.claim)

    @property
    def name(self) -> ShownName | None:
        """The product it names."""
        return shown_name(self.claim.name)

    @property
    def output(self) -> ShownName | None:
        """What that goes into."""
        return shown_name(self.claim.output)

    @property
    def use(self) -> Text | None:
        """What it is used as."""
        return ARROW_WORDS.get(self.claim.use)

    @property
    def kind(self) -> Text:
        """Where it comes from."""
        return KIND_WORDS[self.claim.kind]

    @property
    def state(self) -> Text:
        """What became of it."""
        return CLAIM_STATE_WORDS[self.claim.state]

    @property
    def badge(self) -> str:
        """The badge of what became of it."""
        return CLAIM_STATE_BADGES[self.claim.state]

    @property
    def period(self) -> str:
        """When it holds."""
        return claim_words.period(self.claim.begins, self.claim.ends)

    @property
    def line(self) -> Text:
        """The paper in one line: its kind, what became of it, its source, its period."""
        when = Text(self.period, self.period)
        said = [one for one in (self.kind, self.state, source_words(self.claim.source), when) if one.zh]
        return Text(" · ".join(one.zh for one in said), " · ".join(one.en for one in said))


def shown_claims(claims: Iterable[Claim]) -> list[ShownClaim]:
    """Return claims as they are shown."""
    return [ShownClaim(one) for one in claims]


def claims_by_id(zone: str, ids: Iterable[str]) -> dict[str, ShownClaim]:
    """Return the claims of a zone by the id the graph knows them by, in one query."""
    numbers = {int(one) for one in ids if one.isdecimal()}
    if not numbers:
        return {}
    found = Claim.objects.filter(zone=zone, pk__in=numbers).select_related("firm", "buyer")
    return {str(one.pk): ShownClaim(one) for one in found}
