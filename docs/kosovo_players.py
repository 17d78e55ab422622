"""What the Kosovo page says of those who stand by, of moves off by default, and of what sets Kosovo apart."""

from collections.abc import Callable, Iterable, Iterator

from negotiation_sim import ask, solve_scenario
from negotiation_sim.case.scenario import Case
from negotiation_sim.worlds.solved import Solved

Table = Callable[[Iterable[str], Iterable[Iterable[object]]], str]
LAYER = "first_edition"
EAST_AND_SOUTH = ("status_quo_everybody", "recognition_first_everybody", "everybody")
NORTH = ("north_status_quo", "north_recognition_first")
CONVERGENCE = ("convergence", "convergence_without_spain")
TOLD_OF_THE_NORTH = ("op_ed", "sceptic", "sceptic_kosovo", "hindsight_2026")


def sections(case: Case, table: Table) -> Iterator[str]:
    """The sections, in the order of the page; `table` writes one in Markdown."""
    yield "## Who else may play"
    yield (
        "Four more players stand by, and three moves are off. A scenario lists under `plays` whom it lets choose and "
        "which moves it opens; elsewhere each is held at its default, and the nine get what they got before, to the "
        "last digit. Their payoffs, weights and numbers are judgements, marked so in the register."
    )
    yield table(("Player or move", "Held at", "What it touches", "Played in"), _who(case))
    yield from _east_and_south(case, table)
    yield from _north(case, table)
    yield from _convergence(case, table)
    yield from _elements(case, table)


def _who(case: Case) -> Iterator[tuple[str, str, str, str]]:
    touches = {
        "china": "Serbia's growth and arms, the veto at the United Nations where Russia drops its own",
        "cyprus": "what recognition by the four opens in the Union, and what Greece pays for recognising",
        "hungary": "the fear of Slovakia and Romania for their Hungarians",
        "north": "calm, the protection of the Serbs, what violence is laid at Belgrade's door",
        "serbia.de_facto": "a part of Serbia's claim, of its blockade, and of what a settlement brings",
        "kosovo.extend": "credit at home, Western measures, the grievance of the north",
        "holdouts.steps": "a part of what recognition costs and brings; by all four, a part of the NATO track",
    }
    for name, text in touches.items():
        owner, _, move = name.partition(".")
        listed = {name} if owner in case.players else {f"{member}.{move}" for member in case.groups[owner]}
        where = ", ".join(f"`{key}`" for key, file in case.scenario_files.items() if listed <= set(file.plays))
        if not move:
            player = case.players[owner]
            yield player.name, player.label(player.default or ""), text, where
        else:
            members = case.groups.get(owner, (owner,))
            called = "The four" if len(members) > 1 else case.players[owner].name
            yield f"{called}: {case.players[members[0]].label(move)} (`{move}`)", "off", text, where


def _ends(case: Case, scenario: str, assume: str, shown: Iterable[str]) -> str:
    """Where the stages lead under both rules: what the named players do."""
    solved = solve_scenario(case.scenario(scenario, assume))
    ends = list(dict.fromkeys(_end(solved, rule, shown) for rule in ("best_joint", "cautious")))
    return ends[0] if len(ends) == 1 else f"{ends[0]} (best joint); {ends[1]} (cautious)"


def _end(solved: Solved, rule: str, shown: Iterable[str]) -> str:
    case = solved.scenario.case
    assert solved.staged is not None
    profile = solved.staged.path("best_joint" if rule == "best_joint" else "cautious").profile
    assert profile is not None
    moves = solved.game.moves(profile)
    return ", ".join(f"{case.players[player].name} {case.players[player].label(moves[player])}" for player in shown)


def _sets(case: Case) -> list[str]:
    return [name for name in case.sets if name != LAYER]


def _rows(case: Case, scenario: str, shown: tuple[str, ...]) -> list[tuple[str, str]]:
    """Where the stages lead, sets that lead to the same in one row."""
    alike: dict[str, list[str]] = {}
    for assume in _sets(case):
        alike.setdefault(_ends(case, scenario, assume, shown), []).append(f"`{assume}`")
    return [(", ".join(names), end) for end, names in alike.items()]


