"""What `--out` writes of draws: tables as text, CSV and JSON, and the pictures."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType

from ...files import write_whole
from ...present.terminal import plain
from . import words as uncertain
from .answer import Uncertainty
from .record import uncertainty as uncertain_records_uncertainty

if TYPE_CHECKING:
    import pandas as pd


def write_uncertainty(found: Uncertainty, folder: Path) -> list[Path]:
    """uncertainty.txt and .json; shares, payoffs and convergence as CSV; shares, hinges and payoffs as pictures."""
    from ...present import canvas
    from . import pictures as uncertainty

    return [
        *_both(folder, "uncertainty", uncertain.uncertainty(found), uncertain_records_uncertainty(found)),
        _csv(folder / "shares.csv", found.shares),
        _csv(folder / "payoffs.csv", found.payoff_table),
        _csv(folder / "convergence.csv", found.convergence_table),
        *canvas.save(uncertainty.pictures(found), folder),
    ]


def _both(folder: Path, name: str, shown: RenderableType, record: Any) -> list[Path]:
    text = write_whole(folder / f"{name}.txt", plain(shown))
    written = json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return [text, write_whole(folder / f"{name}.json", written)]


def _csv(path: Path, frame: "pd.DataFrame") -> Path:
    return write_whole(path, frame.to_csv(index=False, lineterminator="\n"))
