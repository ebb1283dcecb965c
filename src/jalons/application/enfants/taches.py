"""Jobs of ``enfants``: supervision is told by e-mail that a file was opened in emergency."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission
from jalons.application.acces.selectors import agents_avec
from jalons.application.enfants.models import AccesUrgence
from jalons.application.socle.journal import journaliser
from jalons.application.socle.taches import tache

OBJET = "Jalons : un accès d'urgence attend votre avis"
TEXTE = """Bonjour,

Un agent vient d'ouvrir un dossier en urgence, hors de son périmètre.
Son motif et ses lectures attendent votre avis dans Jalons :

{lien}

Ce courriel ne dit ni qui, ni quel dossier : ouvrez Jalons pour le savoir.
"""


def messagerie() -> bool:
    """Whether this installation can send e-mails."""
    return bool(settings.EMAIL_HOST)


@tache("enfants:prevenir_supervision")
def prevenir_supervision(*, acces: int) -> None:
    """One e-mail to those who review the accesses of that collectivité, except the author of this one.

    Nothing when the access is reviewed already, when there is nobody to tell, or no mail server.
    """
    lu = AccesUrgence.objects.filter(pk=acces, revu_le=None).first()
    if lu is None or not messagerie():
        return
    adresses = [a.courriel for a in _supervision(lu) if a.courriel]
    if not adresses:
        return
    journaliser("enfants:prevenir_supervision", objet=lu, par=None, destinataires=len(adresses))
    lien = f"{settings.JALONS_ADRESSE.rstrip('/')}{reverse('enfants:urgences')}"
    EmailMessage(OBJET, TEXTE.format(lien=lien), None, bcc=adresses).send()


def _supervision(acces: AccesUrgence) -> list[Agent]:
    siens = agents_avec(Permission.ENFANTS_SUPERVISER, acces.collectivite_id, timezone.localdate())
    return [a for a in siens if a.pk != acces.agent_id]
