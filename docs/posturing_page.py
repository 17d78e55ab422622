"""The page docs/posturing.md: both columns of the Kosovo case, and how their numbers come about; all of it computed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from negotiation_sim import ask, load_case
from negotiation_sim.case.posturing import Branch
from negotiation_sim.present.phrases import points, signed
from negotiation_sim.questions.posturing.answer import Postured
from negotiation_sim.questions.posturing.sentences import sentences
from negotiation_sim.worlds.posturing_cells import signals, value_of

Table = Callable[[Iterable[str], Iterable[Iterable[object]]], str]
SENDERS = ("serbia", "kosovo")
FOLLOW = (0.02, 0.05, 0.1, 0.15, 0.2)
LAYER = ("op_ed+first_edition", ("norm.paper=0.4", "a4=0.1", "graft_conditional=0.4"))
SETS = ("op_ed", "trump_2020", "crisis_group_2021", "serwer_2022", "hindsight_2026", "sceptic_four", "sceptic_serbia",
        "sceptic")  # fmt: skip


def page(table: Table) -> str:
    """The page; `table` writes a table in Markdown."""
    parts = [
        "# Posturing",
        "Written from posturing.toml and the register of the Kosovo case by `docs/generate.py`; "
        "`negotiation-sim posturing` does it anew. Every payoff is a modeller's construction.",
        "The text says that both sides posture: Serbia pretends to be in earnest (C04), Kosovo acts as if the talks "
        "were a road to recognition (C05). In a *signalling game* that can be asked. A *sender* knows its own *type*, "
        "in earnest or posturing; the West does not, and answers what it sees. Talk is free. A step costs something, "
        "and may cost the one type more than the other. What an answer is worth to whom is no new number: each cell is "
        "an end of the game, in a scenario of the case with the moves that are named, everybody else playing where "
        "that scenario leads.",
        "```bash\nnegotiation-sim posturing                      # Serbia's column\n"
        "negotiation-sim posturing --sender kosovo      # the other one\n"
        "negotiation-sim posturing --set posture.follow=0.2 --set posture.serbia.prior=0.8\n"
        "negotiation-sim posturing --message talk --message attend    # words alone\n```",
        *(part for sender in SENDERS for part in _column(sender, table)),
        "## When the four might follow",
        *_by_chance(table),
        "## Under rival assumptions",
        *_by_set(table),
        "## What stands behind it",
        *_behind(),
        "## Conclusions about posturing",
        *_conclusions(table),
    ]
    return "\n\n".join(parts) + "\n"


def _answer(sender: str, assume: str = "op_ed", changes: Iterable[str] = ()) -> Postured:
    answer: Postured = ask("posturing", sender=sender, assume=assume, set=tuple(changes)).answer
    return answer


def _column(sender: str, table: Table) -> Iterator[str]:
    answer = _answer(sender)
    game, own = answer.game, answer.sender
    kinds = [kind.label for kind in own.types.values()]
    yield f"## {own.title}"
    yield f"{own.about} {' '.join(sentences(answer))}"
    responses = [response.label for response in own.responses.values()]
    head = (f"If {own.called} is", *(f"{own.called}: {r}" for r in responses), *(f"The West: {r}" for r in responses))
    yield table((*head, "Gain if believed"), (
        (kind, *(points(float(w)) for w in (*game.sender[t], *game.receiver[t])), signed(float(answer.gains[t])))
        for t, kind in enumerate(kinds)
    ))  # fmt: skip
    yield table(("Step", *(f"Costs if {kind}" for kind in kinds), "Does it tell?"), (
        (m.label, *(f"{float(answer.cost(m.name, k)):g}" for k in own.types), answer.told(m.name))
        for m in own.messages.values()
    ))  # fmt: skip
    heads = ("Seen", "Date", *(f"Likely if {kind}" for kind in kinds), "Belief after it", "Range")
    yield table(heads, _evidence(answer))


def _evidence(answer: Postured) -> Iterator[tuple[object, ...]]:
    for sign, belief, ends in answer.updates:
        likelihoods = (f"{float(value_of(rule, answer.signals.scenario)):g}" for rule in sign.likelihoods.values())
        reach = " to ".join(points(float(end)) for end in ends)
        yield sign.label, sign.date, *likelihoods, points(float(belief[answer.signals.claim])), reach


def _by_chance(table: Table) -> Iterator[str]:
    yield (
        "How likely it is that the four follow a Dialogue (`posture.follow`) decides what recognition first is worth "
        "to the West. None of the five in the Union has recognised in eighteen years, which by the rule of three "
        "leaves at most 3.3 % a state and year. First under the op-ed's own assumptions; then under those on which "
        f"this game was first worked out (`--assume {LAYER[0]}` with {', '.join(f'`{each}`' for each in LAYER[1])})."
    )
    for assume, changes in (("op_ed", ()), LAYER):
        rows = []
        for follow in FOLLOW:
            answer = _answer("serbia", assume, (*changes, f"posture.follow={follow}"))
            honest, other = (points(float(gain)) for gain in answer.gains)
            rows.append((follow, _threshold(answer), honest, other, _telling(answer)))
        yield table(("The four follow", "Carrots from a belief of", "An honest Serbia gains", "A posturing one",
                     "Steps that tell"), rows)  # fmt: skip


def _threshold(answer: Postured) -> str:
    return "never" if answer.believed_from is None else points(float(answer.believed_from[0]))


def _telling(answer: Postured) -> str:
    return "; ".join(m.label for m in answer.sender.messages.values() if answer.told(m.name) == "tells") or "none"


def _by_set(table: Table) -> Iterator[str]:
    yield (
        "The costs of steps and the likelihoods are the same in all sets; what differs is what the answers are worth."
    )
    for sender in SENDERS:
        rows = []
        for name in SETS:
            answer = _answer(sender, name)
            honest, other = (points(float(gain)) for gain in answer.gains)
            does = " or ".join(answer.sender.responses[r].label for r in answer.answer_at(answer.signals.beliefs[-1]))
            rows.append((f"`{name}`", _threshold(answer), does, honest, other, _telling(answer)))
        who = answer.sender.called
        yield table((f"{who}, under", "Wanted answer from", "The West's answer now", "Gains if in earnest",
                     "If posturing", "Steps that tell"), rows)  # fmt: skip


def _behind() -> Iterator[str]:
    yield (
        "**Likelihoods are opinions with ranges**, and so are the costs of steps: each is an entry of the register "
        "(`seen.*`, `posture.*`) with a reason of its own. Over those ranges alone the belief may end nearly anywhere, "
        "as the tables show. Evidence that each type shows as readily, such as attending talks, moves no belief."
    )
    yield (
        "**Whoever says that one side postures must let the class do both columns.** The two claims stand in one "
        "sentence of the text. Give one half of the class Serbia's column and the other half Kosovo's, let each fill "
        "in likelihoods before it sees the register's, then exchange them."
    )
    honest, posturing = _kosovo_with_recognition_first()
    yield (
        "The West's answers in Kosovo's column are this project's choice: a bargain that it backs with money, or "
        "leaving the matter to talks as they are. With recognition first in place of leaving it, being believed would "
        f"be worth {honest:+.2f} points to an honest Kosovo and {posturing:+.2f} to a posturing one."
    )
    yield (
        "A cell takes what its scenario itself changes as part of the plan: `--set funds=2` doubles the package of the "
        "economic track and leaves the three packages of `serbia_first_autonomy`. The line below each answer says in "
        "which scenarios a value of your own holds."
    )
    yield (
        "All pure perfect Bayesian equilibria are listed (`--full`, `--json`), with the beliefs off the path that "
        "support each. While the West still believes, all types may also pool on a step that both can afford, for who "
        "did not take it would be doubted: then the step is paid and tells nothing. Mixed play is not looked for."
    )


def _kosovo_with_recognition_first() -> tuple[float, float]:
    """What being believed is worth to each kind of Kosovo where the West's other answer is recognition first."""
    case = load_case("kosovo")
    assert case.posturing is not None
    serbia, kosovo = (case.posturing.senders[name] for name in SENDERS)
    follow = next(branch.chance for branch in serbia.payoffs["reframe"]["earnest"] if branch.chance is not None)
    cells = {
        kind: (
            Branch("recognition_first", {"kosovo": move, **dict.fromkeys(case.groups["holdouts"], "yes")}, follow),
            Branch("recognition_first", {"kosovo": "hold_firm", **dict.fromkeys(case.groups["holdouts"], "no")}),
        )
        for kind, move in (("earnest", "concede"), ("posturing", "hold_firm"))
    }
    changed = replace(kosovo, payoffs={**kosovo.payoffs, "leave": cells})
    made = signals(case.itself(), changed)
    honest, posturing = map(float, made.game.gains(made.claim, made.wanted))
    return honest, posturing


def _conclusions(table: Table) -> Iterator[str]:
    posturing = load_case("kosovo").posturing
    assert posturing is not None
    yield (
        'A case may name `[conclusions.NAME]` with `of = "posturing"`. Where a question answers for conclusions that '
        'are not about the game, `"posturing: belief < threshold"` is one without a name. The numbers of the first '
        "sender stand bare, those of others after its name "
        "(`kosovo.threshold`). Where no belief suffices a threshold is infinite, so that `belief >= threshold` fails "
        "and `threshold > 0.5` holds. Where a cell leads to no staged outcome, or a prior or a chance is none, the "
        "numbers do not exist and every condition on them fails."
    )
    first = next(iter(posturing.senders.values()))
    yield table(("Number", "What it is"), ((f"`{name}`", words) for name, words in first.numbers("the West")))
