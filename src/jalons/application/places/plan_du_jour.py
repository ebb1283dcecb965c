"""What the pages of the plan of the day and of the simulation show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import adresses, porte
from jalons.application.enfants.models import Enfant
from jalons.application.etablissements.nomenclatures import libelle_type
from jalons.application.places import listes
from jalons.application.places.models import CalculPlaces, LigneDePlan
from jalons.application.places.recherche.poids import Reglage, reglages
from jalons.application.places.recherche.poids import lire as lire_poids
from jalons.application.places.services.calculs import dernier
from jalons.application.ui.listes import page_demandee
from jalons.noyau.tableur import Tableau

Etat = CalculPlaces.Etat
COLONNES = (
    "Dossier", "Type cherché", "Demandée le", "Établissement proposé", "Unité proposée", "Points", "Règles à vérifier",
    "Diffère du plan précédent", "Pourquoi aucune place", "Décision", "Raison de la décision",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ligne:
    """A line of the plan as the page shows it.

    Attributes:
        cachee: an address around the child is protected now: what was measured from it is not shown.
    """

    ligne: LigneDePlan
    nommable: bool
    cachee: bool = False

    @property
    def points(self) -> Decimal | None:
        """What the place costs; not told once a home that it was measured from is hidden."""
        return None if self.cachee else self.ligne.points

    @property
    def qui(self) -> str:
        """The child's name for those who may read it, else the number of the file."""
        enfant = self.ligne.demande.enfant
        return enfant.nom_complet if self.nommable else str(enfant)

    @property
    def type(self) -> str:
        """Name of the type sought."""
        return libelle_type(self.ligne.demande.type)

    @property
    def decision(self) -> str:
        """What was decided, in words; empty as long as nothing is."""
        return listes.DECISIONS.get(self.ligne.decision.nature, "") if self.ligne.decision else ""


def en_cours(collectivite: str, genre: str) -> CalculPlaces | None:
    """The computation under way."""
    vifs = CalculPlaces.objects.filter(collectivite_id=collectivite, genre=genre)
    return vifs.filter(etat__in=[Etat.DEMANDE, Etat.EN_COURS]).first()


def _calculs(collectivite: str, genre: str) -> dict[str, Any]:
    """The one under way, the last one done, and why the last one failed if it came after. One query."""
    lus = list(CalculPlaces.objects.filter(collectivite_id=collectivite, genre=genre).select_related("par")[:8])
    fait = next((c for c in lus if c.etat == Etat.FAIT), None) or (
        dernier(collectivite, genre) if len(lus) == 8 else None
    )
    return {
        "en_cours": next((c for c in lus if c.etat in (Etat.DEMANDE, Etat.EN_COURS)), None),
        "echec": lus[0] if lus and lus[0].etat == Etat.ECHOUE else None,
        "calcul": fait,
        "reglages": _reglages(fait),
    }


def _reglages(calcul: CalculPlaces | None) -> list[Reglage]:
    return reglages(lire_poids(calcul.poids)) if calcul is not None else []


def lire(requete: Requete, collectivite: str, maintenant: datetime) -> dict[str, Any]:
    """The context of the page of the plan; ``lus``: children named on it."""
    contexte = _calculs(collectivite, CalculPlaces.Genre.PLAN)
    calcul: CalculPlaces | None = contexte["calcul"]
    if calcul is None:
        return contexte | {"lus": [], "page": None, "par_unite": [], "lignes": []}
    condition = porte.filtre(requete.droits, Permission.PLACES_OCCUPER, agent_id=requete.user.pk, maintenant=maintenant)
    lignes = (
        _lignes(calcul)
        .annotate(nommable=Exists(Enfant.objects.filter(condition, pk=OuterRef("demande__enfant_id"))))
        .order_by(F("unite").desc(nulls_first=True), "id")
    )  # fmt: skip
    page = page_demandee(requete.GET, lignes, par_page=25)
    hors = adresses.caches(lignes.values_list("demande__enfant_id", flat=True), maintenant.date())
    vues = [Ligne(x, bool(getattr(x, "nommable", False)), x.demande.enfant_id in hors) for x in page.object_list]
    par_unite = Counter[tuple[int, str]]()
    for unite, maison, nom in calcul.lignes.exclude(unite=None).values_list(
        "unite_id", "unite__etablissement__nom", "unite__nom"
    ):
        par_unite[unite, f"{maison}, {nom}"] += 1
    return contexte | {
        "page": page,
        "lignes": vues,
        "cachees": bool(hors),
        "lus": [v.ligne.demande.enfant for v in vues if v.nommable],
        "par_unite": sorted(((n, cle, nom) for (cle, nom), n in par_unite.items()), key=lambda x: (-x[0], x[2]))[:40],
    }


def simulee(collectivite: str) -> dict[str, Any]:
    """The context of the page of the simulation."""
    contexte = _calculs(collectivite, CalculPlaces.Genre.SIMULATION)
    calcul: CalculPlaces | None = contexte["calcul"]
    ajouts = calcul.parametres["ajouts"] if calcul is not None else []
    return contexte | {"ajouts": [a | {"libelle": libelle_type(a["type"])} for a in ajouts]}


def _lignes(calcul: CalculPlaces) -> Any:
    return LigneDePlan.objects.filter(calcul=calcul).select_related(
        "demande__enfant", "unite__etablissement", "decision"
    )


def tableau(collectivite: str, au: date) -> tuple[Tableau, list[Enfant]]:
    """The last plan as a table, and the children whose files it numbers; ``au``: the day of addresses."""
    calcul = dernier(collectivite, CalculPlaces.Genre.PLAN)
    lignes = list(_lignes(calcul)) if calcul is not None else []
    hors = adresses.caches([x.demande.enfant_id for x in lignes], au)
    note = "Aucun plan n'a encore été calculé."
    if calcul is not None:
        note = f"Plan du {calcul.au:%d/%m/%Y}, empreinte {calcul.empreinte[:16]}. Une personne décide de chaque ligne."
    return (
        Tableau(
            "Plan du jour",
            COLONNES,
            [_cellules(x, cachee=x.demande.enfant_id in hors) for x in lignes],
            note=note,
            figees=1,
        ),
        [x.demande.enfant for x in lignes],
    )


def _cellules(x: LigneDePlan, *, cachee: bool) -> list[Any]:
    return [
        x.demande.enfant.numero, libelle_type(x.demande.type), x.demande.demandee_le,
        x.unite.etablissement.nom if x.unite else None, x.unite.nom if x.unite else None,
        None if cachee else x.points, x.a_verifier, "oui" if x.changee else "non", x.phrase,
        listes.DECISIONS.get(x.decision.nature) if x.decision else None,
        x.decision.motif if x.decision else None,
    ]  # fmt: skip
