"""Write docs/constructs.md from the list of constructs."""

from tests.constructs.constructs import ALL, ANSWERED, SECTIONS, Answer, Construct
from tests.house.files import ROOT

PAGE = ROOT / "docs" / "constructs.md"
HEAD = """\
# What a clause may say, and how it is written

<!-- Written by `make docs` from tests/constructs/constructs.yaml; change it there. -->

Every form of support clause we have met in published documents: one line of YAML, the measure of the teaching
pack [`packs/showcase`](../packs/showcase) that shows it, and the worked example that tests it. Only the keys
that matter are shown; the whole measure is in `packs/showcase/measures/`. The language itself is in
[language.md](language.md).

条款怎么说、包里怎么写：下表每一行是一种见于公开文件的条款写法，附一行 YAML、教学包中的措施和验证它的算例。

`tests/constructs` reads the same list and holds it to the pack: {count} constructs, every line of YAML as it
stands in the pack, every example there and passing.
"""
HEADER = """\
| 条款 clause | 写法 as YAML | 措施 measure | 算例 worked example |
|---|---|---|---|
"""
ANSWERS = """\
| 回答 answer | 命令 command | 测试 test |
|---|---|---|
"""


def page() -> str:
    """Return the whole page."""
    parts = [HEAD.format(count=len(ALL))]
    for title, constructs in SECTIONS:
        parts.append(f"## {title}\n\n{HEADER}" + "".join(_row(construct) for construct in constructs))
    parts.append("## 13. 每条措施都有的回答 What is answered about every measure\n\n" + ANSWERS)
    return "\n".join(parts) + "".join(_answer(answer) for answer in ANSWERED)


def _answer(answer: Answer) -> str:
    file, _, name = answer.test.partition("::")
    return f"| {answer.zh}<br>{answer.en} | `wotu {answer.command}` | [{file}](../{file}) `{name}` |\n"


def _row(construct: Construct) -> str:
    where = f" ([{construct.file}](../packs/showcase/{construct.file}))" if construct.file else ""
    example = construct.case if construct.kind == "measure" else f"{construct.case} (`{construct.kind}`)"
    code = construct.yaml.replace("|", "\\|")
    words = f"{construct.zh}<br>{construct.en}"
    return f"| {words} | `{code}` | `showcase.{construct.measure}`{where} | {example} |\n"
