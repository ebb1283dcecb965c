"""Around a version: agreements, copies, confidence person, health check-up."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Personne
from jalons.application.projets_enfant import cycle
from jalons.application.projets_enfant.models import Copie, Projet, Signature
from jalons.application.projets_enfant.services import controle
from jalons.application.projets_enfant.services.commun import constater, garder, prendre, refuser


@transaction.atomic
def recueillir(
    *, projet: Projet, version: int | None, qui: str, reponse: str, le: date, par: Agent | None, au: date,
    personne: Personne | None = None, precision: str = "", motif: str = "",
) -> Signature:  # fmt: skip
    """Note a signature, or why it is not there; a second answer of the same person replaces the first.

    Raises:
        EntreeRefusee: its state or the day does not allow it, the reason or the holder of authority is not given.
        VersionDepassee: somebody saved in between.
    """
    a_jour, dossier = prendre(projet, version, cycle.Acte.RECUEILLIR, au)
    dits = {"le": le, "qui": qui, "reponse": reponse, "personne": personne, "precision": precision, "motif": motif}
    refuser(controle.recueillir(a_jour, dossier, dits, au), "la signature")
    a_jour.signatures.filter(avenant=a_jour.avenant, qui=qui, personne=personne, precision=precision.strip()).delete()
    signature = Signature.objects.create(
        collectivite_id=a_jour.collectivite_id, projet=a_jour, avenant=a_jour.avenant, qui=Signature.Qui(qui),
        personne=personne, precision=precision.strip(), reponse=Signature.Reponse(reponse), le=le, motif=motif.strip(),
    )  # fmt: skip
    garder(a_jour, "recueillir", par, qui=qui, reponse=reponse)
    return signature


@transaction.atomic
def reprendre(*, projet: Projet, version: int | None, par: Agent | None, au: date) -> Projet:
    """Take the text up again: the agreements given on it do not hold any more, the history keeps them.

    Raises:
        EntreeRefusee: its state does not allow it.
        VersionDepassee: somebody saved in between.
    """
    a_jour, _ = prendre(projet, version, cycle.Acte.REPRENDRE, au)
    a_jour.signatures.filter(avenant=a_jour.avenant).delete()
    garder(a_jour, "reprendre", par)
    return a_jour


@transaction.atomic
def remettre(
    *, projet: Projet, version: int | None, a: str, le: date, par: Agent | None, au: date, precision: str = ""
) -> Copie:
    """Note that a copy of the current version was handed; the fact is stated once child and legal guardian have it.

    Raises:
        EntreeRefusee: its state or the day does not allow it.
        VersionDepassee: somebody saved in between.
    """
    a_jour, dossier = prendre(projet, version, cycle.Acte.REMETTRE, au)
    refuser(controle.remettre(a_jour, dossier, {"le": le}, au), "la remise")
    necessaires = {str(Copie.A.ENFANT), str(Copie.A.TITULAIRE)}
    avant = set(a_jour.copies.filter(avenant=a_jour.avenant).values_list("a", flat=True))
    copie = Copie.objects.create(
        collectivite_id=a_jour.collectivite_id, projet=a_jour, avenant=a_jour.avenant, a=Copie.A(a), le=le,
        precision=precision.strip(),
    )  # fmt: skip
    garder(a_jour, "remettre", par, a=a)
    if not necessaires <= avant and necessaires <= avant | {a}:
        constater(a_jour.enfant, "ppe_remis", le, par=par, mesures=a_jour.mesures)
    return copie


@transaction.atomic
def proposer_confiance(
    *, projet: Projet, version: int | None, le: date, reponse: str, par: Agent | None, au: date,
    personne: Personne | None = None,
) -> Projet:  # fmt: skip
    """Note that a confidence person was proposed to the minor, and the answer.

    Raises:
        EntreeRefusee: the day does not allow it, or somebody is designated without saying who.
        VersionDepassee: somebody saved in between.
    """
    a_jour, dossier = prendre(projet, version, cycle.Acte.CONFIANCE, au)
    dits = {"le": le, "reponse": reponse, "personne": personne}
    refuser(controle.confiance(a_jour, dossier, dits, au), "la personne de confiance")
    premiere = a_jour.confiance_proposee_le is None
    a_jour.confiance_proposee_le, a_jour.confiance_reponse = le, Projet.Confiance(reponse)
    a_jour.confiance_personne = personne if reponse == Projet.Confiance.DESIGNEE else None
    garder(a_jour, "confiance", par, reponse=reponse)
    if premiere:
        constater(a_jour.enfant, "personne_confiance_proposee", le, par=par, mesures=a_jour.mesures)
    return a_jour


@transaction.atomic
def joindre_sante(*, projet: Projet, version: int | None, le: date, par: Agent | None, au: date) -> Projet:
    """Note that the health check-up and the care plan are joined to the projet.

    Raises:
        EntreeRefusee: its state or the day does not allow it.
        VersionDepassee: somebody saved in between.
    """
    a_jour, dossier = prendre(projet, version, cycle.Acte.SANTE, au)
    refuser(controle.sante(a_jour, dossier, {"le": le}, au), "le bilan de santé")
    a_jour.sante_jointe_le = le
    garder(a_jour, "sante", par)
    constater(a_jour.enfant, "bilan_sante_joint", le, par=par, mesures=a_jour.mesures)
    return a_jour
