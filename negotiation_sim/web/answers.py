"""Answers of workers: each computed once for all who ask for it, kept for a while, dropped when nobody waits for it."""

import asyncio
import pickle
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..questions import question as question_named
from .jobs import PATIENT, Done, Job
from .workers import Lane

MOST_KEPT = 16_000_000
"""Bytes of answers that are kept in memory, packed as they are."""


@dataclass
class Kept:
    """Answers in memory, packed so that their size is known; the least lately used ones are dropped first."""

    most: int = MOST_KEPT
    size: int = 0
    answers: OrderedDict[Job, bytes] = field(default_factory=OrderedDict)

    def get(self, job: Job) -> Done | None:
        """The answer; None where it is not there."""
        if job not in self.answers:
            return None
        self.answers.move_to_end(job)
        answer: Done = pickle.loads(self.answers[job])  # packed by `put`, of what a worker of ours answered
        return answer

    def put(self, job: Job, answer: Done) -> None:
        """Keeps the answer, as long as there is room."""
        packed = pickle.dumps(answer)
        if len(packed) > self.most // 8 or job in self.answers:
            return
        self.answers[job] = packed
        self.size += len(packed)
        while self.size > self.most:
            _, dropped = self.answers.popitem(last=False)
            self.size -= len(dropped)


@dataclass
class Answers:
    """The two lanes of workers, short questions apart from long ones, and what is kept and under way."""

    quick: Lane
    slow: Lane
    kept: Kept = field(default_factory=Kept)
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
        return job in self.kept.answers

    async def _computed(self, job: Job) -> Done:
        lane = self.slow if is_slow(job) else self.quick
        answer = await lane.do(job)
        self.kept.put(job, answer)
        return answer

    async def warm(self) -> None:
        """Starts the workers."""
        await asyncio.gather(self.quick.warm(), self.slow.warm())

    async def end(self) -> None:
        """Ends what is under way and all workers."""
        tasks = [shared.task for shared in self.under_way.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for lane in (self.quick, self.slow):
            lane.end()


@dataclass
class Shared:
    """Work for which several may wait."""

    task: "asyncio.Task[Done]"
    waiting: int = 0


def is_slow(job: Job) -> bool:
    """Whether a job may take long: the question says so and is not asked for its quick part, or a picture is drawn."""
    if job.wanted == "task":
        return job.question in PATIENT
    if job.wanted in ("description", "offers") or ("quick", True) in job.values:
        return False
    return job.wanted == "pictures" or question_named(job.question).takes_long(dict(job.values))


def answers_of(cases: Sequence[str], workers: int) -> Answers:
    """Lanes of so many workers each, for these folders of cases."""
    return Answers(Lane(workers, tuple(cases)), Lane(workers, tuple(cases), patient=True))
