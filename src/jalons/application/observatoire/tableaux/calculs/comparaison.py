"""The département against its région and the nation, on the files of DREES that it has loaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jalons.analyse.comparaison.comparer import Comparaison, comparer
from jalons.analyse.comparaison.figures import figures
from jalons.analyse.comparaison.series import Series, millesimes
from jalons.analyse.qualite.identites import compter, verifier
from jalons.analyse.sources import drees, insee
from jalons.application.observatoire.tableaux.calculs.modele import Demande, Produit, figure_en_json
from jalons.noyau.saisie import EntreeRefusee, Faute

RETARD = 3
"""Years back that one indicator may be read when the others are known later."""
RECUL = 10
"""Years back from the day among which the last published one is looked for."""


def calculer(demande: Demande) -> Produit:
    """The last year that the files know of this département, definitive figures rather than provisional ones.

    Raises:
        EntreeRefusee: no file can be read, or none knows this département.
    """
    lues = drees.lire(demande.dossier)
    population = insee.lire(demande.dossier)
    code = str(demande.parametres.get("departement") or demande.departement)
    annee, millesime = _dernier(lues.series, code, demande.au.year)
    comparaisons = list(_de_leur_annee(Series(lues.series, millesime, population), code, annee))
    constats = verifier(lues.series)
    resultats = {
        "departement": code, "annee": annee, "edition": millesime[0], "statut": millesime[1],
        "fichiers": list(lues.fichiers), "controles": compter(constats),
        "comparaisons": [_dire(c) for c in comparaisons],
    }  # fmt: skip
    vues = {"figures": {c.indicateur.code: [figure_en_json(f) for f in figures(c)] for c in comparaisons}}
    return Produit(resultats, vues, lues.series.height)


def _de_leur_annee(series: Series, code: str, annee: int) -> Iterator[Comparaison]:
    """Every indicator of ``annee``, or of the last year before it that is known: amounts are published a year later."""
    for c in comparer(series, code, annee):
        avant = range(annee - 1, annee - 1 - RETARD, -1) if c.valeurs[0].valeur is None else ()
        connues = (x for a in avant for x in comparer(series, code, a, [c.indicateur.code]) if x.valeurs[0].valeur)
        yield next(connues, c)


def _dernier(series: Any, code: str, annee: int) -> tuple[int, tuple[str, str]]:
    for a in range(annee, annee - RECUL - 15, -1):
        trouves = list(millesimes(series, code, a))
        if trouves:
            return a, max(trouves, key=lambda m: (m[1] != "provisoire", m[0]))
    message = (
        f"Les fichiers déposés ne disent rien du département « {code} » : déposez les séries longues de la DREES par "
        "département, ou corrigez le code."
    )
    raise EntreeRefusee([Faute("fichiers", message, code, "62")], quoi="la comparaison")


def _dire(c: Comparaison) -> dict[str, Any]:
    """What the table shows; the funnel and the years are in the pictures."""
    dit = c.en_json()
    return {cle: valeur for cle, valeur in dit.items() if cle not in ("entonnoir", "base_100")}
