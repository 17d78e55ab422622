"""Commands as they are typed, answered in this process."""

import pytest
from typer.testing import CliRunner

from negotiation_sim.cli import app
from negotiation_sim.errors import InputError
from negotiation_sim.spelling import spelled


def answer(*arguments: str) -> str:
    """What the command prints, in this process: a quarter of a second less each."""
    done = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def refusal(*arguments: str) -> str:
    """The message with which the command is refused, as it is shown."""
    with pytest.raises(InputError) as caught:
        CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    return spelled(str(caught.value))
