"""Events of a firm's timeline from its cases."""

from wotu.cases.addresses import for_desk
from wotu.cases.models import EVENTS, CaseEvent
from wotu.cases.telling import title_of
from wotu.desk.firms.timeline import Event
from wotu.parties.models import Party
from wotu.rules.text import Text, texts_of

WORDS = texts_of(EVENTS)
LEFT_OUT = ("step_opened", "step_done", "noted")


def of_cases(party: Party, limit: int) -> list[Event]:
    """Return what happened to a firm's cases, without the steps one by one."""
    events = CaseEvent.objects.filter(case__enterprise=party).exclude(kind__in=LEFT_OUT)
    found = events.select_related("case__pin", "case__subject").defer("case__pin__files").order_by("-id")
    return [_event(event) for event in found[:limit]]


def _event(event: CaseEvent) -> Event:
    said, title = WORDS[event.kind], title_of(event.case)
    detail = Text(event.text, event.text) if event.text else None
    return Event(
        event.at, Text(f"{said.zh}：{title.zh}", f"{said.en}: {title.en}"), by=event.by, detail=detail,
        address=for_desk(event.case),
    )  # fmt: skip
