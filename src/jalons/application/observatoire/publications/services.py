"""Acts on an edition: each atomic, journalled, checked against the version that the agent had before her eyes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jalons.analyse.publications.entrees import empreinte
from jalons.analyse.publications.lecture import construire
from jalons.application.acces.models import Agent
from jalons.application.observatoire import octets
from jalons.application.observatoire.publications import apercu, cycle, selectors
from jalons.application.observatoire.publications.cycle import Etat
from jalons.application.observatoire.publications.models import FichierDePublication, Publication
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.noyau.ecarts import Ecart, RegleNonRespectee
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.yaml_situe import DocumentYaml

TABLEAUX_MAX = 30


@transaction.atomic
def creer(
    *, collectivite: str, departement: str, entete: Mapping[str, Any], corrige: Publication | None, par: Agent
) -> Publication:
    """A draft without tables.

    Args:
        entete: ``titre``, ``sous_titre``, ``jour``, ``contact``, ``seuil``, ``corrige`` (words), ``textes``.

    Raises:
        EntreeRefusee: it corrects an edition without saying what.
    """
    declaration = _entete({"departement": departement, "tableaux": []}, entete, corrige)
    publication = Publication.objects.create(
        collectivite_id=collectivite, titre=entete["titre"], declaration=declaration, corrige=corrige, auteurs=[par.pk]
    )
    journaliser("publications:creer", objet=publication, par=par)
    return publication


@transaction.atomic
def modifier(
    *, publication: Publication, version: int, entete: Mapping[str, Any], corrige: Publication | None, par: Agent
) -> Publication:
    """Change the heading and the texts; the preview must then be made again.

    Raises:
        VersionDepassee: somebody changed the edition in between.
        RegleNonRespectee: it is released, or awaits its release.
        EntreeRefusee: it corrects an edition without saying what.
    """
    lue = _modifiable(publication, version)
    lue.titre, lue.corrige = entete["titre"], corrige
    return _enregistrer(lue, _entete(lue.declaration, entete, corrige), "modifier", par)


@transaction.atomic
def ajouter_tableau(
    *, publication: Publication, version: int, fichiers: Mapping[str, bytes], ajouts: Mapping[str, Any], par: Agent
) -> Publication:
    """Add a table with its files, and the pictures and key figures that go with it.

    Args:
        fichiers: bytes by name; a name that the edition has already is refused.
        ajouts: parts of a declaration (``tableaux``, ``graphiques``, ``cartes``, ``chiffres``, ``hierarchies``).

    Raises:
        VersionDepassee, RegleNonRespectee: as ``modifier``.
        EntreeRefusee: every fault of the declaration.
    """
    lue = _modifiable(publication, version)
    declaration = dict(lue.declaration)
    for cle, valeur in ajouts.items():
        avant = declaration.get(cle, {} if isinstance(valeur, dict) else [])
        declaration[cle] = {**avant, **valeur} if isinstance(valeur, dict) else [*avant, *valeur]
    construire(DocumentYaml(declaration), nom="l'édition")
    deja = set(lue.fichiers.filter(genre="entree", nom__in=list(fichiers)).values_list("nom", flat=True))
    if deja:
        message = f"L'édition a déjà un fichier « {', '.join(sorted(deja))} » : donnez un autre nom au vôtre."
        raise EntreeRefusee([Faute("fichier", message)], quoi="l'édition")
    _deposer(lue, "entree", fichiers)
    return _enregistrer(lue, declaration, "ajouter_tableau", par, tableaux=len(declaration["tableaux"]))


@transaction.atomic
def retirer_tableau(*, publication: Publication, version: int, code: str, par: Agent) -> Publication:
    """Take a table out, with its pictures, key figures and files.

    Raises:
        VersionDepassee, RegleNonRespectee: as ``modifier``.
    """
    lue = _modifiable(publication, version)
    declaration = dict(lue.declaration)
    for cle, champ in (("tableaux", "code"), ("graphiques", "tableau"), ("cartes", "tableau"), ("chiffres", "tableau")):
        declaration[cle] = [x for x in declaration.get(cle, []) if x[champ] != code]
    dimensions = {d for t in declaration["tableaux"] for d in t["dimensions"]}
    declaration["hierarchies"] = {d: f for d, f in declaration.get("hierarchies", {}).items() if d in dimensions}
    gardes = {t["fichier"] for t in declaration["tableaux"]} | set(declaration["hierarchies"].values())
    gardes |= {c["fond"] for c in declaration["cartes"] if c.get("fond")}
    lue.fichiers.filter(genre="entree").exclude(nom__in=gardes).delete()
    return _enregistrer(lue, declaration, "retirer_tableau", par, tableaux=len(declaration["tableaux"]))


@transaction.atomic
def demander_apercu(*, publication: Publication, version: int, par: Agent) -> Publication:
    """Ask for the preview, which a job makes.

    Raises:
        VersionDepassee, RegleNonRespectee: as ``modifier``.
        EntreeRefusee: the edition has no table yet.
    """
    lue = _modifiable(publication, version)
    if not lue.declaration["tableaux"]:
        raise EntreeRefusee([Faute("tableaux", "L'édition n'a pas de tableau : ajoutez-en un d'abord.")])
    lue.apercu_demande = True
    lue.save(update_fields=["apercu_demande"])
    journaliser("publications:demander_apercu", objet=lue, par=par)
    return lue


@transaction.atomic
def calculer_apercu(*, publication: Publication) -> Publication:
    """Protect, attack, draw and write every file; faults are kept for the page to tell."""
    lue = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    if not lue.apercu_demande or Etat(lue.etat) not in cycle.MODIFIABLES:
        return lue
    anterieures = selectors.anterieures(lue)
    lue.apercu_demande, lue.contenu, lue.dossier, lue.fautes, lue.empreinte = False, None, None, [], ""
    lue.fichiers.filter(genre="sortie").delete()
    try:
        fait = apercu.composer(lue, selectors.entrees(lue), anterieures)
    except EntreeRefusee as refus:
        lue.fautes = [f.en_json() for f in refus.fautes]
    else:
        lue.contenu, lue.dossier = fait.contenu, fait.dossier
        lue.empreinte = _empreinte(fait.fichiers)
        lue.prises_en_compte = sorted(a.pk for a in anterieures)
        _deposer(lue, "sortie", fait.fichiers)
    lue.save()
    journaliser("publications:apercevoir", objet=lue, par=None, empreinte=lue.empreinte, fautes=len(lue.fautes))
    return lue


@transaction.atomic
def demander(*, publication: Publication, version: int, maintenant: datetime, par: Agent) -> Publication:
    """Ask a second person to release it.

    Raises:
        VersionDepassee: somebody changed the edition in between.
        RegleNonRespectee: no preview, or one that the attack breaks.
    """
    lue = _verrouiller(publication, version)
    resiste = bool(lue.dossier and lue.dossier["resiste"])
    _exiger(cycle.refus_de_demander(Etat(lue.etat), apercu=lue.contenu is not None, resiste=resiste))
    lue.etat, lue.demandee_par, lue.demandee_le = Publication.Etat.DEMANDEE, par, maintenant
    lue.decidee_par, lue.decidee_le, lue.motif = None, None, ""
    lue.auteurs = sorted({*lue.auteurs, par.pk})
    lue.version += 1
    lue.save()
    journaliser("publications:demander", objet=lue, par=par, empreinte=lue.empreinte)
    return lue


@transaction.atomic
def refuser(*, publication: Publication, version: int, motif: str, maintenant: datetime, par: Agent) -> Publication:
    """Send it back, with the reason.

    Raises:
        VersionDepassee: somebody answered in between.
        RegleNonRespectee: nothing was asked, or she had a hand in it.
        EntreeRefusee: no reason is given.
    """
    lue = _verrouiller(publication, version)
    _exiger(cycle.refus_de_repondre(Etat(lue.etat), qui=par.pk, auteurs=lue.auteurs))
    if not motif.strip():
        raise EntreeRefusee([Faute("motif", "Dites pourquoi : ceux qui préparent doivent savoir quoi corriger.")])
    lue.etat, lue.decidee_par, lue.decidee_le, lue.motif = Publication.Etat.REFUSEE, par, maintenant, motif.strip()
    lue.version += 1
    lue.save()
    journaliser("publications:refuser", objet=lue, par=par)
    return lue


@transaction.atomic
def publier(*, publication: Publication, version: int, vue: str, maintenant: datetime, par: Agent) -> Publication:
    """Release it: it does not change any more.

    Args:
        vue: fingerprint of what the second person was shown.

    Raises:
        VersionDepassee: somebody answered in between.
        RegleNonRespectee: she had a hand in it, the attack breaks it, or another edition was released meanwhile.
        EntreeRefusee: what she was shown is not what would leave.
    """
    publiees = selectors.cles_publiees(
        publication.collectivite_id, verrou=True
    )  # before its own row: one order for all
    lue = _verrouiller(publication, version)
    _exiger(cycle.refus_de_repondre(Etat(lue.etat), qui=par.pk, auteurs=lue.auteurs))
    resiste = bool(lue.dossier and lue.dossier["resiste"])
    _exiger(cycle.refus_de_publier(resiste=resiste, prises=lue.prises_en_compte, publiees=publiees))
    if not vue or vue != lue.empreinte:
        raise EntreeRefusee([Faute("", "L'aperçu a changé depuis votre examen : relisez-le avant de répondre.")])
    lue.etat, lue.decidee_par, lue.decidee_le = Publication.Etat.PUBLIEE, par, maintenant
    lue.version += 1
    lue.save()
    journaliser("publications:publier", objet=lue, par=par, empreinte=lue.empreinte)
    return lue


def _verrouiller(publication: Publication, version: int) -> Publication:
    return verrouiller(publication, version, quoi="L'édition")


def _modifiable(publication: Publication, version: int) -> Publication:
    lue = _verrouiller(publication, version)
    _exiger(cycle.refus_de_modifier(Etat(lue.etat)))
    return lue


def _exiger(ecarts: list[Ecart]) -> None:
    if ecarts:
        raise RegleNonRespectee(ecarts)


def _enregistrer(lue: Publication, declaration: dict[str, Any], acte: str, par: Agent, **details: Any) -> Publication:
    """Keep a change: what was previewed is no longer what the edition says."""
    lue.declaration, lue.etat, lue.apercu_demande = declaration, Publication.Etat.PREPARATION, False
    lue.contenu, lue.dossier, lue.fautes, lue.empreinte = None, None, [], ""
    lue.auteurs = sorted({*lue.auteurs, par.pk})
    lue.version += 1
    lue.save()
    lue.fichiers.filter(genre="sortie").delete()
    journaliser(f"publications:{acte}", objet=lue, par=par, **details)
    return lue


def _entete(
    declaration: Mapping[str, Any], entete: Mapping[str, Any], corrige: Publication | None
) -> dict[str, Any]:  # fmt: skip
    dit = str(entete.get("corrige") or "").strip()
    if (corrige is None) != (not dit):
        message = (
            "Pour une correction, choisissez l'édition corrigée et dites ce qui change ; sinon, laissez les deux vides."
        )
        raise EntreeRefusee([Faute("motif_correction", message)])
    jour = entete["jour"]
    lu = {c: entete.get(c, "") for c in ("titre", "sous_titre", "contact")} | {"corrige": dit}
    return {
        **declaration, **lu, "jour": jour.isoformat() if isinstance(jour, date) else jour,
        "secret": {"seuil": entete.get("seuil", 11)}, "textes": list(entete.get("textes", ())),
    }  # fmt: skip


def _deposer(lue: Publication, genre: str, fichiers: Mapping[str, bytes]) -> None:
    FichierDePublication.objects.bulk_create(
        FichierDePublication(
            collectivite_id=lue.collectivite_id, publication=lue, genre=genre, nom=nom, octets=len(contenu),
            empreinte=octets.poser(lue.collectivite_id, contenu),
        )
        for nom, contenu in fichiers.items()
    )  # fmt: skip


def _empreinte(fichiers: Mapping[str, bytes]) -> str:
    """One fingerprint for everything that would leave."""
    dits = "".join(f"{nom} {empreinte(contenu)}\n" for nom, contenu in sorted(fichiers.items()))
    return hashlib.sha256(dits.encode()).hexdigest()
