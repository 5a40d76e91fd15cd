"""A case as its applicant sees it: where it stands, who has it by when, what may be done now."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from wotu.cases import reads
from wotu.cases.asking import pinned, version_of
from wotu.cases.letters.issued import Letter, letters_of
from wotu.cases.models import (
    OVER,
    UNDECIDED,
    Appeal,
    Attachment,
    Case,
    Comment,
    Correction,
    Decision,
    Notice,
    Payee,
)
from wotu.cases.stages import Standing, standing_of
from wotu.cases.timing import Usual, usual_days
from wotu.cases.verbs.appeals import against_what, last_day_to_appeal
from wotu.cases.verbs.filing import payee_of
from wotu.portal.cases.face import Face
from wotu.portal.cases.filing import shown_to
from wotu.rules.text import Text


@dataclass(frozen=True)
class CasePage:
    """One case, for whoever filed it."""

    face: Face
    case: Case
    now: dt.datetime

    @cached_property
    def standing(self) -> Standing:
        """Where it stands among its steps."""
        return standing_of(self.case, self.now)

    @property
    def address(self) -> str:
        """Its page."""
        return self.face.at("case", self.case.pk)

    @property
    def payee(self) -> Payee | None:
        """Where money would go."""
        return payee_of(self.case.enterprise, self.case.subject)

    @property
    def title(self) -> Text:
        """The measure's title."""
        return reads.title(self.face.zone, self.case)

    @property
    def award(self) -> Text | None:
        """What it gives."""
        return reads.award(self.face.zone, self.case)

    @cached_property
    def usual(self) -> Usual | None:
        """How long it usually takes."""
        return usual_days(self.case.zone, self.case.measure, self.now.date())

    @cached_property
    def correction(self) -> Correction | None:
        """The correction that was asked for."""
        return Correction.objects.filter(case=self.case).first()

    @property
    def to_correct(self) -> Correction | None:
        """The correction that waits for an answer."""
        asked = self.correction
        return asked if asked and asked.answered_at is None and self.case.state == "filed" else None

    @cached_property
    def decision(self) -> Decision | None:
        """The decision that stands."""
        return self.case.decisions.order_by("-round").first()

    @cached_property
    def appeals(self) -> Sequence[Appeal]:
        """The appeals against it, and against its revocation."""
        return list(Appeal.objects.filter(decision=self.decision)) if self.decision else ()

    @cached_property
    def notice(self) -> Notice | None:
        """The public notice that runs or ran."""
        return self.case.notices.order_by("-round").first()

    @cached_property
    def letters(self) -> list[tuple[Letter, str]]:
        """The letters with their addresses."""
        return [(one, self.face.at("letter", self.case.pk, one.code)) for one in letters_of(self.case)]

    @cached_property
    def reasons(self) -> dict[str, Any] | None:
        """The reasons of the decision, as the reader may see them."""
        if self.decision is None:
            return None
        return shown_to(self.face, self.decision.reasons, pinned(self.case).packs.vocabulary)

    @cached_property
    def files(self) -> Sequence[Attachment]:
        """What was handed in."""
        return list(self.case.attachments.filter(removed_at=None).select_related("evidence"))

    @property
    def said(self) -> Sequence[Comment]:
        """What was said, without the desk's own notes."""
        return list(self.case.comments.filter(is_internal=False).select_related("author"))

    @property
    def happened(self) -> list[reads.Happened]:
        """The timeline."""
        return reads.timeline(self.case, for_firm=True)

    @property
    def clause(self) -> Text:
        """The clause it was filed under."""
        return version_of(self.case).clause

    @property
    def may_withdraw(self) -> bool:
        """Whether it can still be taken back."""
        return self.face.may_claim and self.case.state in ("filed", "open")

    @property
    def may_hand_in(self) -> bool:
        """Whether files may be added."""
        return self.face.may_claim and self.case.state not in OVER

    @property
    def may_take_files_back(self) -> bool:
        """Whether a file may be taken back: before the decision."""
        return self.face.may_claim and self.case.state in UNDECIDED

    @property
    def may_appeal(self) -> bool:
        """Whether the decision, or its revocation, can be appealed."""
        against = against_what(self.case)
        if self.decision is None or not self.face.may_claim:
            return False
        if any(one.against == against for one in self.appeals):
            return False
        stands = self.case.state in ("refused", "approved", "revoked")
        until = self.appeal_until
        return stands and until is not None and timezone.localtime(self.now).date() <= until

    @property
    def appeal_until(self) -> dt.date | None:
        """The last day to appeal."""
        return last_day_to_appeal(self.case, self.decision) if self.decision else None

    @property
    def next(self) -> Text:
        """What comes next, in one sentence."""
        if self.case.state in _OVER:
            return _OVER[self.case.state]
        return next_words(self.case, self.standing, self.to_correct, self.notice)


def next_words(
    case: Case, standing: Standing, correction: Correction | None, notice: Notice | None
) -> Text:  # fmt: skip
    """Return what comes next in plain words: who has the case, and by when."""
    if case.state == "offered":
        return Text("请核对金额和收款账户，然后点“确认”。", "Check the amount and the account, then confirm.")
    if correction is not None:
        return Text(
            f"请补正：{correction.answer_by}前一次交齐，期间不计办理时间。",
            f"Please correct it by {correction.answer_by}; meanwhile the clock stands still.",
        )
    if notice is not None and notice.ended_at is None and case.state == "approved":
        return Text(f"正在公示，{notice.until}结束。", f"On public notice until {notice.until}.")
    return _waiting_for(standing)


def _waiting_for(standing: Standing) -> Text:
    waits = standing.open
    if not waits:
        return Text("正在办理。", "It is being dealt with.")
    days = [stage.due.date for stage in waits if stage.due and stage.due.date]
    zh = "、".join(f"{stage.who.zh}{stage.step.label.zh}" for stage in waits)
    en = "; ".join(f"{stage.step.label.en} ({stage.who.en})" for stage in waits)
    if not days:
        return Text(f"下一步：{zh}。", f"Next: {en}.")
    return Text(f"下一步：{zh}，{max(days)}前。", f"Next: {en}, by {max(days)}.")


_OVER = {
    "delivered": Text("已兑现，办件完结。", "Delivered; the case is closed."),
    "refused": Text(
        "不予批准，理由见下；不同意可以申请复核。", "Refused for the reasons below; you may appeal."
    ),
    "not_accepted": Text(
        "没有受理，理由见下；改好以后可以重新申报。",
        "Not accepted, for the reason below; you may file again.",
    ),
    "withdrawn": Text("您已撤回，可以重新申报。", "You withdrew it; you may file again."),
    "declined": Text(
        "您已放弃；受理期内还可以自己申报。", "You declined it; you may still file it yourself."
    ),
    "unfunded": Text(
        "已批准，但额度已全部分完，没有分得，不予兑付；有新的额度或批次时可以重新申报。",
        "Approved, but all funds went to others and nothing is paid; file again when there are new funds.",
    ),
    "revoked": Text("决定已撤销，理由见下。", "The award was revoked, for the reason below."),
}
