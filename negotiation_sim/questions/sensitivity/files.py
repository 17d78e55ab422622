"""The files of `sensitivity`."""

from pathlib import Path

from ..uncertainty.files import _both, _csv
from . import words as drivers
from .answer import Sensitivity
from .record import sensitivity as uncertain_records_sensitivity


def write_sensitivity(found: Sensitivity, folder: Path) -> list[Path]:
    """sensitivity.txt, .json and .csv; a picture of bars for each output and method."""
    from ...present import canvas
    from . import pictures as sensitivity

    return [
        *_both(folder, "sensitivity", drivers.sensitivity(found), uncertain_records_sensitivity(found)),
        _csv(folder / "sensitivity.csv", found.table),
        *canvas.save(sensitivity.pictures(found), folder),
    ]
