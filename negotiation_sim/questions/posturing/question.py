"""The declaration of `posturing`."""

from typing import Annotated

from ..common import UnderAssumptions
from ..declaration import Help, Question


class PosturingAsked(UnderAssumptions):
    """Who is in earnest: what words are worth, which steps would tell, and what was seen so far.

    A sender of the case's posturing.toml has a type that the receiver does not know: in earnest, say, or posturing.
    The payoffs of the signalling game are the game's own. The answer: all pure perfect Bayesian equilibria, the belief
    from which on the receiver gives what is wanted, what each type gains by being believed, which steps can tell the
    types apart, and the belief after each thing that was seen. Likelihoods are opinions with ranges.
    """

    sender: Annotated[str | None, Help("Whose column: a sender of posturing.toml. None: the first.")] = None
    message: Annotated[
        tuple[str, ...], Help("Only these messages, by name. None: all. A free one must be among them.")
    ] = ()


QUESTION = Question(
    title="Who is in earnest",
    group="What the argument implies",
    place=7,
    asks=PosturingAsked,
    needs="posturing",
    examples=("", "sender=kosovo", "message=talk message=attend", "set=posture.follow=0.2"),
    keys={
        "title": "what is asked of the sender",
        "sentences": "the answer in three sentences",
        "sender": "`name`, `player`, `claim` (the type that all claim to be), `wanted` (the response that belief "
        "brings), `prior` by type",
        "types": "by type what people read for it",
        "responses": "by response what people read for it",
        "receiver": "`name`, `players`, `over` (the scenario over whose end its payoff is counted)",
        "threshold": "the least belief in the claim at which the wanted response is a best reply; null: at none",
        "answer": "the response that the receiver prefers after all that was seen",
        "gains_if_believed": "by type, in payoff points",
        "separating_interval": "what a step must cost to tell the types apart: `claim_at_most`, `others_at_least`, and "
        "`equal`, the costs [lowest, highest] alike for all that do; null where no such step can",
        "posterior": "the belief in each type after all that was seen; `range`: lowest and highest belief in the claim "
        "over the ranges of the likelihoods",
        "payoffs": "`sender` and `receiver`: by response and type, in payoff points",
        "messages": "for each: `costs` by type, `separates`, `why`",
        "evidence": "for each thing seen: `date`, `seen`, `likelihoods`, `belief`, `range`, `answer`, `source`",
        "equilibria": "all pure ones at the prior: `kind`, `sender` (type = message), `receiver` (message = response), "
        "`beliefs` (message = type = belief), `off_path` (message = response = range of belief by type that supports "
        "it), `count`",
        "equilibria_after_evidence": "the same with the belief after all that was seen in place of the prior",
        "cells": "where payoffs come from: `response`, `type`, `chance`, `scenario`, `profile`, `sender`, `receiver`",
    },
    brief="forms:brief",
    record="record:record",
    stem="posturing",
    table="tables:steps_table",
    tables={
        "posturing_steps": "tables:steps_table",
        "posturing_evidence": "tables:evidence_table",
        "posturing_equilibria": "tables:equilibria_table",
        "posturing_cells": "tables:cells_table",
    },
    pictures="pictures:pictures",
)
