"""From the domain's own objects to what the API says."""

import datetime as dt

from wotu.api import schemas as s
from wotu.match.checkup import Award, Finding
from wotu.match.plan import Line
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.rules.model import Citation, Version
from wotu.rules.text import Text
from wotu.rules.windows import window_on

_UNITS = {"money": "fen", "credit_line": "fen", "rate": "millionth"}
_ANSWERS: dict[bool | None, s.Answer] = {True: "met", False: "not_met", None: "unknown"}


def words(text: Text) -> s.Words:
    """Return a text in both languages."""
    return s.Words(zh=text.zh, en=text.en)


def zone_out(zone: Zone, firms: int) -> s.ZoneOut:
    """Return a zone."""
    return s.ZoneOut(
        id=zone.id, name=words(zone.pack.zone), measures=len(zone.measures), firms=firms,
        invented=zone.is_teaching,
    )  # fmt: skip


def measure_out(zone: Zone, version: Version, on: dt.date) -> s.MeasureOut:
    """Return a measure in one text."""
    measure, assumption = version.measure, version.publication.assumption
    window = window_on(version.window, on)
    return s.MeasureOut(
        id=measure.id, version=version.key, zone=zone.id, title=words(measure.title),
        clause=words(version.clause), about=measure.about, area=measure.area, service=measure.service,
        benefit=version.benefit.type, valid_from=version.valid_from, valid_to=version.valid_to,
        window=s.WindowOut(is_open=window.is_open, opens=window.opens, closes=window.closes),
        conditions=[
            s.ConditionOut(
                id=each.id, label=words(each.label), written=each.written, veto=each.veto,
                published=each.publication.published,
            )
            for each in version.conditions
        ],
        source=_source(version.citation) if version.citation else None,
        published=version.publication.published, assumption=words(assumption) if assumption else None,
    )  # fmt: skip


def _source(citation: Citation) -> s.SourceOut:
    source = citation.source
    return s.SourceOut(
        title=words(source.title), number=source.number, article=citation.article, date=source.date,
        address=source.address, found=source.found,
    )  # fmt: skip


def firm_out(party: Party) -> s.FirmOut:
    """Return an enterprise."""
    return s.FirmOut(
        slug=party.slug, name=party.name, credit_code=party.credit_code, zone=party.zone,
        is_demo=party.is_demo,
    )  # fmt: skip


def finding_out(firm: Party, finding: Finding) -> s.FindingOut:
    """Return what a measure answers."""
    version = finding.line.version
    shown = version.key.replace("#", "~")
    return s.FindingOut(
        measure=finding.line.measure.id, version=version.key, title=words(finding.line.measure.title),
        subject=finding.subject.id, subject_name=finding.subject.name, status=finding.status,
        amount=_amount(finding.line, finding.award) if finding.status != "not_entitled" else None,
        depends_on_others=finding.depends_on_others,
        conditions=[
            s.ConditionAnswer(
                id=each.clause.condition.id, label=words(each.clause.condition.label),
                answer=_ANSWERS[each.answer],
            )
            for each in finding.clauses
        ],
        missing=sorted({slot.fact for slot in finding.unknown_slots()}),
        address=f"/firms/{firm.slug}/why/{shown}/{finding.subject.id}/",
    )  # fmt: skip


def _amount(line: Line, award: Award) -> s.AmountOut | None:
    if award.low is None and award.high is None:
        return None
    kind = line.version.benefit.type
    return s.AmountOut(low=award.low, high=award.high, unit=_UNITS.get(kind, kind))
