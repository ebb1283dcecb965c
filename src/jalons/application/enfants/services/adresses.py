"""Writing addresses. What they say never enters the journal nor a message."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission
from jalons.application.enfants.adresses import peut_lire_protegee
from jalons.application.enfants.models import Adresse, Enfant, Foyer, Personne
from jalons.application.enfants.rules import faute_periode
from jalons.application.enfants.services.famille import refuser
from jalons.application.enfants.verrous import verrouiller_dossier
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import VersionDepassee, verrouiller
from jalons.application.territoires.models import Commune
from jalons.noyau.saisie import Faute


@transaction.atomic
def enregistrer_adresse(
    *,
    dossier: Enfant,
    de: Enfant | Foyer | Personne,
    par: Agent | None,
    tenues: Collection[Permission],
    adresse: Adresse | None = None,
    version: int | None = None,
    **champs: Any,
) -> Adresse:
    """Enter an address, or change it, on the file of ``dossier``.

    Args:
        de: whose address it is.
        tenues: permissions of the agent on ``dossier``; to protect an address, or to touch a protected one, she needs
            that of protected addresses. A command passes them all.

    Raises:
        PermissionDenied: the address is protected, or would be, and she may not.
        VersionDepassee: somebody saved in between.
        EntreeRefusee: nothing was written on the envelope, the dates are reversed.
    """
    verrouiller_dossier(dossier)
    ligne = Adresse(collectivite_id=dossier.collectivite_id) if adresse is None else verrouiller(adresse, None)
    if (ligne.protegee or champs.get("protegee")) and not peut_lire_protegee(tenues):
        raise PermissionDenied(f"Cet acte demande le droit « {Permission.ENFANTS_ADRESSE_PROTEGEE.libelle} ».")
    if version is not None and adresse is not None and version != ligne.version:
        raise VersionDepassee(version, ligne.version, quoi="Cette adresse", objet=ligne, discrete=True)
    for champ, valeur in champs.items():
        setattr(ligne, champ, valeur.strip() if isinstance(valeur, str) else valeur)
    noms = ("voie", "ville", "debut", "fin")
    refuser(fautes_de_l_adresse({nom: getattr(ligne, nom) for nom in noms}), "l'adresse")
    if {"ville", "code_postal"} & set(champs):
        ligne.commune = commune_nommee(ligne.ville, ligne.code_postal)
    neuve = ligne.pk is None
    if neuve:
        cle = {Enfant: "enfant", Foyer: "foyer", Personne: "personne"}[type(de)]
        setattr(ligne, cle, de)
    else:
        ligne.version += 1
    ligne.save()
    acte = "enfants:creer_adresse" if neuve else "enfants:modifier_adresse"
    journaliser(acte, objet=dossier, par=par, adresse=ligne.pk, protegee=ligne.protegee)
    return ligne


def fautes_de_l_adresse(lus: Mapping[str, Any]) -> list[Faute]:
    """Every fault of an address; ``None`` is not known, or could not be read."""
    fautes = faute_periode("fin", lus.get("debut"), lus.get("fin"))
    if not (lus.get("voie") or lus.get("ville")):
        fautes.append(Faute("voie", "L'adresse est vide : saisissez au moins la voie ou la commune."))
    return fautes


def commune_nommee(ville: str, code_postal: str) -> Commune | None:
    """The only commune of this name in the département of this postal code; ``None`` when that does not name one."""
    if not ville or len(code_postal) < 5:
        return None
    outre_mer = code_postal[:2] in ("97", "98")
    departements = [code_postal[:3] if outre_mer else code_postal[:2]]
    if departements == ["20"]:
        departements = ["2A", "2B"]
    trouvees = Commune.objects.filter(nom__iexact=ville, departement_id__in=departements)[:2]
    return trouvees[0] if len(trouvees) == 1 else None


@transaction.atomic
def fermer_adresse(
    *, dossier: Enfant, adresse: Adresse, fin: date, par: Agent | None, tenues: Collection[Permission]
) -> None:
    """Say the last day (included) at an address.

    Raises:
        PermissionDenied: it is protected and the agent may not touch it.
        EntreeRefusee: the day precedes the first one.
    """
    enregistrer_adresse(dossier=dossier, de=dossier, par=par, tenues=tenues, adresse=adresse, fin=fin)
