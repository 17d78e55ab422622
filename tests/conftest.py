"""What holds in every test, and shared ways of making games."""

import gc
import importlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from negotiation_sim.games.normal_form import Game
from negotiation_sim.present import canvas

from . import peers, remembered
from .web import browser

os.environ["COLUMNS"] = "120"  # the same width for every test and process, whatever runs the tests
os.environ["MPLBACKEND"] = "Agg"
# What is imported is compiled once for all processes of a run, also where this machine keeps nothing compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("PYTHONPYCACHEPREFIX", str(Path(__file__).parent.parent / "build" / "compiled"))
sys.dont_write_bytecode = False
sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"]
settings.register_profile("house", deadline=None, database=None)  # a busy machine fails no test; no folder is written
settings.load_profile("house")
remembered.once()
for module in ("present.documents.html", "web.pictures"):  # first read where a test empties `svg`, they kept that one
    importlib.import_module(f"negotiation_sim.{module}")
canvas.DPI = 20  # what a picture shows is told by its figure and its words, at any resolution


def pytest_collection_finish() -> None:
    """What was imported stays till the end: the collector of garbage need not look through it again and again."""
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says which peers the answers were compared with, and which browser showed the page."""
    terminalreporter.write_line(peers.summary())
    terminalreporter.write_line(browser.summary(), red=browser.executable() is None)


def labelled(payoffs: np.ndarray) -> Game:
    players = tuple(f"p{i}" for i in range(len(payoffs)))
    return Game(players, tuple(tuple(f"s{k}" for k in range(m)) for m in payoffs.shape[1:]), payoffs)


def random_game(rng: np.random.Generator, shape: tuple[int, ...], integers: int | None = None) -> Game:
    """A random game; with `integers` payoffs are whole numbers below it, so that ties are common."""
    size = (len(shape), *shape)
    return labelled(rng.normal(size=size) if integers is None else rng.integers(0, integers, size).astype(float))


def table_of(game: Game) -> dict[tuple[int, ...], tuple[float, ...]]:
    """The game as a plain dictionary, for the readings of the definitions in tests/by_hand."""
    return {profile: tuple(game.payoffs[(slice(None), *profile)].tolist()) for profile in np.ndindex(*game.shape)}


def written_case(folder: Path, game: str, register: Mapping[str, tuple[float, float, float]]) -> Path:
    """The folder with a case: its game.toml, and a register of main assumptions by name: value, low and high."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "game.toml").write_text(game, encoding="utf-8")
    entries = (
        f'[{name}]\nlabel = "{name}"\nunit = "points"\nvalue = {value}\nrange = [{low}, {high}]\n'
        'why = "An example."\nsource = "none"\nlevel = "main"\n'
        for name, (value, low, high) in register.items()
    )
    (folder / "assumptions.toml").write_text("".join(entries), encoding="utf-8")
    return folder


SHAPES = [(2,), (3, 2), (2, 3, 2), (2, 2, 2, 3), (2, 3, 2, 2, 2), (1, 3, 2), (4, 1)]


@pytest.fixture(params=range(30), ids=lambda seed: f"seed{seed}")
def any_game(request: pytest.FixtureRequest) -> Game:
    """Thirty small random games of one to five players, half of them full of ties."""
    rng = np.random.default_rng(request.param)
    return random_game(rng, SHAPES[request.param % len(SHAPES)], integers=3 if request.param % 2 else None)
