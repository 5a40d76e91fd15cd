"""The commands `wotu` has."""

import typer

from wotu.cli.appoint import appoint
from wotu.cli.audit import audit
from wotu.cli.backup import backup, restore
from wotu.cli.chain import chain
from wotu.cli.check import check
from wotu.cli.evidence import evidence
from wotu.cli.explain import ask, best, explain_one
from wotu.cli.export import export
from wotu.cli.lay_out import lay_out
from wotu.cli.manage import manage
from wotu.cli.match import match
from wotu.cli.new_pack import new_pack
from wotu.cli.process import process
from wotu.cli.prove import prove
from wotu.cli.reconcile import reconcile
from wotu.cli.rematch import rematch
from wotu.cli.run import run
from wotu.cli.serve import prepare, serve
from wotu.cli.simulate import simulate
from wotu.cli.suggest import suggest
from wotu.cli.worker import worker

app = typer.Typer(
    help="Wotu 沃土: published measures as executable rules, for every firm of a zone.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
app.command()(run)
app.command()(prepare)
app.command()(serve)
app.command()(worker)
app.command()(backup)
app.command()(restore)
app.command()(rematch)
app.command()(export)
app.command()(prove)
app.command()(reconcile)
app.command(
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)(manage)
app.command("appoint")(appoint)
app.add_typer(audit, name="audit")
app.add_typer(chain, name="chain")
app.add_typer(evidence, name="evidence")
app.command("check")(check)
app.command("explain")(explain_one)
app.command("ask")(ask)
app.command("best")(best)
app.command("new-pack")(new_pack)
app.command()(process)
app.command("lay-out")(lay_out)
app.command()(match)
app.command()(simulate)
app.command()(suggest)
