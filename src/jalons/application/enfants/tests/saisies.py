"""Bad input of a register, one line each: what is sent, what the page must say of it, what it must still hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from jalons.application.faits.models import Fait
from jalons.application.socle.models import Entree


@dataclass(frozen=True)
class Saisie:
    """A form sent, and its answer.

    Attributes:
        dits: every sentence, or part of one, that the answer must hold.
        garde: values typed that must still be in it.
    """

    nom: str
    adresse: str
    envoi: dict[str, Any]
    dits: tuple[str, ...]
    garde: tuple[str, ...] = ()
    vus: dict[str, int] = field(default_factory=dict)


def ecritures():
    """How many acts and facts were recorded so far."""
    return Entree.objects.filter(nature="ecriture").count(), Fait.objects.count()


def ennuis(client, saisies: Iterable[Saisie]) -> list[str]:
    """What is wrong with each answer: not refused, a sentence missing, something lost, something written."""
    trouves = []
    for saisie in saisies:
        avant = ecritures()
        reponse = client.post(saisie.adresse, saisie.envoi)
        texte = unescape(reponse.text).replace("\xa0", " ")
        manquants = [dit for dit in saisie.dits if dit not in texte]
        perdus = [valeur for valeur in saisie.garde if valeur not in texte]
        if reponse.status_code not in (409, 422) or manquants or perdus or ecritures() != avant:
            fautes = [t.split("</", 1)[0] for t in texte.split('class="faute')[1:]]
            ecrit = ecritures() != avant
            trouves.append(
                f"{saisie.nom}: {reponse.status_code}, absent {manquants}, lost {perdus}, written {ecrit} {fautes}"
            )
    return trouves
