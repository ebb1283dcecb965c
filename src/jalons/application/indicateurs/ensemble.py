"""The indicators of a collectivité with all their values, followed on a day; kept while nothing changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from jalons.application.indicateurs.models import Cible, Indicateur, Valeur
from jalons.application.indicateurs.rules import Frequence, Sens
from jalons.application.indicateurs.suivi import CibleLue, Definition, Suivi, ValeurLue
from jalons.application.socle.lignes import objets
from jalons.application.socle.memoire import Lecture, Memoire, Reponses, Tables, piece
from jalons.noyau.dates import DateCivile


class Ensemble(Reponses):
    """Every indicator of one collectivité, archived ones too. Shared between requests: to be read, never changed."""

    def __init__(self, tables: Tables) -> None:
        super().__init__()
        self.indicateurs: tuple[Indicateur, ...] = tuple(
            sorted(objets(Indicateur, tables["indicateurs"]), key=lambda i: i.code)
        )
        self._valeurs = _par_indicateur(tables["valeurs"], _valeur, lambda v: (v.periode.fin, v.source))
        self._cibles = _par_indicateur(tables["cibles"], _cible, lambda c: c.annee)

    def suivis(self, au: date) -> Mapping[int, Suivi]:
        """Each indicator followed on the day ``au``, by key, in the order of the codes."""
        return self.garder(("suivis", au), lambda: {i.pk: self._suivi(i, au) for i in self.indicateurs})

    def _suivi(self, indicateur: Indicateur, au: date) -> Suivi:
        cle = indicateur.pk
        return Suivi(definition(indicateur), self._valeurs.get(cle, ()), self._cibles.get(cle, ()), au)


def definition(indicateur: Indicateur) -> Definition:
    """What the rules need of a stored indicator."""
    return Definition(
        pk=indicateur.pk,
        code=indicateur.code,
        libelle=indicateur.libelle,
        unite=indicateur.unite,
        sens=Sens(indicateur.sens),
        frequence=Frequence(indicateur.frequence),
        delai_jours=indicateur.delai_jours,
        borne_min=indicateur.borne_min,
        borne_max=indicateur.borne_max,
        t0_periode=indicateur.t0_periode,
        t0_valeur=indicateur.t0_valeur,
        archive=indicateur.archive,
    )


def ensembles(codes: Iterable[str]) -> dict[str, Ensemble]:
    """The indicators of each collectivité in sight that has some: one query when nothing has changed, else two."""
    return _MEMOIRE.lire(sorted(codes))


def _par_indicateur(lignes: Iterable[Mapping[str, Any]], lire: Any, ordre: Any) -> dict[int, tuple[Any, ...]]:
    par: dict[int, list[Any]] = defaultdict(list)
    for ligne in lignes:
        par[ligne["indicateur_id"]].append(lire(ligne))
    return {cle: tuple(sorted(lues, key=ordre)) for cle, lues in par.items()}


def _valeur(v: Mapping[str, Any]) -> ValeurLue:
    periode = DateCivile.lire(v["periode"])
    return ValeurLue(periode, v["source"], v["valeur"], v["precision"], v["commentaire"], v["id"])


def _cible(c: Mapping[str, Any]) -> CibleLue:
    return CibleLue(c["annee"], c["valeur"], c["commentaire"], c["id"])


_MEMOIRE = Memoire(
    Lecture(
        None,
        indicateurs=piece(Indicateur, "collectivite_id"),
        valeurs=piece(Valeur, "collectivite_id"),
        cibles=piece(Cible, "collectivite_id"),
    ),
    Ensemble,
    selon_lignes=True,
)
