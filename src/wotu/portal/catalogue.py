"""A zone's measures as pages list them."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from wotu.measures.zones import Zone
from wotu.portal import phrases
from wotu.rules.dates import day_number
from wotu.rules.evaluate import compile_node
from wotu.rules.fold import fold
from wotu.rules.model import Condition, Figure, Measure, Parameter, Publication, Version
from wotu.rules.nodes import Node
from wotu.rules.quantity import quantity_text
from wotu.rules.text import Language, Text
from wotu.rules.words import in_words

LANGUAGES: tuple[Language, Language] = ("zh", "en")


@dataclass(frozen=True)
class Listed:
    """A measure in a list."""

    measure: Measure
    in_force: bool
    clause: Text
    kind: Text
    about: Text
    window: phrases.When
    is_published: bool


@dataclass(frozen=True)
class Area:
    """An area and its measures."""

    label: Text
    listed: tuple[Listed, ...]


@dataclass(frozen=True)
class Setting:
    """A parameter with its value on a date."""

    parameter: Parameter
    value: Text

    @property
    def publication(self) -> Publication:
        """Whether the value was published."""
        return self.parameter.publication


@dataclass(frozen=True)
class Shown:
    """One text of a measure, ready to read."""

    version: Version
    in_force: bool
    conditions: tuple[tuple[Condition, Text], ...]
    settings: tuple[Setting, ...]
    amount: Text | None
    caps: tuple[Text, ...]
    kind: Text
    window: phrases.When
    process: Text
    unpublished: tuple[tuple[Text, Publication], ...]


def by_area(zone: Zone, on: dt.date) -> list[Area]:
    """Return a zone's measures by area, in the usual order of areas."""
    listed = [_listed(measure, on) for measure in zone.measures]
    found = [
        Area(label, tuple(one for one in listed if one.measure.area == area))
        for area, label in phrases.AREAS.items()
    ]
    other = tuple(one for one in listed if one.measure.area not in phrases.AREAS)
    return [area for area in (*found, Area(Text("其他", "Other"), other)) if area.listed]


def _listed(measure: Measure, on: dt.date) -> Listed:
    version = text_on(measure, on)
    return Listed(
        measure, version.in_force(on), version.clause, phrases.benefit_kind(version.benefit),
        phrases.ABOUT[measure.about], phrases.window(version.window, on),
        all(v.publication.published for v in measure.versions),
    )  # fmt: skip


def text_on(measure: Measure, on: dt.date) -> Version:
    """Return a text in force on a date, else the last."""
    return next((version for version in measure.versions if version.in_force(on)), measure.versions[-1])


def texts_of(zone: Zone, measure: Measure, on: dt.date) -> list[Shown]:
    """Return every text of a measure; those in force first."""
    shown = [_shown(zone, version, on) for version in measure.versions]
    return sorted(shown, key=lambda text: not text.in_force)


def _shown(zone: Zone, version: Version, on: dt.date) -> Shown:
    benefit, day = version.benefit, day_number(on)

    def words(node: Node) -> Text:
        return in_words(fold(node, day), zone.packs.vocabulary)

    conditions = (*((version.cohort,) if version.cohort else ()), *version.conditions)
    end = benefit.high if benefit.high is not None else benefit.low
    amount = words(end) if end is not None else None
    return Shown(
        version, version.in_force(on), tuple((c, words(c.node)) for c in conditions),
        tuple(_setting(parameter, day) for parameter in version.parameters.values()), amount,
        tuple(cap.label for cap in benefit.caps), phrases.benefit_kind(benefit),
        phrases.window(version.window, on), phrases.process(version.process),
        tuple(phrases.unpublished(version)),
    )  # fmt: skip


def _setting(parameter: Parameter, day: int) -> Setting:
    value = compile_node(fold(parameter.node, day))({})
    last = parameter.values[-1][1]
    if value is None or isinstance(value, str):  # dated by the subject: the last value stands for it
        value = last.value
    shown = [quantity_text(Fraction(value), last.dimension, last.percent, lang) for lang in LANGUAGES]
    return Setting(parameter, Text(*shown))


def headline_figures(zone: Zone, most: int = 3) -> tuple[Figure, ...]:
    """Return the first few figures reported about a zone."""
    return zone.pack.figures[:most]
