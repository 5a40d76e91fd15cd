"""The small zone with credit repair and a measure entries veto; the people of the tests; usual steps."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.small_zone import write_small_zone
from wotu.accounts.models import User
from wotu.cases.asking import ask
from wotu.cases.models import Case
from wotu.cases.verbs.deciding import decide_case
from wotu.cases.verbs.window import accept_case
from wotu.measures.zones import Zone
from wotu.parties.memberships import add_member
from wotu.parties.models import Party
from wotu.parties.offices import appoint, register_department
from wotu.services.credit_repair.models import BodyRequest, CreditEntry
from wotu.services.credit_repair.verbs.answers import answer_request
from wotu.services.credit_repair.verbs.entries import record_entry
from wotu.services.credit_repair.verbs.filing import file_repair
from wotu.services.credit_repair.verbs.signing import sign_promise

NOW = dt.datetime(2026, 11, 27, 2, 0, tzinfo=dt.UTC)
FRIDAY = dt.date(2026, 11, 27)

VOCABULARY = """
  credit_entry: {zh: 有失信信息, en: Has an entry, type: boolean, period: at, ask: {zh: 有吗？, en: Any?}}
  dishonest_listed: {zh: 列入严重失信主体名单, en: Listed, type: boolean, period: since,
    ask: {zh: 列入吗？, en: Listed?}}
  credit_repaired: {zh: 已完成信用修复, en: Repaired, type: boolean, period: since,
    ask: {zh: 修复了吗？, en: Repaired?}}
  penalty_level: {zh: 处罚程度, en: Weight, type: text, period: since,
    ask: {zh: 哪一类？, en: Which?},
    values: {none: {zh: 无, en: None}, minor: {zh: 轻微, en: Minor}, general: {zh: 一般, en: General},
      serious: {zh: 严重, en: Serious}}}
  penalty_decided_on: {zh: 决定日期, en: Decided on, type: date, period: at, ask: {zh: 哪天？, en: When?}}
  penalty_duties_done: {zh: 已履行, en: Done, type: boolean, period: since,
    ask: {zh: 履行了吗？, en: Done?}}
  credit_promise_made: {zh: 已承诺, en: Promised, type: boolean, period: since,
    ask: {zh: 承诺了吗？, en: Promised?}}
