"""What a place must respect for a child: needs, forbidden zones, children to keep apart. Reasons never leave here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
    refuser(fautes_des_besoins(champs), "les besoins d'accueil")
    commune = champs.pop("ecole_commune", None) or None
    ligne = ecrire_compartiment(
        BesoinsAccueil, enfant=enfant, version=version, par=par, ecole_commune_id=commune, **champs
    )
    assert isinstance(ligne, BesoinsAccueil)  # noqa: S101 - the model asked for
    return ligne


def fautes_des_besoins(lus: Mapping[str, Any], *, illisibles: Collection[str] = ()) -> list[Faute]:
    """Every fault of what a place must offer.

    Args:
        illisibles: names of what was given and could not be read: it is not missing.
    """
    fautes = [
        Faute("besoins", f"« {code} » n'est pas de la liste des besoins : choisissez-y.", code, "un besoin de la liste")
        for code in inconnus(lus.get("besoins") or ())
    ]
    fautes += _fautes_commune("ecole_commune", lus.get("ecole_commune") or None)
    donnes = [lus.get(nom) is not None or nom in illisibles for nom in ("ecole_latitude", "ecole_longitude")]
    if any(donnes) and not all(donnes):
        phrase = "Un point a une latitude et une longitude : donnez les deux, ou aucune."
        fautes.append(Faute("ecole_longitude", phrase))
    return fautes


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
    lus = {
        "commune": commune, "latitude": latitude, "longitude": longitude, "rayon_km": rayon_km, "motif": motif,
        "depuis": depuis, "jusqu_au": jusqu_au,
    }  # fmt: skip
    refuser(fautes_de_la_zone(lus), "la zone interdite")
    if latitude is not None and longitude is not None and rayon_km is not None:
        latitude, longitude, rayon_km = zones.flouter(latitude, longitude, rayon_km)
    zone = ZoneInterdite.objects.create(
        collectivite_id=enfant.collectivite_id, enfant=enfant, commune_id=commune, latitude=latitude,
        longitude=longitude, rayon_km=rayon_km, motif=motif.strip(), depuis=depuis, jusqu_au=jusqu_au, par=par,
    )  # fmt: skip
    journaliser("enfants:interdire_zone", objet=enfant, par=par, zone=zone.pk)
    return zone


def fautes_de_la_zone(lus: Mapping[str, Any], *, illisibles: Collection[str] = ()) -> list[Faute]:
    """Every fault of a forbidden zone; ``illisibles`` as for ``fautes_des_besoins``."""
    commune = lus.get("commune") or None
    disque = (lus.get("latitude"), lus.get("longitude"), lus.get("rayon_km"))
    return [
        *zones.fautes(commune, *disque, illisibles=illisibles), *_fautes_commune("commune", commune), *_fautes(lus),
    ]  # fmt: skip


@transaction.atomic
def separer_de(
    *, enfant: Enfant, autre: Enfant, motif: str, depuis: date, par: Agent | None, jusqu_au: date | None = None
) -> Incompatibilite:
    """Say that two children must not live in the same house.

    Raises:
        EntreeRefusee: the same child, children of two collectivités, said already, no reason.
    """
    verrouiller_dossiers([enfant.pk, autre.pk])
    lus = {"motif": motif, "depuis": depuis, "jusqu_au": jusqu_au}
    refuser(fautes_de_la_separation(enfant, autre, lus), "l'incompatibilité")
    ligne = Incompatibilite.objects.create(
        collectivite_id=enfant.collectivite_id, enfant=enfant, autre=autre, motif=motif.strip(), depuis=depuis,
        jusqu_au=jusqu_au, par=par,
    )  # fmt: skip
    journaliser("enfants:separer_de", objet=enfant, par=par, incompatibilite=ligne.pk)
    return ligne


def fautes_de_la_separation(enfant: Enfant, autre: Enfant | None, lus: Mapping[str, Any]) -> list[Faute]:
    """Every fault of an incompatibility; ``autre`` is ``None`` when he is not known (which is said elsewhere)."""
    fautes, depuis = _fautes(lus), lus.get("depuis")
    if autre is None:
        return fautes
    if enfant.pk == autre.pk:
        fautes.append(Faute("numero", "C'est le dossier de l'enfant lui-même : donnez celui de l'autre enfant."))
    elif enfant.collectivite_id != autre.collectivite_id:
        fautes.append(Faute("numero", "L'autre enfant est suivi par une autre collectivité."))
    elif depuis is not None:
        deja = Q(enfant=enfant, autre=autre) | Q(enfant=autre, autre=enfant)
        if Incompatibilite.objects.filter(deja, Q(jusqu_au=None) | Q(jusqu_au__gte=depuis)).exists():
            fautes.append(Faute("numero", "Cette incompatibilité est déjà enregistrée : levez-la d'abord."))
    return fautes


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


def _fautes(lus: Mapping[str, Any]) -> list[Faute]:
    """Of the reason and of the days."""
    depuis, jusqu_au = lus.get("depuis"), lus.get("jusqu_au")
    fautes = [] if (lus.get("motif") or "").strip() else [Faute("motif", "Dites pourquoi en quelques mots.")]
    if depuis is not None and jusqu_au is not None and jusqu_au < depuis:
        phrase = f"La fin ({texte_du_jour(jusqu_au)}) précède le début ({texte_du_jour(depuis)}) : corrigez l'un."
        fautes.append(Faute("jusqu_au", phrase, texte_du_jour(jusqu_au), f"à partir du {texte_du_jour(depuis)}"))
    return fautes


def _fautes_commune(champ: str, code: str | None) -> list[Faute]:
    if code is None or Commune.objects.filter(pk=code).exists():
        return []
    phrase = f"« {code} » n'est pas le code d'une commune : écrivez le code INSEE, cinq caractères."
    return [Faute(champ, phrase, code, "un code INSEE")]
