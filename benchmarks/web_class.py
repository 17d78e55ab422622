"""A class before the page: so many students, each moving a slider every two seconds, for a minute; from this machine.

`python -m benchmarks.web_class http://localhost:8000 --students 200 --seconds 60` prints what came of it.
"""

import argparse
import asyncio
import random
import time
from collections import Counter
from contextlib import AsyncExitStack

import httpx

DIALS = {"us_cred": (0.1, 1.0, 0.01), "dialogue_offset": (-0.2, 1.0, 0.02), "nato_ready": (0.1, 1.0, 0.01)}
"""Least and greatest value, and the step of the slider."""
PART = {"HX-Request": "true"}


def moved(chance: random.Random, fresh: bool) -> tuple[str, str]:
    """A dial and where it is put: on one of the slider's steps, or, `fresh`, where nobody has put it."""
    dial = chance.choice([*DIALS])
    low, high, step = DIALS[dial]
    value = low + (high - low) * chance.random()
    return dial, f"{value:.6f}" if fresh else f"{round(value / step) * step:.4g}"


async def student(
    browser: httpx.AsyncClient, name: str, until: float, fresh: bool, times: list[float], codes: Counter[str]
) -> None:
    """Moves a slider every two seconds."""
    chance = random.Random(name)
    await asyncio.sleep(chance.random() * 2)
    while time.monotonic() < until:
        dial, value = moved(chance, fresh)
        begun = time.monotonic()
        try:
            answer = await browser.get("/", params={f"set:{dial}": value}, headers=PART)
            codes[str(answer.status_code)] += 1
        except httpx.HTTPError as error:
            codes[type(error).__name__] += 1
        taken = time.monotonic() - begun
        times.append(taken)
        await asyncio.sleep(max(0.0, 2 - taken))


async def lesson(url: str, students: int, seconds: float, fresh: bool) -> tuple[list[float], Counter[str]]:
    """Times of all answers, and how many came with which status or fault.

    Every student has a browser of their own: one pool of 200 connections costs this side more than the server has.
    """
    times: list[float] = []
    codes: Counter[str] = Counter()
    async with AsyncExitStack() as stack:
        opened = [httpx.AsyncClient(base_url=url, timeout=60, verify=False) for _ in range(students)]
        browsers = [await stack.enter_async_context(browser) for browser in opened]
        await browsers[0].get("/")
        until = time.monotonic() + seconds
        await asyncio.gather(
            *(student(browser, str(k), until, fresh, times, codes) for k, browser in enumerate(browsers))
        )
    return sorted(times), codes


def main() -> None:
    """Prints how many answers came, which, and how soon."""
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--fresh", action="store_true", help="values that nobody has had, so that nothing is kept")
    asked = parser.parse_args()
    times, codes = asyncio.run(lesson(asked.url, asked.students, asked.seconds, asked.fresh))
    median, p95, longest = (times[int(share * (len(times) - 1))] for share in (0.5, 0.95, 1))
    print(f"{len(times)} answers, {dict(codes)}: median {median:.3f} s, p95 {p95:.3f} s, longest {longest:.3f} s")


if __name__ == "__main__":
    main()
