"""What a place must respect for a child: needs, forbidden zones, children to keep apart. Reasons never leave here."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from jalons.application.acces.models import Agent
from jalons.application.enfants import zones
from jalons.application.enfants.models import BesoinsAccueil, Enfant, Incompatibilite, ZoneInterdite
from jalons.application.enfants.nomenclature_besoins import inconnus
from jalons.application.enfants.services.compartiments import ecrire_compartiment
from jalons.application.enfants.services.famille import refuser
from jalons.application.enfants.verrous import verrouiller_dossier, verrouiller_dossiers
from jalons.application.socle.journal import journaliser
from jalons.application.territoires.models import Commune
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import Faute


@transaction.atomic
def ecrire_besoins(*, enfant: Enfant, version: int, par: Agent | None, **champs: Any) -> BesoinsAccueil:
    """Say what a place must offer a child (``besoins``: codes, none for no need), and where his school is.

    Args:
        champs: ``besoins``, and ``ecole_commune`` (code or ``None``), ``ecole_latitude``, ``ecole_longitude``.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: a need out of the closed list, a commune that does not exist, half a point.
    """
    fautes = [
        Faute("besoins", f"« {code} » n'est pas de la liste des besoins : choisissez-y.", code, "un besoin de la liste")
        for code in inconnus(champs.get("besoins") or ())
    ]
    commune = champs.pop("ecole_commune", None) or None
    fautes += _fautes_commune("ecole_commune", commune)
    if (champs.get("ecole_latitude") is None) != (champs.get("ecole_longitude") is None):
        fautes.append(
            Faute("ecole_longitude", "Un point a une latitude et une longitude : donnez les deux, ou aucune.")
        )
    refuser(fautes, "les besoins d'accueil")
    ligne = ecrire_compartiment(
        BesoinsAccueil, enfant=enfant, version=version, par=par, ecole_commune_id=commune, **champs
    )
    assert isinstance(ligne, BesoinsAccueil)  # noqa: S101 - the model asked for
    return ligne


@transaction.atomic
def interdire_zone(
    *, enfant: Enfant, motif: str, depuis: date, par: Agent | None, jusqu_au: date | None = None,
    commune: str | None = None, latitude: float | None = None, longitude: float | None = None,
    rayon_km: int | None = None,
) -> ZoneInterdite:  # fmt: skip
    """Forbid a commune, or a disc, to the places of a child. The centre of a disc is blurred before it is kept.

    Raises:
        EntreeRefusee: neither or both are given, no reason, an end before the beginning.
    """
    verrouiller_dossier(enfant)
    fautes = [*zones.fautes(commune, latitude, longitude, rayon_km), *_fautes_commune("commune", commune)]
    refuser(fautes + _fautes(motif, depuis, jusqu_au), "la zone interdite")
    if latitude is not None and longitude is not None and rayon_km is not None:
        latitude, longitude, rayon_km = zones.flouter(latitude, longitude, rayon_km)
    zone = ZoneInterdite.objects.create(
        collectivite_id=enfant.collectivite_id, enfant=enfant, commune_id=commune, latitude=latitude,
        longitude=longitude, rayon_km=rayon_km, motif=motif.strip(), depuis=depuis, jusqu_au=jusqu_au, par=par,
    )  # fmt: skip
    journaliser("enfants:interdire_zone", objet=enfant, par=par, zone=zone.pk)
    return zone


@transaction.atomic
def separer_de(
    *, enfant: Enfant, autre: Enfant, motif: str, depuis: date, par: Agent | None, jusqu_au: date | None = None
) -> Incompatibilite:
    """Say that two children must not live in the same house.

    Raises:
        EntreeRefusee: the same child, children of two collectivités, said already, no reason.
    """
    verrouiller_dossiers([enfant.pk, autre.pk])
    fautes = _fautes(motif, depuis, jusqu_au)
    if enfant.pk == autre.pk:
        fautes.append(Faute("numero", "C'est le dossier de l'enfant lui-même : donnez celui de l'autre enfant."))
    elif enfant.collectivite_id != autre.collectivite_id:
        fautes.append(Faute("numero", "L'autre enfant est suivi par une autre collectivité."))
    else:
        deja = Q(enfant=enfant, autre=autre) | Q(enfant=autre, autre=enfant)
        if Incompatibilite.objects.filter(deja, Q(jusqu_au=None) | Q(jusqu_au__gte=depuis)).exists():
            fautes.append(Faute("numero", "Cette incompatibilité est déjà enregistrée : levez-la d'abord."))
    refuser(fautes, "l'incompatibilité")
    ligne = Incompatibilite.objects.create(
        collectivite_id=enfant.collectivite_id, enfant=enfant, autre=autre, motif=motif.strip(), depuis=depuis,
        jusqu_au=jusqu_au, par=par,
    )  # fmt: skip
    journaliser("enfants:separer_de", objet=enfant, par=par, incompatibilite=ligne.pk)
    return ligne


@transaction.atomic
def lever(*, enfant: Enfant, ligne: ZoneInterdite | Incompatibilite, jour: date, par: Agent | None) -> None:
    """End a forbidden zone or an incompatibility: yesterday is its last day; one that begins today is removed.

    Raises:
        EntreeRefusee: it has ended already.
    """
    verrouiller_dossier(enfant)
    a_jour: Any = type(ligne)._default_manager.select_for_update(of=("self",)).get(pk=ligne.pk)
    if a_jour.jusqu_au is not None and a_jour.jusqu_au < jour:
        phrase = f"Elle a pris fin le {texte_du_jour(a_jour.jusqu_au)} : rien à faire."
        refuser([Faute("", phrase)], "l'acte")
    if a_jour.depuis >= jour:  # it has had no day: the history keeps it
        a_jour.delete()
    else:
        a_jour.jusqu_au = jour - timedelta(days=1)
        a_jour.save(update_fields=["jusqu_au"])
    journaliser("enfants:lever", objet=enfant, par=par, ligne=ligne.pk, quoi=a_jour._meta.model_name)


def _fautes(motif: str, depuis: date, jusqu_au: date | None) -> list[Faute]:
    fautes = [] if motif.strip() else [Faute("motif", "Dites pourquoi en quelques mots.")]
    if jusqu_au is not None and jusqu_au < depuis:
        phrase = f"La fin ({texte_du_jour(jusqu_au)}) précède le début ({texte_du_jour(depuis)}) : corrigez l'un."
        fautes.append(Faute("jusqu_au", phrase, texte_du_jour(jusqu_au), f"à partir du {texte_du_jour(depuis)}"))
    return fautes


def _fautes_commune(champ: str, code: str | None) -> list[Faute]:
    if code is None or Commune.objects.filter(pk=code).exists():
        return []
    phrase = f"« {code} » n'est pas le code d'une commune : écrivez le code INSEE, cinq caractères."
    return [Faute(champ, phrase, code, "un code INSEE")]
