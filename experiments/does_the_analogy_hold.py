"""The op-ed argues from the accords of 2020. Which element of one case turns which hinge of the other?"""

from pathlib import Path

from negotiation_sim import ask

asked = ask("analogy", "accords", "kosovo")
asked.write(Path("results") / "does_the_analogy_hold")
for sentence in asked.record["sentences"]:
    print(sentence)
for shown in asked.record["shown_by"]:
    print(f"{'So' if shown['holds'] else 'Not so'} ({shown['how']}): {shown['title']}.")
