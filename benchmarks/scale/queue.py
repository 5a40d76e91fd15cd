"""A queue before some servers, simulated: how long people wait when the hour is at its worst."""

import heapq
import random
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Waited:
    """Seconds from asking to the answer."""

    median: float
    p95: float
    busy: float
    """Share of the servers' time that was work."""


def simulate(
    rate: float, service: Sequence[float], servers: int, *, people: int = 40_000, seed: int = 1
) -> Waited:
    """Let people come at random, wait in one line, and be served by whoever is free.

    Args:
        rate: people a second, on average.
        service: seconds a visit takes, one for each kind of visit; drawn with equal chance.
        servers: how many are served at once.
        people: how many come; the first tenth is not counted.
        seed: the same draws every time.
    """
    dice = random.Random(seed)  # noqa: S311 - a simulation, not a secret
    free = [0.0] * servers
    now, worked, seen = 0.0, 0.0, []
    for number in range(people):
        now += dice.expovariate(rate)
        takes = dice.choice(service)
        ready = max(heapq.heappop(free), now) + takes
        heapq.heappush(free, ready)
        worked += takes
        if number >= people // 10:
            seen.append(ready - now)
    seen.sort()
    return Waited(seen[len(seen) // 2], seen[int(len(seen) * 0.95)], worked / (servers * max(free)))


def servers_for(rate: float, service: Sequence[float], within: float, *, people: int = 40_000) -> int:
    """Return the fewest servers with which 95 of 100 have their answer within so many seconds.

    Raises:
        ValueError: even alone, one visit in twenty takes longer.
    """
    ordered = sorted(service)
    if ordered[int(len(ordered) * 0.95)] > within:
        raise ValueError(f"one visit in twenty takes longer than {within} s by itself")
    least = int(rate * sum(service) / len(service))  # with so many the line only grows
    most = least + 1
    while simulate(rate, service, most, people=people).p95 > within:
        least, most = most, most * 2
    while most - least > 1:
        middle = (least + most) // 2
        if simulate(rate, service, middle, people=people).p95 > within:
            least = middle
        else:
            most = middle
    return most
