"""What each page on indicators shows, ready for its template."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jalons.analyse.graphiques import Figure, Ligne, Point, sparkline, trajectoire
from jalons.application.indicateurs import selectors
from jalons.application.indicateurs.ensemble import Ensemble
from jalons.application.indicateurs.models import Indicateur
from jalons.application.indicateurs.rules import Fraicheur, Sens
from jalons.application.indicateurs.sources import nom as nom_de_source
from jalons.application.indicateurs.suivi import Suivi, ValeurLue
from jalons.noyau.dates import DateCivile
from jalons.noyau.tableur import Tableau

FILTRES: dict[str, tuple[str, Callable[[Suivi], bool]]] = {
    "sans_cible": ("Sans cible", lambda s: s.sans_cible),
    "perime": ("Périmés", lambda s: s.fraicheur is Fraicheur.PERIME),
    "ecart": ("Avec un écart entre sources", lambda s: bool(s.dernier_ecart)),
    "retard": ("En retard sur la trajectoire", lambda s: bool(s.en_retard)),
}
"""Filters of the list: what a reader sees, and whether an indicator is kept."""


@dataclass(frozen=True, slots=True)
class LigneTableau:
    """An indicator in the list."""

    suivi: Suivi
    indicateur: Indicateur
    forme: Figure | None
    unite: str
    fraicheur: str


def lignes_du_tableau(indicateurs: Sequence[Indicateur], suivis: Sequence[Suivi]) -> list[LigneTableau]:
    """Indicators with their shape in a cell."""
    par_cle = {i.pk: i for i in indicateurs}
    return [
        LigneTableau(
            s, par_cle[s.definition.pk], forme(s), selectors.symbole_unite(s.definition.unite), fraicheur(s)
        )
        for s in suivis
    ]  # fmt: skip


def lignes_d_un_territoire(ensemble: Ensemble, au: date) -> Mapping[int, LigneTableau]:
    """Every indicator of a collectivité with its shape, by key; drawn once a day while nothing changes."""

    def dessiner() -> dict[int, LigneTableau]:
        lignes = lignes_du_tableau(ensemble.indicateurs, list(ensemble.suivis(au).values()))
        return {ligne.indicateur.pk: ligne for ligne in lignes}

    return ensemble.garder(("lignes", au), dessiner)


def fraicheur(suivi: Suivi) -> str:
    """Code of the family of statuses "fraicheur"."""
    return "absent" if suivi.derniere_periode is None else suivi.fraicheur.value.replace("inconnue", "absent")


def forme(suivi: Suivi) -> Figure | None:
    """The shape of the source that has most values; ``None`` with fewer than two."""
    if not suivi.sources:
        return None
    source = max(suivi.sources, key=lambda s: sum(v.source == s for v in suivi.valeurs))
    valeurs = [v.valeur for v in suivi.valeurs if v.source == source]
    if len(valeurs) < 2:
        return None
    d = suivi.definition
    return sparkline(f"forme-{d.pk}", titre=f"{d.libelle}, {nom_de_source(source)}", valeurs=valeurs)


def figure(suivi: Suivi) -> Figure | None:
    """The path to the target and what each source measured; ``None`` when there is nothing to draw."""
    if not suivi.valeurs and not suivi.cibles:
        return None
    sources = [
        Ligne(nom_de_source(s), tuple(_point(v.periode, v.valeur) for v in suivi.valeurs if v.source == s))
        for s in suivi.sources
    ]
    d = suivi.definition
    return trajectoire(
        f"trajectoire-{d.pk}", titre=d.libelle, unite=selectors.symbole_unite(d.unite), sources=sources,
        cibles=_ligne_des_cibles(suivi),
    )  # fmt: skip


def _ligne_des_cibles(suivi: Suivi) -> Ligne:
    d = suivi.definition
    if d.sens is Sens.PLAGE:
        annees = sorted({v.periode.annee for v in suivi.valeurs})
        points = tuple(Point(a, d.borne_max, str(a)) for a in annees if d.borne_max is not None)
        return Ligne("Borne haute de la plage", points)
    debut = (_point(d.t0_periode, d.t0_valeur),) if d.t0_periode and d.t0_valeur is not None else ()
    return Ligne("Cible", (*debut, *(Point(c.annee, c.valeur, str(c.annee)) for c in suivi.cibles)))


def _point(periode: DateCivile, valeur: Decimal) -> Point:
    abscisse = periode.annee if periode.mois is None else periode.annee - 1 + periode.mois / 12
    return Point(abscisse, valeur, str(periode))


@dataclass(frozen=True, slots=True)
class RangeePeriode:
    """A period in the detail: each source apart, their gap, the target."""

    periode: DateCivile
    valeurs: tuple[ValeurLue | None, ...]
    ecart: Decimal | None
    cible: Decimal | None


def rangees(suivi: Suivi) -> list[RangeePeriode]:
    """Periods, latest first."""
    periodes = sorted({v.periode for v in suivi.valeurs}, key=lambda p: p.fin, reverse=True)
    return [
        RangeePeriode(
            p, tuple(suivi.valeur(p, s) for s in suivi.sources), suivi.ecarts_entre_sources.get(p),
            suivi.cible_de(p.annee),
        )
        for p in periodes
    ]  # fmt: skip


def annees_des_cibles(suivi: Suivi, jour: date) -> list[int]:
    """Years offered in the form: from T0 to four years ahead, and those already set."""
    depart = suivi.definition.t0_periode
    debut = depart.annee + 1 if depart else jour.year - 1
    annees = {*(c.annee for c in suivi.cibles), *range(max(debut, jour.year - 5), jour.year + 5)}
    return sorted(annees)


def tableau(suivi: Suivi) -> Tableau:
    """T0, targets and values, one per row."""
    d = suivi.definition
    lignes: list[tuple[object, ...]] = []
    if d.t0_periode and d.t0_valeur is not None:
        lignes.append(("T0", d.t0_periode.iso(), "", d.t0_valeur.normalize(), ""))
    lignes += [("Cible", c.annee, "", c.valeur.normalize(), c.commentaire) for c in suivi.cibles]
    lignes += [
        ("Valeur", v.periode.iso(), nom_de_source(v.source), v.valeur.normalize(), v.commentaire) for v in suivi.valeurs
    ]
    return Tableau("Indicateur", ("Nature", "Période", "Source", "Valeur", "Commentaire"), lignes)
