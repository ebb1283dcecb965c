"""Acts on an import as a whole: deposit, check, refuse, retain, set aside, forget; each is done once, by one person."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from jalons.analyse.sources.correspondance import lire_correspondance
from jalons.application.acces.models import Agent
from jalons.application.documents.contenu import extension, nom_propre
from jalons.application.observatoire.imports import lieux, selectors
from jalons.application.observatoire.imports.models import FichierImporte, Importation, ReglageImports
from jalons.application.observatoire.imports.televersement import FichierSurDisque
from jalons.application.observatoire.models import Calcul
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import VersionDepassee, verrouiller
from jalons.noyau.saisie import EntreeRefusee, Faute

Etat = Importation.Etat
EXTENSIONS = ("xml", "csv", "xlsx", "txt")
FICHIERS_MAXIMUM = 100
QUOI = "L'importation"


@transaction.atomic
def deposer(
    *, collectivite: str, annee: int, regime: str, fichiers: Sequence[FichierSurDisque], par: Agent | None,
    maintenant: datetime, correspondance: str = "", corrige: Importation | None = None,
) -> Importation:  # fmt: skip
    """Take the files that have just arrived; a job will check them.

    Args:
        regime: ``2016``, ``2011`` or empty, to be guessed; ignored with a file of correspondences.
        corrige: the import whose faults these files repair: its decisions will be carried over.

    Raises:
        EntreeRefusee: no file, one that is empty, too large or of another kind; a file of correspondences that does
            not hold: every fault. Nothing is kept.
    """
    fautes = [f for recu in fichiers for f in _fautes(recu)]
    if not fichiers or len(fichiers) > FICHIERS_MAXIMUM:
        message = f"Choisissez de un à {FICHIERS_MAXIMUM} fichiers : XML, CSV ou XLSX."
        fautes.append(Faute("fichiers", message, str(len(fichiers)), "au moins un fichier"))
    table = _table(correspondance, fautes)
    if fautes:
        raise EntreeRefusee(fautes, quoi="le dépôt")
    importation = Importation.objects.create(
        collectivite_id=collectivite, annee=annee, regime=table or regime, depose_le=maintenant, par=par,
        corrige=corrige, correspondance=correspondance,
    )  # fmt: skip
    try:
        for rang, recu in enumerate(fichiers, 1):
            _ranger(importation, rang, recu)
    except BaseException:
        lieux.supprimer(importation)
        raise
    octets = sum(recu.size or 0 for recu in fichiers)
    journaliser("observatoire:deposer_import", objet=importation, par=par, fichiers=len(fichiers), octets=octets)
    return importation


def _fautes(recu: FichierSurDisque) -> list[Faute]:
    nom = nom_propre(recu.name or "")
    if recu.depasse:
        message = f"« {nom} » dépasse la taille permise : déposez-le en plusieurs fichiers, ou en CSV."
        return [Faute("fichiers", message, str(recu.size), "un fichier plus petit")]
    if not recu.size:
        return [Faute("fichiers", f"« {nom} » est vide : exportez-le à nouveau.", "0 octet", "un fichier non vide")]
    if extension(nom) not in EXTENSIONS:
        attendues = ", ".join(f".{e}" for e in EXTENSIONS)
        return [Faute("fichiers", f"« {nom} » n'est pas d'une forme lue ici : {attendues}.", nom, attendues)]
    return []


def _table(correspondance: str, fautes: list[Faute]) -> str:
    """The declared table that a file of correspondences fills; its faults are added."""
    if not correspondance:
        return ""
    try:
        return lire_correspondance(correspondance.encode(), nom="fichier de correspondance").table.nom
    except EntreeRefusee as refus:
        fautes += [Faute("correspondance", str(f), f.recu, f.attendu, f.ligne) for f in refus.fautes]
        return ""


def _ranger(importation: Importation, rang: int, recu: FichierSurDisque) -> None:
    nom = nom_propre(recu.name or "")
    ligne = FichierImporte.objects.create(
        collectivite_id=importation.collectivite_id, importation=importation, rang=rang, nom=nom,
        extension=extension(nom), taille=recu.size or 0, empreinte=recu.empreinte,
    )  # fmt: skip
    place = lieux.fichier(ligne, importation)
    place.parent.mkdir(exist_ok=True, mode=0o700)
    os.replace(recu.chemin, place)


@transaction.atomic
def commencer(*, importation: Importation) -> Importation:
    """The job begins to check it."""
    lue = verrouiller(importation, None, quoi=QUOI)
    if lue.etat == Etat.DEPOSE:
        lue.etat, lue.version = Etat.EN_VERIFICATION, lue.version + 1
        lue.save(update_fields=["etat", "version"])
    return lue


@transaction.atomic
def conclure(
    *, importation: Importation, regime: str, resultats: Path, resume: dict[str, Any], maintenant: datetime
) -> Importation | None:
    """The check is done, its results are in ``resultats``; ``None`` when the import was set aside meanwhile."""
    lue = verrouiller(importation, None, quoi=QUOI)
    if lue.etat not in (Etat.DEPOSE, Etat.EN_VERIFICATION):
        return None
    lue.etat, lue.verifie_le, lue.regime, lue.verification = Etat.VERIFIE, maintenant, regime, resultats.name
    lue.resume, lue.fautes, lue.version = resume, [], lue.version + 1
    lue.lignes, lue.nombre_fautes, lue.bloquantes = (resume[c] for c in ("lignes", "nombre_fautes", "bloquantes"))
    lue.save()
    journaliser(
        "observatoire:verifier_import", objet=lue, par=lue.par, lignes=lue.lignes, fautes=lue.nombre_fautes,
        bloquantes=lue.bloquantes,
    )  # fmt: skip
    return lue


@transaction.atomic
def refuser(*, importation: Importation, fautes: Sequence[Faute], maintenant: datetime) -> None:
    """The files cannot be read: say why; nothing of them is kept but the files, until the import goes."""
    lue = verrouiller(importation, None, quoi=QUOI)
    if lue.etat not in (Etat.DEPOSE, Etat.EN_VERIFICATION):
        return
    lue.etat, lue.verifie_le, lue.version = Etat.REFUSE, maintenant, lue.version + 1
    lue.fautes = [f.en_json() for f in fautes]
    lue.save(update_fields=["etat", "verifie_le", "fautes", "version"])
    journaliser("observatoire:refuser_import", objet=lue, par=lue.par, fautes=len(fautes))


@transaction.atomic
def retenir(
    *, importation: Importation, version: int, remplace: int | None, par: Agent | None, maintenant: datetime
) -> Importation:
    """Let it feed the runs; the one that did for the same year and regime is replaced.

    Args:
        version: the one that the agent had before her eyes.
        remplace: key of the import retained until now, as the page told it.

    Raises:
        VersionDepassee: a colleague acted on it, or retained another one, in between.
        EntreeRefusee: it is not checked, or a fault that blocks has no decision.
    """
    lue = verrouiller(importation, version, quoi=QUOI)
    if lue.etat != Etat.VERIFIE:
        message = f"L'import est {lue.get_etat_display().lower()} : seul un import vérifié peut être retenu."
        raise EntreeRefusee([Faute("etat", message, lue.etat, Etat.VERIFIE)], quoi="l'import")
    if restent := selectors.bloquantes_a_traiter(lue):
        message = f"{restent} fautes bloquantes n'ont pas de suite : refusez ces lignes ou réparez-les d'abord."
        raise EntreeRefusee([Faute("etat", message, str(restent), "aucune")], quoi="l'import")
    memes = Importation.objects.filter(
        collectivite_id=lue.collectivite_id, annee=lue.annee, regime=lue.regime, etat=Etat.RETENU
    )
    actuelle = memes.select_for_update(of=("self",), no_key=True).first()
    if (actuelle.pk if actuelle else None) != remplace:
        raise VersionDepassee(version, version + 1, quoi="L'année retenue", objet=actuelle)
    if actuelle is not None:
        _passer(actuelle, Etat.REMPLACE, "observatoire:remplacer_import", par)
    lue.etat, lue.retenu_le, lue.retenu_par, lue.version = Etat.RETENU, maintenant, par, lue.version + 1
    try:
        with transaction.atomic():
            lue.save(update_fields=["etat", "retenu_le", "retenu_par", "version"])
    except IntegrityError as erreur:  # two people at once, no import was retained before
        raise VersionDepassee(version, version + 1, quoi="L'année retenue", objet=memes.first()) from erreur
    journaliser("observatoire:retenir_import", objet=lue, par=par, annee=lue.annee, regime=lue.regime)
    return lue


@transaction.atomic
def ecarter(*, importation: Importation, version: int, par: Agent | None) -> None:
    """Set it aside: it feeds nothing, its decisions stay readable until it goes.

    Raises:
        VersionDepassee: a colleague acted on it in between.
        EntreeRefusee: it is already aside, or replaced.
    """
    lue = verrouiller(importation, version, quoi=QUOI)
    if lue.etat in (Etat.ECARTE, Etat.REMPLACE):
        message = f"L'import est déjà {lue.get_etat_display().lower()} : rien à faire."
        raise EntreeRefusee([Faute("etat", message, lue.etat)], quoi="l'import")
    _passer(lue, Etat.ECARTE, "observatoire:ecarter_import", par)


def remplacer(*, importation: Importation) -> None:
    """The import that a corrected one replaces, unless it feeds the runs: it then does until the other is retained."""
    ancienne = importation.corrige
    if ancienne is not None:
        ancienne = verrouiller(ancienne, None, quoi=QUOI)
        if ancienne.etat in (Etat.VERIFIE, Etat.REFUSE):
            _passer(ancienne, Etat.REMPLACE, "observatoire:remplacer_import", importation.par)


def _passer(importation: Importation, etat: str, acte: str, par: Agent | None) -> None:
    importation.etat, importation.version = etat, importation.version + 1
    importation.save(update_fields=["etat", "version"])
    journaliser(acte, objet=importation, par=par)
    oublier_les_lignes(importation)


def oublier_les_lignes(importation: Importation) -> None:
    """Runs that read it keep their results, not the rows that they had kept of it."""
    lus = Calcul.objects.filter(
        collectivite_id=importation.collectivite_id, provenance__imports__contains=[{"numero": importation.pk}]
    )
    lus.filter(extrait__isnull=False).update(extrait=None, comptees=None, vues=None)


@transaction.atomic
def regler(*, collectivite: str, conservation: int, par: Agent | None) -> ReglageImports:
    """Say how long imports are kept, in months."""
    reglage, _ = ReglageImports.objects.update_or_create(
        collectivite_id=collectivite, defaults={"conservation": conservation}
    )
    journaliser("observatoire:regler_imports", objet=reglage, par=par, mois=conservation)
    return reglage


@transaction.atomic
def supprimer(*, importation: Importation, par: Agent | None) -> None:
    """Forget an import whose time has passed: rows, decisions, then files once that is committed."""
    journaliser("observatoire:supprimer_import", objet=importation, par=par, etat=importation.etat)
    oublier_les_lignes(importation)
    disparue = Importation(pk=importation.pk, collectivite_id=importation.collectivite_id)
    importation.delete()
    transaction.on_commit(lambda: lieux.supprimer(disparue))
