"""A server within the test's own process, with real workers, so that what it does can be counted."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from negotiation_sim.web.app import server
from negotiation_sim.web.jobs import Done, Job
from negotiation_sim.web.served import served
from negotiation_sim.web.site import Site
from negotiation_sim.web.workers import Lane

from .running import PATIENCE


@dataclass
class Counted:
    """A client of the server, the server's parts, and the jobs that its workers were given."""

    client: httpx.AsyncClient
    site: Site
    jobs: list[Job] = field(default_factory=list)

    def wanted(self, *kinds: str) -> list[Job]:
        """The jobs for such forms of an answer."""
        return [job for job in self.jobs if job.wanted in kinds]


class CountedLane(Lane):
    """A lane that notes the jobs that it is given."""

    jobs: list[Job]

    async def do(self, job: Job) -> Done:
        self.jobs.append(job)
        return await super().do(job)


@asynccontextmanager
async def counted(*cases: str) -> AsyncIterator[Counted]:
    """A server of these cases and the built-in ones, a worker for short questions and one for long ones."""
    guard = server(served(cases), workers=1)
    site: Site = guard.app.state.site  # type: ignore[attr-defined]
    transport = httpx.ASGITransport(guard)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=PATIENCE) as client:
        made = Counted(client, site)
        for lane in site.answers.lanes:
            lane.__class__ = CountedLane
            lane.jobs = made.jobs  # type: ignore[attr-defined]
        try:
            yield made
        finally:
            await site.answers.end()


def run_apart(work: Coroutine[Any, Any, Any]) -> Any:
    """What comes of it, run in a thread of its own: the browser of other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()
