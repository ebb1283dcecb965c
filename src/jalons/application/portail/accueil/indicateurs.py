"""Block on the indicators that move away or fall behind, and those whose value is awaited."""

from __future__ import annotations

from datetime import date
from typing import Any

from jalons.application.acces.permissions import Permission
from jalons.application.indicateurs.models import Cible, Indicateur, Valeur
from jalons.application.indicateurs.rules import Fraicheur
from jalons.application.indicateurs.selectors import definition, symbole_unite
from jalons.application.indicateurs.suivi import CibleLue, Suivi, ValeurLue
from jalons.application.portail.accueil.releve import Releve, lien
from jalons.application.socle.memoire import Lecture, Memoire, Reponses, Tables, piece
from jalons.noyau.dates import DateCivile

LIGNES = 8
"""Indicators that the block shows; its link leads to all of them."""

Etat = tuple[Suivi, str, Fraicheur]


class Tableau(Reponses):
    """The indicators of one collectivité, followed; archived ones are left out."""

    def __init__(self, tables: Tables) -> None:
        super().__init__()
        self._tables = {nom: tuple(tables[nom]) for nom in tables}

    def etats(self, au: date) -> list[Etat]:
        """Each indicator with its state and the freshness of its last value on the day ``au``."""
        return self.garder(au, lambda: [(s, s.etat, s.fraicheur) for s in self._suivis(au)])

    def _suivis(self, au: date) -> list[Suivi]:
        valeurs: dict[int, list[ValeurLue]] = {}
        cibles: dict[int, list[CibleLue]] = {}
        for v in self._tables["valeurs"]:
            lue = ValeurLue(DateCivile.lire(v["periode"]), v["source"], v["valeur"])
            valeurs.setdefault(v["indicateur_id"], []).append(lue)
        for c in self._tables["cibles"]:
            cibles.setdefault(c["indicateur_id"], []).append(CibleLue(c["annee"], c["valeur"]))
        return [
            Suivi(
                definition(
                    Indicateur(**{f.attname: f.to_python(x[f.attname]) for f in Indicateur._meta.concrete_fields})
                ),
                tuple(sorted(valeurs.get(x["id"], []), key=lambda v: (v.periode.fin, v.source))),
                tuple(sorted(cibles.get(x["id"], []), key=lambda c: c.annee)),
                au,
            )
            for x in self._tables["indicateurs"]
            if not x["archive"]
        ]


_MEMOIRE = Memoire(
    Lecture(
        None,
        indicateurs=piece(Indicateur, "collectivite_id"),
        valeurs=piece(Valeur, "collectivite_id"),
        cibles=piece(Cible, "collectivite_id"),
    ),
    Tableau,
)


def indicateurs(releve: Releve) -> dict[str, Any]:
    """Indicators to look at: those that move away or are below their path first, then those without a recent value."""
    codes = releve.codes & releve.requete.droits.perimetre(Permission.INDICATEURS_VOIR)
    etats = [e for tableau in _MEMOIRE.lire(sorted(codes)).values() for e in tableau.etats(releve.au)]
    etats.sort(key=lambda e: e[0].definition.code)
    eloignes = [e for e in etats if e[1] in ("eloignement", "en_dessous")]
    eloignes.sort(key=lambda e: e[0].avancement or 0)
    perimes = [e for e in etats if e[2] is not Fraicheur.A_JOUR]
    deja = {e[0].definition.pk for e in eloignes}
    montres = [*eloignes, *(e for e in perimes if e[0].definition.pk not in deja)]
    return {
        "lignes": [_ligne(*e) for e in montres[:LIGNES]], "suivis": len(etats), "eloignes": len(eloignes),
        "perimes": len(perimes), "sans_cible": sum(s.sans_cible for s, _, _ in etats),
    }  # fmt: skip


def _ligne(s: Suivi, etat: str, fraicheur: Fraicheur) -> dict[str, Any]:
    return {
        "libelle": s.definition.libelle, "url": lien("indicateurs:detail", s.definition.pk), "etat": etat,
        "fraicheur": {"a_jour": "a_jour", "perime": "perime", "inconnue": "absent"}[fraicheur.value],
        "dernieres": [(d.source, d.valeur, d.periode) for d in s.dernieres],
        "unite": symbole_unite(s.definition.unite), "cible": s.cible_finale.valeur if s.cible_finale else None,
        "annee": s.annee_cible,
    }  # fmt: skip
