"""Seal, preview, confirm. A preview tries every row for real inside a savepoint that is always undone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.documents.excel.classeur import Contenu, Modele, Sceau, base_de
from jalons.application.documents.excel.comparaison import Changement, LigneChangee, Refus, Resultat, comparer
from jalons.application.documents.excel.ecriture import ecrire
from jalons.application.documents.excel.lecture import lignes_du_modele, lire
from jalons.application.documents.excel.registre import Classeur, trouver
from jalons.application.documents.models import ImportEnAttente
from jalons.application.socle.journal import journaliser
from jalons.noyau.ecarts import RegleNonRespectee
from jalons.noyau.saisie import EntreeRefusee, Faute

SEL = "jalons.documents.excel"
DELAI = timedelta(hours=24)
"""How long a preview may be confirmed."""
REFUS_METIER = (ValidationError, EntreeRefusee, RegleNonRespectee)


class _Annuler(Exception):  # noqa: N818 - never seen outside
    """Undoes the savepoint of a preview."""


def exporter(classeur: Classeur, objet: Any, *, presentation: list[tuple[str, str]]) -> bytes:
    """The workbook of ``objet``, sealed with the values it holds."""
    parametres = classeur.parametres(objet)
    contenu = classeur.contenu(objet, parametres)
    exporte_le = timezone.localtime()
    sceau = Sceau(
        classeur.code, classeur.version, str(objet.pk), classeur.collectivite(objet), exporte_le.isoformat(),
        parametres, base_de(contenu),
    )  # fmt: skip
    jeton = signing.dumps(asdict(sceau), salt=SEL, compress=True)
    presentation = [
        *presentation,
        ("Téléchargé le", f"{exporte_le:%d/%m/%Y à %H h %M}"),
        ("Modèle", f"{classeur.code}, version {classeur.version}, empreinte {jeton[-8:]}"),
    ]
    return ecrire(classeur.modele(objet, parametres), contenu, jeton=jeton, presentation=presentation)


def comparer_le_fichier(
    classeur: Classeur, objet: Any, octets: bytes, *, par: Agent | None
) -> tuple[Resultat, Mapping[str, object]]:
    """What a file received would change, and the parameters of its columns; nothing is written.

    Raises:
        EntreeRefusee: the file as a whole cannot be taken.
    """
    lu = lire(octets)
    sceau = _descellee(lu.jeton)
    _verifier_sceau(sceau, classeur, objet)
    modele = classeur.modele(objet, sceau.parametres)
    lues, places = lignes_du_modele(modele, lu)
    actuel = classeur.contenu(objet, sceau.parametres)
    resultat = comparer(modele, base=sceau.base, actuel=actuel, lues=lues, places=places)
    return _essayer(classeur, objet, modele, resultat, par), sceau.parametres


@transaction.atomic
def mettre_en_attente(classeur: Classeur, objet: Any, *, octets: bytes, nom: str, par: Agent | None) -> ImportEnAttente:
    """Read a file and keep what it would do until it is confirmed.

    Raises:
        EntreeRefusee: the file as a whole cannot be taken; nothing is kept.
    """
    resultat, parametres = comparer_le_fichier(classeur, objet, octets, par=par)
    ImportEnAttente.objects.filter(expire_le__lt=timezone.now(), collectivite=classeur.collectivite(objet)).delete()
    attente = ImportEnAttente.objects.create(
        collectivite_id=classeur.collectivite(objet), classeur=classeur.code, objet=str(objet.pk), nom=nom[:200],
        depose_par=par, expire_le=timezone.now() + DELAI, parametres=parametres,
        lignes=[asdict(x) for x in resultat.lignes], refus=[asdict(r) for r in resultat.refus],
    )  # fmt: skip
    journaliser("documents:deposer_classeur", objet=attente, par=par, classeur=classeur.code)
    return attente


def lire_attente(attente: ImportEnAttente) -> Resultat:
    """What a pending import would do."""
    lignes = [
        LigneChangee(**x | {"changements": tuple(Changement(**c) for c in x["changements"])}) for x in attente.lignes
    ]
    return Resultat(lignes, [Refus(**r) for r in attente.refus])


@transaction.atomic
def confirmer(
    attente: ImportEnAttente, classeur: Classeur, objet: Any, *, ecraser: Collection[str], par: Agent | None
) -> int:
    """Write everything that the preview showed, in one transaction.

    Args:
        ecraser: cells ("sheet!cell") whose conflict is settled for the file; the others keep the value of Jalons.

    Returns:
        Number of rows written.

    Raises:
        EntreeRefusee: expired, already done, or Jalons has changed since the preview; nothing is written.
    """
    attente = ImportEnAttente.objects.select_for_update().get(pk=attente.pk)
    if attente.confirme_le is not None:
        raise _refus("Cet import est déjà fait : déposez le fichier de nouveau pour en faire un autre.")
    if attente.expire_le < timezone.now():
        raise _refus("Cet aperçu a plus d'un jour : déposez le fichier de nouveau.")
    lignes = [x for ligne in lire_attente(attente).lignes if (x := _regler(ligne, ecraser)).changements]
    _verifier_inchange(classeur.contenu(objet, attente.parametres), lignes)
    for ligne in lignes:
        try:
            classeur.appliquer(objet, ligne, par=par)
        except REFUS_METIER as erreur:
            raise EntreeRefusee(
                [Faute(f"{ligne.libelle}", p) for _, p in _phrases(erreur)], quoi="classeur"
            ) from erreur
    attente.confirme_le = timezone.now()
    attente.save(update_fields=["confirme_le"])
    journaliser("documents:importer_classeur", objet=attente, par=par, classeur=classeur.code, lignes=len(lignes))
    return len(lignes)


def _regler(ligne: LigneChangee, ecraser: Collection[str]) -> LigneChangee:
    gardes = {c.colonne for c in ligne.changements if c.est_conflit and f"{ligne.feuille}!{c.cellule}" not in ecraser}
    return ligne.sans(gardes)


def _verifier_inchange(contenu: Contenu, lignes: list[LigneChangee]) -> None:
    presentes = {(feuille, x.cle): x.valeurs for feuille, rangees in contenu.items() for x in rangees}
    for ligne in lignes:
        if ligne.est_creation:
            continue
        valeurs = presentes.get((ligne.feuille, ligne.cle))
        if valeurs is None or any(valeurs.get(c.colonne) != c.avant for c in ligne.changements):
            raise _refus(
                f"« {ligne.libelle} » a changé dans Jalons depuis l'aperçu : déposez le fichier de nouveau pour voir "
                "ce qui change maintenant."
            )


def _essayer(classeur: Classeur, objet: Any, modele: Modele, resultat: Resultat, par: Agent | None) -> Resultat:
    """Move the rows that the services refuse to the refusals; everything tried is undone."""
    retenues: list[LigneChangee] = []
    titres = {f.code: f.titre for f in modele.feuilles}
    try:
        with transaction.atomic():
            for ligne in resultat.lignes:
                try:
                    with transaction.atomic():
                        classeur.appliquer(objet, ligne, par=par)
                    retenues.append(ligne)
                except REFUS_METIER as erreur:
                    resultat.refus += [_refus_de(ligne, titres[ligne.feuille], c, p) for c, p in _phrases(erreur)]
            raise _Annuler
    except _Annuler:
        pass
    resultat.lignes = retenues
    return resultat


def _phrases(erreur: Exception) -> list[tuple[str, str]]:
    """Sentences of a refusal, with the field when there is one."""
    if isinstance(erreur, ValidationError):
        if hasattr(erreur, "error_dict"):
            return [(champ, p) for champ, phrases in erreur.message_dict.items() for p in phrases]
        return [("", p) for p in erreur.messages]
    if isinstance(erreur, EntreeRefusee):
        return [(f.lieu, f.message) for f in erreur.fautes]
    return [("", e.message) for e in erreur.ecarts] if isinstance(erreur, RegleNonRespectee) else [("", str(erreur))]


def _refus_de(ligne: LigneChangee, titre: str, champ: str, phrase: str) -> Refus:
    vise = next((c for c in ligne.changements if c.colonne == champ), None)
    cellule = vise.cellule if vise else f"ligne {ligne.rang}"
    return Refus(titre, cellule, (vise.apres or "") if vise else ligne.libelle, "une valeur admise", phrase)


def _descellee(jeton: str) -> Sceau:
    try:
        return Sceau(**signing.loads(jeton, salt=SEL))
    except (signing.BadSignature, TypeError, ValueError) as erreur:
        raise _refus(
            "L'empreinte de ce classeur ne correspond pas : il vient d'une autre installation, ou sa feuille cachée a "
            "été modifiée. Téléchargez-le de nouveau et recopiez-y vos valeurs."
        ) from erreur


def _verifier_sceau(sceau: Sceau, classeur: Classeur, objet: Any) -> None:
    if sceau.classeur != classeur.code:
        autre = trouver(sceau.classeur)
        nom = f" (« {autre.titre} »)" if autre else ""
        raise _refus(f"Ce fichier est un autre classeur{nom} : déposez ici « {classeur.titre} ».")
    if sceau.version != classeur.version:
        raise _refus(
            f"Ce classeur est à la version {sceau.version} du modèle, attendu {classeur.version} : téléchargez-le de "
            "nouveau et recopiez-y vos valeurs."
        )
    if sceau.collectivite != classeur.collectivite(objet):
        raise _refus("Ce classeur vient d'un autre département : rien n'en est lu ici.")
    if sceau.objet != str(objet.pk):
        raise _refus(f"Ce classeur porte sur un autre objet que « {objet} » : déposez-le sur sa propre page.")


def _refus(message: str) -> EntreeRefusee:
    return EntreeRefusee([Faute("", message)], quoi="classeur")
