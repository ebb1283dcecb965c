"""Acts on avenants: open, prepare, sign, give up. A signed one keeps its difference for ever."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from jalons.application.acces.models import Agent
from jalons.application.contrats import selectors
from jalons.application.contrats.avenant import OUVERTURES, appliquer, changement
from jalons.application.contrats.dossier import DossierContrat
from jalons.application.contrats.models import Avenant, Contrat
from jalons.application.contrats.services.constats import constater
from jalons.application.contrats.services.ecriture import ecrire
from jalons.application.contrats.services.edition import empechements
from jalons.application.faits.services import enregistrer
from jalons.application.socle.journal import journaliser
from jalons.noyau.dates import DateCivile
from jalons.noyau.ecarts import RegleNonRespectee
from jalons.noyau.saisie import EntreeRefusee, Faute


@transaction.atomic
def ouvrir_avenant(
    *, contrat: Contrat, objet: str, champs: Sequence[str], exercice: int | None, par: Agent | None
) -> Avenant:
    """A draft avenant that may change ``champs`` (codes of ``avenant.OUVERTURES``) and nothing else.

    Raises:
        EntreeRefusee: no field, an unknown one, or no subject.
    """
    fautes = []
    if not objet.strip():
        fautes.append(Faute("objet", "L'avenant n'a pas d'objet : dites en quelques mots ce qu'il change."))
    connus = ", ".join(OUVERTURES)
    if not champs:
        fautes.append(Faute("champs", f"Choisissez au moins un champ que l'avenant ouvre : {connus}."))
    fautes += [Faute("champs", f"« {c} » n'est pas un champ d'avenant : {connus}.", c) for c in champs
               if c not in OUVERTURES]  # fmt: skip
    if fautes:
        raise EntreeRefusee(fautes, quoi="Avenant")
    Contrat.objects.select_for_update().get(pk=contrat.pk)
    dernier = Avenant.objects.filter(contrat=contrat).aggregate(n=Max("numero"))["n"] or 0
    avenant = Avenant.objects.create(
        collectivite_id=contrat.collectivite_id, contrat=contrat, numero=dernier + 1, objet=objet.strip(),
        exercice=exercice, champs=[c for c in OUVERTURES if c in champs],
    )  # fmt: skip
    journaliser("contrats:ouvrir_avenant", objet=avenant, par=par, champs=avenant.champs)
    return avenant


@transaction.atomic
def preparer_avenant(*, avenant: Avenant, champ: str, dossier: DossierContrat, par: Agent | None) -> None:
    """Keep in the draft what ``champ`` would become, read from ``dossier``; the contract does not move.

    Raises:
        EntreeRefusee: the avenant is not a draft, or does not open this field.
    """
    avenant = _projet(avenant)
    if champ not in avenant.champs:
        libelles = ", ".join(OUVERTURES[c][0].lower() for c in avenant.champs)
        message = f"Cet avenant n'ouvre pas ce champ ; il ouvre : {libelles}. Ouvrez un autre avenant."
        raise EntreeRefusee([Faute("champs", message, champ, libelles)], quoi="Avenant")
    nouveau = changement(champ, selectors.dossier(avenant.contrat), dossier)
    autres = [c for c in avenant.changements if c["champ"] != champ]
    avenant.changements = autres + ([nouveau] if nouveau["avant"] != nouveau["apres"] else [])
    avenant.save(update_fields=["changements"])
    journaliser("contrats:preparer_avenant", objet=avenant, par=par, champ=champ)


def projet_de_dossier(avenant: Avenant, actuel: DossierContrat) -> DossierContrat:
    """The contract as it would be once the avenant signed."""
    return appliquer(actuel, avenant.changements, avenant.champs)


@transaction.atomic
def signer_avenant(*, avenant: Avenant, le: DateCivile, par: Agent | None) -> None:
    """Sign on the day ``le``: the changes reach the contract, and their before and after are kept.

    Raises:
        EntreeRefusee: it is not a draft, it changes nothing, the contract itself was not signed by then, or a change
            no longer fits.
        RegleNonRespectee: it would break a confirmed rule that the contract respects today.
    """
    avenant = _projet(avenant)
    contrat = Contrat.objects.select_for_update().select_related("cadre").get(pk=avenant.contrat_id)
    actuel = selectors.dossier(contrat)
    apres = projet_de_dossier(avenant, actuel)
    fautes = _apres_le_contrat(actuel, le)
    if apres == actuel:
        message = "L'avenant ne change rien : préparez au moins un changement avant de le signer."
        fautes.append(Faute("changements", message))
    if fautes:
        raise EntreeRefusee(fautes, quoi="Avenant")
    deja = {e.cle for e in empechements(actuel, le)}
    if bloquants := [e for e in empechements(apres, le) if e.cle not in deja]:
        raise RegleNonRespectee(bloquants)
    ecrire(contrat, apres, par=par)
    avenant.changements = [
        c for champ in avenant.champs if (c := changement(champ, actuel, apres))["avant"] != c["apres"]
    ]
    avenant.etat, avenant.signe_le = Avenant.Etat.SIGNE, le
    avenant.save(update_fields=["changements", "etat", "signe_le"])
    constater(contrat, apres, par=par)
    enregistrer(
        sujet=contrat, evenement="avenant_signe", survenu_le=le, par=par,
        attributs={"exercice": avenant.exercice} if avenant.exercice else {},
    )  # fmt: skip
    journaliser("contrats:signer_avenant", objet=avenant, par=par, champs=avenant.champs)


def _apres_le_contrat(contrat: DossierContrat, le: DateCivile) -> list[Faute]:
    """An avenant amends a contract that binds already; unknown for a contract whose signature is not known."""
    signe = contrat.signature
    if signe is None or le.fin >= signe.debut:
        return []
    message = (
        f"L'avenant serait signé avant le contrat (avenant : {le} ; contrat : {signe}) : corrigez la date de "
        "l'avenant, ou celle du contrat parmi ses étapes."
    )
    return [Faute("le", message, str(le), f"pas avant : {signe}")]


@transaction.atomic
def abandonner_avenant(*, avenant: Avenant, par: Agent | None) -> None:
    """Give a draft up; it stays in the list.

    Raises:
        EntreeRefusee: it is not a draft.
    """
    avenant = _projet(avenant)
    avenant.etat = Avenant.Etat.ABANDONNE
    avenant.save(update_fields=["etat"])
    journaliser("contrats:abandonner_avenant", objet=avenant, par=par)


def _projet(avenant: Avenant) -> Avenant:
    lu = Avenant.objects.select_for_update(of=("self",)).select_related("contrat__cadre").get(pk=avenant.pk)
    if lu.etat != Avenant.Etat.PROJET:
        message = f"{lu} n'est plus un projet ({lu.get_etat_display().lower()}) : ouvrez-en un nouveau."
        raise EntreeRefusee([Faute("etat", message)], quoi="Avenant")
    return lu
