"""Rules bent by one unit, to prove that the cases would see it: each figure of each dated rule, up and down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from jalons.droit.echeances.calendrier import Duree
from jalons.droit.echeances.regles import Delai, RegleDelai, Version


def mutantes(regle: RegleDelai) -> Iterator[tuple[str, RegleDelai]]:
    """The rule with one figure moved by one unit, and what was moved."""
    for rang, version in enumerate(regle.versions):
        for quoi, changee in _versions(version):
            versions = (*regle.versions[:rang], changee, *regle.versions[rang + 1 :])
            yield f"{regle.code}, version {rang + 1}, {quoi}", replace(regle, versions=versions)


def _versions(version: Version) -> Iterator[tuple[str, Version]]:
    for pas in (1, -1):
        for quoi, delai in _delais(version.delai, pas):
            yield f"delai {quoi}", replace(version, delai=delai)
        for quoi, fin in _delais(version.fin, pas) if version.fin is not None else ():
            yield f"fin {quoi}", replace(version, fin=fin)


def _delais(delai: Delai, pas: int) -> Iterator[tuple[str, Delai]]:
    signe = f"{pas:+d}"
    if delai.duree is not None:
        duree = Duree(delai.duree.valeur + pas, delai.duree.unite)
        yield f"{signe} {duree.unite}", replace(delai, duree=duree)
    elif delai.genre == "jour_de_l_annee":
        jour, mois = delai.jour_mois
        decale = date(2023, mois, jour) + timedelta(days=pas)  # a common year: 28 February moves to 1 March
        annees = delai.annees + decale.year - 2023
        yield f"{signe} jour", replace(delai, jour_mois=(decale.day, decale.month), annees=annees)
        yield f"{signe} an", replace(delai, annees=delai.annees + pas)
    elif delai.jour is not None:
        yield f"{signe} jour", replace(delai, jour=delai.jour + timedelta(days=pas))
    elif delai.a_defaut is not None:
        yield f"{signe} à défaut", replace(delai, a_defaut=Duree(delai.a_defaut.valeur + pas, delai.a_defaut.unite))
    elif delai.genre == "immediat":
        yield f"{signe} jour", replace(delai, genre="duree", duree=Duree(pas, "jour"))
    elif delai.seuil is not None:
        yield f"{signe} seuil", replace(delai, seuil=delai.seuil + pas)
