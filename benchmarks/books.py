"""Books for the benchmarks: one zone grown to as many firms as wanted, the others as demonstrated.

The demonstration firms are loaded and matched as `wotu run` does it, and then copied inside the database,
with their members, facts, glances, standing answers and changes.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from wotu.accounts.models import User
from wotu.api.verbs import issue_token
from wotu.audit.models import AuditEntry
from wotu.facts.marks import marks_of
from wotu.filing.glances import refresh_glances, unseen
from wotu.findings.models import CheckedFirm
from wotu.findings.verbs import rematch
from wotu.inbox.models import Message
from wotu.measures.demonstration import load_demonstration
from wotu.measures.demonstration_people import load_people
from wotu.measures.verbs import record_folder
from wotu.measures.zones import Zone, zones
from wotu.needs.models import Need
from wotu.parties.models import Membership, Party

BY = "benchmark"
GROWN = "guangzhou"
NEEDS, TOLD, NOTED = 2_000, 400, 20_000
SAID = (
    ("finance", "短期周转资金紧张，想了解贷款贴息和融资担保"),
    ("talent", "招不到数控技工，想问人才公寓和招聘补贴"),
    ("space", "现有厂房不够用，需要两千平方米标准厂房"),
    ("research", "研发费用补助什么时候可以申报，需要哪些材料"),
    ("living", "员工子女入学和班车线路有困难"),
)
STATES = ("submitted", "taken_up", "answered", "served", "confirmed")


@dataclass(frozen=True)
class Books:
    """What was filled: the zone that was grown, its firms, all firms, and the people who sign in."""

    zone: Zone
    firms: list[str]
    everywhere: list[str]
    owner: User
    owners_firm: str
    official: User


def fill(firms: int) -> Books:
    """Load the demonstration zones and grow one of them to a number of firms."""
    now, today = timezone.now(), timezone.localdate()
    for zone in zones():
        _demonstrate(zone, now, today)
    grown = next(zone for zone in zones() if zone.id == GROWN)
    enterprises = Party.objects.enterprises()
    have = enterprises.filter(zone=GROWN).count()
    _grow(firms - have, have)
    _mark(grown, today)
    membership = Membership.objects.select_related("user", "party").filter(party__zone=GROWN)[0]
    official = User.objects.get(email=f"zone_admin@{GROWN}.demo.example")
    _work(membership, official, now, today)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as autovacuum would in a while
    return Books(
        grown, list(enterprises.filter(zone=GROWN).values_list("slug", flat=True)),
        list(enterprises.values_list("slug", flat=True)), membership.user, membership.party.slug, official,
    )  # fmt: skip


def _demonstrate(zone: Zone, now: dt.datetime, today: dt.date) -> None:
    record_folder(zone=zone.id, by=BY, now=now)
    load_demonstration(zone=zone, by=BY, now=now, today=today)
    refresh_glances(zone=zone, firms=unseen(zone.id, today), on=today, by=BY, now=now)
    load_people(zone=zone, by=BY, now=now, today=today)
    rematch(zone=zone, on=today, by=BY, now=now)


@transaction.atomic
def _grow(wanted: int, have: int) -> None:
    """Copy every firm of the zone with what belongs to it, copy after copy, inside the database."""
    with connection.cursor() as cursor:
        cursor.execute(_COPIES, {"zone": GROWN, "wanted": max(wanted, 0), "have": max(have, 1)})
        for statement in _STATEMENTS:
            cursor.execute(statement)
        cursor.execute("DROP TABLE copied")


_COPIES = """
CREATE TEMPORARY TABLE copied AS
SELECT old.id AS old, nextval(pg_get_serial_sequence('parties_party', 'id')) AS new, firm.copy AS copy
FROM parties_party old
JOIN (
  SELECT id, copy FROM (
    SELECT id, copy, row_number() OVER (ORDER BY copy, id) AS number
    FROM parties_party, generate_series(1, %(wanted)s / %(have)s + 1) AS copy
    WHERE kind = 'enterprise' AND zone = %(zone)s
  ) AS every WHERE number <= %(wanted)s
) AS firm ON firm.id = coalesce(old.owner_id, old.id);
CREATE UNIQUE INDEX ON copied (old, copy);
ANALYZE copied
"""


def _copy(table: str, columns: str, values: str, joins: str) -> str:
    return f"INSERT INTO {table} ({columns}) SELECT {values} FROM copied c {joins}"  # noqa: S608 - constants


_ANSWER = (
    "measure, version, status, low, high, displaced, window_open, unknown, seen, since, changed_at, previous"
)
_CHANGE = "measure, version, kind, at, before, before_low, before_high, after, after_low, after_high, run_id"
_GLANCE = "section, size_class, entitled, unknown, not_entitled, questions, certain, possible, seen_to"
_ENTRY = "fact, value, period, since, until, at, kind, source, note, recorded_at, recorded_by"
_OF_TWO = "JOIN {} o ON o.subject_id = c.old JOIN copied e ON e.old = o.enterprise_id AND e.copy = c.copy"
_STATEMENTS = (
    _copy(
        "parties_party", "id, slug, kind, zone, name, initials, credit_code, owner_id, is_demo",
        "c.new, o.slug || '-' || c.copy, o.kind, o.zone, o.name || c.copy, o.initials || c.copy, '',"
        " e.new, true",
        "JOIN parties_party o ON o.id = c.old"
        " LEFT JOIN copied e ON e.old = o.owner_id AND e.copy = c.copy",
    ),
    _copy(
        "facts_factentry", f"party_id, {_ENTRY}", f"c.new, {_ENTRY}",
        "JOIN facts_factentry o ON o.party_id = c.old",
    ),
    _copy(
        "filing_glance", f'party_id, zone, "on", {_GLANCE}', f'c.new, zone, "on", {_GLANCE}',
        "JOIN filing_glance o ON o.party_id = c.old",
    ),
    _copy(
        "findings_checkedfirm", 'enterprise_id, zone, mark, rules_id, "on", checked_at, told',
        'c.new, zone, mark, rules_id, "on", checked_at, told',
        "JOIN findings_checkedfirm o ON o.enterprise_id = c.old",
    ),
    _copy(
        "findings_standinganswer", f'enterprise_id, subject_id, zone, "on", {_ANSWER}',
        f'e.new, c.new, zone, "on", {_ANSWER}', _OF_TWO.format("findings_standinganswer"),
    ),
    _copy(
        "findings_change", f'enterprise_id, subject_id, zone, "on", {_CHANGE}',
        f'e.new, c.new, zone, "on", {_CHANGE}', _OF_TWO.format("findings_change"),
    ),
)  # fmt: skip


def _mark(zone: Zone, today: dt.date) -> None:
    """Let the copied answers say which facts they were asked of."""
    marks = marks_of(zone.id, zone.packs.vocabulary, today)
    firms = list(CheckedFirm.objects.filter(zone=zone.id))
    for firm in firms:
        firm.mark = marks[firm.pk].text
    CheckedFirm.objects.bulk_update(firms, ["mark"], batch_size=2_000)


def _work(membership: Membership, official: User, now: dt.datetime, today: dt.date) -> None:
    """Leave traces of daily work: needs, messages, a trail."""
    firms = [membership.party, *Party.objects.enterprises().filter(zone=GROWN)[: NEEDS // 2]]
    Need.objects.bulk_create(_needs(firms, membership.user, official, now, today), batch_size=1_000)
    Message.objects.bulk_create(
        Message(
            user=user, key=f"{BY}:{number}", whom="演示", title_zh=f"符合新的措施{number}",
            title_en=f"A new measure {number}", link="/", at=now - dt.timedelta(hours=number),
            lines=[{"zh": "研发费用补助", "en": "Research allowance", "link": "/measures/"}],
        )
        for user in (membership.user, official) for number in range(TOLD)
    )  # fmt: skip
    AuditEntry.objects.bulk_create(
        (
            AuditEntry(
                at=now - dt.timedelta(minutes=number), by=official.email, verb="record_facts", about=GROWN,
                detail={"zone": GROWN, "entries": number},
            )
            for number in range(NOTED)
        ),
        batch_size=5_000,
    )  # fmt: skip


def _needs(
    firms: list[Party], owner: User, official: User, now: dt.datetime, today: dt.date
) -> Iterator[Need]:
    for number in range(NEEDS):
        topic, says = SAID[number % len(SAID)]
        state = STATES[number // len(SAID) % len(STATES)]
        yield Need(
            party=firms[0] if number < len(SAID) else firms[number % len(firms)], zone=GROWN, says=says,
            topic=topic, fitting=number % 4, state=state, department="demo",
            made_at=now - dt.timedelta(hours=number), made_by=owner,
            submitted_at=now - dt.timedelta(hours=number), take_up_by=today + dt.timedelta(days=number % 5),
            answer_by=today + dt.timedelta(days=number % 9),
            official=None if state == "submitted" else official,
            served_by="benchmark" if state in ("served", "confirmed") else "",
        )  # fmt: skip


def token_of(books: Books) -> str:
    """Issue a token of the official, for one program."""
    issued = issue_token(
        user=books.official, name=BY, scopes=["firms:read"], days=1, by=BY, now=timezone.now()
    )
    return issued.secret
