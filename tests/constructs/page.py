"""Write docs/constructs.md from the list of constructs."""

from tests.constructs.constructs import ALL, SECTIONS, Construct
from tests.house.files import ROOT

PAGE = ROOT / "docs" / "constructs.md"
HEAD = """\
# What a clause may say, and how it is written

<!-- Written by `make docs` from tests/constructs/constructs.py; change it there. -->

Every form of support clause we have met in published documents, one line of YAML each, the measure of the
teaching pack [`packs/showcase`](../packs/showcase) that shows it, and the worked example that tests it. Only the
keys that matter are shown; the whole measure is in `packs/showcase/measures/`. The language itself is in
[language.md](language.md).

条款怎么说、包里怎么写：下表每一行是一种见于公开文件的条款写法，附一行 YAML、教学包中的措施和验证它的算例。

`tests/constructs` reads the same list and holds it to the pack: {count} constructs, every line of YAML as it stands
in the pack, every example there and passing.
"""
HEADER = """\
| 条款 clause | 写法 as YAML | 措施 measure | 算例 worked example |
|---|---|---|---|
"""


def page() -> str:
    """Return the whole page."""
    parts = [HEAD.format(count=len(ALL))]
    for title, constructs in SECTIONS:
        parts.append(f"## {title}\n\n{HEADER}" + "".join(_row(construct) for construct in constructs))
    return "\n".join(parts)


def _row(construct: Construct) -> str:
    where = f" ([{construct.file}](../packs/showcase/{construct.file}))" if construct.file else ""
    example = construct.case if construct.kind == "measure" else f"{construct.case} (`{construct.kind}`)"
    code = construct.yaml.replace("|", "\\|")
    return f"| {construct.zh}<br>{construct.en} | `{code}` | `showcase.{construct.measure}`{where} | {example} |\n"
