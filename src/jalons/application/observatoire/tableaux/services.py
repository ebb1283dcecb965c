"""Acts: ask for a run, do it, say why it failed; load a file of DREES, take it away."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from django.db import IntegrityError, transaction

import jalons
from jalons.application.acces.models import Agent
from jalons.application.documents.contenu import nom_propre
from jalons.application.observatoire import octets
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.services import PATIENCE
from jalons.application.observatoire.tableaux import selectors, sources
from jalons.application.observatoire.tableaux.calculs import FAIRE, empreinte, versions
from jalons.application.observatoire.tableaux.calculs.choix import Choix, restreindre
from jalons.application.observatoire.tableaux.calculs.choix import au as jour_du_calcul
from jalons.application.observatoire.tableaux.calculs.modele import Demande, Produit
from jalons.application.observatoire.tableaux.models import FichierDrees
from jalons.application.observatoire.tableaux.provenance import REGISTRE, Source
from jalons.application.observatoire.tableaux.sources import Posees
from jalons.application.socle.journal import journaliser
from jalons.noyau.saisie import EntreeRefusee, Faute

GENRES = tuple(FAIRE)
TAILLE_MAX = 20_000_000
"""Bytes of one file of DREES; the largest one known has 1.5 million."""


@transaction.atomic
def demander(
    *, collectivite: str, genre: str, au: date, maintenant: datetime, par: Agent | None,
    parametres: Mapping[str, Any] | None = None, source: Source = REGISTRE,
) -> Calcul:  # fmt: skip
    """Record that a run is asked; its job does it. A run left unfinished for an hour is given up.

    Args:
        au: today: the run stops there, or at the end of the year of its source.
        parametres: those of its kind; ``choix``: what it is narrowed to.

    Raises:
        EntreeRefusee: a run of this kind is already asked or under way.
    """
    vif = selectors.en_cours(collectivite, genre)
    if vif is not None and vif.demande_le > maintenant - PATIENCE:
        raise _deja()
    if vif is not None:
        Calcul.objects.filter(pk=vif.pk).update(etat=Calcul.Etat.ABANDONNE)
        journaliser("observatoire:abandonner", objet=vif, par=par)
    choix = Choix.lire(parametres or {})
    jour = jour_du_calcul(choix, genre, source.au(au))
    try:
        with transaction.atomic():
            calcul = Calcul.objects.create(
                collectivite_id=collectivite, genre=genre, au=jour, par=par, parametres=dict(parametres or {}),
                logiciel=jalons.__version__, versions=versions(), source=source.cle, choix=choix.cle,
                provenance=source.en_json(),
            )  # fmt: skip
    except IntegrityError as erreur:  # two people pressed the button at once
        raise _deja() from erreur
    journaliser("observatoire:calculer", objet=calcul, par=par, au=jour.isoformat(), genre=genre, source=source.cle)
    return calcul


def _deja() -> EntreeRefusee:
    faute = Faute("calcul", "Un calcul est déjà en cours : attendez qu'il finisse, la page le dira.")
    return EntreeRefusee([faute], quoi="le calcul")


@transaction.atomic
def commencer(*, calcul: Calcul) -> Calcul:
    """First step, seen by those who wait."""
    calcul.etat, calcul.avancement = Calcul.Etat.EN_COURS, 10
    calcul.save(update_fields=["etat", "avancement"])
    return calcul


@transaction.atomic
def executer(
    *, calcul: Calcul, maintenant: datetime, dossier: Path | None = None, posees: Posees | None = None
) -> Calcul:
    """Read what the run reads, compute, keep. The views and extracts of former runs are dropped, their results stay.

    Args:
        dossier: tables already written; without it they are taken from the source of the run.
        posees: what is to be known of these tables.

    Raises:
        EntreeRefusee: what was read does not allow it; nothing is kept.
    """
    if dossier is None:
        with tempfile.TemporaryDirectory(prefix="jalons-") as pose:
            dites = sources.poser(calcul, Path(pose))
            return executer(calcul=calcul, maintenant=maintenant, dossier=Path(pose), posees=dites)
    calcul.empreinte = empreinte(dossier)
    produit = _produire(calcul, dossier, posees or Posees())
    if posees is not None and posees.reserves:
        depuis = posees.depuis.isoformat() if posees.depuis else ""
        calcul.provenance = {**calcul.provenance, "reserves": list(posees.reserves), "depuis": depuis}
    calcul.resultats, calcul.vues, calcul.extrait = produit.resultats, produit.vues, produit.extrait
    calcul.comptees = produit.comptees
    calcul.chaines, calcul.etat, calcul.avancement, calcul.fini_le = produit.lignes, Calcul.Etat.FAIT, 100, maintenant
    calcul.save(update_fields=[*_CONCLUS])
    _oublier_les_vues(calcul)
    journaliser("observatoire:conclure", objet=calcul, par=calcul.par, lignes=produit.lignes, genre=calcul.genre)
    return calcul


_CONCLUS = (
    "empreinte", "resultats", "vues", "extrait", "comptees", "chaines", "etat", "avancement", "fini_le", "provenance",
)  # fmt: skip
CHOIX_GARDES = 40
"""Narrowed runs whose pictures are kept, by kind: beyond, the oldest ones are asked for again."""


def _produire(calcul: Calcul, dossier: Path, posees: Posees) -> Produit:
    """What the run finds in these tables, once narrowed to its choice."""
    dernier = selectors.dernier(calcul.collectivite_id, calcul.genre, calcul.source, calcul.choix)
    with tempfile.TemporaryDirectory(prefix="jalons-") as autre:
        lu = restreindre(dossier, Path(autre), Choix.lire(calcul.parametres), calcul.genre)
        demande = Demande(
            lu, calcul.collectivite_id, calcul.au, calcul.parametres, (dernier.resultats or {}) if dernier else {},
            posees.depuis, bool(calcul.source), posees.dossiers, posees.places,
        )  # fmt: skip
        return FAIRE[calcul.genre](demande)


def _oublier_les_vues(calcul: Calcul) -> None:
    """Drop those of the runs that this one replaces, and of the choices made longest ago."""
    ici = Calcul.objects.filter(
        collectivite_id=calcul.collectivite_id, genre=calcul.genre, vues__isnull=False
    ).exclude(pk=calcul.pk)  # fmt: skip
    ici.filter(source=calcul.source, choix=calcul.choix).update(extrait=None, comptees=None, vues=None)
    vieux = list(ici.exclude(choix="").order_by("-fini_le", "-pk").values_list("pk", flat=True)[CHOIX_GARDES:])
    ici.filter(pk__in=vieux).update(extrait=None, comptees=None, vues=None)


@transaction.atomic
def echouer(*, calcul: Calcul, raison: str, maintenant: datetime) -> Calcul:
    """Keep why a run could not be done."""
    calcul.etat, calcul.raison, calcul.fini_le = Calcul.Etat.ECHOUE, raison, maintenant
    calcul.save(update_fields=["etat", "raison", "fini_le"])
    journaliser("observatoire:echouer", objet=calcul, par=calcul.par, genre=calcul.genre)
    return calcul


class Recu(Protocol):
    """A file that a form received: where it waits, nothing of it is in memory."""

    name: str | None
    size: int | None

    def read(self, size: int = -1, /) -> bytes:
        """Next bytes."""
        ...


@transaction.atomic
def deposer_drees(*, collectivite: str, fichiers: Sequence[Recu], par: Agent | None) -> list[FichierDrees]:
    """Keep published files, as they are; one of the same name is replaced.

    Raises:
        EntreeRefusee: one of them is not a CSV file that one can read, is empty or too large; two bear one name; every
            fault, nothing is kept.
    """
    noms = [nom_propre(f.name or "") for f in fichiers]
    fautes = [
        Faute(nom, f"« {nom} » est choisi deux fois : gardez-en un.", nom, "une fois")
        for nom in sorted({n for n in noms if noms.count(n) > 1})
    ]
    contenus: dict[str, bytes] = {}
    for nom, recu in zip(noms, fichiers, strict=True):
        if siennes := _fautes(nom, recu.size or 0):
            fautes += siennes
        else:
            contenus[nom] = recu.read(TAILLE_MAX + 1)
            fautes += fautes_du_csv(nom, contenus[nom])
    if fautes:
        raise EntreeRefusee(fautes, quoi="le dépôt")
    return [_garder(collectivite, nom, contenu, par) for nom, contenu in contenus.items()]


def _garder(collectivite: str, nom: str, contenu: bytes, par: Agent | None) -> FichierDrees:
    objet, _ = FichierDrees.objects.update_or_create(
        collectivite_id=collectivite, nom=nom,
        defaults={"empreinte": octets.poser(collectivite, contenu), "taille": len(contenu), "depose_par": par},
    )  # fmt: skip
    journaliser("observatoire:deposer_drees", objet=objet, par=par, nom=objet.nom, taille=objet.taille)
    return objet


def _fautes(nom: str, taille: int) -> list[Faute]:
    if not nom.lower().endswith(".csv"):
        return [Faute(nom, f"« {nom} » n'est pas un fichier CSV : déposez le fichier publié, en CSV.", nom, ".csv")]
    if taille > TAILLE_MAX:
        message = f"« {nom} » pèse plus de 20 Mo : ce n'est pas une série de la DREES. Vérifiez le fichier."
        return [Faute(nom, message, str(taille), str(TAILLE_MAX))]
    return []


def fautes_du_csv(nom: str, contenu: bytes) -> list[Faute]:
    """Why these bytes are no CSV file in UTF-8 with something in it."""
    if not contenu.strip():
        return [Faute(nom, f"« {nom} » est vide : téléchargez-le à nouveau.", "vide", "un fichier CSV")]
    if b"\0" in contenu:
        message = f"« {nom} » contient des octets nuls : ce n'est pas un texte. Téléchargez-le à nouveau."
        return [Faute(nom, message, "octets nuls", "du texte en UTF-8")]
    try:
        contenu.decode("utf-8")
    except UnicodeDecodeError:
        message = f"« {nom} » n'est pas en UTF-8 : enregistrez-le en « CSV UTF-8 »."
        return [Faute(nom, message, "un autre encodage", "UTF-8")]
    return []
