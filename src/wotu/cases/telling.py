"""Telling people what happened to a case: the firm or talent, and the officials it comes to. Each thing once.

A message is part of the transaction of what it tells; e-mail follows after the commit. What is told of an
event stands in one table: a new kind of news is a function and a line.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils import timezone

from wotu.cases import addresses
from wotu.cases.asking import pinned
from wotu.cases.models import Case, CaseEvent, CaseStep
from wotu.findings import words
from wotu.inbox.tasks import after_telling
from wotu.inbox.verbs import Line, tell
from wotu.parties.models import Appointment, Membership, held_on
from wotu.rules.text import Text

AT_WORK = ("clerk", "reviewer", "approver")
"""Offices that are told of new cases; finance has its batches."""


@dataclass(frozen=True)
class News:
    """What a message says: a headline, and what it tells in detail."""

    title: Text
    lines: tuple[Text, ...] = ()


def announce(case: Case, event: CaseEvent) -> None:
    """Tell whoever an event concerns; runs in the transaction that wrote it."""
    found = _FOR_FIRM.get(event.kind)
    news = found(case, event) if found else None
    if news is not None:
        tell_applicant(case, news, key=f"case:{case.pk}:{event.pk}", by=event.by, now=event.at)


def tell_applicant(case: Case, news: News, *, key: str, by: str, now: dt.datetime) -> int:
    """Tell the members of the firm, and the talent a case is about; return how many were told.

    What a talent filed for themselves is theirs alone.
    """
    on = timezone.localtime(now).date()
    held = Membership.objects.filter(held_on(on))
    person = case.subject if case.subject.kind == "person" else None
    own = set(held.filter(party=person).values_list("user", flat=True)) if person else set()
    told = 0
    if person and own:
        told += _tell(own, key, news, person.name, addresses.for_person(case, person), case, by, now)
    if not (person and case.filed_by_id in own):
        members = set(held.filter(party=case.enterprise_id).values_list("user", flat=True)) - own
        told += _tell(members, key, news, case.enterprise.name, addresses.for_firm(case), case, by, now)
    return told


def tell_office(case: Case, step: CaseStep, *, by: str, now: dt.datetime) -> int:
    """Tell the officials a step comes to, once a day: today new cases wait for them."""
    if step.office not in AT_WORK:
        return 0
    today = timezone.localtime(now).date()
    news = News(Text("有新的办件等您办理", "New cases wait for you"), (_named(case),))
    key = f"cases:{case.zone}:{step.department}:{step.office}:{today}"
    where = addresses.queue(case.zone)
    return _tell(
        officials(case.zone, step.department, step.office, today), key, news, "", where, case, by, now
    )


def tell_officials(
    case: Case, news: News, users: Collection[int], *, key: str, by: str, now: dt.datetime
) -> int:
    """Tell officials something about a case."""
    return _tell(users, key, news, "", addresses.for_desk(case), case, by, now)


def officials(zone: str, department: str, office: str, on: dt.date) -> set[int]:
    """Return who holds an office in a department on a day; where nobody does, who holds it in the zone."""
    held = Appointment.objects.filter(held_on(on), department__zone=zone, role=office)
    posts = list(held.values_list("user", "department__slug"))
    here = {user for user, slug in posts if slug == department}
    return here or {user for user, _ in posts}


def title_of(case: Case) -> Text:
    """Return the title of a case's measure under the text it is pinned to."""
    return pinned(case).packs.measures[case.measure].title


def _tell(  # noqa: PLR0917 - the same for everybody who is told
    users: Collection[int], key: str, news: News, whom: str, link: str, case: Case, by: str, now: dt.datetime
) -> int:
    if not users:
        return 0
    told = tell(
        users=users, key=key, whom=whom or case.zone, title=news.title, link=link,
        lines=[Line(line, link) for line in news.lines], about=case.about, by=by, now=now,
    )  # fmt: skip
    if told:
        after_telling(users)
    return told


def _named(case: Case) -> Text:
    title = title_of(case)
    return Text(
        f"{case.enterprise.name}：{title.zh}（{case.number}）",
        f"{case.enterprise.name}: {title.en} ({case.number})",
    )


