"""Multi-year contracts and their commitments; their facts are those of every establishment they cover."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.etablissements import nomenclatures
from jalons.application.etablissements.constats import reference
from jalons.application.etablissements.models import Cpom, Engagement, Etablissement, EtablissementDuCpom
from jalons.application.etablissements.services.ecriture import ecrire, enregistrer, inconnus, refuser, tenir_lieux
from jalons.application.etablissements.services.termes import Voulu, accorder, passer, voulus_du_terme
from jalons.application.faits import services as faits
from jalons.application.socle.version import verrouiller
from jalons.noyau.saisie import Faute

LIEUX = {"cpom_finit_apres": "fin_le"}
EVENEMENTS = ("engagement_cpom_pris", "engagement_cpom_tenu", "engagement_cpom_abandonne")


@transaction.atomic
@faits.ensemble()
def enregistrer_cpom(
    *, cpom: Cpom, version: int | None, etablissements: Iterable[Etablissement], au: date, par: Agent | None,
    **champs: Any,
) -> Cpom:  # fmt: skip
    """Create a contract or change it, with the establishments it covers; its deadlines follow.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: every fault at once: no establishment, one of another body, one that still has commitments.
    """
    voulus = {e.pk: e for e in etablissements}
    anciens = set(cpom.couverts.values_list("etablissement_id", flat=True)) if cpom.pk else set()
    lieux = {e.pk: e for e in tenir_lieux(voulus.keys() | anciens)}
    fautes = inconnus({"parties": champs.get("parties", [])}, {"parties": nomenclatures.liste("parties_cpom")})
    if not voulus:
        fautes.append(Faute("etablissements", "Choisissez au moins un établissement.", "", "un établissement"))
    ailleurs = [e for pk, e in voulus.items() if pk not in lieux or e.organisme_id != cpom.organisme_id]
    if ailleurs:
        noms = ", ".join(str(e) for e in ailleurs)
        fautes.append(Faute("etablissements", f"D'un autre organisme que le contrat : {noms}. Retirez-les.", noms))
    retires = anciens - voulus.keys()
    if cpom.pk and cpom.engagements.filter(etablissement_id__in=retires).exists():
        phrase = "Un établissement retiré garde des engagements au contrat : rattachez-les à un autre d'abord."
        fautes.append(Faute("etablissements", phrase))
    refuser(fautes, "le contrat")
    a_jour = enregistrer(cpom, version, par, champs, quoi="le contrat", lieux=LIEUX, fiche="Ce contrat")
    EtablissementDuCpom.objects.filter(cpom=a_jour, etablissement_id__in=retires).delete()
    for pk in sorted(voulus.keys() - anciens):
        ligne = EtablissementDuCpom(collectivite_id=a_jour.collectivite_id, cpom=a_jour, etablissement=lieux[pk])
        ecrire(ligne, quoi="le contrat")
    _accorder(a_jour, [lieux[pk] for pk in sorted(voulus)], au, par)
    for engagement in a_jour.engagements.order_by("pk"):
        _accorder_engagement(engagement, a_jour, par)
    return a_jour


@transaction.atomic
@faits.ensemble()
def enregistrer_engagement(
    *, engagement: Engagement, version: int | None, par: Agent | None, **champs: Any
) -> Engagement:
    """Create a commitment of a contract or change it; its term enters the échéancier.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: an establishment that the contract does not cover.
    """
    cpom = _tenir(engagement)
    etablissement = champs.get("etablissement", engagement.etablissement)
    if etablissement is not None and not cpom.couverts.filter(etablissement=etablissement).exists():
        phrase = f"« {etablissement} » n'est pas au contrat : ajoutez-le au contrat ou choisissez-en un autre."
        refuser([Faute("etablissement", phrase, str(etablissement), "un établissement du contrat")], "l'engagement")
    a_jour = enregistrer(engagement, version, par, champs, quoi="l'engagement", fiche="Cet engagement")
    _accorder_engagement(a_jour, cpom, par)
    return a_jour


@transaction.atomic
@faits.ensemble()
def noter_engagement(
    *, engagement: Engagement, acte: str, version: int | None, le: date | None, preuve: str, au: date,
    par: Agent | None,
) -> Engagement:  # fmt: skip
    """Say that a commitment is held (with what proves it), given up (with the reason), or open again.

    Raises:
        VersionDepassee: somebody acted on it in between.
        EntreeRefusee: every fault at once.
    """
    cpom = _tenir(engagement)
    a_jour = passer(engagement, acte=acte, version=version, le=le, preuve=preuve, au=au, par=par)
    _accorder_engagement(a_jour, cpom, par)
    return a_jour


def _tenir(engagement: Engagement) -> Cpom:
    """The contract of a commitment, locked after the establishments it covers."""
    tenir_lieux(engagement.cpom.couverts.values_list("etablissement_id", flat=True))
    return verrouiller(engagement.cpom, None)


def _accorder(cpom: Cpom, lieux: list[Etablissement], au: date, par: Agent | None) -> None:
    dits = []
    if cpom.signe_le is not None:
        dits.append(Voulu("cpom_signe", cpom.signe_le))
        if cpom.fin_le < au:
            dits.append(Voulu("cpom_termine", cpom.fin_le))
    accorder(
        lieux, dits, collectivite=cpom.collectivite_id, lien="cpom", reference=reference(cpom.pk),
        evenements=("cpom_signe", "cpom_termine"), par=par,
    )  # fmt: skip


def _accorder_engagement(engagement: Engagement, cpom: Cpom, par: Agent | None) -> None:
    couverts = Etablissement.objects.filter(couvertures__cpom=cpom)
    if engagement.etablissement_id is not None:
        couverts = couverts.filter(pk=engagement.etablissement_id)
    depuis = cpom.signe_le or cpom.debut_le
    accorder(
        couverts.order_by("pk"), voulus_du_terme(engagement, depuis=depuis, evenements=EVENEMENTS),
        collectivite=cpom.collectivite_id, lien="engagement", reference=reference(engagement.pk), evenements=EVENEMENTS,
        par=par,
    )  # fmt: skip
