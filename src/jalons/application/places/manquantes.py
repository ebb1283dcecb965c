"""Missing places by quarter: the rows, the picture, the file for the schéma. No child is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from jalons.analyse.graphiques import Figure, Serie, barres_empilees
from jalons.application.etablissements.nomenclatures import libelle_type
from jalons.application.places import listes, trimestres
from jalons.application.places.models import Demande, Refus
from jalons.application.places.selectors import SANS_TERRITOIRE
from jalons.application.places.trimestres import Bilan, Cherchee, Refusee, Trimestre
from jalons.noyau.tableur import Tableau

AN = timedelta(days=365)
SERIES = 5
"""Types drawn apart; the others are one series."""
COLONNES = (
    "Trimestre", "Type", "Territoire souhaité", "Demandes nouvelles", "Satisfaites", "Retirées",
    "Délai médian jusqu'à l'arrivée (jours)", "Attendent à la fin", "Attente médiane (jours)",
    "Attente la plus longue (jours)", "Refus", "Refus faute d'une autre offre",
    "Enfants refusés faute d'une autre offre",
)  # fmt: skip
NOTE = (
    "D'après les demandes et les refus notés. Un refus compte « faute d'une autre offre » quand une place d'un autre "
    "type, d'un autre lieu ou plus tôt l'aurait évité. Un enfant refusé dans deux trimestres compte dans chacun. "
    "Vide : personne n'attendait. Petits effectifs : ne diffusez pas ce tableau hors du service sans les masquer."
)


@dataclass(frozen=True, slots=True)
class Ligne:
    """A type and a territory in a quarter."""

    type: str
    territoire: str
    bilan: Bilan

    @property
    def raisons(self) -> list[tuple[str, int]]:
        """How many refusals for each reason, the most frequent first."""
        dites = [(listes.RAISONS.get(m, m), n) for m, n in self.bilan.motifs.items()]
        return sorted(dites, key=lambda r: (-r[1], r[0]))


@dataclass(frozen=True, slots=True)
class Etude:
    """Several quarters."""

    periodes: list[Trimestre]
    bilans: list[dict[trimestres.Cle, Bilan]]

    @property
    def vide(self) -> bool:
        """Whether there is nothing to show."""
        return not any(self.bilans)

    @property
    def ensembles(self) -> list[tuple[Trimestre, Bilan]]:
        """Each quarter as a whole, the latest first."""
        return [(p, trimestres.somme(b.values())) for p, b in zip(self.periodes, self.bilans, strict=True)][::-1]

    @property
    def derniers(self) -> list[Ligne]:
        """The quarter that runs, by type and territory, where most wait first."""
        return sorted(_lignes(self.bilans[-1]), key=lambda x: (-x.bilan.attendaient - len(x.bilan.enfants), x.type))


def lire(demandes: QuerySet[Demande], au: date, nombre: int) -> Etude:
    """Requests of the perimeter over the last ``nombre`` quarters. Two queries."""
    periodes = trimestres.trimestres(au, nombre)
    return Etude(periodes, _compter(demandes, periodes, au))


def _compter(demandes: QuerySet[Demande], periodes: list[Trimestre], au: date) -> list[dict[trimestres.Cle, Bilan]]:
    ici = demandes.filter(Q(fin_le=None) | Q(fin_le__gte=periodes[0].debut), demandee_le__lte=au)
    lieu = Coalesce("territoire__nom", Value(SANS_TERRITOIRE))
    lues: Any = ici.annotate(lieu=lieu).order_by("pk")
    champs = ("pk", "enfant_id", "type", "lieu", "demandee_le", "fin_le", "issue")
    cherchees = [Cherchee(*valeurs) for valeurs in lues.values_list(*champs)]
    refus = Refus.objects.filter(demande__in=ici, le__gte=periodes[0].debut, le__lte=au)
    notes = [Refusee(*r) for r in refus.order_by("pk").values_list("demande_id", "le", "motif")]
    return trimestres.bilans(cherchees, notes, periodes)


def douze_mois(collectivite: str, au: date, *, genre: str = "") -> Bilan:
    """What was missing over the twelve months that end on ``au``, of one type or of all. Two queries."""
    return trimestres.somme(
        b for (type_lu, _), b in _sur_douze_mois(collectivite, au).items() if genre in ("", type_lu)
    )


def manques_du_schema(collectivite: str, au: date) -> list[Ligne]:
    """The same by type and territory, where most wait or were refused first; nothing where nobody was. Two queries."""
    lignes = [x for x in _lignes(_sur_douze_mois(collectivite, au)) if x.bilan.attendaient or x.bilan.evitables]
    return sorted(lignes, key=lambda x: (-x.bilan.attendaient - len(x.bilan.enfants), x.type, x.territoire))


def _sur_douze_mois(collectivite: str, au: date) -> dict[trimestres.Cle, Bilan]:
    demandes = Demande.objects.filter(collectivite_id=collectivite, enfant__fusionne_dans=None)
    return _compter(demandes, [Trimestre(au.year, 0, au - AN + timedelta(days=1), au)], au)[0]


def _lignes(bilans: dict[trimestres.Cle, Bilan]) -> list[Ligne]:
    return [Ligne(libelle_type(genre), territoire, b) for (genre, territoire), b in bilans.items()]


def dessiner(etude: Etude) -> Figure:
    """Refusals that another offer would have answered, by quarter and type of place."""
    par: dict[str, list[int]] = {}
    for numero, bilans in enumerate(etude.bilans):
        for ligne in _lignes(bilans):
            par.setdefault(ligne.type, [0] * len(etude.periodes))[numero] += ligne.bilan.evitables
    ordre = sorted((t for t in par if any(par[t])), key=lambda t: (-sum(par[t]), t))
    series = [(t, par[t]) for t in ordre[:SERIES]]
    if len(ordre) > SERIES:
        autres = [sum(n) for n in zip(*(par[t] for t in ordre[SERIES:]), strict=True)]
        series.append(("Autres types", autres))
    return barres_empilees(
        "refus-evitables", titre="Refus qu'une autre offre aurait évités", unite="", entete="Type de place",
        categories=[p.nom.replace(" (en cours)", "*") for p in etude.periodes],
        series=[Serie(nom, tuple(Decimal(n) for n in nombres)) for nom, nombres in series],
    )  # fmt: skip


def tableau(etude: Etude) -> Tableau:
    """Every quarter, type and territory, with a column for each reason of refusal."""
    colonnes = (*COLONNES, *(f"Refus : {r.lower()}" for r in listes.RAISONS.values()))
    lignes = [
        _ligne(periode, ligne)
        for periode, bilans in zip(etude.periodes, etude.bilans, strict=True)
        for ligne in _lignes(bilans)
    ]
    return Tableau("Places manquantes", colonnes, lignes, note=NOTE, figees=3, largeurs=((0, 20), (1, 28), (2, 36)))


def _ligne(periode: Trimestre, ligne: Ligne) -> Sequence[Any]:
    b = ligne.bilan
    return [
        periode.nom, ligne.type, ligne.territoire, b.nouvelles, b.satisfaites, b.retirees, b.delai, b.attendaient,
        b.attente, b.plus_longue, b.refus, b.evitables, len(b.enfants), *(b.motifs[m] for m in listes.RAISONS),
    ]  # fmt: skip
