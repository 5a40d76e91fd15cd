"""A case as an official sees it: the rule against the facts, the steps that are theirs, conflicts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from wotu.access.actor import Actor
from wotu.access.case_doors import has_with_them, may_take
from wotu.cases import reads
from wotu.cases.asking import Asked, ask_again
from wotu.cases.conflicts import against
from wotu.cases.difference import Difference, difference
from wotu.cases.impartial import may_answer_appeal, may_answer_objections
from wotu.cases.letters.issued import Letter, letters_of
from wotu.cases.models import (
    Appeal,
    Attachment,
    Case,
    Comment,
    Correction,
    Decision,
    Notice,
    Objection,
)
from wotu.cases.models.case import UNDECIDED
from wotu.cases.progress import is_with_experts
from wotu.cases.reasons import reasons_of
from wotu.cases.stages import Stage, Standing, department_names, standing_of
from wotu.cases.taking import HANDLERS
from wotu.measures.zones import Zone
from wotu.parties.models import Appointment, held_on
from wotu.refusal import CannotDo
from wotu.rules.text import Text


@dataclass(frozen=True)
class DeskPage:
    """One case, for one official at a local moment."""

    actor: Actor
    case: Case
    zone: Zone
    now: dt.datetime

    @cached_property
    def standing(self) -> Standing:
        """Where it stands among its steps."""
        return standing_of(self.case, self.now)

    @cached_property
    def mine(self) -> list[Stage]:
        """The steps this official may take now; none while the firm corrects the case."""
        if self.correcting:
            return []
        today = self.now.date()
        return [
            stage
            for stage in self.standing.open
            if stage.row is not None and may_take(self.actor, self.case, stage.row, today)
        ]

    @property
    def waits_for_others(self) -> list[Stage]:
        """The steps that wait for somebody else."""
        return [stage for stage in self.standing.open if stage not in self.mine]

    @property
    def opinions(self) -> list[Stage]:
        """What departments and experts said."""
        does = ("review", "countersign", "experts")
        return [one for one in self.standing.stages if one.step.does in does and one.where == "done"]

    @property
    def title(self) -> Text:
        """The measure's title."""
        return reads.title(self.zone, self.case)

    @property
    def award(self) -> Text | None:
        """What it gives."""
        return reads.award(self.zone, self.case)

    @cached_property
    def asked(self) -> Asked:
        """What the pinned text answers by what is known now."""
        return ask_again(self.case)

    @cached_property
    def reasons(self) -> dict[str, Any]:
        """The rule condition by condition: as decided, else by what is known now."""
        return self.decision.reasons if self.decision else reasons_of(self.asked)

    @property
    def unknown(self) -> list[Any]:
        """The conditions nobody knows yet."""
        return [one for one in self.reasons["conditions"] if one["answer"] == "unknown"]

    @cached_property
    def conflicts(self) -> Sequence[Text]:
        """What stands against approving it; nothing once it is decided."""
        if self.case.state not in UNDECIDED:
            return ()
        case = self.case
        return against(self.asked, case.enterprise, case.subject, case.period, leaving_out=case)

    @property
    def amount_open(self) -> bool:
        """Whether the decider has to say how much."""
        low, high = self.asked.ends
        return self.asked.version.benefit.form != "service" and (low is None or low != high)

    @property
    def in_yuan(self) -> bool:
        """Whether the amount is money."""
        return self.case.unit in ("money", "credit_line")

    @property
    def allowed(self) -> Text | None:
        """What the rule allows."""
        low, high = self.asked.ends
        return reads.range_words(self.zone, self.case, low, high)

    @cached_property
    def correction(self) -> Correction | None:
        """The correction that was asked for."""
        return Correction.objects.filter(case=self.case).first()

    @property
    def correcting(self) -> bool:
        """Whether the firm is still to answer it."""
        return self.correction is not None and self.correction.answered_at is None

    @cached_property
    def decision(self) -> Decision | None:
        """The decision of this round."""
        return self.case.decisions.filter(round=self.case.round).first()

    @cached_property
    def appeals(self) -> Sequence[Appeal]:
        """Every appeal, of whichever round, the first one first."""
        return list(reads.appeals_of(self.case))

    @cached_property
    def appeal(self) -> Appeal | None:
        """The appeal to be answered: the one that waits longest."""
        return reads.appeal_to_answer(self.case)

    @cached_property
    def notice(self) -> Notice | None:
        """The public notice."""
        return self.case.notices.order_by("-round").first()

    @property
    def objections(self) -> QuerySet[Objection]:
        """Every objection, the first one first."""
        return Objection.objects.filter(notice__case=self.case).select_related("evidence")

    @cached_property
    def files(self) -> Sequence[Attachment]:
        """What was handed in."""
        return list(self.case.attachments.filter(removed_at=None).select_related("evidence"))

    @property
    def said(self) -> Sequence[Comment]:
        """What was said, notes included."""
        return list(self.case.comments.select_related("author"))

    @property
    def happened(self) -> list[reads.Happened]:
        """The timeline."""
        return reads.timeline(self.case, for_firm=False)

    @cached_property
    def letters(self) -> list[Letter]:
        """The letters."""
        return letters_of(self.case)

    @cached_property
    def other_departments(self) -> list[tuple[str, Text]]:
        """Where it can be passed on to."""
        names = department_names(self.zone.id)
        return [(slug, name) for slug, name in names.items() if slug != self.case.department]

    @cached_property
    def colleagues(self) -> list[tuple[str, str]]:
        """Whom it can be handed over to."""
        held = Appointment.objects.filter(
            held_on(self.now.date()), department__zone=self.zone.id, department__slug=self.case.department,
            role__in=HANDLERS,
        )  # fmt: skip
        people = held.exclude(user=self.case.official_id or 0).order_by("user__name")
        found = dict.fromkeys(people.values_list("user_id", "user__name"))
        return [(str(key), name) for key, name in found]

    @cached_property
    def may_steer(self) -> bool:
        """Whether it is with the official, who may then take it on, pass it on, send it to experts …"""
        return self.may_handle and has_with_them(self.actor, self.case, self.now.date())

    @property
    def with_experts(self) -> bool:
        """Whether experts outside the process have it."""
        return is_with_experts(self.case)

    @property
    def department(self) -> Text:
        """Where it is."""
        slug = self.case.department
        return department_names(self.zone.id).get(slug, Text(slug, slug))

    @cached_property
    def newer(self) -> Difference | None:
        """The text in force, where the case stands under another."""
        if self.case.state not in UNDECIDED:
            return None
        try:
            found = difference(self.case, self.zone, self.now.date())
        except CannotDo:
            return None
        return found if found.is_any else None

    @cached_property
    def may_answer_objections(self) -> bool:
        """Whether the official may answer objections: they handle cases, and took no part in this award."""
        return self.may_handle and may_answer_objections(self.case, self.actor.by)

    @property
    def may_see_objectors(self) -> bool:
        """Whether the official sees who objected: those who answer, and those who audit."""
        return self.may_answer_objections or self.actor.may("read_audit", self.zone.id)

    @property
    def may_answer_appeal(self) -> bool:
        """Whether the official may answer the appeal: they handle cases, and neither decided nor revoked."""
        return self.may_handle and self.appeal is not None and may_answer_appeal(self.appeal, self.actor.by)

    @property
    def may_handle(self) -> bool:
        """Whether the official handles cases."""
        return self.actor.may("handle_cases", self.zone.id)

    @property
    def may_decide(self) -> bool:
        """Whether the official decides cases."""
        return self.actor.may("decide_cases", self.zone.id)
