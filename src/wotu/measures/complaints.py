"""What is wrong with a draft, as an official reads it: place in the pack, in Chinese and in English."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wotu.rules.problems import Problem
from wotu.rules.text import Text

MOST = 50


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing to mend. `line` and `column` count from 1; 0 means the file as a whole."""

    file: str
    line: int
    column: int
    message: Text
    hint: Text | None


_PHRASES: tuple[tuple[str, str], ...] = (
    (r"a process says where it is published", r"流程要写明出处，或注明细则未公布"),
    (
        r"add `source: (.+)`, or `published: false` with an `assumption`",
        r"加上 source: \1，或 published: false 和 assumption",
    ),
    (r"`(.+)` stands twice in this process", r"这个流程里“\1”出现了两次"),
    (r"see (.+); give each its own `id`", r"见 \1；请各写各的 id"),
    (r"`(.+)` cannot be the name of this", r"“\1”不能作名字"),
    (r"small letters, digits and _", r"只用小写字母、数字和下划线，以字母开头"),
    (r"`mode` stands beside `use`", r"mode 和 use 不能同时写"),
    (r"leave it out: the named process says its mode", r"请删去 mode：流程里已写明"),
    (
        r"name it in processes.yaml of this pack or one it builds on",
        r"请在本包或下层包的 processes.yaml 里写这个流程",
    ),
    (r"process `(.+)` has no public notice", r"流程“\1”没有公示环节"),
    (r"add a step `does: notice` to it", r"请给它加上 does: notice 的环节"),
    (r"there is no step here", r"这里没有环节"),
    (r"a process and each branch have a step", r"流程和每个分支至少有一个环节"),
    (r"`parallel` has fewer than two branches", r"并联少于两个分支"),
    (r"write a single one as plain steps", r"只有一支时直接写环节"),
    (r"a decision stands inside parallel branches", r"决定环节不能放在并联分支里"),
    (r"decide after they have joined", r"请在并联汇合之后再决定"),
    (r"a process has more than (\d+) steps", r"流程超过\1个环节"),
    (r"`(.+)` is deemed agreed, and has no time", r"环节“\1”写了逾期视为同意，却没有时限"),
    (r"add `within: 5`, its working days", r"请加上 within: 5（工作日）"),
    (
        r"add `within`: the working days after which silence counts",
        r"请加上 within：逾期多少个工作日视为同意",
    ),
    (r"the notice `(.+)` has no time", r"公示环节“\1”没有天数"),
    (r"`(.+)` cannot be automatic: it is somebody's own word", r"环节“\1”不能自动办理：要由本人表态"),
    (r"only (.+) can be", r"只有 \1 可以"),
    (r"`(.+)` is more than (\d+) working days", r"“\1”超过\2个工作日"),
    (r"known here: (.+)", r"这里可以写：\1"),
    (r"unknown name (.+)", r"没有\1这个名字"),
    (r"unknown function (.+)", r"没有\1这个函数"),
    (r"unknown key `(.+)`", r"不认识的项“\1”"),
    (r"did you mean (.+)\?", r"是不是想写 \1？"),
    (r"`(.+)` is missing", r"缺少“\1”"),
    (r"`(.+): (.*)` is not known", r"“\1: \2”不在允许的取值里"),
    (r"one of (.+)", r"可以写：\1"),
    (r"`(.+)` must be one value", r"“\1”只能是一个值"),
    (r"`(.+)` must be a mapping", r"“\1”下面应是“项: 值”"),
    (r"`(.+)` must be a list", r"“\1”应是列表"),
    (r"`(.+)` must be a whole number", r"“\1”应是整数"),
    (r"`(.+)` is longer than (\d+) characters", r"“\1”超过\2字"),
    (r"`(.+)` is empty or has characters that are not text", r"“\1”是空的，或有不能用的字符"),
    (r"`(.+)` is not a name", r"“\1”不能作名字"),
    (r"`(.+)` must be named (.+)\.<name>", r"“\1”应命名为 \2.名字"),
    (r"not YAML: (.+)", r"YAML写法有误：\1"),
    (r"not an expression: (.+)", r"表达式写法有误：\1"),
    (r"near (.+)", r"在 \1 附近"),
    (r"key (.+) stands twice", r"\1 写了两次"),
    (r"(.+) stands twice", r"\1 出现了两次"),
    (r"(\w+): expected (.+), found (.+)", r"\1：应为 \2，实为 \3"),
    (r"no text of it is in force on (.+)", r"\1没有现行的条款"),
    (r"expected (.+), found (.+)", r"这里应是 \1，实际是 \2"),
    (r"cannot compare (.+) with (.+)", r"\1 与 \2 不能比较"),
    (r"cannot compute (.+)", r"不能计算：\1"),
    (r"(.+) is not in the language", r"规则语言里没有 \1"),
    (r"(.+) is not a date", r"\1 不是日期"),
    (r"(.+) is not a quantity", r"\1 不是数量"),
    (r"unknown unit (.+)", r"不认识的单位 \1"),
    (r"alternatives differ: (.+) and (.+)", r"各分支的类型不同：\1 与 \2"),
    (r"(.+) needs a number, (.+) is (.+)", r"\1 需要数字，\2 是 \3"),
    (
        r"`(.+)` is a fact about a (.+), this measure is about a (.+)",
        r"事实“\1”是关于\2的，这项措施是关于\3的",
    ),
    (r"set `about: (.+)`", r"请写 about: \1"),
    (r"parameter `(.+)` needs either `value` or `values` by date", r"参数“\1”要写 value，或按日期写 values"),
    (r"parameter `(.+)` has the name of a fact or definition", r"参数“\1”与事实或定义重名"),
    (r"a parameter is one quantity or date", r"参数是一个数量或日期"),
    (r"condition id `(.+)` stands twice", r"条件“\1”重复"),
    (r"there is no (\w+) `(.+)`", r"没有“\2”"),
    (r"nested deeper than (\d+) levels", r"嵌套超过\1层"),
    (r"the expression is nested too deeply", r"表达式嵌套太深"),
    (r"the expression has (\d+) (?:words|characters), more than (\d+)", r"表达式太长（\1，最多\2）"),
    (r"written out, the expressions? .*too large", r"表达式展开后太大"),
    (r"file has more than (\d+) values", r"文件超过\1个值"),
    (r"file is larger than 1 MiB", r"文件超过1MiB"),
    (r"anchors and aliases are not allowed", r"不能用锚点和别名"),
    (r"tag (.+) is not allowed", r"不能用标记 \1"),
    (r"the character (.+) cannot be seen and is not allowed", r"有看不见的字符 \1，不允许"),
    (r"`published: false` needs an `assumption`", r"细则未公布时要写 assumption（暂按什么办）"),
    (r"say in words what is assumed", r"请写明暂按什么办"),
    (r"the benefit's form is not clear", r"支持方式不清楚"),
    (r"exactly one of (.+)", r"下列只写一个：\1"),
    (r"a window is `always`, or has `yearly` or `dates`", r"受理窗口写 always，或 yearly、dates"),
    (r"wrong number of arguments; write (.+)", r"参数个数不对，应写 \1"),
    (r"write (.+)", r"应写 \1"),
    (r"remove it", r"请删去"),
    (r"write the value out", r"请把值写全"),
    (r"split it.*", r"请拆开"),
    (r"use (.+)", r"请用 \1"),
    (r"see (.+)", r"见 \1"),
    (r"letters, digits.*", r"只用字母、数字和下划线"),
    (r"`(.+)` cannot be the name of a fact", r"“\1”不能作事实的名字"),
    (r"`(.+)` is already the name of something", r"“\1”已经用作别的名字"),
    (r"this cannot be the name of a (?:parameter|definition)", r"这个名字不能用"),
    (r"expected `key: value` lines here", r"这里应是“项: 值”"),
)
_COMPILED = tuple((re.compile(pattern, re.DOTALL), chinese) for pattern, chinese in _PHRASES)


def complaints_of(problems: Iterable[Problem], folder: Path, packs: Path) -> Iterator[Complaint]:
    """Return problems with places inside the pack; nothing in them tells where the server keeps its files."""
    hidden = [(f"{folder}/", ""), (str(folder), folder.name), (f"{packs}/", ""), (str(packs), "packs")]
    hidden += [(f"{folder.parent}/", "")]

    def plain(text: str) -> str:
        for path, shown in hidden:
            text = text.replace(path, shown)
        return text

    for problem in list(problems)[:MOST]:
        hint = plain(problem.hint)
        file = plain(str(problem.place.file))
        yield Complaint(
            "" if file == "." else file, problem.place.line, problem.place.column,
            in_both(plain(problem.message)), in_both(hint) if hint else None,
        )  # fmt: skip


def in_both(message: str) -> Text:
    """Return a message of the loader in both languages; one that has no translation stays English."""
    for pattern, chinese in _COMPILED:
        if found := pattern.fullmatch(message):
            return Text(found.expand(chinese), message)
    return Text(message, message)
