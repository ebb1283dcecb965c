"""What a search reads in the registers: few statements, whatever the number of children and of places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet

from jalons.appariement.poids import Poids
from jalons.appariement.probleme import Zone
from jalons.appariement.terrain import Terrain
from jalons.application.enfants import adresses
from jalons.application.enfants.domiciles import Point
from jalons.application.enfants.models import BesoinsAccueil, Incompatibilite, ZoneInterdite
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.places import listes
from jalons.application.places.lignes import LigneOffre
from jalons.application.places.models import Demande, LieuExclu, Occupation, PoidsDesVoeux
from jalons.application.places.recherche.assemblage import (
    Assemble,
    Attente,
    Contraintes,
    SejourLu,
    assembler,
)
from jalons.application.places.recherche.droit import sejour_en_pouponniere
from jalons.application.places.recherche.poids import poids_de
from jalons.application.places.recherche.socle import socle
from jalons.application.places.recherche.trajets import ajouter_distances
from jalons.application.socle.lignes import lire_lignes


@dataclass(frozen=True, slots=True)
class Lu:
    """Everything that an answer rests on.

    Attributes:
        unites: the lines of the offer by key, for their names.
        gardes: what the engine has already drawn from these very places.
        change: whether the département has weights of its own.
    """

    assemble: Assemble
    poids: Poids
    change: bool
    unites: Mapping[int, LigneOffre]
    demandes: tuple[Demande, ...]
    gardes: dict[str, Any] = field(default_factory=dict)

    def terrain(self) -> Terrain:
        """The problem made ready."""
        return Terrain(self.assemble.probleme, self.poids, self.gardes)


def qui_attendent(collectivite: str, au: date) -> QuerySet[Demande]:
    """Open requests without a place kept or found for them, the oldest first; merged files are left out."""
    retenue = Occupation.objects.filter(Q(au=None) | Q(au__gt=au), annulee_le=None, demande__isnull=False)
    ouvertes = Demande.objects.filter(collectivite_id=collectivite, fin_le=None, enfant__fusionne_dans=None)
    return ouvertes.exclude(pk__in=retenue.values("demande_id")).select_related("enfant").order_by("demandee_le", "id")


def avec_fratrie(demande: Demande, au: date) -> QuerySet[Demande]:
    """This request, and those of the siblings who wait to be placed with the child."""
    ensemble = Q(pk=demande.pk)
    if demande.fratrie_ensemble and demande.enfant.fratrie_id is not None:
        freres = qui_attendent(demande.collectivite_id, au).filter(fratrie_ensemble=True)
        ensemble |= Q(pk__in=freres.filter(enfant__fratrie_id=demande.enfant.fratrie_id).order_by().values("pk"))
    return Demande.objects.filter(ensemble).select_related("enfant__unite").order_by("demandee_le", "id")


def lire(
    demandes: Iterable[Demande], unites: QuerySet[UniteAccueil], collectivite: str, au: date, *,
    precedent: Mapping[int, int] | None = None,
) -> Lu:  # fmt: skip
    """The problem of these requests over these units, all of one collectivité.

    Five statements when nothing has changed in the offer, nine otherwise.
    """
    attendent = tuple(demandes)
    cles = [d.enfant_id for d in attendent]
    jours = sejour_en_pouponniere(au)
    places = socle(unites, collectivite, au, jours)
    lues = lire_lignes(_requetes(cles, collectivite, au))
    poids, change = poids_de(lues["poids"])
    assemble = assembler(
        au, [_attente(d) for d in attendent], places.lignes.values(), {},
        _contraintes(lues, adresses.domiciles(cles, au)), pouponniere_jours=jours, precedent=precedent,
        lieux=places.lieux,
    )  # fmt: skip
    memes = assemble.probleme.lieux is places.lieux
    assemble = replace(assemble, probleme=ajouter_distances(assemble.probleme, collectivite))
    return Lu(assemble, poids, change, places.lignes, attendent, places.gardes if memes else {})


def _requetes(cles: list[int], collectivite: str, au: date) -> dict[str, QuerySet[Any]]:
    vaut: Any = Q(depuis__lte=au) & (Q(jusqu_au=None) | Q(jusqu_au__gte=au))
    opposes = Incompatibilite.objects.filter(vaut).filter(Q(enfant_id__in=cles) | Q(autre_id__in=cles))
    concernes = Q(enfant_id__in=cles) | (
        (Q(enfant_id__in=opposes.values("enfant_id")) | Q(enfant_id__in=opposes.values("autre_id")))
        & (Q(au=None) | Q(au__gt=au))
    )
    sejours = Occupation.objects.filter(concernes, nature=listes.SEJOUR, annulee_le=None, du__lte=au)
    return {
        "besoins": BesoinsAccueil.objects.filter(enfant_id__in=cles)
        .annotate(epci=F("ecole_commune__epci_id"), departement=F("ecole_commune__departement_id"))
        .values("enfant_id", "besoins", "ecole_commune_id", "ecole_latitude", "ecole_longitude", "epci", "departement"),
        "zones": ZoneInterdite.objects.filter(vaut, enfant_id__in=cles)
        .values("id", "enfant_id", "commune_id", "latitude", "longitude", "rayon_km"),
        "opposes": opposes.values("enfant_id", "autre_id"),
        "exclus": LieuExclu.objects.filter(vaut, enfant_id__in=cles).values("enfant_id", "etablissement_id"),
        "sejours": sejours.annotate(en_cours=Q(au=None) | Q(au__gt=au))
        .values("id", "enfant_id", "unite_id", "en_cours"),
        "poids": PoidsDesVoeux.objects.filter(collectivite_id=collectivite).values("poids"),
    }  # fmt: skip


def _contraintes(lues: dict[str, list[dict[str, Any]]], domiciles: dict[int, tuple[Point, ...]]) -> Contraintes:
    zones = defaultdict[int, list[Zone]](list)
    for x in sorted(lues["zones"], key=lambda x: int(x["id"])):
        zones[x["enfant_id"]].append(
            Zone(x["commune_id"], _decimal(x["latitude"]), _decimal(x["longitude"]), _decimal(x["rayon_km"]))
        )
    return Contraintes(
        besoins={x["enfant_id"]: tuple(x["besoins"]) for x in lues["besoins"]},
        ecoles={
            x["enfant_id"]: Point(
                x["ecole_commune_id"], x["epci"], x["departement"], _reel(x["ecole_latitude"]),
                _reel(x["ecole_longitude"]),
            )
            for x in lues["besoins"]
        },
        zones={enfant: tuple(siennes) for enfant, siennes in zones.items()},
        incompatibles=sorted((x["enfant_id"], x["autre_id"]) for x in lues["opposes"]),
        exclus=sorted((x["enfant_id"], x["etablissement_id"]) for x in lues["exclus"]),
        domiciles=domiciles,
        sejours=[
            SejourLu(x["enfant_id"], x["unite_id"], x["en_cours"])
            for x in sorted(lues["sejours"], key=lambda x: int(x["id"]))
        ],
    )  # fmt: skip


def _attente(d: Demande) -> Attente:
    e = d.enfant
    return Attente(
        e.pk, d.pk, e.naissance, e.sexe, d.type, d.public, d.demandee_le, d.pour_le, d.duree_prevue_jours,
        e.fratrie_id if d.fratrie_ensemble else None, d.fratrie_obligatoire,
    )  # fmt: skip


def _reel(valeur: Any) -> float | None:
    return None if valeur is None else float(valeur)


def _decimal(valeur: Any) -> Decimal | None:
    return None if valeur is None else Decimal(str(valeur))
