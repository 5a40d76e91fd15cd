"""The doors to cases: a firm's own, an official's, a step somebody may take, what is open to the public."""

import datetime as dt

from django.http import Http404

from wotu.access.actor import Actor
from wotu.access.doors import open_own, open_own_person, open_zone
from wotu.access.rights import MemberRight, Right
from wotu.cases import taking
from wotu.cases.models import Attachment, Case, CaseStep, Notice
from wotu.cases.reads import case_in, cases_about, cases_of, open_rows, public_notices
from wotu.measures.zones import Zone, zone
from wotu.parties.models import Appointment, held_on


def open_own_case(actor: Actor, slug: str, number: int, right: MemberRight) -> tuple[Case, Zone]:
    """Return a case of an enterprise the actor acts for with this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right.
    """
    party, where = open_own(actor, slug, right)
    case = cases_of(party).filter(pk=number).first()
    if case is None:
        raise Http404
    return case, where


def open_persons_case(actor: Actor, slug: str, number: int) -> tuple[Case, Zone]:
    """Return a case about a talent to that person alone, and the zone.

    Raises:
        Http404: there is none, or the actor is not that person.
    """
    person, where = open_own_person(actor, slug)
    case = cases_about(person).filter(pk=number).first()
    if case is None:
        raise Http404
    return case, where


def open_case(actor: Actor, zone_id: str, number: int, right: Right) -> tuple[Case, Zone]:
    """Return a case of a zone in which the actor has this right, and the zone.

    Raises:
        Http404: there is none, or the actor has no such right there.
    """
    where = open_zone(actor, zone_id, right)
    case = case_in(where.id, number)
    if case is None:
        raise Http404
    return case, where


def may_take(actor: Actor, case: Case, row: CaseStep, today: dt.date) -> bool:
    """Tell whether the actor may take an open step of a case.

    The window (窗口) is one for all departments. Any other step is for whoever holds its office in its
    department; where nobody does, for whoever holds that office in the zone, so that no case waits for an
    empty chair.
    """
    if row.done_at is not None or (case.zone, row.office) not in actor.offices:
        return False
    if row.office == "clerk" or taking.may_take(actor.posts, row, case):
        return True
    held = Appointment.objects.filter(
        held_on(today), department__zone=case.zone, department__slug=row.department, role=row.office
    )
    return not held.exists()


def open_step(actor: Actor, case: Case, step: str, today: dt.date) -> CaseStep:
    """Return a step of a case that is open and the actor's to take.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    row = case.steps.filter(step=step, round=case.round).first()
    if row is None or (row.done_at is None and not may_take(actor, case, row, today)):
        raise Http404
    return row  # one that is done is refused in words by the verb


def has_with_them(actor: Actor, case: Case, today: dt.date) -> bool:
    """Tell whether a case is with the actor: in a department of theirs, or at a step nobody else may take.

    The window takes cases of every department in, and steers none of them from there.
    """
    rows = open_rows(case)
    return taking.may_pass_on(actor.posts, case, rows) or any(
        row.office != "clerk" and may_take(actor, case, row, today) for row in rows
    )


def open_with_them(actor: Actor, case: Case, today: dt.date) -> Case:
    """Return a case the actor may steer: take on, pass on, hand over, send to experts, move to another text.

    Raises:
        Http404: it is with other departments.
    """
    if not has_with_them(actor, case, today):
        raise Http404
    return case


def open_attachment(actor: Actor, case: Case, id_: int) -> Attachment:
    """Return a file of a case the actor's side handed in, and may take back.

    Raises:
        Http404: there is none, or it is the other side's.
    """
    found = case.attachments.filter(pk=id_, removed_at=None).first()
    own = found is not None and (
        actor.may_for("claim_own", case.enterprise) or actor.may_for("claim_own", case.subject)
        if found.side == "firm" else actor.may("handle_cases", case.zone)
    )  # fmt: skip
    if found is None or not own:
        raise Http404
    return found


def open_notice(id_: int) -> tuple[Notice, Zone]:
    """Return a public notice, which is open to everybody, and its zone.

    Raises:
        Http404: there is none.
    """
    found = public_notices().select_related("case__pin").defer("case__pin__files").filter(pk=id_).first()
    where = zone(found.case.zone) if found else None
    if found is None or where is None:
        raise Http404
    return found, where
