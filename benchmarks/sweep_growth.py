"""How the cost of a sweep grows: with the draws, with the scenarios, with the players, and with the cluster.

    python benchmarks/sweep_growth.py draws 10_000 100_000 1_000_000
    python benchmarks/sweep_growth.py scenarios 60_000
    python benchmarks/sweep_growth.py players 3 4 5 6 7 8 9
    python benchmarks/sweep_growth.py parts

Seconds are of processor time where not said otherwise, so that a machine shared with others tells nearly the same.
"""

import multiprocessing
import pickle
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from negotiation_sim.questions.sweep import store
from negotiation_sim.questions.sweep.answer import sweep
from negotiation_sim.questions.sweep.chunks import Chunk, solve_chunk, solve_packed
from negotiation_sim.questions.sweep.executors import workers
from negotiation_sim.questions.sweep.plan import Sample, SweepPlan
from negotiation_sim.questions.sweep.reading import CHUNK, read_plan
from negotiation_sim.worlds.draws import FEW

HINGES = Path(__file__).parent.parent / "scenarios" / "kosovo" / "sweeps" / "hinges.toml"
TWENTY = ("dialogue_offset", "us_cred", "serbia.weight.*", "kosovo.weight.*")
STRATEGIES = 3
HALF = 0.5
BLOCK = 512  # fewer draws are padded to a block of about this size, and would look dearer than they are


def hinges(draws: int, patterns: tuple[str, ...] = ("*",)) -> SweepPlan:
    """The Kosovo case's sweep of its three hinges under the op-ed's assumptions, in chunks of the default size."""
    from negotiation_sim.worlds.sampling import sampling

    plan = read_plan(HINGES)
    drawn = sampling(plan.case, seed=2020, free=patterns)
    return replace(plan, sets=("op_ed",), chunk=CHUNK, inputs=Sample(replace(drawn, wanted=draws)))


# ---- growth with the draws


def growth_with_draws(counts: list[int]) -> None:
    print("draws      processor s   wall s   draws a processor s   file MB   bytes a row   peak MB")
    for count in counts:
        with multiprocessing.get_context("spawn").Pool(1) as fresh:  # a process of its own: the peak is this run's
            spent, wall, size, peak = fresh.apply(_run, (count,))
        rate, row = count / spent, size / count
        print(
            f"{count:<10,} {spent:11.1f} {wall:8.1f} {rate:21,.0f} {size / 1e6:9.1f} {row:13.0f} {peak:9.0f}",
            flush=True,
        )


def _run(count: int) -> tuple[float, float, int, float]:
    import resource

    plan = hinges(count)
    with tempfile.TemporaryDirectory() as folder:
        path, spent, wall = Path(folder) / "out.duckdb", time.process_time(), time.perf_counter()
        sweep(plan, path)
        spent, wall = time.process_time() - spent, time.perf_counter() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        return spent, wall, path.stat().st_size, peak


# ---- growth with the scenarios, which share their draws


def growth_with_scenarios(count: int) -> None:
    print("scenarios   sets   file MB   writer's processor s")
    for scenarios, sets in ((1, 1), (3, 1), (2, 2)):
        plan = hinges(count)
        plan = replace(plan, scenarios=plan.case.main[-scenarios:], sets=("op_ed", "sceptic")[:sets])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "out.duckdb"
            opened = store.opened(path, plan, resume=False)
            spent = sum(_recording(opened, solve_chunk(plan, number)) for number in range(plan.chunks))
            spent += seconds(opened.close)
            print(f"{scenarios:9} {sets:6} {path.stat().st_size / 1e6:9.1f} {spent:22.1f}", flush=True)


def _recording(opened: store.Store, chunk: Chunk) -> float:
    return seconds(lambda: opened.record(chunk))


# ---- growth with the players


def growth_with_players(counts: list[int]) -> None:
    print("players   profiles   first 32 draws, s   microseconds a draw   nanoseconds a draw, profile and player")
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            plan = random_case(Path(folder), count, seed=count)
            first, spent = _per_draw(plan)
        profiles = STRATEGIES**count
        print(
            f"{count:7} {profiles:10,} {first:19.2f} {1e6 * spent:21,.0f} {1e9 * spent / profiles / count:41.1f}",
            flush=True,
        )


def random_case(folder: Path, players: int, seed: int) -> SweepPlan:
    """A sweep of a case in which every player weighs what it plays and what each other one plays with it.

    Three strategies each, one weight for each pair of players, drawn at random; a leader, then all the others.
    """
    rng = np.random.default_rng(seed)
    names = [f"p{k}" for k in range(players)]
    game = ['[case]\ntitle = "Random"\nabout = "Random."\nsource = "drawn"\nbaseline = "free"']
    game += [f'[players.{one}]\nname = "{one.upper()}"\nstrategies = ["low", "mid", "high"]' for one in names]
    game += [f'[groups]\nrest = {names[1:]}\n[order]\nled = [["p0"], ["rest"]]\n[payoffs]'.replace("'", '"')]
    register = []
    for one in names:
        terms = [f"w_{one}_{other} * ({one}.high - {one}.low) * (1 + {other}.high - {other}.mid)" for other in names]
        game.append(f'{one} = "{" + ".join(terms)}"')
        register += [_entry(f"w_{one}_{other}", rng.normal()) for other in names]
    (folder / "game.toml").write_text("\n".join(game), encoding="utf-8")
    (folder / "assumptions.toml").write_text("\n".join(register), encoding="utf-8")
    (folder / "free.toml").write_text('title = "Free"\nmeaning = "Free."\norder = "led"', encoding="utf-8")
    (folder / "sweeps").mkdir()
    (folder / "sweeps" / "x.toml").write_text('title = "x"\n[sample]\ndraws = 100_000\nseed = 1', encoding="utf-8")
    return read_plan(folder / "sweeps" / "x.toml")


