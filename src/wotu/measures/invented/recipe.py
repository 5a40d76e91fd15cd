"""A zone's recipe for invented firms: packs/<zone>/demo/invented.yaml, read strictly.

    firms: 400
    letters: NC                     # in the invented credit codes
    industries:
      C3974: {weight: 8, word: 光电}
    facts:
      in_cluster: {share: 45%}                          # true for so many
      key_chain: {one_of: {electronics: 5, none: 2}}    # by weight
      open_posts: {around: 12, spread: 0.9}             # log-normal: median, and sigma of its logarithm
      drug_approved_on: {years_ago: [0.1, 6]}           # a date, evenly
    projects: {share: 30%, word: 项目, facts: {…}}      # likewise persons and sites

Every line may say `known: 70%`: for how many the fact is known at all (92% where it does not say).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wotu.rules.problems import PackError, Problem
from wotu.rules.reader import Invalid, Reader
from wotu.rules.vocabulary import About, Vocabulary
from wotu.rules.yamlio import read_yaml

KNOWN = 0.92
MOST_FIRMS = 899
MEMBERS: Mapping[str, About] = {"projects": "project", "persons": "person", "sites": "site"}
_LETTERS = re.compile(r"[A-HJ-NPQRTUWXY]{2}")
"""Two letters that may stand in a credit code."""


@dataclass(frozen=True)
class Spread:
    """How one fact is drawn; exactly one of the forms is given."""

    known: float
    share: float | None = None
    one_of: Mapping[str, float] | None = None
    around: float | None = None
    spread: float = 0.0
    years_ago: tuple[float, float] | None = None


@dataclass(frozen=True)
class Industry:
    """A class of GB/T 4754-2017, how often it is drawn, and the word it lends to names."""

    code: str
    weight: float
    word: str


@dataclass(frozen=True)
class Members:
    """People, projects or sites: how many firms have one, what it is called, what is known of it."""

    about: About
    share: float
    word: str
    facts: Mapping[str, Spread]


@dataclass(frozen=True)
class Recipe:
    """Everything needed to draw a zone's invented firms."""

    firms: int
    letters: str
    industries: tuple[Industry, ...]
    facts: Mapping[str, Spread]
    members: tuple[Members, ...]


def read_recipe(folder: Path, vocabulary: Vocabulary) -> Recipe | None:
    """Read the recipe of a pack's `demo` folder; None where it has none.

    Raises:
        PackError: something in it cannot be used; each problem names its line.
    """
    path = folder / "invented.yaml"
    if not path.is_file():
        return None
    problems: list[Problem] = []
    reader = Reader(read_yaml(path), problems)
    try:
        recipe = _recipe(reader, vocabulary)
        reader.finish()
    except Invalid:
        recipe = None
    if problems or recipe is None:
        raise PackError(problems)
    return recipe


def _recipe(reader: Reader, vocabulary: Vocabulary) -> Recipe:
    firms = reader.whole("firms") or 0
    if not 1 <= firms <= MOST_FIRMS:
        raise reader.fail(f"`firms` is 1 to {MOST_FIRMS}")
    letters = reader.string("letters")
    if not _LETTERS.fullmatch(letters):
        raise reader.fail("`letters` are two letters that may stand in a credit code (no I O S V Z)")
    industries = tuple(
        _industry(code, Reader(item, reader.problems)) for code, item in reader.entries("industries")
    )
    if not industries:
        raise reader.fail("`industries` names at least one")
    members = tuple(
        _members(Reader(item, reader.problems), about, vocabulary)
        for name, about in MEMBERS.items()
        if (item := reader.take(name)) is not None
    )
    return Recipe(firms, letters, industries, _spreads(reader, vocabulary, "enterprise"), members)


def _industry(code: str, reader: Reader) -> Industry:
    found = Industry(code, _number(reader, "weight"), reader.string("word"))
    reader.finish()
    return found


def _members(reader: Reader, about: About, vocabulary: Vocabulary) -> Members:
    share, word = _share(reader, "share", 0.0), reader.string("word")
    facts = _spreads(reader, vocabulary, about)
    reader.finish()
    return Members(about, share, word, facts)


def _spreads(reader: Reader, vocabulary: Vocabulary, about: About) -> dict[str, Spread]:
    found = {}
    for name, item in reader.entries("facts"):
        inner = Reader(item, reader.problems)
        fact = vocabulary.get(name)
        if fact is None or fact.about != about:
            raise inner.fail(f"there is no fact `{name}` about a {about}")
        found[name] = _spread(inner)
        unknown = set(found[name].one_of or ()) - set(fact.values or found[name].one_of or ())
        if unknown:
            raise inner.fail(f"`{name}` has no value {', '.join(sorted(unknown))}")
    return found


def _spread(reader: Reader) -> Spread:
    one_of = {key: float(str(item.value)) for key, item in reader.entries("one_of")} or None
    ago = [float(text) for text in reader.strings("years_ago")]
    around = _number(reader, "around") if reader.has("around") else None
    spread = Spread(
        known=_share(reader, "known", KNOWN),
        share=_share(reader, "share", 0.0) if reader.has("share") else None,
        one_of=one_of, around=around,
        spread=_number(reader, "spread") if reader.has("spread") else 0.0,
        years_ago=(ago[0], ago[1]) if len(ago) == 2 else None,
    )  # fmt: skip
    reader.finish()
    if sum(form is not None for form in (spread.share, spread.one_of, spread.around, spread.years_ago)) != 1:
        raise reader.fail("give one of `share`, `one_of`, `around`, `years_ago: [from, to]`")
    return spread


def _number(reader: Reader, key: str) -> float:
    text = reader.string(key)
    try:
        return float(text)
    except ValueError:
        raise reader.fail(f"`{key}` is a number", f"not {text!r}") from None


def _share(reader: Reader, key: str, default: float) -> float:
    text = reader.string(key, "")
    if not text:
        return default
    if not re.fullmatch(r"\d{1,3}(\.\d+)?%", text) or float(text[:-1]) > 100:
        raise reader.fail(f"`{key}` is a share like 45%")
    return float(text[:-1]) / 100
