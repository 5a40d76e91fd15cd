"""`wotu reconcile`: hold cases, ledger, bank files and receipts against each other."""

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from wotu.cli.starting import start_django
from wotu.cli.zones import zones_or_exit

console = Console(highlight=False)


def reconcile(
    zone: Annotated[str, typer.Option(help="The zone's pack, such as guangzhou; all zones by default.")] = "",
) -> None:
    """Name every difference to the fen between what was awarded, held, ordered and paid.

    Leaves with 1 if anything differs, with 2 if there is no such zone.
    """
    start_django()
    from wotu.ledger.amounts import in_words  # noqa: PLC0415 - needs settings
    from wotu.payments.bank_file import yuan  # noqa: PLC0415 - needs settings
    from wotu.payments.reconciling import reconcile as hold_against  # noqa: PLC0415 - needs settings

    wrong = 0
    for one in zones_or_exit(zone, console):
        books = hold_against(one.id)
        wrong += len(books.differences)
        said = "adds up 相符" if books.adds_up else f"[red]{len(books.differences)} differences 不符[/red]"
        awarded, paid, open_ = (
            in_words(fen, "fen").en for fen in (books.awarded, books.paid, books.to_pay + books.with_bank)
        )
        console.print(
            f"{one.pack.zone.zh} {one.pack.zone.en}: {said}; awarded {awarded}, paid {paid}, open {open_}"
        )
        for apart in books.differences:
            figures = (
                ""
                if apart.one is None or apart.other is None
                else f": {yuan(apart.one)} / {yuan(apart.other)}"
            )
            console.print(f"  {escape(apart.reference)}  {apart.what.zh} {apart.what.en}{figures}")
    if wrong:
        raise typer.Exit(1)
