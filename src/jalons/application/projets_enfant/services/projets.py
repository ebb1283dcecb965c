"""The life of a projet: opened, established, signed, brought up to date, closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Enfant
from jalons.application.enfants.verrous import verrouiller_dossier
from jalons.application.faits import services as faits
from jalons.application.projets_enfant import cycle, selectors
from jalons.application.projets_enfant.contenu import empreinte, photographier
from jalons.application.projets_enfant.models import Projet, RapportSituation, VersionProjet
from jalons.application.projets_enfant.services import controle
from jalons.application.projets_enfant.services.commun import constater, dossier_de, garder, prendre, refuser
from jalons.application.socle.journal import journaliser


@transaction.atomic
@faits.ensemble()
def ouvrir(*, enfant: Enfant, commence_le: date, par: Agent | None, au: date) -> Projet:
    """Begin the projet of a child; it covers the measures under way.

    Raises:
        EntreeRefusee: one is already open, the file receives no act, or the day is impossible.
    """
    enfant = verrouiller_dossier(enfant)
    fautes = controle.ouverture(enfant, dossier_de(enfant, au), {"commence_le": commence_le}, au)
    refuser(fautes, "le projet pour l'enfant")
    mesures = selectors.mesures_a_couvrir(enfant)
    projet = Projet.objects.create(
        collectivite_id=enfant.collectivite_id, enfant=enfant, commence_le=commence_le, mesures=mesures
    )
    journaliser("projets_enfant:ouvrir", objet=projet, par=par, enfant=enfant.pk)
    constater(enfant, "ppe_prepare", commence_le, par=par, mesures=mesures)
    return projet


@transaction.atomic
@faits.ensemble()
def etablir(*, projet: Projet, version: int | None, le: date, par: Agent | None, au: date) -> Projet:
    """The first version is established: agreements may be collected.

    Raises:
        EntreeRefusee: its state, its content or the day does not allow it.
        VersionDepassee: somebody saved in between.
    """
    a_jour, dossier = prendre(projet, version, cycle.Acte.ETABLIR, au)
    refuser(controle.etablir(a_jour, dossier, {"le": le}, au), "le projet pour l'enfant")
    a_jour.mesures = selectors.mesures_a_couvrir(a_jour.enfant)
    a_jour.etat, a_jour.etabli_le = Projet.Etat.PROJET, le
    garder(a_jour, "etablir", par)
    constater(a_jour.enfant, "ppe_etabli", le, par=par, mesures=a_jour.mesures)
    return a_jour


@transaction.atomic
@faits.ensemble()
def signer(*, projet: Projet, version: int | None, le: date, par: Agent | None, au: date) -> Projet:
    """End the collection of agreements: the version is frozen as it stands.

    Raises:
        EntreeRefusee: an agreement, or the reason why it is not there, misses.
        VersionDepassee: somebody saved in between.
    """
    a_jour, dossier = prendre(projet, version, cycle.Acte.SIGNER, au)
    refuser(controle.signer(a_jour, dossier, {"le": le}, au), "le projet pour l'enfant")
    a_jour.etat, a_jour.signe_le = Projet.Etat.SIGNE, le
    garder(a_jour, "signer", par, avenant=a_jour.avenant)
    contenu = photographier(a_jour)
    VersionProjet.objects.create(
        collectivite_id=a_jour.collectivite_id, projet=a_jour, avenant=a_jour.avenant, etabli_le=a_jour.etabli_le or le,
        signe_le=le, contenu=contenu, empreinte=empreinte(contenu),
    )  # fmt: skip
    return a_jour


@transaction.atomic
@faits.ensemble()
def demander(*, projet: Projet, version: int | None, motif: str, par: Agent | None, au: date) -> Projet:
    """Open an update: a report, a change of place or status, an event that matters.

    Raises:
        EntreeRefusee: its state does not allow it, or no reason is given.
        VersionDepassee: somebody saved in between.
    """
    a_jour, dossier = prendre(projet, version, cycle.Acte.DEMANDER, au)
    refuser(controle.demander(a_jour, dossier, {"motif": motif}, au), "l'actualisation")
    a_jour.etat, a_jour.motif_actualisation = Projet.Etat.A_ACTUALISER, motif.strip()
    garder(a_jour, "demander", par)
    return a_jour


@transaction.atomic
@faits.ensemble()
def actualiser(
    *, projet: Projet, version: int | None, le: date, rapports: Iterable[RapportSituation] = (), par: Agent | None,
    au: date,
) -> Projet:  # fmt: skip
    """The avenant is established: agreements may be collected on it.

    Args:
        rapports: validated reports that it answers; the deadline that each opened is then met.

    Raises:
        EntreeRefusee: its state, its content or the day does not allow it.
        VersionDepassee: somebody saved in between.
    """
    a_jour, dossier = prendre(projet, version, cycle.Acte.ACTUALISER, au)
    suivis = list(rapports)
    refuser(controle.actualiser(a_jour, dossier, {"le": le, "rapports": suivis}, au), "l'avenant")
    nouvelles = selectors.mesures_sans_projet(a_jour.enfant)
    a_jour.mesures = selectors.mesures_a_couvrir(a_jour.enfant)
    a_jour.etat, a_jour.etabli_le, a_jour.signe_le = Projet.Etat.PROJET, le, None
    a_jour.avenant, a_jour.motif_actualisation = a_jour.avenant + 1, ""
    garder(a_jour, "actualiser", par, avenant=a_jour.avenant)
    constater(a_jour.enfant, "ppe_actualise", le, par=par, mesures=a_jour.mesures, rapports=[r.repere for r in suivis])
    if nouvelles:
        constater(a_jour.enfant, "ppe_etabli", le, par=par, mesures=nouvelles)
    return a_jour


@transaction.atomic
@faits.ensemble()
def clore(*, projet: Projet, version: int | None, le: date, motif: str, par: Agent | None, au: date) -> Projet:
    """Close a projet: it can still be read.

    Raises:
        EntreeRefusee: it is already closed, or the day is impossible.
        VersionDepassee: somebody saved in between.
    """
    a_jour, dossier = prendre(projet, version, cycle.Acte.CLORE, au)
    refuser(controle.clore(a_jour, dossier, {"le": le}, au), "la clôture")
    a_jour.etat, a_jour.clos_le, a_jour.motif_cloture = Projet.Etat.CLOS, le, Projet.Cloture(motif)
    garder(a_jour, "clore", par, motif=motif)
    return a_jour