def _east_and_south(case: Case, table: Table) -> Iterator[str]:
    yield "### China, Cyprus and Hungary"
    for scenario in EAST_AND_SOUTH:
        title = case.scenario_files[scenario].title
        yield f"{title} (`{scenario}`): where the stages lead."
        shown = ("spain", "serbia", "kosovo", "china", "cyprus", "hungary")
        yield table(("Sets", "Staged outcome"), _rows(case, scenario, shown))
    severity = _switch("recognition_first_everybody", "cyprus.acquiesce", "cyprus.severity", "op_ed")
    yield (
        "China lends and arms under every set, whether Serbia settles or not: its foothold is worth more to it than "
        "the "
        "effort costs, and to abstain at the United Nations would cost it at home as long as Serbia objects. Serbia "
        "gains by it and changes no move. Hungary goes on stirring where nobody pushes back, and reassures its "
        "neighbours where Washington and Brussels lead together. Cyprus lets steps pass only after all four have "
        f"recognised, and by little: above a severity of {severity} (`cyprus.severity`, 1.2 now) it goes on blocking. "
        "None of the three changes what the four, Serbia or Kosovo do in recognition first, under any set."
    )


def _north(case: Case, table: Table) -> Iterator[str]:
    yield "### The north"
    for scenario in NORTH:
        rows = [
            (f"`{assume}`", _ends(case, scenario, assume, ("spain", "serbia", "kosovo", "north")))
            for assume in TOLD_OF_THE_NORTH
        ]
        yield f"{case.scenario_files[scenario].title} (`{scenario}`): where the stages lead."
        yield table(("Set", "Staged outcome"), rows)
    violence, boycott, control = map(_share, ("north.violence", "north.boycott", "kosovo.extend"))
    possible = _share("north.violence", "some")
    credit = _switch("north_status_quo", "kosovo.extend", "kosovo.extend_credit", "op_ed")
    held_back = _switch("north_status_quo", "kosovo.extend", "nod", "op_ed")
    nod = _switch("north_status_quo", "north.violence", "nod", "op_ed")
    yield (
        "With the north the status quo is what was seen from November 2022 to 2025: Kosovo takes control, the Serbs of "
        "the north leave the institutions, Belgrade goes on stalling. The years were known when the numbers were "
        "chosen, so this is no test. It also hangs on little: below a credit at home of "
        f"{credit} (`kosovo.extend_credit`, 0.35 now) Kosovo holds firm instead. Over the ranges of all numbers Kosovo "
        f"takes control at the staged outcome in {control} of 4,096 draws, and the north boycotts in {boycott}: in "
        f"most "
        "opinions it does not come to it."
    )
    yield (
        "**Violence is a best reply in few opinions, and its numbers are judgements.** In the same draws "
        f"it is played in {violence}, and at some equilibrium of choosing all at once in {possible}. With all else "
        f"as it is, from a nod of {held_back} on (`nod`, what Belgrade's "
        f"nod is "
        "worth, 0.1 now) violence would answer Kosovo's control of the north, so Kosovo holds firm and all stay "
        "calm; from "
        f"{nod} on it pays whatever Kosovo does. Where police and KFOR make it cost little, less is enough. So the "
        f"case does not explain Banjska: it says under which beliefs it "
        "would have been expected. Shares of draws are shares of opinion, not chances of violence."
    )


def _share(condition: str, concept: str = "best_joint") -> str:
    shares = ask("uncertainty", "north_status_quo", holds=[condition]).answer.shares
    row = shares[(shares["condition"] == condition) & (shares["concept"] == concept)]
    return f"{100 * float(row['share'].iloc[0]):.1f} %"


def _switch(scenario: str, holds: str, assumption: str, assume: str) -> str:
    """The value of an assumption at which a condition starts or stops to hold, nearest to the present one."""
    nearest = _break_even(scenario, holds, assumption, assume)
    assert nearest is not None
    return f"{nearest:.3g}"


