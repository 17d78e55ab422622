"""The command `serve`: it asks no question, it opens the page on which all of them can be asked."""

from typing import Annotated

import typer

from .nesting import HELP
from .output import tell

NAME = "serve"
SUMMARY = "Opens the page: every question in a browser, from this machine, without the internet."

Cases = Annotated[list[str] | None, typer.Option("--case", help="A folder of a case of one's own. Repeatable.")]
Host = Annotated[str, typer.Option(help="Where it listens. 127.0.0.1: this machine alone; 0.0.0.0: everybody near.")]
Port = Annotated[int, typer.Option(help="The port.", min=1, max=65_535)]
Workers = Annotated[
    int, typer.Option(help="Processes that compute, of short and of long questions each.", min=1, max=64)
]


def serve(case: Cases = None, host: Host = "127.0.0.1", port: Port = 8000, workers: Workers = 2) -> None:
    """Opens the page: every question in a browser, from this machine, without the internet.

    Nothing is kept: the address of a page is all there is to it. Ends with Ctrl+C.

    Examples:

      negotiation-sim serve

      negotiation-sim serve --case my_case --port 8080
    """
    from ..web.serve import serve as run

    run(case or (), host, port, workers, tell)


def serve_command() -> typer.core.TyperCommand:
    """The command, made when it is asked for."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False, context_settings=HELP)
    app.command(NAME)(serve)
    return typer.main.get_command(app)  # type: ignore[return-value]