"""
MEASURES = """
- measure: small.credit_repair
  title: {zh: 信用修复“一件事”, en: Credit repair as one matter}
  area: credit
  service: credit_repair
  kind: credit_repair
  source: {ref: paper, article: 第九条}
  clause: {zh: 一窗受理，一周内完成信用修复, en: 'One window, done within a week'}
  conditions:
    - {id: entry, zh: 有失信信息, en: Has an entry, when: credit_entry OR dishonest_listed}
    - {id: duties, zh: 已履行义务, en: Duties done, when: penalty_duties_done}
    - {id: waited, zh: 最短公示期已届满, en: The shortest time has passed,
       when: "penalty_decided_on < '2026-04-01' OR months_since(penalty_decided_on) >=
         CASE WHEN penalty_level = 'serious' THEN '12月' ELSE '3月' END"}
    - {id: promise, zh: 已承诺, en: Promised, when: credit_promise_made}
  benefit: {type: service}
  process: {use: credit_repair}
- measure: small.reward
  title: {zh: 稳岗奖励, en: Staying reward}
  area: research
  service: grant
  kind: trial
  source: {ref: paper, article: 第十条}
  clause: {zh: 试验条款, en: A trial clause}
  conditions: [{id: staff, zh: 从业人员不少于10人, en: At least ten staff, when: "staff >= 10"}]
  vetoes:
    - {id: listed, zh: 列入严重失信名单, en: Listed as dishonest, when: dishonest_listed,
       unless: {zh: 已完成信用修复, en: Repaired, when: credit_repaired}}
    - {id: grave, zh: 有未修复的一般或严重处罚, en: A penalty not repaired,
       when: "penalty_level IN ('general', 'serious')"}
  benefit: {amount: 10万元}
"""
PROCESSES = """
departments:
  credit_office: {zh: 信用主管部门, en: Credit office}
  market: {zh: 市场监管部门, en: Market regulation}
  tax: {zh: 税务部门, en: Tax office}
processes:
  credit_repair:
    zh: 信用修复“一件事”
    en: Credit repair as one matter
    source: {ref: paper, article: 第九条}
    mode: apply
    total: 5
    steps:
      - {does: accept, within: 1}
      - parallel: bodies
        branches:
          - {does: review, id: credit, department: credit_office, within: 3}
          - {does: review, id: market, department: market, within: 3}
          - {does: review, id: tax, department: tax, within: 3}
      - {does: decide, within: 1}
      - {does: deliver, within: 1}
"""


def write_repair_zone(packs: Path) -> None:
    """Write the small zone with credit repair into a folder of packs."""
    pack = write_small_zone(packs)
    with (pack / "vocabulary.yaml").open("a", encoding="utf-8") as file:
        file.write(VOCABULARY.lstrip("\n"))
    (pack / "processes.yaml").write_text(PROCESSES.lstrip("\n"), encoding="utf-8")
    (pack / "measures" / "credit.yaml").write_text(MEASURES.lstrip("\n"), encoding="utf-8")


@dataclass
class Window:
    """Alice owns the firm; cleo is at the window, anna approves."""

    zone: Zone
    firm: Party
    alice: User
    cleo: User
    anna: User

    def entry(self, number: str = "甲罚〔2026〕1号", **values: Any) -> CreditEntry:
        """Record a listing decided last year with everything done, promise apart; or what else is said."""
        return record_entry(
            party=self.firm, values=LISTING | {"document_number": number} | values, side="desk",
            by=self.cleo.email, now=NOW, today=FRIDAY,
        )  # fmt: skip

    def promised(self, *entries: CreditEntry) -> None:
        """Have the promise signed."""
        sign_promise(party=self.firm, entries=entries, name="Alice", user=self.alice, now=NOW, today=FRIDAY)
        for entry in entries:
            entry.refresh_from_db()

    def filed(self, *entries: CreditEntry) -> Case:
        """Return an application the firm filed, with the promise signed."""
        self.promised(*entries)
        return file_repair(
            zone=self.zone, party=self.firm, entries=entries, user=self.alice, now=NOW, today=FRIDAY
        )

    def accepted(self, *entries: CreditEntry) -> Case:
        """Return an application accepted at the window: the bodies are asked."""
        return accept_case(case=self.filed(*entries), step="accept", user=self.cleo, now=NOW, today=FRIDAY)

    def answer(self, case: Case, refusing: dict[int, str] | None = None) -> Case:
        """Take down every answer still to come: agreed, but refused with a reason for some entries."""
        for request in BodyRequest.objects.filter(repair__case=case, answer=""):
            why = (refusing or {}).get(request.repair.entry_id, "")
            answer_request(
                request=request, answer="refused" if why else "agreed", text=why, user=self.cleo, now=NOW,
                today=FRIDAY,
            )  # fmt: skip
        case.refresh_from_db()
        return case

    def decided(self, case: Case, outcome: str = "approved", text: str = "") -> Case:
        """Have an application decided."""
        return decide_case(
            case=case, step="decide", outcome=outcome, amount=None, text=text, user=self.anna, now=NOW,  # type: ignore[arg-type]
            today=FRIDAY,
        )  # fmt: skip

    def status(self, measure: str = "small.reward", on: dt.date = FRIDAY) -> str:
        """Return what a measure answers the firm."""
        asked = ask(self.zone, self.firm, self.firm, measure, on)
        assert asked is not None
        return asked.finding.status


LISTING: dict[str, Any] = {
    "sort": "dishonest_list", "document_date": dt.date(2025, 10, 15), "decided_by": "market",
    "level": "serious", "violation": "虚假宣传拒不改正", "fine": 5_000_000, "fine_paid": True,
    "corrected": True, "sites": ["credit_china", "gsxt"], "published_from": dt.date(2025, 10, 20),
}  # fmt: skip
PENALTY: dict[str, Any] = {
    "sort": "penalty", "document_date": dt.date(2026, 5, 6), "decided_by": "environment", "level": "general",
    "violation": "超标排放废水", "fine": 3_000_000, "fine_paid": True, "corrected": True,
    "sites": ["credit_china"], "published_from": dt.date(2026, 5, 8),
}  # fmt: skip


def open_window(zone: Zone) -> Window:
    """Bring the people into the books. The firm is no demonstration, so that its facts are official."""
    people = {
        name: User.objects.create_user(f"{name}@example.org", name=name.capitalize())
        for name in ("alice", "cleo", "anna")
    }
    firm = Party.objects.get(slug="small-f1")
    firm.is_demo = False
    firm.save()
    since = FRIDAY - dt.timedelta(days=30)
    add_member(user=people["alice"], party=firm, role="owner", since=since, by="tests", now=NOW)
    office = register_department(
        zone=zone.id, slug="window", name_zh="一件事专窗", name_en="One-matter window", by="tests", now=NOW
    )
    for name, role in (("cleo", "clerk"), ("anna", "approver")):
        appoint(user=people[name], department=office, role=role, since=since, by="tests", now=NOW)
    return Window(zone, firm, **people)
