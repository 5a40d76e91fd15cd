"""The table that `make bench` prints."""

from __future__ import annotations

from statistics import median
from typing import Any

OURS = "ours"
TASKS = {"totals": "totals", "rows": "status + amount", "kept": "with conditions"}
# title, engine, task of the engine, our task, at least so many times faster than it
GOALS = (
    ("openfisca-core", "openfisca_engine", "rows", "kept", 5.0),
    ("zen-engine", "zen_engine", "rows", "kept", 1000.0),
    ("hand-written Polars", "polars_expr", "rows", "kept", 2.0),
    ("scan limit (at most 8 × its time)", "scan_limit", "totals", "kept", 1 / 8),
)


def seconds(entry: dict[str, Any], task: str, rows: int) -> list[float]:
    """Seconds per round, extrapolated where an engine ran on fewer rows."""
    scale = rows / entry["rows"] if entry.get("rows") else 1.0
    return [run["seconds"] * scale for run in entry.get("times", {}).get(task, [])]


def ratio(results: dict[str, Any], name: str, task: str, ours: str) -> float | None:
    """How many times longer an engine takes than we do: the median over the rounds."""
    rows = results["workload"]["rows"]
    engines = results["engines"]
    if name not in engines or OURS not in engines:
        return None
    theirs = seconds(engines[name], task, rows)
    mine = seconds(engines[OURS], ours, rows)
    pairs = list(zip(theirs, mine, strict=False))
    return median(a / b for a, b in pairs) if pairs else None


def agreed(results: dict[str, Any]) -> bool:
    return all(entry.get("equal", True) and "failed" not in entry for entry in results["engines"].values())


def text(results: dict[str, Any]) -> str:
    parts = [_machine(results), _engines(results)]
    if any(name == OURS for name in results["engines"]):
        parts += [
            _goals(results),
            _scaling(results.get("scaling", []), results["workload"]["rows"]),
        ]
    return "\n\n".join(part for part in parts if part)


def _machine(results: dict[str, Any]) -> str:
    machine, load = results["machine"], results["workload"]
    versions = ", ".join(f"{name} {number}" for name, number in machine["peers"].items())
    return (
        f"{load['rows']:,} enterprises × {load['facts']} facts, {load['measures']} measures, "
        f"{load['conditions']} conditions of which {load['distinct']} distinct; median of "
        f"{load['rounds']} interleaved rounds after a warm-up in each (best in brackets), seconds.\n"
        f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_gb']} GB, "
        f"{machine['system']}, Python {machine['python']}, load {machine['load']} at the start; "
        f"wotu {machine['wotu']}; {versions}."
    )


def _engines(results: dict[str, Any]) -> str:
    rows = results["workload"]["rows"]
    head = ["engine", *TASKS.values(), "its time ÷ ours", "CPU s", "peak MB", "answers", "remark"]
    lines = []
    for name, entry in results["engines"].items():
        if "failed" in entry:
            lines.append([entry["title"], "", "", "", "", "", "", "failed", entry["failed"]])
            continue
        last = [task for task in TASKS if task in entry["times"]][-1]
        theirs = "rows" if "rows" in entry["times"] else last
        times = ratio(results, name, theirs, "kept" if theirs == "rows" else theirs)
        runs = [run for task in entry["times"].values() for run in task]
        scale = rows / entry["rows"]
        lines.append(
            [
                entry["title"],
                *(_time(seconds(entry, task, rows)) for task in TASKS),
                "" if times is None or name == OURS else f"{times:,.2f}" if times < 1 else f"{times:,.1f}",
                f"{median(run['cpu'] for run in entry['times'][last]) * scale:.2f}",
                f"{max(run['peak_mb'] or 0 for run in runs):,.0f}",
                _answers(entry),
                entry["remark"],
            ]
        )
    return table(head, lines)


def _answers(entry: dict[str, Any]) -> str:
    if "equal" not in entry:
        return ""
    where = {"all": "", "complete": " (complete rows)", "head": f" ({entry['rows']:,} rows)"}
    return ("equal" if entry["equal"] else "DIFFERENT") + where[entry["compared"]]


def _time(found: list[float]) -> str:
    return f"{median(found):.3f} ({min(found):.3f})" if found else ""


def _goals(results: dict[str, Any]) -> str:
    lines = []
    for title, name, task, ours, goal in GOALS:
        found = ratio(results, name, task, ours)
        if found is None:
            continue
        if goal < 1:
            said = [f"≤ {1 / goal:.0f} ×", f"{1 / found:.1f} ×"]
        else:
            said = [f"≥ {goal:,.0f} × faster", f"{found:,.1f} ×"]
        lines.append([title, *said, "met" if found >= goal else "not met"])
    return table(["goal, status + amount + conditions kept", "wanted", "measured", ""], lines)


def _scaling(found: list[dict[str, Any]], rows: int) -> str:
    head = [
        "measures", "distinct conditions", "reading packs s", "planning s", "matching s",
        "peak MB", "long rows/s", "one subject p50 ms", "p99 ms",
    ]  # fmt: skip
    lines = [_scaled(entry) for entry in found]
    return f"Ours, {rows:,} enterprises:\n\n{table(head, lines)}" if lines else ""


def _scaled(entry: dict[str, Any]) -> list[str]:
    first = [f"{entry['measures']:,}", f"{entry['distinct']} of {entry['conditions']:,}"]
    if "failed" in entry:
        return [*first, entry["failed"], *[""] * 6]
    plan, single = entry["plan"][0]["result"], entry["single"][0]["result"]
    runs = [run for task in ("kept", "long") for run in entry.get(task, [])]
    return [
        *first,
        f"{plan['reading']:.3f}",
        f"{plan['planning']:.3f}",
        _time([run["seconds"] for run in entry["kept"]]),
        f"{max(run['peak_mb'] or 0 for run in runs):,.0f}",
        "".join(_rate(run) for run in entry.get("long", [])),
        f"{single['p50'] * 1000:.3f}",
        f"{single['p99'] * 1000:.3f}",
    ]


def _rate(run: dict[str, Any]) -> str:
    rows, took = run["result"]["rows"], run["result"]["seconds"]
    return f"{rows / took / 1e6:.1f} million ({rows:,} rows)"


def table(head: list[str], lines: list[list[str]]) -> str:
    """A Markdown table, aligned to be read as plain text."""
    wide = [max(len(line[n]) for line in [head, *lines]) for n in range(len(head))]
    rule = ["-" * size for size in wide]
    return "\n".join(
        "| " + " | ".join(cell.ljust(size) for cell, size in zip(line, wide, strict=True)) + " |"
        for line in [head, rule, *lines]
    )
