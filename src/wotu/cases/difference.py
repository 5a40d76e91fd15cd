"""What would be different for a case under the text in force now: shown before it is moved there."""

import datetime as dt
from dataclasses import dataclass

from wotu.cases.asking import Asked, ask, flow_of, pinned
from wotu.cases.models import Case
from wotu.measures.pins import content_of_zone
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo
from wotu.rules.changes import measure_changes, pack_changes
from wotu.rules.flow import Flow
from wotu.rules.text import Text


@dataclass(frozen=True)
class Difference:
    """The change of text, in words; what the rule would give; the steps that would fall away or come.

    `seen` names the texts that were compared: who moves the case hands it back, so that nobody moves it to
    something else than what they were shown.
    """

    before: str
    after: str
    words: tuple[Text, ...]
    was: tuple[int | None, int | None]
    now: tuple[int | None, int | None]
    lapsed: tuple[str, ...]
    added: tuple[str, ...]
    seen: str
    asked: Asked

    @property
    def is_any(self) -> bool:
        """Whether there is anything to move to."""
        return bool(self.words) or self.before != self.after


def difference(case: Case, zone: Zone, today: dt.date) -> Difference:
    """Return what is different between the text a case is pinned to and the one in force.

    Raises:
        CannotDo: no text of the measure is in force any more.
    """
    asked = ask(zone, case.enterprise, case.subject, case.measure, today, data=case.data)
    if asked is None:
        raise CannotDo("这项措施现在没有有效条文。", "No text of this measure is in force now.")
    then, here = pinned(case), zone
    words = [
        *measure_changes(then.packs.measures.get(case.measure), here.packs.measures.get(case.measure)),
        *pack_changes(then.packs, here.packs, zone.id),
    ]
    before, after = flow_of(case), asked.version.flow
    return Difference(
        case.version, asked.version.key, tuple(one.words for one in words), (case.low, case.high), asked.ends,
        tuple(id_ for id_ in _waiting(case) if id_ not in after.steps),
        tuple(id_ for id_ in after.steps if id_ not in before.steps),
        f"{case.pin_id}:{case.version}:{content_of_zone(zone)}:{asked.version.key}", asked,
    )  # fmt: skip


def changed_meaning(before: Flow, after: Flow) -> tuple[str, ...]:
    """Return the steps that mean something else in the other flow."""
    return tuple(
        id_ for id_, step in before.steps.items() if id_ in after.steps and after.steps[id_].does != step.does
    )


def _waiting(case: Case) -> list[str]:
    return list(case.steps.filter(round=case.round, done_at=None).values_list("step", flat=True))
