"""The file posturing.toml of a case, read and checked against the players, scenarios and assumptions of the case."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from ..language.expression import Expression
from .claims import check_date
from .document import PROSE, Reader, Section, check_identifier, read_toml, twice
from .labels import read_label
from .posturing import Message, Posturing, Receiver, Response, Sender, SenderType, Sign
from .posturing_cells import Known, check_leads, read_payoffs, tables_at, told

FILE = "posturing.toml"
KEYS = (
    "title",
    "about",
    "player",
    "claim",
    "wanted",
    "types",
    "messages",
    "responses",
    "payoffs",
    "evidence",
    "source",
)
FREE = ("0", "0.0")
"""The cost of a message that costs nothing, as it is written."""
LEAST = 2
"""Fewer types or responses leave nothing to signal, or nothing to gain by it."""


def read_posturing(folder: Path, known: Known, read: Reader = read_toml) -> Posturing | None:
    """The posturing of a case; None where it has no posturing.toml. Raises InputError for the first fault."""
    if not (folder / FILE).is_file():
        return None
    section = read(folder / FILE)
    section.allow("title", "about", "source", "receiver", "senders")
    receiver = _receiver(section.section("receiver"), known)
    senders = {name: _sender(part, name, known) for name, part in section.section("senders").sections()}
    if not senders:
        raise section.fault("senders", "is empty. Add [senders.NAME] for whoever may not be in earnest.")
    title, about, source = section.text("title"), section.text("about", ""), known.source(section)
    posturing = Posturing(title, about, source, receiver, senders, section.texts_by_path(PROSE))
    _check_names(section, posturing)
    return posturing


def _check_names(section: Section, posturing: Posturing) -> None:
    """Raises InputError where two numbers that conditions may name would bear one name."""
    first, *others = posturing.senders.values()
    names = [name for name, _ in first.numbers("")]
    names += [f"{each.name}.{name}" for each in others for name, _ in each.numbers("")]
    if name := twice(names):
        raise section.fault("senders", f"two numbers would be called '{name}'. Rename the message, type or sender.")


def _receiver(part: Section, known: Known) -> Receiver:
    part.allow("name", "players", "over")
    part.check_known("players", "player", players := part.texts("players"), known.players)
    part.check_once("players", players)
    if not players:
        raise part.fault("players", "is empty. Name who responds.")
    over = part.text("over", known.baseline or "" if known.ordered else "")
    if over:
        part.check_known("over", "scenario", (over,), known.scenarios)
        with part.placing("over"):
            check_leads(known, known.scenarios[over], {})
    return Receiver(part.text("name"), players, over)


def _sender(part: Section, name: str, known: Known) -> Sender:
    check_identifier(part, name, "sender")
    part.allow(*KEYS)
    part.check_known("player", "player", (player := part.text("player"),), known.players)
    types = {kind: _type(each, kind, known) for kind, each in part.section("types").sections()}
    responses = {key: _response(each, key) for key, each in part.section("responses").sections()}
    for key, several in (("types", types), ("responses", responses)):
        if len(several) < LEAST:
            raise part.fault(key, f"holds {len(several)}; at least {LEAST} are needed.")
    _check_priors(part, types, known)
    messages = {key: _message(each, key, types, known) for key, each in part.section("messages").sections()}
    if not any(all(cost.text in FREE for cost in message.costs.values()) for message in messages.values()):
        raise part.fault("messages", "holds none that costs nobody anything. Add one, such as talk, with cost = 0.")
    part.check_known("claim", "type", (claim := part.text("claim"),), types)
    part.check_known("wanted", "response", (wanted := part.text("wanted"),), responses)
    return Sender(
        *(name, part.text("title"), part.text("about", ""), player, known.players[player].name, claim, wanted),
        *(types, messages, responses),
        read_payoffs(part.section("payoffs"), types, responses, known),
        tuple(_sign(each, types, known) for each in tables_at(part, "evidence")),
        known.source(part),
    )


def _check_priors(part: Section, types: Mapping[str, SenderType], known: Known) -> None:
    total = sum(known.value(kind.prior) for kind in types.values())
    if abs(total - 1) > 1e-9:
        priors = told(kind.prior for kind in types.values())
        problem = f"the priors of {', '.join(types)}, {priors}sum to {total:g}, not to 1"
        raise part.fault("types", f"{problem}. Write one as 1 less the others.")


def _type(part: Section, name: str, known: Known) -> SenderType:
    check_identifier(part, name, "type", after_dot=True)
    part.allow("label", "means", "prior")
    return SenderType(name, read_label(part, "label"), part.text("means", ""), known.share(part, "prior"))


def _response(part: Section, name: str) -> Response:
    check_identifier(part, name, "response")
    part.allow("label", "means")
    return Response(name, read_label(part, "label"), part.text("means", ""))


def _message(part: Section, name: str, types: Collection[str], known: Known) -> Message:
    check_identifier(part, name, "message")
    part.allow("label", "cost", "source")
    return Message(name, read_label(part, "label"), _by_type(part, "cost", types, known.rule), known.source(part))


def _sign(part: Section, types: Collection[str], known: Known) -> Sign:
    part.allow("date", "label", "likelihood", "source")
    if problem := check_date(date := part.text("date")):
        raise part.fault("date", problem)
    likelihoods = _by_type(part, "likelihood", types, known.share)
    if not any(known.value(rule) for rule in likelihoods.values()):
        rules = told(likelihoods.values())
        raise part.fault("likelihood", f"{rules}is 0 for every type, and yet it was seen. Give one of them a chance.")
    return Sign(date, read_label(part, "label"), likelihoods, known.source(part))


def _by_type(
    part: Section, key: str, types: Collection[str], read: Callable[[Section, str], Expression]
) -> dict[str, Expression]:
    """A rule for each type: a table of them, or one for all."""
    if key in part.data and not isinstance(part.data[key], dict):
        return dict.fromkeys(types, read(part, key))
    each = part.section(key)
    each.allow(*types)
    for kind in types:
        if kind not in each.data:
            raise part.fault(key, f"has no number for the type '{kind}'. Add {kind} = ...")
    return {kind: read(each, kind) for kind in types}
