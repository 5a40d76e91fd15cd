"""The simulated queue waits as queues do."""

import math

import pytest
from benchmarks.scale.queue import servers_for, simulate


def _erlang_c(offered: float, servers: int) -> float:
    """Return the chance of having to wait, by Erlang's formula for random arrivals and services."""
    waiting = offered**servers / math.factorial(servers) * servers / (servers - offered)
    return waiting / (sum(offered**k / math.factorial(k) for k in range(servers)) + waiting)


def test_waiting_is_what_erlangs_formula_says() -> None:
    rate, mean, servers = 34.0, 0.1, 4
    exponential = [-mean * math.log(1 - (n + 0.5) / 2_000) for n in range(2_000)]

    waited = simulate(rate, exponential, servers, people=60_000)

    spare = servers / mean - rate
    chance = _erlang_c(rate * mean, servers)
    # The 95th percentile of the whole time, from its distribution in a queue of this kind.
    by_formula = _percentile(chance, 1 / mean, spare)
    assert waited.p95 == pytest.approx(by_formula, rel=0.06)
    assert waited.busy == pytest.approx(rate * mean / servers, rel=0.03)


def _percentile(chance: float, mu: float, spare: float) -> float:
    low, high = 0.0, 10.0
    for _ in range(60):
        t = (low + high) / 2
        longer = (1 - chance) * math.exp(-mu * t) + chance * (
            mu * math.exp(-spare * t) - spare * math.exp(-mu * t)
        ) / (mu - spare)
        low, high = (t, high) if longer > 0.05 else (low, t)
    return low


@pytest.mark.parametrize("rate", [0.5, 20.0, 300.0])
def test_one_server_fewer_is_too_few(rate: float) -> None:
    service = [0.02, 0.03, 0.05]

    servers = servers_for(rate, service, 0.1, people=8_000)

    assert simulate(rate, service, servers, people=8_000).p95 <= 0.1
    assert servers == 1 or simulate(rate, service, servers - 1, people=8_000).p95 > 0.1


def test_a_visit_that_takes_too_long_by_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="by itself"):
        servers_for(1.0, [0.5], 0.1)