def _entry(name: str, value: float) -> str:
    said = 'unit = "points"\nwhy = "Drawn at random."\nsource = "drawn"\nlevel = "main"'
    return f"[{name}]\nvalue = {value:.3f}\nrange = [{value - 0.5:.3f}, {value + 0.5:.3f}]\n{said}"


def _per_draw(plan: SweepPlan) -> tuple[float, float]:
    """Seconds that the first draws take, which is to plan, and then seconds a draw, in chunks of some half a second."""
    size, first = BLOCK, seconds(lambda: solve_chunk(replace(plan, chunk=FEW), 0))
    while True:
        spent = seconds(lambda: solve_chunk(replace(plan, chunk=size), 0))  # noqa: B023, called before size changes
        if spent > HALF or size >= 20_000:
            return first, spent / size
        size *= 4


# ---- the parts of a chunk's cost, and what they make of many workers


def parts(chunks: int = 12) -> None:
    for words, patterns in (("all assumptions", ("*",)), ("twenty assumptions", TWENTY)):
        plan = hinges(CHUNK * chunks, patterns)
        packed = pickle.dumps(plan)
        solve_packed(packed, 0, 1)
        solved: list[Chunk] = []
        solving = seconds(lambda: solved.extend(solve_packed(packed, k, 1) for k in range(chunks))) / chunks  # noqa: B023
        sent: list[bytes] = []
        sending = seconds(lambda: sent.extend(map(pickle.dumps, solved))) / chunks  # noqa: B023
        receiving = seconds(lambda: [pickle.loads(one) for one in sent]) / chunks  # noqa: B023
        writing = _writing(plan, solved)
        print(f"{words}: {len(plan.inputs.names)} drawn, {len(plan.columns)} columns, {plan.chunk} draws a chunk")
        print(f"  solve {1e3 * solving:.1f} ms, send {1e3 * sending:.2f} ms     (a worker's)")
        print(f"  receive {1e3 * receiving:.2f} ms, write {1e3 * writing:.1f} ms  (the one writer's)")
        print(f"  {len(sent[0]):,} bytes back, {len(packed):,} there")
        _on_paper(plan.chunk, solving + sending, receiving + writing, len(sent[0]) + len(packed))
    print(f"Dask: {1e3 * _tasks():.2f} ms of client and scheduler for a task that does nothing")


def _on_paper(draws: int, working: float, writing: float, moved: int) -> None:
    full = working / writing
    print(
        f"  the writer is busy all the time from {full:.1f} workers on: {draws / writing:,.0f} draws a second at most"
    )
    for count in (1, 2, 4, 8, 16, 100):
        rate = min(count / working, 1 / writing)
        print(
            f"  {count:4} workers: {draws * rate:9,.0f} draws a second, {moved * rate / 1e6:7.1f} MB a second, "
            f"1e7 draws in {1e7 / draws / rate / 60:6.1f} minutes, {100 * min(1, full / count):3.0f} % of each used"
        )


def _writing(plan: SweepPlan, solved: list[Chunk]) -> float:
    """Seconds a chunk to write, its share of what DuckDB does when the file is closed included."""
    with tempfile.TemporaryDirectory() as folder:

        def write() -> None:
            with closing(store.opened(Path(folder) / "out.duckdb", plan, resume=False)) as opened:
                for chunk in solved:
                    opened.record(chunk)

        return seconds(write) / len(solved)


def _tasks(count: int = 1000) -> float:
    """Seconds that an empty task takes of this process, client and scheduler here; all tasks run at once."""
    import distributed

    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None) as local,
        workers(cluster=local.scheduler_address) as hands,
    ):

        def run() -> None:
            for future in [hands.executor.submit(divmod, k, 7) for k in range(count)]:
                future.result()

        run()
        return seconds(run) / count


def seconds(work: Callable[[], object]) -> float:
    """Processor time of this process that the work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[2:]]
    match sys.argv[1:2]:
        case ["draws"]:
            growth_with_draws(numbers or [10_000, 100_000])
        case ["scenarios"]:
            growth_with_scenarios(*(numbers or [60_000]))
        case ["players"]:
            growth_with_players(numbers or [3, 4, 5, 6, 7, 8, 9])
        case ["parts"]:
            parts()
        case _:
            sys.exit(__doc__)
