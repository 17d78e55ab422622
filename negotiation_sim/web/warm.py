"""What every worker has read before its first job: the modules that answers are made of. Importing it is its use."""

import matplotlib.font_manager
import numpy
import pandas
import rich.console

from .. import questions
from ..case import loader
from ..present import canvas, screen, tables
from ..questions import asking
from ..worlds import solved
from . import described, jobs, markup, pictures, tasks

WARM = (matplotlib.font_manager, numpy, pandas, rich.console, loader, canvas, screen, tables, asking, solved, described,
        jobs, markup, pictures, tasks)  # fmt: skip

for _question in questions.questions().values():
    for _form in ("answer", "text", "brief", "record"):
        if getattr(_question, _form):
            _question.load(_form)
