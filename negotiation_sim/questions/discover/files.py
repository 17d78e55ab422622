"""The files of `discover`."""

from pathlib import Path

from ..uncertainty.files import _both, _csv
from .answer import Discovery
from .record import discovery as uncertain_records_discovery
from .words import discovery as drivers_discovery


def write_discovery(found: Discovery, folder: Path) -> list[Path]:
    """discovery.txt, .json and .csv; the box as a picture."""
    from ...present import canvas
    from . import pictures as discovery

    return [
        *_both(folder, "discovery", drivers_discovery(found), uncertain_records_discovery(found)),
        _csv(folder / "discovery.csv", found.table),
        *canvas.save([discovery.picture(found)], folder),
    ]
