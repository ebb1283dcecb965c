"""What a search reads beyond the registers: weights of a département, what a unit offers, establishments excluded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Enfant
from jalons.application.enfants.nomenclature_besoins import inconnus
from jalons.application.etablissements.models import Etablissement, UniteAccueil
from jalons.application.places.models import LieuExclu, OffreUnite, PoidsDesVoeux
from jalons.application.places.recherche import poids as ponderation
from jalons.application.places.services.ecriture import refuser, verrouiller_enfant, verrouiller_unite
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.saisie import Faute


@transaction.atomic
def fixer_poids(*, collectivite: str, version: int, poids: Mapping[str, Any], par: Agent | None) -> PoidsDesVoeux:
    """Set the weights of a département; only what differs from those of Jalons is kept.

    Args:
        version: the one that the agent had before her eyes; 0 when the département had none.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: a weight out of its bounds, or weights that would leave a child out rather than place him far.
    """
    propres = ponderation.differents(ponderation.lire(poids))
    ligne = PoidsDesVoeux.objects.select_for_update(of=("self",)).filter(collectivite_id=collectivite).first()
    actuelle = ligne.version if ligne else 0
    if version != actuelle:
        raise VersionDepassee(version, actuelle, quoi="Les poids", objet=ligne)
    ligne = ligne or PoidsDesVoeux(collectivite_id=collectivite, version=0)
    ligne.poids = propres
    ligne.version += 1
    ligne.save()
    journaliser("places:fixer_poids", objet=ligne, par=par, changes=sorted(propres))
    return ligne


@transaction.atomic
def decrire_unite(*, unite: UniteAccueil, version: int, par: Agent | None, **champs: Any) -> OffreUnite:
    """Say what a unit offers beyond its authorisation.

    Args:
        version: 0 when nothing was ever said.
        champs: ``besoins_connus``, ``besoins``, ``maison``, ``sejour_max_jours``, ``latitude``, ``longitude``.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: a need out of the list, half a point, needs that are said not to be known.
    """
    unite = verrouiller_unite(unite)
    fautes = [
        Faute("besoins", f"« {code} » n'est pas de la liste des besoins : choisissez-y.", code)
        for code in inconnus(champs.get("besoins") or ())
    ]
    if champs.get("besoins") and not champs.get("besoins_connus"):
        fautes.append(Faute("besoins_connus", "Des besoins sont cochés : cochez aussi que la liste est complète."))
    if (champs.get("latitude") is None) != (champs.get("longitude") is None):
        fautes.append(Faute("longitude", "Un point a une latitude et une longitude : donnez les deux, ou aucune."))
    refuser(fautes, "l'offre de l'unité")
    ligne = OffreUnite.objects.filter(unite=unite).first()
    actuelle = ligne.version if ligne else 0
    if version != actuelle:
        raise VersionDepassee(version, actuelle, quoi="L'offre de l'unité", objet=ligne)
    ligne = ligne or OffreUnite(collectivite_id=unite.collectivite_id, unite=unite, version=0)
    for nom, valeur in champs.items():
        setattr(ligne, nom, valeur.strip() if isinstance(valeur, str) else valeur)
    ligne.version += 1
    ligne.save()
    journaliser("places:decrire_unite", objet=ligne, par=par, unite=unite.pk)
    return ligne


@transaction.atomic
def exclure_lieu(
    *, enfant: Enfant, etablissement: Etablissement, motif: str, depuis: date, par: Agent | None,
    jusqu_au: date | None = None,
) -> LieuExclu:  # fmt: skip
    """Say that an establishment is not for this child.

    Raises:
        EntreeRefusee: no reason, an end before the beginning.
    """
    enfant = verrouiller_enfant(enfant)
    fautes = [] if motif.strip() else [Faute("motif", "Dites pourquoi en quelques mots.")]
    if jusqu_au is not None and jusqu_au < depuis:
        fautes.append(Faute("jusqu_au", "La fin précède le début : corrigez l'un des deux jours."))
    refuser(fautes, "le lieu exclu")
    ligne = LieuExclu.objects.create(
        collectivite_id=enfant.collectivite_id, enfant=enfant, etablissement=etablissement, motif=motif.strip(),
        depuis=depuis, jusqu_au=jusqu_au, par=par,
    )  # fmt: skip
    journaliser("places:exclure_lieu", objet=enfant, par=par, lieu=ligne.pk)
    return ligne