def _break_even(scenario: str, holds: str, assumption: str, assume: str) -> float | None:
    asked = ask("breakeven", scenario, holds=holds, assumption=[assumption], assume=assume, all_levels=True)
    nearest = asked.answer.nearest_first[0].nearest
    return None if nearest is None else float(nearest.value)


def _convergence(case: Case, table: Table) -> Iterator[str]:
    yield "### Convergence, the author's later plan"
    yield (
        "In January 2022 the author and others asked for convergence of the five with the majority by steps below "
        "recognition, instead of pressing for recognition at once (S114); recognition by the four remained the aim. In "
        "2021 he had proposed a plan that needs no recognition (S113). The scenarios open such steps to the four and "
        "acceptance in fact, about the text of 2023, to Serbia."
    )
    for scenario in CONVERGENCE:
        yield f"{case.scenario_files[scenario].title} (`{scenario}`): where the stages lead."
        shown = (*case.groups["holdouts"], "serbia", "kosovo")
        yield table(("Sets", "Staged outcome"), _rows(case, scenario, shown))
    yield (
        "Steps are taken where recognition fails: under the text's own set, by the cautious rule, Romania and Greece "
        "take them while nobody recognises. They do not replace recognition, and under the sets that doubt the "
        "Dialogue "
        "most (`sceptic`, `sceptic_four`, `hindsight_2026`) nobody takes them but a Spain that is held to them. Serbia "
        "accepts in fact at one of these outcomes alone: under `pragmatic_serbia`, once three recognise and Spain "
        "goes no further than steps. Elsewhere it does better by stalling, or by settling once all four have "
        "recognised. The text of 2023 was accepted and not signed (S42, S43)."
    )


def _elements(case: Case, table: Table) -> Iterator[str]:
    elements, disputes = case.elements, case.elements.disputes or {}
    yield "## What sets Kosovo apart, element by element"
    yield (
        "The text says that a dozen elements tell Kosovo from the separatists of Europe (C86). `elements.toml` holds "
        "twelve, all true of Kosovo, with a weight each, and how far each is true elsewhere: 1 as of Kosovo, 0.5 in "
        "part, "
        "0 not. Weights and shares are judgements."
    )
    rows = [
        (element.label, f"{element.weight:g}", *(f"{element.shares.get(name, 0):g}" for name in disputes))
        for element in elements.all
    ]
    rows.append(
        ("**in common with Kosovo, of all weight**", "", *(f"{elements.parallel(name):.3g}" for name in disputes))
    )
    yield table(("Element", "Weight", *disputes.values()), rows)
    yield (
        "What a government fears at home is `severity * (parallel + (1 - parallel) * confusion)`: all of the danger "
        "where "
        "voters take the cases for the same (`confusion` 1, as in the text's own set, where the elements change "
        "nothing), and only the part truly in common where they tell them apart (`confusion` 0)."
    )
    yield "**What confusion must Spain's voters have for Spain to refuse?** In recognition first, under best joint:"
    yield table(("Set", "Spain refuses"), [(f"`{name}`", _refuses(case, name)) for name in _sets(case)])
    yield (
        "Under the text's own set no confusion is enough: the Dialogue takes the fear away whether voters tell the "
        "cases apart or not. The dozen matters to those who doubt the Dialogue. For them it can do what the text "
        "hopes, if voters are told and believe it, and no more: under some sets Spain then recognises and Serbia "
        "stalls "
        "all the same."
    )


def _refuses(case: Case, assume: str) -> str:
    solved = solve_scenario(case.scenario("recognition_first", assume))
    assert solved.staged is not None
    profile = solved.staged.best_joint.profile
    assert profile is not None
    yes = solved.game.moves(profile)["spain"] == "yes"
    switch = _break_even("recognition_first", "spain.yes", "confusion", assume)
    if switch is None or switch < 0:
        return "at no confusion" if yes else "at any confusion"
    if switch > 1:
        return f"at no confusion up to 1 (only from {switch:.2f})"
    return f"above {switch:.2f}"
