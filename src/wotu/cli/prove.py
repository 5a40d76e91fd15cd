"""`wotu prove`: hold what stands in the zones against every answer worked out in full."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from wotu.cli.starting import start_django
from wotu.cli.zones import zones_or_exit

if TYPE_CHECKING:
    from wotu.findings.models import Proof
    from wotu.measures.zones import Zone

console = Console(highlight=False, soft_wrap=True)
SHOWN = 20
BY = "wotu prove"


def prove(
    zone: Annotated[str, typer.Option(help="The zone's pack, such as guangzhou; all zones by default.")] = "",
    mend: Annotated[bool, typer.Option(help="Set what differs right, and prove again.")] = False,
    on: Annotated[str, typer.Option(help="As-of date, 2026-11-28; today by default.")] = "",
) -> None:
    """Work out every answer in full, and name each that stands otherwise.

    Nothing is changed without --mend. What only waits to be matched is no difference. Leaves with 1 if
    anything differs in the end, with 2 if there is no such zone or date.
    """
    start_django()
    from django.utils import timezone  # noqa: PLC0415 - needs settings

    from wotu.cli.facts import day_of  # noqa: PLC0415 - needs settings
    from wotu.findings import proving  # noqa: PLC0415 - needs settings

    wanted = zones_or_exit(zone, console)
    day, wrong = day_of(on) if on else timezone.localdate(), 0
    for one in wanted:
        proof = proving.prove(zone=one, on=day, by=BY, now=timezone.now())
        _say(one, proof)
        if mend and proof.differences:
            proof = proving.mend(proof=proof, zone=one, on=day, by=BY, now=timezone.now())
            console.print("  set right 已更正")
            _say(one, proof)
        wrong += proof.differences
    if wrong:
        raise typer.Exit(1)


def _say(zone: "Zone", proof: "Proof") -> None:
    from wotu.findings.proofs import named  # noqa: PLC0415 - needs settings

    said = f"[red]{proof.differences:,} differ 不一致[/red]" if proof.differences else "identical 一致"
    title = zone.pack.zone
    console.print(
        f"{title.zh} {title.en}, {proof.on}: {said}; {proof.compared:,} answers compared, "
        f"{proof.waiting:,} wait to be matched, {proof.seconds:.2f} s\n"
        f"  standing {proof.standing}\n  full     {proof.full}"
    )
    found = named(zone, proof)
    for one in found[:SHOWN]:
        who = f"{one.firm} {one.subject}".strip()
        console.print(
            f"  {escape(who)}  {one.measure.zh} {one.measure.en}  {one.field.zh} {one.field.en}: "
            f"{escape(one.standing.en)} / {escape(one.full.en)}"
        )
    if len(found) > SHOWN:
        console.print(f"  … {len(found) - SHOWN:,} more")
