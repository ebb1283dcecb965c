"""Jobs of ``echeancier``: the recomputation of each night, the e-mail of Mondays."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.selectors import droits
from jalons.application.echeancier import envois, recalcul
from jalons.application.echeancier.models import Abonnement
from jalons.application.echeancier.selectors import Lecteur
from jalons.application.socle.taches import differer, tache
from jalons.application.territoires.models import Collectivite


@tache("echeancier:recalculer", cron="40 1 * * *")
def recalculer() -> None:
    """Each night, ask for a recomputation in each collectivité."""
    for code in Collectivite.objects.order_by("code").values_list("code", flat=True):
        for type_ in recalcul.types():
            differer(recalculer_lot, collectivites=[code], par=None, collectivite=code, type_=type_)


@tache("echeancier:recalculer_lot")
def recalculer_lot(*, collectivite: str, type_: str, apres: int = 0, sujets: int = 0, echeances: int = 0) -> None:
    """One lot, then ask for the next one."""
    depart = recalcul.Avancement(apres, sujets, echeances)
    fait = recalcul.recalculer_lot(collectivite=collectivite, type_=type_, depart=depart)
    if fait.apres is not None:
        differer(
            recalculer_lot, collectivites=[collectivite], par=None, collectivite=collectivite, type_=type_,
            apres=fait.apres, sujets=fait.sujets, echeances=fait.echeances,
        )  # fmt: skip


@tache("echeancier:resumer", cron="30 5 * * 1")
def resumer() -> None:
    """Each Monday, ask for the e-mail of every agent who wants it, in the perimeter that she has today."""
    jour = timezone.localdate()
    for abonnement in Abonnement.objects.filter(courriel=True, agent__is_active=True).select_related("agent"):
        if codes := droits(abonnement.agent, jour).collectivites:
            differer(resumer_un, collectivites=codes, par=abonnement.agent, abonnement=abonnement.pk)


@tache("echeancier:resumer_un")
def resumer_un(*, abonnement: int) -> None:
    """Send the e-mail of one agent, once a day at most; nothing when nothing is due or when she no longer wants it."""
    jour = timezone.localdate()
    lu = Abonnement.objects.select_for_update(of=("self",)).select_related("agent").filter(pk=abonnement).first()
    if lu is None or not lu.courriel or not lu.agent.is_active or lu.envoye_le == jour:
        return
    message = envois.courriel(
        Lecteur(lu.agent, droits(lu.agent, jour)), au=jour, maintenant=timezone.now(), lien=_adresse()
    )
    if message is None:
        return
    _envoyer(lu, jour, *message)


def _envoyer(abonnement: Abonnement, jour: date, objet: str, texte: str) -> None:
    """The day is written first: a failure of the mail server undoes it with the job, which is kept to be looked at."""
    abonnement.envoye_le = jour
    abonnement.save(update_fields=["envoye_le"])
    send_mail(objet, texte, None, [abonnement.agent.courriel])


def _adresse() -> str:
    return f"{settings.JALONS_ADRESSE.rstrip('/')}{reverse('echeancier:miennes')}"
