"""Emergency access and "known elsewhere"."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import AccesUrgence, ConnuAilleurs, Enfant
from jalons.application.enfants.services.famille import refuser
from jalons.application.enfants.taches import prevenir_supervision
from jalons.application.socle.journal import journaliser
from jalons.application.socle.taches import differer
from jalons.application.territoires.models import UniteLocale
from jalons.noyau.saisie import Faute

DUREES = (1, 4, 24)
"""Hours for which a file may be opened in emergency."""
MOTIF_MIN = 15
"""Letters without which a reason says nothing."""


@transaction.atomic
def ouvrir_urgence(*, enfant: Enfant, agent: Agent, motif: str, heures: int, maintenant: datetime) -> AccesUrgence:
    """Open a file outside one's perimeter for some hours; supervision sees it at once, is e-mailed, and reviews it.

    Raises:
        EntreeRefusee: the reason says nothing, or the duration is not offered.
    """
    refuser(fautes_de_l_urgence({"motif": motif, "heures": heures}), "l'accès d'urgence")
    acces = AccesUrgence.objects.create(
        collectivite_id=enfant.collectivite_id, enfant=enfant, agent=agent, motif=motif.strip(),
        ouvert_le=maintenant, expire_le=maintenant + timedelta(hours=heures),
    )  # fmt: skip
    journaliser("enfants:ouvrir_urgence", objet=enfant, par=agent, acces=acces.pk, heures=heures)
    differer(prevenir_supervision, collectivites=[enfant.collectivite_id], par=agent, acces=acces.pk)
    return acces


def fautes_de_l_urgence(lus: Mapping[str, Any]) -> list[Faute]:
    """Every fault of what is asked: a reason that says nothing, a duration that is not offered."""
    fautes, motif, heures = [], (lus.get("motif") or "").strip(), lus.get("heures")
    if len(motif) < MOTIF_MIN:
        message = f"Dites en une phrase pourquoi c'est urgent ({MOTIF_MIN} caractères au moins)."
        fautes.append(Faute("motif", message, motif, "une phrase"))
    if heures not in DUREES:
        offertes = ", ".join(str(d) for d in DUREES)
        fautes.append(Faute("heures", f"La durée se choisit parmi {offertes} heures.", str(heures), offertes))
    return fautes


@transaction.atomic
def revoir_urgence(*, acces: AccesUrgence, avis: str, commentaire: str, par: Agent) -> AccesUrgence:
    """Say, as supervision, whether an emergency access was justified; access still running ends at once if not.

    Raises:
        EntreeRefusee: already reviewed, reviewed by its own author, or found unjustified without a word why.
    """
    acces = AccesUrgence.objects.select_for_update(of=("self",), no_key=True).get(pk=acces.pk)
    refuser(fautes_de_la_revue(acces, {"avis": avis, "commentaire": commentaire}, par=par), "la revue")
    acces.revu_le, acces.revu_par, acces.avis = timezone.now(), par, avis
    acces.commentaire = commentaire.strip()
    if avis == AccesUrgence.Avis.INJUSTIFIE and acces.expire_le > acces.revu_le > acces.ouvert_le:
        acces.expire_le = acces.revu_le
    acces.save()
    journaliser("enfants:revoir_urgence", objet=acces.enfant, par=par, acces=acces.pk, avis=avis)
    return acces


def fautes_de_la_revue(acces: AccesUrgence, lus: Mapping[str, Any], *, par: Agent) -> list[Faute]:
    """Every fault of a review."""
    fautes, avis = [], lus.get("avis")
    if acces.revu_le is not None:
        quand = f"{timezone.localtime(acces.revu_le):%d/%m/%Y à %H:%M}"
        phrase = f"Cet accès est déjà revu par {acces.revu_par} le {quand} : {acces.get_avis_display().lower()}."
        fautes.append(Faute("avis", f"{phrase} Rien n'a été changé.", avis or "", acces.avis))
    if acces.agent_id == par.pk:
        fautes.append(Faute("avis", "Vous ne pouvez pas revoir votre propre accès : demandez à un collègue."))
    if avis == AccesUrgence.Avis.INJUSTIFIE and not (lus.get("commentaire") or "").strip():
        fautes.append(Faute("commentaire", "Dites pourquoi l'accès n'était pas justifié."))
    return fautes


@transaction.atomic
def declarer_connaissance(
    *,
    enfant: Enfant,
    equipe: str,
    contact: str,
    par: Agent | None,
    telephone: str = "",
    courriel: str = "",
    unite: UniteLocale | None = None,
) -> ConnuAilleurs:
    """Say that a team knows a child, and whom to call. Nothing of what it knows.

    Raises:
        EntreeRefusee: the team, or whom to call and how, is missing.
    """
    lus = {"equipe": equipe, "contact": contact, "telephone": telephone, "courriel": courriel}
    refuser(fautes_de_la_declaration(lus), "la déclaration")
    declaration = ConnuAilleurs.objects.create(
        collectivite_id=enfant.collectivite_id, enfant=enfant, equipe=equipe.strip(), contact=contact.strip(),
        telephone=telephone.strip(), courriel=courriel.strip(), unite=unite, declare_par=par,
    )  # fmt: skip
    journaliser("enfants:declarer_connaissance", objet=enfant, par=par, declaration=declaration.pk)
    return declaration


def fautes_de_la_declaration(lus: Mapping[str, Any], *, illisibles: Collection[str] = ()) -> list[Faute]:
    """Every fault of a declaration.

    Args:
        illisibles: names of what was given and could not be read: it is not missing.
    """
    dits = {
        nom
        for nom in ("equipe", "contact", "telephone", "courriel")
        if nom in illisibles or (lus.get(nom) or "").strip()
    }
    fautes = []
    if "equipe" not in dits:
        fautes.append(Faute("equipe", "Dites quelle équipe connaît l'enfant."))
    if "contact" not in dits or not dits & {"telephone", "courriel"}:
        message = "Dites qui appeler et comment : un nom, avec un téléphone ou une adresse électronique."
        fautes.append(Faute("contact", message))
    return fautes


@transaction.atomic
def retirer_declaration(*, declaration: ConnuAilleurs, par: Agent | None) -> None:
    """Say that the team does not know the child any more; the declaration stays in the history. Idempotent."""
    declaration = ConnuAilleurs.objects.select_for_update(of=("self",), no_key=True).get(pk=declaration.pk)
    if declaration.retire_le is not None:
        return
    declaration.retire_le = timezone.now()
    declaration.save(update_fields=["retire_le"])
    journaliser("enfants:retirer_declaration", objet=declaration.enfant, par=par, declaration=declaration.pk)
