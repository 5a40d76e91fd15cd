"""`wotu new-pack`: a folder to begin with, that checks clean."""

from pathlib import Path
from typing import Annotated

import typer

from wotu.cli.packs import console, errors

_FILES = {
    "pack.yaml": """\
pack: {name}
zone: {{zh: {zh}, en: {en}}}
title: {{zh: {zh}惠企措施, en: Measures of {en}}}
level: zone
builds_on: [common]
""",
    "vocabulary.yaml": """\
# Facts the packs below do not know yet. Look at packs/common/vocabulary.yaml first.
facts:
  {name}_pilot: {{zh: 列入本区试点, en: Taken into the zone's pilot, type: boolean, period: since}}
""",
    "sources.yaml": """\
# The published documents. Leave out a number or an address nobody found; never invent one.
sources:
  first: {{zh: 文件标题, en: Title of the document, found: false}}
""",
    "measures/first.yaml": """\
# One measure: source, rule, benefit, capacity, process. docs/language.md has every form.
measure: {name}.first
title: {{zh: 试点企业研发补助, en: R&D support for pilot firms}}
area: research
service: grant
kind: rd
source: {{ref: first, article: 第一条}}
published: false
assumption: {{zh: 示例，请换成条款原意, en: An example; replace it by what the clause says}}
clause: {{zh: 试点企业按上年研发费用的一定比例补助, en: Pilot firms get a share of last year's R&D expense}}
valid: {{from: 2025-01-01, to: 2027-12-31}}
params:
  rate: {{value: 10%, zh: 补助比例, en: Share}}
  cap: {{value: 50万元, zh: 每家每年上限, en: Most a firm and year}}
conditions:
  - {{id: pilot, zh: 列入试点, en: Is a pilot firm, when: {name}_pilot}}
benefit:
  amount: rate * rd_expense
  caps:
    - {{id: yearly, per: enterprise_year, limit: cap, zh: 每家每年上限, en: Most a firm and year}}
""",
    "examples/first.yaml": """\
- measure: {name}.first
  case: {{zh: 恰好到上限, en: exactly at the cap}}
  on: 2025-06-01
  facts: {{{name}_pilot: true, rd_expense: 500万元}}
  expect: {{status: entitled, amount: 50万元}}
- measure: {name}.first
  case: {{zh: 超过上限, en: above the cap}}
  on: 2025-06-01
  facts: {{{name}_pilot: true, rd_expense: 600万元}}
  expect: {{status: entitled, amount: 50万元, cap: yearly}}
- measure: {name}.first
  case: {{zh: 不是试点企业, en: not a pilot firm}}
  on: 2025-06-01
  facts: {{{name}_pilot: false, rd_expense: 500万元}}
  expect: {{status: not_entitled}}
- measure: {name}.first
  case: {{zh: 不知是否试点, en: not known whether a pilot firm}}
  on: 2025-06-01
  facts: {{rd_expense: 500万元}}
  expect: {{status: unknown, unknown: [{name}_pilot]}}
""",
}


def new_pack(
    name: Annotated[str, typer.Argument(help="Name of the pack: small letters, digits and _.")],
    *,
    zh: Annotated[str, typer.Option(help="The zone's name in Chinese.")] = "示例经开区",
    en: Annotated[str, typer.Option(help="The zone's name in English.")] = "Example zone",
    folder: Annotated[Path, typer.Option("--in", help="Where to put it.")] = Path("packs"),
) -> None:
    """Make a new pack with one measure and its worked examples, ready to be changed.

    Leaves with 2 if the name cannot be used or something is there already; nothing is overwritten.
    """
    if not (name.isascii() and name.isidentifier() and name.islower()):
        errors.print(
            f"`{name}` cannot be a pack's name: small letters, digits and _, not beginning with a digit."
        )
        raise typer.Exit(2)
    if set(zh + en) & set("{}<>:#[]\"'\\\n"):
        errors.print("A zone's name has letters, digits and spaces only.")
        raise typer.Exit(2)
    target = folder / name
    if target.exists():
        errors.print(f"{target} is there already. Choose another name, or --in another folder.")
        raise typer.Exit(2)
    for path, text in _FILES.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(text.format(name=name, zh=zh, en=en), encoding="utf-8")
    console.print(f"Made [bold]{target}[/bold]. Next: [bold]wotu check {target}[/bold],")
    beside = (folder.resolve() / "common", folder.resolve().parent / "packs" / "common")
    if not any((place / "pack.yaml").is_file() for place in beside):
        console.print(f"It builds on [bold]common[/bold]: copy the folder packs/common into {folder} first.")
    console.print("then change measures/first.yaml and its examples.")
