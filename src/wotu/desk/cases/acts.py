"""What an official may do with a case: each act with the right it needs and the verb behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.http import Http404, HttpRequest
from django.utils import timezone

from wotu.access.case_doors import open_step, open_with_them
from wotu.access.middleware import actor
from wotu.access.rights import Right
from wotu.accounts.models import User
from wotu.cases.models import Case, CaseStep, Objection
from wotu.cases.reads import appeal_to_answer
from wotu.cases.verbs.appeals import answer_appeal
from wotu.cases.verbs.deciding import decide_case
from wotu.cases.verbs.delivering import deliver, revoke_case
from wotu.cases.verbs.notices import answer_objection
from wotu.cases.verbs.rebasing import rebase_case
from wotu.cases.verbs.reviewing import (
    ask_experts,
    give_opinion,
    hand_over,
    pass_on_case,
    record_experts,
    take_case,
)
from wotu.cases.verbs.saying import comment
from wotu.cases.verbs.window import accept_case, ask_correction, not_accept_case
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo
from wotu.rules.text import Text


@dataclass(frozen=True)
class Doing:
    """Somebody about to do something with a case."""

    request: HttpRequest
    case: Case
    zone: Zone
    user: User

    def text(self, name: str = "text") -> str:
        """Return what was written."""
        return self.request.POST.get(name, "")

    def step(self) -> CaseStep:
        """Return the step of the form, which must be this official's.

        Raises:
            Http404: it is not.
        """
        return open_step(actor(self.request), self.case, self.text("step"), timezone.localdate())

    def must_decide(self) -> None:
        """Refuse whoever decides no cases here: what undoes a decision is for those who decide.

        Raises:
            Http404: they do not.
        """
        if not actor(self.request).may("decide_cases", self.zone.id):
            raise Http404

    def steered(self) -> Case:
        """Return the case, which must be with this official.

        Raises:
            Http404: it is with other departments.
        """
        return open_with_them(actor(self.request), self.case, timezone.localdate())


@dataclass(frozen=True)
class Act:
    """One thing to do."""

    right: Right
    do: Callable[[Doing], Text]


def _accept(doing: Doing) -> Text:
    now, today = timezone.now(), timezone.localdate()
    accept_case(case=doing.case, step=doing.step().step, user=doing.user, now=now, today=today)
    return Text("已受理，开始计时；受理通知书已生成。", "Accepted; the clock runs and the notice is made.")


def _not_accept(doing: Doing) -> Text:
    now, today = timezone.now(), timezone.localdate()
    not_accept_case(
        case=doing.case, step=doing.step().step, why=doing.text(), user=doing.user, now=now, today=today
    )
    return Text("已作不予受理，理由已告知企业。", "Not accepted; the firm is told why.")


def _correction(doing: Doing) -> Text:
    doing.step()
    now, today = timezone.now(), timezone.localdate()
    reasons = doing.request.POST.getlist("reason")
    ask_correction(case=doing.case, reasons=reasons, user=doing.user, now=now, today=today)
    return Text("补正要求已发给企业，停止计时。", "The firm is asked to correct it; the clock stands still.")


def _opinion(doing: Doing) -> Text:
    now, today = timezone.now(), timezone.localdate()
    agreed = doing.text("opinion") != "disagreed"
    give_opinion(
        case=doing.case, step=doing.step().step, opinion="agreed" if agreed else "disagreed",
        text=doing.text(), user=doing.user, now=now, today=today,
    )  # fmt: skip
    return Text("意见已提交。", "Your opinion is on record.")


def _decide(doing: Doing) -> Text:
    now, today = timezone.now(), timezone.localdate()
    refused = doing.text("outcome") == "refused"
    decide_case(
        case=doing.case, step=doing.step().step, outcome="refused" if refused else "approved",
        amount=None if refused else amount_of(doing), text=doing.text(), user=doing.user, now=now,
        today=today,
    )  # fmt: skip
    if refused:
        return Text("已决定不予批准，决定书已生成。", "Refused; the letter is made.")
    return Text("已批准，决定书已生成。", "Approved; the letter is made.")


def amount_of(doing: Doing) -> int | None:
    """Return the amount typed, in smallest units; None where none was.

    Raises:
        CannotDo: it cannot be read.
    """
    typed = doing.text("amount").replace(",", "").replace("，", "").strip()
    if not typed:
        return None
    in_yuan = doing.case.unit in ("money", "credit_line")
    try:
        units = Decimal(typed) * (100 if in_yuan else 1)
    except InvalidOperation:
        units = Decimal("NaN")
    if not units.is_finite() or units != units.to_integral_value() or abs(units) > 10**17:
        such_as = "85000.00" if in_yuan else "90"
        raise CannotDo(
            f"没有读懂金额“{typed}”。请只填数字，例如{such_as}。",
            f"The amount “{typed}” could not be read. Give a number, such as {such_as}.",
        )
    return int(units)


def _deliver(doing: Doing) -> Text:
    row = doing.step()
    if row.does != "deliver":
        raise Http404  # money goes out by the payments alone
    now, today = timezone.now(), timezone.localdate()
    deliver(case=doing.case, step=row.step, text=doing.text(), by=doing.user.email, now=now, today=today)
    return Text("已登记交付。", "Delivered.")


def _answer_objection(doing: Doing) -> Text:
    key = doing.text("objection")
    found = Objection.objects.filter(notice__case=doing.case, pk=int(key) if key.isdecimal() else 0).first()
    if found is None:
        raise Http404
    sustained = doing.text("sustained") == "yes"
    if sustained:
        doing.must_decide()
    answer_objection(
        objection=found, sustained=sustained, answer=doing.text(), for_firm=doing.text("for_firm"),
        user=doing.user, now=timezone.now(), today=timezone.localdate(),
    )  # fmt: skip
    return Text("异议已答复。", "The objection is answered.")


def _answer_appeal(doing: Doing) -> Text:
    found = appeal_to_answer(doing.case)
    if found is None:
        raise CannotDo("没有待答复的复核申请。", "No appeal waits for an answer.")
    upheld = doing.text("upheld") != "no"
    if not upheld:
        doing.must_decide()
    answer_appeal(
        appeal=found, upheld=upheld, answer=doing.text(), user=doing.user,
        now=timezone.now(), today=timezone.localdate(),
    )  # fmt: skip
    return Text("复核已答复。", "The appeal is answered.")


def _pass_on(doing: Doing) -> Text:
    pass_on_case(
        case=doing.steered(), department=doing.text("department"), why=doing.text(), user=doing.user,
        now=timezone.now(),
    )  # fmt: skip
    return Text("已转办，期限不变。", "Passed on; its deadlines stay.")


def _hand_over(doing: Doing) -> Text:
    key = doing.text("to")
    to = User.objects.filter(pk=int(key) if key.isdecimal() and len(key) < 18 else 0).first()
    if to is None:
        raise CannotDo("请选择移交给谁。", "Choose whom to hand it over to.")
    hand_over(
        case=doing.steered(), to=to, why=doing.text(), user=doing.user, now=timezone.now(),
        today=timezone.localdate(),
    )  # fmt: skip
    return Text("已移交，期限不变。", "Handed over; its deadlines stay.")


def _ask_experts(doing: Doing) -> Text:
    now, today = timezone.now(), timezone.localdate()
    ask_experts(case=doing.steered(), why=doing.text(), user=doing.user, now=now, today=today)
    return Text("已送专家评审，停止计时。", "Sent to experts; the clock stands still.")


def _record_experts(doing: Doing) -> Text:
    now, today = timezone.now(), timezone.localdate()
    record_experts(case=doing.steered(), text=doing.text(), user=doing.user, now=now, today=today)
    return Text("专家意见已登记，恢复计时。", "The experts’ opinion is on record; the clock goes on.")


def _take(doing: Doing) -> Text:
    take_case(case=doing.steered(), user=doing.user, now=timezone.now())
    return Text("由您经办了。", "It is yours now.")


def _say(doing: Doing) -> Text:
    internal = "internal" in doing.request.POST
    comment(
        case=doing.case, text=doing.text(), user=doing.user, side="desk", now=timezone.now(),
        is_internal=internal,
    )  # fmt: skip
    if internal:
        return Text("内部备注已记下，企业看不到。", "The note is kept; the firm does not see it.")
    return Text("留言已发给企业。", "The message was sent to the firm.")


def _rebase(doing: Doing) -> Text:
    rebase_case(
        case=doing.steered(), zone=doing.zone, seen=doing.text("seen"), why=doing.text(), user=doing.user,
        now=timezone.now(), today=timezone.localdate(),
    )  # fmt: skip
    return Text("已改按现行条文办理。", "Moved to the text in force.")


def _revoke(doing: Doing) -> Text:
    revoke_case(
        case=doing.case, why=doing.text(), by=doing.user.email, now=timezone.now(), today=timezone.localdate()
    )
    return Text("决定已撤销，占用的额度已释放。", "Revoked; what was held is released.")


ACTS: Mapping[str, Act] = {
    "accept": Act("handle_cases", _accept),
    "not-accept": Act("handle_cases", _not_accept),
    "correction": Act("handle_cases", _correction),
    "opinion": Act("handle_cases", _opinion),
    "decide": Act("decide_cases", _decide),
    "deliver": Act("handle_cases", _deliver),
    "objection": Act("handle_cases", _answer_objection),
    "appeal": Act("handle_cases", _answer_appeal),
    "pass-on": Act("handle_cases", _pass_on),
    "hand-over": Act("handle_cases", _hand_over),
    "experts": Act("handle_cases", _ask_experts),
    "experts-said": Act("handle_cases", _record_experts),
    "take": Act("handle_cases", _take),
    "say": Act("handle_cases", _say),
    "rebase": Act("handle_cases", _rebase),
    "revoke": Act("decide_cases", _revoke),
}
