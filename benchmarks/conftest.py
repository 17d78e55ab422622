"""Which versions of the peers were measured stands at the end of a run, and in its JSON file."""

from typing import Any

from tests import peers


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Names the peers after the table."""
    terminalreporter.write_line(peers.summary())


def pytest_benchmark_update_machine_info(machine_info: dict[str, Any]) -> None:
    """Names the peers in what `--benchmark-json` writes."""
    machine_info["peers"] = peers.versions()
