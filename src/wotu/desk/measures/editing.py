"""Writing drafts: begun, edited with a live check, handed to review, given up and taken up again."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wotu.access.doors import open_edition, open_zone
from wotu.access.limits import too_many
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.desk.measures.shown import Stand, numbered
from wotu.desk.measures.views import edition_page
from wotu.look.language import current
from wotu.measures import reads, verbs
from wotu.measures.blocks import Block, block_of
from wotu.measures.complaints import Complaint
from wotu.measures.lifecycle import Overtaken
from wotu.measures.models import Edition
from wotu.measures.template import NewMeasure
from wotu.measures.texts import checked_text
from wotu.measures.trial import Trial
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo
from wotu.rules.text import Text

CHECKS_A_MINUTE = 120


@open_to("edit_measures")
@require_POST
def begin(request: HttpRequest, zone: str) -> HttpResponse:
    """Begin a draft, or go on with one, and go to the measure that is to change."""
    where = open_zone(actor(request), zone, "edit_measures")
    measure, chosen = request.POST.get("measure", ""), request.POST.get("edition", "")
    number = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < 9 else 0
    if not number:
        try:
            made = verbs.begin_edition(
                zone=where.id, title=request.POST.get("title", ""), by=actor(request).by, now=timezone.now()
            )
        except CannotDo as refused:
            messages.error(request, refused.text[current()])
            name, args = ("measure", [zone, measure]) if measure else ("home", [zone])
            return HttpResponseRedirect(reverse(f"desk:measures:{name}", args=args))
        number = made.number
    if not measure:
        return _to_edition(zone, number)
    return HttpResponseRedirect(reverse("desk:measures:edit", args=[zone, number, measure]))


@dataclass(frozen=True)
class Part:
    """What the editor edits: the lines of one measure, or a whole file."""

    name: str
    block: Block
    is_file: bool


def _part(edition: Edition, name: str) -> Part:
    files = reads.whole_of(edition)
    if name.endswith(".yaml"):
        return Part(name, Block(name, files.get(name, ""), 1, "", ""), is_file=True)
    block = block_of(files, name)
    if block is None:
        raise Http404
    return Part(name, block, is_file=False)


@open_to("edit_measures")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, zone: str, number: int, part: str) -> HttpResponse:
    """Show the editor; save what was typed, or check it without saving."""
    where, edition = open_edition(actor(request), zone, number, "edit_measures")
    here = _part(edition, part)
    if request.method != "POST":
        return _editor(request, where, edition, here, here.block.text)
    typed = _typed(request)
    if "check" in request.POST:
        return _editor(request, where, edition, here, typed)
    try:
        verbs.save_edition(
            zone=zone, number=number, revision=_whole_number(request.POST.get("revision", "")),
            path=here.block.path, text=_file_text(here, typed), by=actor(request).by, now=timezone.now(),
        )  # fmt: skip
    except Overtaken as refused:
        edition.refresh_from_db()
        theirs = _part(edition, part).block.text
        return _editor(
            request, where, edition, here, typed, mistake=refused.text, theirs=theirs,
            status=HTTPStatus.CONFLICT,
        )  # fmt: skip
    except CannotDo as refused:
        return _editor(
            request, where, edition, here, typed, mistake=refused.text,
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )  # fmt: skip
    messages.success(request, Text("已保存草稿。", "The draft is saved.")[current()])
    return HttpResponseRedirect(_where_now(zone, number, here, typed))


def _where_now(zone: str, number: int, here: Part, typed: str) -> str:
    """Return where to go on: the measure's own name may have been changed or removed."""
    if here.is_file or block_of({here.block.path: _file_text(here, typed)}, here.name):
        return reverse("desk:measures:edit", args=[zone, number, here.name])
    return reverse("desk:measures:edition", args=[zone, number])


