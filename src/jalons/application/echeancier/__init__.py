"""The échéancier: what an agent must do and by when, what a team holds, what the law and the département ask.

The tables of facts and deadlines belong to ``faits``; this module shows them to people and keeps what people say of
them: the reason of a late act, that it was seen, the calendar feed and the Monday e-mail of each agent.

What others may import:

- ``selectors.ouvertes(lecteur, au=…)``: deadlines still to be held in a perimeter, in the groups of ``rules.GROUPES``;
- ``recalcul.recalculer_lot``: the nightly recomputation, also called by ``jalons base recalculer``.

A reason is kept on the child and the code of the deadline, never on its row: recomputing writes rows again.
"""
