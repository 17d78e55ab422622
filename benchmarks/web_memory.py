"""How the memory of a server grows over many requests, each for another answer or the same one.

`python -m benchmarks.web_memory --requests 20000` starts a server of its own and prints the memory as it goes.
"""

import argparse
import asyncio
import random
import tempfile
from pathlib import Path

import httpx
import psutil

from tests.web.running import Running, running

GAME = "scenario=free_choice&case=stag_hunt&set=hare%3D{}"
PATHS = (f"/run?{GAME}", f"/api/matrix?row=first&column=second&{GAME}", "/?case=kosovo", "/compare?case=chicken",
         "/glossary", "/nowhere")  # fmt: skip
"""What is asked by turns; the marks are filled in with another number each time."""


def megabytes(server: Running) -> tuple[float, float]:
    """Memory of the server's own process, and of its largest worker."""
    own = psutil.Process(server.process.pid).memory_info().rss
    return own / 1e6, max(worker.memory_info().rss for worker in server.workers()) / 1e6


async def asked(url: str, requests: int) -> None:
    """So many requests, sixteen at a time."""
    async with httpx.AsyncClient(base_url=url, timeout=600) as client:
        for _ in range(requests // 16):
            paths = [random.choice(PATHS).format(f"{random.uniform(2.7, 3.4):.6f}") for _ in range(16)]
            answers = await asyncio.gather(*map(client.get, paths))
            assert {answer.status_code for answer in answers} <= {200, 404}


def main() -> None:
    """Prints the memory after each tenth of the requests."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=20_000)
    requests = parser.parse_args().requests
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        asyncio.run(asked(server.url, 160))  # until everything that is read once is read
        for tenth in range(11):
            if tenth:
                asyncio.run(asked(server.url, requests // 10))
            own, worker = megabytes(server)
            print(
                f"after {tenth * requests // 10:6} requests: server {own:.0f} MB, largest worker {worker:.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
