"""What `--out` writes of draws: tables as text, CSV and JSON, and the pictures."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType

from ..analyse.discovery import Discovery
from ..analyse.sensitivity import Sensitivity
from ..analyse.uncertainty import Uncertainty
from ..files import write_whole
from . import drivers, uncertain, uncertain_records
from .terminal import plain

if TYPE_CHECKING:
    import pandas as pd


def write_uncertainty(found: Uncertainty, folder: Path) -> list[Path]:
    """uncertainty.txt and .json; shares, payoffs and convergence as CSV; shares, hinges and payoffs as pictures."""
    from .figures import canvas, uncertainty

    return [
        *_both(folder, "uncertainty", uncertain.uncertainty(found), uncertain_records.uncertainty(found)),
        _csv(folder / "shares.csv", found.shares),
        _csv(folder / "payoffs.csv", found.payoff_table),
        _csv(folder / "convergence.csv", found.convergence_table),
        *canvas.save(uncertainty.pictures(found), folder),
    ]


def write_sensitivity(found: Sensitivity, folder: Path) -> list[Path]:
    """sensitivity.txt, .json and .csv; a picture of bars for each output and method."""
    from .figures import canvas, sensitivity

    return [
        *_both(folder, "sensitivity", drivers.sensitivity(found), uncertain_records.sensitivity(found)),
        _csv(folder / "sensitivity.csv", found.table),
        *canvas.save(sensitivity.pictures(found), folder),
    ]


def write_discovery(found: Discovery, folder: Path) -> list[Path]:
    """discovery.txt, .json and .csv; the box as a picture."""
    from .figures import canvas, discovery

    return [
        *_both(folder, "discovery", drivers.discovery(found), uncertain_records.discovery(found)),
        _csv(folder / "discovery.csv", found.table),
        *canvas.save([discovery.picture(found)], folder),
    ]


def _both(folder: Path, name: str, shown: RenderableType, record: Any) -> list[Path]:
    text = write_whole(folder / f"{name}.txt", plain(shown))
    written = json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return [text, write_whole(folder / f"{name}.json", written)]


def _csv(path: Path, frame: "pd.DataFrame") -> Path:
    return write_whole(path, frame.to_csv(index=False, lineterminator="\n"))