@open_to("edit_measures")
@never_cache
@require_POST
def check(request: HttpRequest, zone: str, number: int, part: str) -> HttpResponse:
    """Check what is being typed and say in words what it means; nothing is kept."""
    where, edition = open_edition(actor(request), zone, number, "edit_measures")
    if too_many(request, f"measure-check-{actor(request).by}", CHECKS_A_MINUTE):
        return render(request, "look/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    here, typed = _part(edition, part), _typed(request)
    return render(request, "desk/measures/trial.html", _tried(where, edition, here, typed) | {"live": True})


def _editor(
    request: HttpRequest,
    zone: Zone,
    edition: Edition,
    part: Part,
    typed: str,
    *,
    mistake: Text | None = None,
    theirs: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    tried = _tried(zone, edition, part, typed)
    known = zone.packs.measures.get(part.name)
    context = tried | {
        "title": known.title if known else None,
        "stand": Stand(edition), "part": part, "typed": typed, "mistake": mistake, "theirs": theirs,
        "is_draft": edition.state == "draft", "files": _beside(edition, part),
    }  # fmt: skip
    return render(request, "desk/measures/edit.html", context, status=status)


def _tried(zone: Zone, edition: Edition, part: Part, typed: str) -> dict[str, object]:
    """Return what a trial of the typed text shows; what cannot even be tried is one more mistake."""
    try:
        text = checked_text(part.block.path, _file_text(part, typed))
        files = {**edition.files, part.block.path: text}
        trial = reads.trial_of(edition, timezone.localdate(), "" if part.is_file else part.name, files)
    except CannotDo as refused:
        trial = Trial((Complaint(part.block.path, 0, 0, refused.text, None),))
    wrong = {problem.line for problem in trial.problems if problem.file == part.block.path}
    about = [one for one in trial.ran if not (part.is_file and one.holds and one.file != part.name)]
    return {
        "zone": zone, "edition": edition, "part": part, "trial": trial, "examples": about,
        "failing": [one for one in about if not one.holds],
        "changes": trial.changed.get(part.name, ()) if not part.is_file else (),
        "all_changes": [*(change for found in trial.changed.values() for change in found), *trial.around],
        "numbers": numbered(typed, part.block.first, wrong),
    }  # fmt: skip


def _beside(edition: Edition, part: Part) -> list[str]:
    """Return the other files somebody who edits this part may need."""
    files = reads.whole_of(edition)
    examples = [
        path
        for path, text in files.items()
        if path.startswith("examples/") and (part.is_file or f"measure: {part.name}\n" in text)
    ]
    around = [
        path
        for path in ("sources.yaml", "definitions.yaml", "processes.yaml", "stacking.yaml")
        if path in files or path == "processes.yaml"  # it may be begun here
    ]
    return [path for path in dict.fromkeys((*examples, *around)) if path != part.name]


def _file_text(part: Part, typed: str) -> str:
    return typed if part.is_file else part.block.put_back(typed)


def _typed(request: HttpRequest) -> str:
    return request.POST.get("text", "").replace("\r\n", "\n")


def _whole_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


@open_to("edit_measures")
@require_POST
def add(request: HttpRequest, zone: str, number: int) -> HttpResponse:
    """Put a new measure into a draft."""
    where, edition = open_edition(actor(request), zone, number, "edit_measures")
    post = request.POST
    wanted = NewMeasure(
        post.get("name", "").strip(), post.get("zh", ""), post.get("en", ""), post.get("area", ""),
        post.get("source", ""),
    )  # fmt: skip
    try:
        made = verbs.add_measure(
            zone=zone, number=number, wanted=wanted, facts=where.packs.vocabulary, by=actor(request).by,
            now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip
    except CannotDo as refused:
        return edition_page(request, where, edition, failed="add", mistake=refused.text)
    return HttpResponseRedirect(reverse("desk:measures:edit", args=[zone, number, made]))


STEPS = {
    "submit": Text("已提交合法性审核。", "Sent to the legal reviewer."),
    "update": Text("已合并最新版本。", "Brought up to date."),
    "discard": Text("已作废，可以恢复。", "Discarded; it can be restored."),
    "restore": Text("已恢复为草稿。", "It is a draft again."),
}


@open_to("edit_measures")
@require_POST
def step(request: HttpRequest, zone: str, number: int, step: str) -> HttpResponse:
    """Submit, bring up to date, discard or restore a draft."""
    where, edition = open_edition(actor(request), zone, number, "edit_measures")
    if step not in STEPS:
        raise Http404
    said, by, now = STEPS[step], actor(request).by, timezone.now()
    try:
        if step == "submit":
            verbs.submit_edition(zone=zone, number=number, by=by, now=now, today=timezone.localdate())
        elif step == "update":
            if disputed := verbs.update_edition(zone=zone, number=number, by=by, now=now):
                names = "、".join(disputed)
                said = Text(
                    f"已合并；两边都改过，请核对：{names}", f"Merged; both changed, please look: {names}"
                )
        elif step == "discard":
            verbs.discard_edition(zone=zone, number=number, by=by, now=now)
        else:
            verbs.restore_edition(zone=zone, number=number, by=by, now=now)
    except CannotDo as refused:
        edition.refresh_from_db()
        return edition_page(request, where, edition, failed=step, mistake=refused.text)
    messages.success(request, said[current()])
    return _to_edition(zone, number)


def _to_edition(zone: str, number: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:measures:edition", args=[zone, number]))
