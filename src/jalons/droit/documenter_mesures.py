"""The page ``docs/reference/mesures.md``: every kind of measure, who decides it, how long, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from jalons.droit.echeances.catalogue import toutes_les_regles
from jalons.droit.loader import parametres
from jalons.droit.mesures import ACCORDS, DECIDEURS, EXCLUSIVES, Nature, familles, natures
from jalons.droit.mesures.local import plafonds_locaux

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "mesures.md"
_ENTETE = """\
<!-- Page produite par `python -m jalons.droit.documenter` : ne la modifiez pas, modifiez le catalogue. -->
# Mesures et prestations

Chaque mesure dit qui la décide, l'accord qu'elle demande et la règle qui borne sa durée ; le chiffre est dans les
[délais](echeances.md). Quand aucun texte lu ne donne de durée, aucune n'est inventée. Un enfant n'a qu'une mesure à la
fois dans une même famille exclusive : la base le refuse.
"""


def page() -> str:
    """The whole page, in French."""
    parties = [_bilan(), *(_famille(libelle, liste) for libelle, liste in familles()), _plafonds()]
    return _ENTETE + "\n".join("\n" + "\n".join(partie) for partie in parties) + "\n"


def _bilan() -> Iterator[str]:
    toutes = natures().values()
    confirmees = sum(n.provenance.confirmee for n in toutes)
    yield f"{len(toutes)} mesures et prestations : {confirmees} confirmées, {len(toutes) - confirmees} non confirmées."


def _famille(libelle: str, liste: tuple[Nature, ...]) -> Iterator[str]:
    yield f"## {libelle}"
    yield ""
    yield "| Mesure | Décideur | Accord | Durée au plus | Renouvelable | Âge | Une à la fois | Confiance | Source |"
    yield "|" + " --- |" * 9
    for n in liste:
        cases = (
            f"{n.libelle} (`{n.code}`)", DECIDEURS[n.decideur], ACCORDS[n.accord], _durees(n),
            {True: "oui", False: "non", None: "non lu"}[n.renouvelable], _ages(n),
            EXCLUSIVES.get(n.exclusive, "non"), _confiance(n), f"{n.provenance.source}. {n.provenance.note}",
        )  # fmt: skip
        yield "| " + " | ".join(c.replace("|", "\\|") for c in cases) + " |"


def _durees(n: Nature) -> str:
    libelles = {r.code: r.libelle for r in toutes_les_regles()}
    return " ; ".join(f"{libelles[code]} (`{code}`)" for code in n.durees) or "aucune durée lue"


def _ages(n: Nature) -> str:
    bornes = (("dès", n.age_des), ("avant", n.age_avant))
    return ", ".join(f"{mot} {_ans(cle)} ans" for mot, cle in bornes if cle) or "tous"


def _ans(cle: str) -> str:
    valeurs = parametres()[cle].valeurs
    return str(max(valeurs, key=lambda v: v.depuis).valeur)


def _confiance(n: Nature) -> str:
    return n.provenance.confiance if n.provenance.confirmee else f"{n.provenance.confiance}, **non confirmé**"


def _plafonds() -> Iterator[str]:
    yield "## Plafonds locaux de mesures par référent"
    yield ""
    yield "| Département | Plafond | Valeur | Depuis | Mesures comptées | Source |"
    yield "|" + " --- |" * 6
    for code, plafonds in sorted(plafonds_locaux().items()):
        for p in plafonds:
            mesures = ", ".join(natures()[m].sigle for m in natures() if m in p.mesures)
            yield f"| {code} | {p.libelle} | {p.valeur} | {_jour(p.du)} | {mesures} | {f'{p.source}. {p.note}'.strip()} |"


def _jour(jour: date) -> str:
    return f"{jour:%d/%m/%Y}"
