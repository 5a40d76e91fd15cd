"""What each letter says, as data: the reasons are those kept on the day, never worked out again."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from wotu.cases import reads
from wotu.cases.asking import version_of
from wotu.cases.clocks import clocks_of
from wotu.cases.letters.issued import Letter
from wotu.cases.models import Correction, Decision
from wotu.cases.stages import department_names
from wotu.cases.verbs.appeals import APPEAL_DAYS
from wotu.measures.zones import Zone
from wotu.process.clock import Due
from wotu.rules.text import Language, Text

Contents = dict[str, Any]
_ANSWERS = {
    "met": Text("满足", "met"), "not_met": Text("不满足", "not met"), "unknown": Text("未知", "unknown"),
}  # fmt: skip
_PAGE = Text("第{n}页，共{all}页", "Page {n} of {all}")
_CHECK = Text(
    "本文书可以核验。扫描二维码，或打开下面的地址输入核验码：",
    "Anybody may check this letter: scan the code, or open the address below and enter it:",
)
_DEMO = Text("演示", "DEMO")


def contents_of(letter: Letter, zone: Zone, language: Language) -> Contents:
    """Return everything a letter says, in one language."""
    return {**_shared(letter, zone, language), **_BODIES[letter.kind](letter, zone, language)}


def check_address(code: str) -> str:
    """Return where a letter of this code is checked."""
    return f"{settings.WOTU_URL}{reverse('portal:verify_code', args=[code])}"


def _shared(letter: Letter, zone: Zone, language: Language) -> Contents:
    case, day = letter.case, timezone.localtime(letter.at).date()
    office = department_names(case.zone).get(case.department)
    whom, firm = case.subject.name, case.enterprise.name
    if case.subject_id != case.enterprise_id:
        whom = Text(f"{whom}（{firm}）", f"{whom} ({firm})")[language]
    return {
        "lang": language, "from": zone.pack.zone[language], "title": letter.label[language],
        "number": Text(f"办件编号：{case.number}", f"Case {case.number}")[language],
        "to": Text(f"{whom}：", f"To {whom}")[language], "office": office[language] if office else "",
        "date": [day.year, day.month, day.day], "day": _day(day, language), "page": _PAGE[language],
        "watermark": _DEMO[language] if case.enterprise.is_demo else "", "code": letter.code,
        "check-words": _CHECK[language], "check-address": check_address(letter.code),
        "opening": [], "facts": [], "points": [], "points-title": "", "conditions": [],
        "conditions-title": "", "closing": [],
    }  # fmt: skip


def _decided(letter: Letter, zone: Zone, language: Language) -> Contents:
    decision, case = letter.decision, letter.case
    if decision is None:
        raise LookupError("a letter about a decision has one")
    approved = decision.outcome == "approved"
    filed = _day(timezone.localtime(case.filed_at or case.made_at).date(), language)
    title = _kept(decision.reasons["title"], language)
    opening = Text(
        f"关于“{title}”，{filed}收到的申报已审核完毕。现决定："
        + ("予以批准。" if approved else "不予批准。"),
        f"Your application of {filed} for “{title}” has been examined. It is "
        + ("approved." if approved else "refused."),
    )
    closing = [
        Text(
            f"如对本决定有异议，可在收到之日起{APPEAL_DAYS}日内登录本平台，在办件页面申请复核，"
            "由作出决定以外的人员答复；也可以依法申请行政复议或者提起行政诉讼。",
            f"If you disagree you may ask, within {APPEAL_DAYS} days and on the page of the case, for the "
            "decision to be looked at again by somebody else, or seek administrative reconsideration or go "
            "to court as the law provides.",
        )
    ]
    if approved and version_of(case).flow.first("notice"):
        closing.insert(0, Text(
            "本决定作出后将依规定公示；公示期内无异议或者异议不成立的，予以兑现。",
            "The award is now made public, and delivered once the notice ends without a sustained objection.",
        ))  # fmt: skip
    return {
        "opening": [opening[language], *([decision.text] if decision.text else [])],
        "facts": _decided_facts(decision, zone, language),
        "conditions-title": Text("理由：逐条核对的结果", "Reasons, condition by condition")[language],
        "conditions": _conditions(decision, language),
        "closing": [line[language] for line in closing],
    }  # fmt: skip


def _decided_facts(decision: Decision, zone: Zone, language: Language) -> list[list[str]]:
    reasons, case = decision.reasons, decision.case
    source = reasons["source"]
    facts = [[Text("措施", "Measure")[language], _kept(reasons["title"], language)]]
    if source:
        words = " ".join(
            filter(None, [_kept(source["title"], language), source["number"], source["article"]])
        )
        facts.append([Text("依据", "Source")[language], words])
    facts.append([Text("条文", "Clause")[language], _kept(reasons["clause"], language)])
    award = reads.amount_words(zone, case, decision.amount)
    if decision.outcome == "approved":
        given = award[language] if award else _kept(reasons["award"], language)
        facts.append([Text("核定", "Award")[language], given])
    return facts


def _conditions(decision: Decision, language: Language) -> list[list[str]]:
    """Return each condition with its answer; for a firm with the facts it looked at."""
    person = decision.case.subject.kind == "person"
    found = []
    for one in decision.reasons["conditions"]:
        label = _kept(one["label"], language)
        if one["veto"]:
            label = Text(f"没有这种情形：{label}", f"Not the case: {label}")[language]
        if not person:
            label = "\n".join([label, *(_seen(fact, language) for fact in one["seen"])])
        found.append([label, _ANSWERS[one["answer"]][language]])
    return found


def _seen(fact: Mapping[str, Any], language: Language) -> str:
    colon = "：" if language == "zh" else ": "
    return f"{_kept(fact['label'], language)}{colon}{_kept(fact['value'], language)}"


def _accepted(letter: Letter, zone: Zone, language: Language) -> Contents:
    title, case = reads.title(zone, letter.case), letter.case
    due = _decided_by(letter)
    said = Text(
        f"您申报的“{title.zh}”，材料齐全，现予受理，自即日起计算办理时间。",
        f"Your application for “{title.en}” is complete and accepted. The time for handling it begins today.",
    )
    facts = [
        [Text("措施", "Measure")[language], title[language]],
        [Text("受理日期", "Accepted on")[language], _day(timezone.localtime(letter.at).date(), language)],
    ]
    if due is not None:
        by = Text(f"{due}前（补正、专家评审等时间不计）", f"by {due}, stopped time not counted")
        facts.append([Text("作出决定", "Decision")[language], by[language]])
    whom = department_names(case.zone).get(case.department)
    if whom:
        facts.append([Text("承办部门", "Department")[language], whom[language]])
    return {
        "opening": [said[language]], "facts": facts,
        "closing": [Text(
            "办理进度、经办部门和每一步的期限，随时可以在办件页面查看。",
            "Where the case stands, who has it and by when, is on its page at any time.",
        )[language]],
    }  # fmt: skip


def _decided_by(letter: Letter) -> dt.date | None:
    """Return the day of the decision as it was reckoned when the case was accepted."""
    case, day = letter.case, timezone.localtime(letter.at).date()
    until = case.events.filter(at__lte=letter.at)
    total: Due | None = clocks_of(version_of(case).flow, until, day).total
    return total.date if total else None


def _correction(letter: Letter, zone: Zone, language: Language) -> Contents:
    case, title = letter.case, reads.title(zone, letter.case)
    asked = Correction.objects.get(case=case)
    said = Text(
        f"您申报的“{title.zh}”需要补正。以下是需要补正的全部内容，只要求这一次：",
        f"Your application for “{title.en}” needs correction. This is everything, and asked for once only:",
    )
    closing = Text(
        f"请在{asked.answer_by}前登录本平台，在办件页面一次交齐。补正期间不计入办理时间。",
        f"Please hand everything in by {asked.answer_by}, on the page of the case. The clock stands still "
        "until then.",
    )
    return {
        "opening": [said[language]], "points-title": Text("补正内容", "What to correct")[language],
        "points": [str(reason) for reason in asked.reasons], "closing": [closing[language]],
    }  # fmt: skip


def _not_accepted(letter: Letter, zone: Zone, language: Language) -> Contents:
    title, event = reads.title(zone, letter.case), letter.event
    said = Text(
        f"您申报的“{title.zh}”，经审查不予受理，理由如下：",
        f"Your application for “{title.en}” is not accepted, for this reason:",
    )
    closing = Text(
        "改正后可以在受理期内重新申报。对不予受理有异议的，可以依法申请行政复议或者提起行政诉讼；"
        "也可以在“诉求”页面向园区提出。",
        "Once put right it may be filed again while the window is open. You may seek administrative "
        "reconsideration or go to court as the law provides, or tell the zone on the page “Needs”.",
    )
    return {
        "opening": [said[language]], "points-title": Text("理由", "Reason")[language],
        "points": [event.text if event else ""], "closing": [closing[language]],
    }  # fmt: skip


def _unfunded(letter: Letter, zone: Zone, language: Language) -> Contents:
    case, title = letter.case, reads.title(zone, letter.case)
    decided = _day(case.decided_on, language) if case.decided_on else ""
    said = Text(
        f"您申报的“{title.zh}”已于{decided}批准。本措施的额度按批次分配，本次额度已经全部分完，"
        "您的办件没有分得，因此不予兑付，办件到此结束。原批准决定没有被撤销。",
        f"Your application for “{title.en}” was approved on {decided}. Its funds are given out in rounds; "
        "this time all of them went to others and nothing was granted to your case, so nothing is paid and "
        "the case ends here. The approval itself was not revoked.",
    )
    facts = [[Text("措施", "Measure")[language], title[language]]]
    if (award := reads.award(zone, case)) is not None:
        facts.append([Text("核定", "Award")[language], award[language]])
    granted = Text("没有分得", "Nothing")
    facts.append([Text("本次分得", "Granted this time")[language], granted[language]])
    closing = Text(
        "有新的额度或批次时可以重新申报。对分配结果有异议的，可以依法申请行政复议或者提起行政诉讼；"
        "也可以在“诉求”页面向园区提出。",
        "You may file again when there are new funds or another round. You may seek administrative "
        "reconsideration or go to court as the law provides, or tell the zone on the page “Needs”.",
    )
    return {"opening": [said[language]], "facts": facts, "closing": [closing[language]]}


_BODIES = {
    "decided": _decided, "accepted": _accepted, "correction_asked": _correction,
    "not_accepted": _not_accepted, "unfunded": _unfunded,
}  # fmt: skip


def _kept(text: Mapping[str, str], language: Language) -> str:
    return text[language]


def _day(day: dt.date, language: Language) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else f"{day.day} {day:%B %Y}"