def _plain(zh: str, en: str) -> Callable[[Case, CaseEvent], News | None]:
    """Return news of one sentence around the measure's title, with what was written below."""

    def news(case: Case, event: CaseEvent) -> News:
        title = title_of(case)
        lines = (Text(event.text, event.text),) if event.text else ()
        return News(Text(zh.format(title.zh), en.format(title.en)), lines)

    return news


def _offered(case: Case, _event: CaseEvent) -> News:
    title, amount = title_of(case), words.amount(pinned(case), case.version, case.low, case.high)
    lines = (amount,) if amount else ()
    return News(
        Text(f"“{title.zh}”免申即享，请确认", f"“{title.en}” is yours without application: please confirm"),
        lines,
    )


def _correction(case: Case, event: CaseEvent) -> News:
    title, until = title_of(case), case.correction.answer_by
    return News(
        Text(f"“{title.zh}”需要补正，请在{until}前提交", f"“{title.en}” is to be corrected by {until}"),
        tuple(Text(reason, reason) for reason in event.detail["reasons"]),
    )


def _decided(case: Case, event: CaseEvent) -> News:
    title = title_of(case)
    if event.detail["outcome"] == "refused":
        return News(
            Text(f"“{title.zh}”不予批准", f"“{title.en}” was refused"), (Text(event.text, event.text),)
        )
    amount = event.detail["amount"]
    given = words.amount(pinned(case), case.version, amount, amount) if amount is not None else None
    return News(Text(f"“{title.zh}”已批准", f"“{title.en}” is approved"), (given,) if given else ())


def _notice(case: Case, event: CaseEvent) -> News:
    title, until = title_of(case), event.detail["until"]
    return News(Text(f"“{title.zh}”开始公示，至{until}", f"“{title.en}” is on public notice until {until}"))


def _objected(case: Case, _event: CaseEvent) -> News:
    title = title_of(case)
    return News(
        Text(
            f"“{title.zh}”公示期间收到异议，正在核查",
            f"An objection to “{title.en}” was received and is looked into",
        )
    )


def _rebased(case: Case, event: CaseEvent) -> News:
    title = title_of(case)
    said = tuple(Text(one["zh"], one["en"]) for one in event.detail["changes"])
    return News(
        Text(f"“{title.zh}”改按现行文本办理", f"“{title.en}” goes on under the text in force now"), said
    )


def _appeal_decided(case: Case, event: CaseEvent) -> News:
    title, stands = title_of(case), event.detail["upheld"]
    said = Text("维持原决定", "the decision stands") if stands else Text("重新决定", "it is decided anew")
    return News(
        Text(f"“{title.zh}”复核结果：{said.zh}", f"“{title.en}” was reviewed: {said.en}"),
        (Text(event.text, event.text),),
    )


def _lapsed(case: Case, event: CaseEvent) -> News | None:
    """Tell of a case that was taken as given up; whoever takes it back knows."""
    title = title_of(case)
    if case.filed_by is not None and event.by == case.filed_by.email:
        return None
    return News(Text(f"“{title.zh}”已终止办理", f"“{title.en}” has ended"), (Text(event.text, event.text),))


_FOR_FIRM: Mapping[str, Callable[[Case, CaseEvent], News | None]] = {
    "offered": _offered,
    "accepted": _plain("“{}”已受理", "“{}” is accepted"),
    "not_accepted": _plain("“{}”不予受理", "“{}” is not accepted"),
    "correction_asked": _correction,
    "decided": _decided,
    "notice_begun": _notice,
    "objected": _objected,
    "rebased": _rebased,
    "appeal_decided": _appeal_decided,
    "paid": _plain("“{}”已拨付", "“{}” is paid"),
    "delivered": _plain("“{}”已交付", "“{}” is delivered"),
    "unfunded": _plain("“{}”没有分得额度，不予兑付", "Nothing was left to grant for “{}”"),
    "revoked": _plain("“{}”已撤销", "“{}” was taken back"),
    "withdrawn": _lapsed,
}
