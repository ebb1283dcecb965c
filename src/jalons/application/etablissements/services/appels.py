"""Calls for projects: prepared, published, answered, decided; the decision opens the places."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.etablissements import cycles, nomenclatures, rules
from jalons.application.etablissements.models import AppelProjets, Candidature, Etablissement, UniteAccueil
from jalons.application.etablissements.services.actes import prendre_acte
from jalons.application.etablissements.services.ecriture import (
    ecrire,
    enregistrer,
    inconnus,
    pas_dans_l_avenir,
    refuser,
)
from jalons.application.etablissements.services.lieux import enregistrer_unite
from jalons.application.faits import services as faits
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import Faute

LIEUX = {
    "appel_calendrier_ordonne": "limite_le", "appel_commission_apres": "commission_le",
    "candidature_unique": "organisme",
}  # fmt: skip


@transaction.atomic
def enregistrer_appel(*, appel: AppelProjets, version: int | None, par: Agent | None, **champs: Any) -> AppelProjets:
    """Prepare a call for projects, or change it while it is not decided.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: every fault at once: unknown type or public, no place, a calendar in the wrong order, decided.
    """
    connus: dict[str, Iterable[str]] = {"type": nomenclatures.types(), "public": nomenclatures.publics()}
    fautes = inconnus({c: [champs.get(c, getattr(appel, c))] for c in connus}, connus)
    if not champs.get("places", appel.places):
        fautes.append(Faute("places", "Indiquez combien de places : un nombre d'au moins 1.", "0", "1 au moins"))
    if appel.etat in cycles.APPEL.finis:
        fautes.append(Faute("", f"Cet appel est {appel.get_etat_display().lower()} : il ne change plus."))
    refuser(fautes, "l'appel à projets")
    return enregistrer(appel, version, par, champs, quoi="l'appel à projets", lieux=LIEUX, fiche="Cet appel")


@transaction.atomic
def passer_appel(
    *, appel: AppelProjets, acte: str, version: int | None, le: date, au: date, par: Agent | None
) -> AppelProjets:
    """Publish a call, or end it without any choice; ``retenir`` decides it.

    Raises:
        VersionDepassee: somebody acted on it in between.
        EntreeRefusee: every fault at once: an impossible act, a day to come, published after its own last day.
    """
    a_jour = verrouiller(appel, version, quoi="Cet appel")
    fautes = cycles.APPEL.fautes(a_jour.etat, acte) + pas_dans_l_avenir({"le": le}, au)
    if acte == "publier" and a_jour.limite_le is None:
        fautes.append(Faute("le", "L'appel n'a pas de date limite : indiquez-la avant de publier."))
    refuser(fautes, "l'acte")
    a_jour.etat = cycles.APPEL.apres(a_jour.etat, acte) or a_jour.etat
    setattr(a_jour, "publie_le" if acte == "publier" else "decide_le", le)
    a_jour.version += 1
    ecrire(a_jour, quoi="l'appel à projets", lieux={"appel_calendrier_ordonne": "le"})
    journaliser(f"etablissements:{acte}_appel", objet=a_jour, par=par)
    return a_jour


@transaction.atomic
def enregistrer_candidature(
    *, candidature: Candidature, version: int | None, au: date, par: Agent | None, **champs: Any
) -> Candidature:
    """Record a candidate, or what the commission thinks of it.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: every fault at once: not published, received out of the calendar, an opinion without its ground.
    """
    appel = verrouiller(candidature.appel, None)
    recue, avis = champs.get("recue_le", candidature.recue_le), champs.get("avis", candidature.avis)
    fautes = pas_dans_l_avenir({"recue_le": recue}, au)
    if appel.etat != cycles.PUBLIE:
        phrase = f"L'appel est « {appel.get_etat_display().lower()} » : seul un appel publié reçoit des candidatures."
        fautes.append(Faute("", phrase, appel.get_etat_display(), "un appel publié"))
    if appel.publie_le and recue and recue < appel.publie_le:
        fautes.append(Faute("recue_le", f"L'appel est publié le {texte_du_jour(appel.publie_le)} : corrigez le jour."))
    tardive = appel.limite_le is not None and recue is not None and recue > appel.limite_le
    if tardive and avis not in (Candidature.Avis.IRRECEVABLE, Candidature.Avis.ATTENDU):
        phrase = f"Reçue après le {texte_du_jour(appel.limite_le)} : elle ne peut être qu'irrecevable."
        fautes.append(Faute("avis", phrase, str(avis), "irrecevable"))
    if avis != Candidature.Avis.ATTENDU and not champs.get("motif", candidature.motif).strip():
        fautes.append(Faute("motif", "Dites en quelques mots ce qui fonde l'avis.", "", "quelques mots"))
    refuser(fautes, "la candidature")
    return enregistrer(candidature, version, par, champs, quoi="la candidature", lieux=LIEUX, fiche="Cette candidature")


@transaction.atomic
@faits.ensemble()
def retenir(
    *, appel: AppelProjets, version: int | None, candidature: Candidature, etablissement: Etablissement, nom: str,
    effet_le: date, le: date, au: date, par: Agent | None, reference: str = "",
) -> Candidature:  # fmt: skip
    """Choose a candidate: a unit is created in one of its establishments, with the act that opens its places.

    Args:
        nom: name of the unit.
        effet_le: the day the act takes effect; its places are authorised from then, not open yet.

    Raises:
        VersionDepassee: somebody acted on the call in between.
        EntreeRefusee: every fault at once: an impossible act, a candidate without a favourable opinion, an
            establishment of another body.
    """
    a_jour = verrouiller(appel, version, quoi="Cet appel")
    choisie = verrouiller(candidature, None)
    fautes = cycles.APPEL.fautes(a_jour.etat, "decider") + pas_dans_l_avenir({"le": le}, au)
    if choisie.appel_id != a_jour.pk:
        fautes.append(Faute("candidature", "Cette candidature répond à un autre appel : choisissez-en une autre."))
    if choisie.avis not in (Candidature.Avis.FAVORABLE, Candidature.Avis.RESERVE):
        phrase = f"L'avis sur cette candidature est « {choisie.get_avis_display().lower()} »."
        fautes.append(Faute("candidature", phrase, choisie.get_avis_display(), "un avis favorable"))
    if etablissement.organisme_id != choisie.organisme_id:
        phrase = (
            f"« {etablissement} » n'est pas un établissement de {choisie.organisme} : créez-le d'abord s'il manque."
        )
        fautes.append(Faute("etablissement", phrase, str(etablissement), "un établissement du candidat"))
    refuser(fautes, "le choix")
    unite = enregistrer_unite(
        unite=UniteAccueil(collectivite_id=a_jour.collectivite_id, etablissement=etablissement), version=None, par=par,
        nom=nom, type=a_jour.type, public=a_jour.public,
    )  # fmt: skip
    choisie.acte = prendre_acte(
        unite=unite, nature=rules.OUVERTURE, places=choisie.places, effet_le=effet_le, reference=reference, par=par
    )
    choisie.version += 1
    ecrire(choisie, quoi="la candidature")
    a_jour.etat, a_jour.decide_le, a_jour.version = cycles.DECIDE, le, a_jour.version + 1
    ecrire(a_jour, quoi="l'appel à projets")
    journaliser("etablissements:retenir_candidature", objet=choisie, par=par, places=choisie.places)
    return choisie
