"""A process a pack gives a name to, so that several measures may use it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wotu.rules.default_flows import Mode
from wotu.rules.flow import Flow
from wotu.rules.problems import Place

if TYPE_CHECKING:
    from wotu.rules.model import Citation, Publication


@dataclass(frozen=True, slots=True)
class Procedure:
    """A named process of a pack (办理规程): its flow, and what of it was published.

    `details` are the steps of which that is said apart, by id; `places` where each step stands.
    """

    id: str
    mode: Mode
    flow: Flow
    citation: "Citation | None"
    publication: "Publication"
    details: "Mapping[str, Publication]"
    place: Place
    places: Mapping[str, Place]
