"""Answers of workers: each computed once for all who ask for it, kept for a while, dropped when nobody waits for it."""

import asyncio
import pickle
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from ..questions import question as question_named
from .jobs import PATIENT, Done, Job
from .workers import Lane

MOST_KEPT = 16_000_000
"""Bytes that are kept in memory, packed as they are."""

MARKS = ("dials",)
"""Questions that take a second or two, whose answers are marks on a page that stands already."""


Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass
class Kept(Generic[Key, Value]):
    """Values in memory, packed so that their size is known; the least lately used ones are dropped first."""

    most: int = MOST_KEPT
    size: int = 0
    values: OrderedDict[Key, bytes] = field(default_factory=OrderedDict)

    def get(self, key: Key) -> Value | None:
        """The value; None where it is not there."""
        if key not in self.values:
            return None
        self.values.move_to_end(key)
        value: Value = pickle.loads(self.values[key])  # packed by `put`, of what we made ourselves
        return value

    def put(self, key: Key, value: Value) -> None:
        """Keeps the value, as long as there is room."""
        packed = pickle.dumps(value)
        if len(packed) > self.most // 8 or key in self.values:
            return
        self.values[key] = packed
        self.size += len(packed)
        while self.size > self.most:
            _, dropped = self.values.popitem(last=False)
            self.size -= len(dropped)


@dataclass
class Answers:
    """The lanes of workers, so that what is short never waits for what is long, and what is kept and under way.

    `drawn` is for what follows a page within a second or two: its pictures, and the marks on its tracks.
    """

    quick: Lane
    drawn: Lane
    slow: Lane
    kept: Kept[Job, Done] = field(default_factory=Kept)
    under_way: dict[Job, "Shared"] = field(default_factory=dict)

    async def of(self, job: Job) -> Done:
        """The answer to the job. Raises BusyError and LostWorkerError as `Lane.do`."""
        answer = self.kept.get(job)
        if answer is not None:
            return answer
        shared = self.under_way.get(job)
        if shared is None:
            shared = self.under_way[job] = Shared(asyncio.ensure_future(self._computed(job)))
        shared.waiting += 1
        try:
            return await asyncio.shield(shared.task)
        finally:
            shared.waiting -= 1
            if not shared.waiting:
                self.under_way.pop(job, None)
                shared.task.cancel()

    def has(self, job: Job) -> bool:
        """Whether the answer is at hand."""
        return job in self.kept.values

    async def _computed(self, job: Job) -> Done:
        lane: Lane = getattr(self, lane_of(job))
        answer = await lane.do(job)
        self.kept.put(job, answer)
        return answer

    async def warm(self) -> None:
        """Starts the workers."""
        await asyncio.gather(*(lane.warm() for lane in self.lanes))

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """All lanes."""
        return self.quick, self.drawn, self.slow

    async def end(self) -> None:
        """Ends what is under way and all workers."""
        tasks = [shared.task for shared in self.under_way.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for lane in self.lanes:
            lane.end()


@dataclass
class Shared:
    """Work for which several may wait."""

    task: "asyncio.Task[Done]"
    waiting: int = 0


def lane_of(job: Job) -> Literal["quick", "drawn", "slow"]:
    """By which workers a job is done: may it take long, does it draw, or is it short?

    Pictures of a long question are drawn where its answer is kept.
    """
    if job.wanted == "task":
        return "slow" if job.question in PATIENT else "quick"
    values = dict(job.values)
    moved = values.get("quick") and values.get("assumption")  # a few numbers along which marks are looked for
    if job.wanted in ("description", "offers") or (values.get("quick") and not moved):
        return "quick"
    if moved or job.question in MARKS:
        return "drawn"
    long = question_named(job.question).takes_long(values)
    return "slow" if long else "drawn" if job.wanted == "pictures" else "quick"


def answers_of(cases: Sequence[str], workers: int) -> Answers:
    """Lanes of so many workers each, and one to draw, for these folders of cases."""
    folders = tuple(cases)
    return Answers(Lane(workers, folders), Lane(1, folders, patient=True), Lane(workers, folders, patient=True))
