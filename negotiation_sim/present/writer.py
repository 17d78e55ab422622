"""What is written into a folder: text, JSON, CSV and pictures."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType

from ..files import write_whole
from .terminal import plain

if TYPE_CHECKING:
    import pandas as pd


def _three(folder: Path, name: str, shown: RenderableType, record: Any, frame: "pd.DataFrame") -> list[Path]:
    """The same result as text, JSON and CSV."""
    text = write_whole(folder / f"{name}.txt", plain(shown))
    return [text, _json(folder / f"{name}.json", record), _csv(folder / f"{name}.csv", frame)]


def _json(path: Path, record: Any) -> Path:
    return write_whole(path, json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def _csv(path: Path, frame: "pd.DataFrame") -> Path:
    return write_whole(path, frame.to_csv(index=False, lineterminator="\n"))
