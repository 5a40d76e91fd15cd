"""How much the figures depend on what is hidden: `python -m benchmarks.chain.seeds 1 2 3`, one split a seed.

The same tasks as `benchmarks.chain.run`, the fused score alone, and at the end mean and standard deviation
over the splits. The weights stay as they are: of other splits' hidden pairs, some were among those they were
fitted on. Nothing is chosen by these figures.
"""

import sys

import numpy as np

from benchmarks.chain import tasks
from benchmarks.chain.data import Statements
from benchmarks.chain.measures import report

FUSED = {name: method for name, method in tasks.METHODS.items() if method is tasks.fused}
(NAME,) = FUSED


def of_split(statements, seed):
    """Return every figure of one split by its name."""
    found = {}
    for task in (tasks.missing_category, tasks.unseen_buyers):
        methods, known, _ = task(statements, seed, FUSED)
        ranks, scored = methods[NAME]
        every, some = report(ranks), report(ranks[known])
        for figure in ("hit@10", "MRR"):
            found[f"{task.__name__}: {figure}"] = every[figure]
            found[f"{task.__name__}: {figure}, known"] = some[figure]
        found[f"{task.__name__}: coverage"] = scored.mean()
    for title, answer in zip(("all", "new"), tasks.outside_suppliers(statements, seed), strict=True):
        recall, precision = answer[NAME].mean(axis=0)
        found[f"outside_suppliers, {title}: recall@20"] = recall
        found[f"outside_suppliers, {title}: precision@20"] = precision
    places = next(iter(tasks.planted_gaps(statements, seed=seed).values()))
    return found | {f"planted_gaps: recall@{k}": np.mean(places <= k) for k in (10, 20)}


def main() -> None:
    statements = Statements()
    found = []
    for seed in map(int, sys.argv[1:]):
        found.append(of_split(statements, seed))
        print(seed, {name: round(float(value), 4) for name, value in found[-1].items()}, flush=True)
    print("figure | mean | sd\n--- | --: | --:")
    for name in found[0]:
        values = [one[name] for one in found]
        print(f"{name} | {np.mean(values):.3f} | {np.std(values, ddof=1) if values[1:] else 0:.3f}")


if __name__ == "__main__":
    main()
