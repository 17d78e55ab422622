"""KnownConcept by name -> what it gives for the inputs of a known answer, in plain numbers, labels and lists.

One line per concept in the tables that are joined here; a profile is the list of the players' strategies by label. The
functions translate, and compute nothing themselves. A solver that did not come to an answer gives its sentence instead.
"""

from collections.abc import Mapping

from .concepts_of_coalitions import OF_COALITIONS
from .concepts_of_conflicts import OF_CONFLICTS
from .concepts_of_games import OF_GAMES
from .inputs import KnownConcept

CONCEPTS: Mapping[str, KnownConcept] = {**OF_GAMES, **OF_CONFLICTS, **OF_COALITIONS}
