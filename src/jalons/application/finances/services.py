"""Writes: amounts one by one, and a whole set of lines at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.fiches.models import Cadre, Fiche, Placement, Rubrique
from jalons.application.finances import fermeture, selectors, verification
from jalons.application.finances.lignes import LigneFinanciere
from jalons.application.finances.models import Montant
from jalons.application.socle.journal import journaliser
from jalons.noyau.periodes import Periode
from jalons.noyau.saisie import EntreeRefusee, Faute

CHAMPS = (
    "fiche", "rubrique", "libelle", "valeur", "precision", "source", "beneficiaire", "beneficiaire_nom", "version",
    "debut", "fin", "annee", "par_an", "perenne", "est_total", "somme_de", "inclus_dans", "commentaire",
)  # fmt: skip
"""Fields that an agent sets; the others follow."""


@transaction.atomic
def ajouter_montant(*, cadre: Cadre, par: Agent | None, cle: str = "", **champs: Any) -> Montant:
    """Add an amount to a frame.

    Args:
        cle: short name, unique in the frame; made from the source, version and year when it is not given.
        champs: any of ``CHAMPS``; ``source``, ``valeur`` and ``version`` at least (no source for an announced total).

    Raises:
        ValidationError: sentences by field, or the document is signed and holds this amount; nothing is written.
    """
    _refuser_inconnus(champs)
    verrou = Cadre.objects.select_for_update().get(pk=cadre.pk)
    montant = Montant(cadre=cadre, collectivite_id=cadre.collectivite_id, **champs)
    montant.libelle = montant.libelle.strip() or _libelle(montant)
    montant.cle = cle or _cle_libre(montant)
    montant.ordre = Montant.objects.filter(cadre=cadre).count()
    _verifier(montant)
    if phrase := fermeture.phrase(verrou, None, selectors.ligne(montant, {})):
        raise ValidationError({"version": [phrase]})
    montant.save()
    journaliser("finances:ajouter", objet=montant, par=par, source=montant.source, version=montant.version)
    return montant


@transaction.atomic
def modifier_montant(*, montant: Montant, par: Agent | None, **champs: Any) -> Montant:
    """Change fields of an amount; same refusals as ``ajouter_montant``."""
    _refuser_inconnus(champs)
    verrou = Cadre.objects.select_for_update().get(pk=montant.cadre_id)
    ancien = Montant.objects.get(pk=montant.pk)
    for champ, valeur in champs.items():
        setattr(montant, champ, valeur)
    montant.libelle = montant.libelle.strip() or _libelle(montant)
    _verifier(montant)
    if phrase := fermeture.phrase(verrou, selectors.ligne(ancien, {}), selectors.ligne(montant, {})):
        touche = next(c for c in CHAMPS if getattr(ancien, c) != getattr(montant, c))
        raise ValidationError({touche: [phrase]})
    montant.save()
    journaliser("finances:modifier", objet=montant, par=par, champs=sorted(champs))
    return montant


@transaction.atomic
def supprimer_montant(*, montant: Montant, par: Agent | None) -> None:
    """Take an amount away; its history stays.

    Raises:
        ValidationError: another amount rests on it, or the document is signed and holds it.
    """
    verrou = Cadre.objects.select_for_update().get(pk=montant.cadre_id)
    if phrase := fermeture.phrase(verrou, selectors.ligne(montant, {}), None):
        raise ValidationError(phrase)
    parties = Montant.objects.filter(inclus_dans=montant).values_list("libelle", flat=True)
    totaux = Montant.objects.filter(cadre=montant.cadre_id, somme_de__contains=montant.cle)
    dependants = [*parties, *totaux.values_list("libelle", flat=True)]
    if dependants:
        liste = ", ".join(f"« {d} »" for d in dependants)
        raise ValidationError(f"{liste} repose sur « {montant.libelle} » : modifiez d'abord ce qui en dépend.")
    journaliser("finances:supprimer", objet=montant, par=par, source=montant.source, version=montant.version)
    montant.delete()


@transaction.atomic
def enregistrer_lignes(
    *,
    cadre: Cadre,
    lignes: Sequence[LigneFinanciere],
    par: Agent | None,
    remplacer: bool = False,
    du_document: bool = False,
) -> list[Montant]:
    """Store lines read from a file: the exact inverse of ``selectors.lignes``.

    A line whose short name exists in the frame replaces it; with ``remplacer`` those not given are taken away.

    Args:
        du_document: the caller answers for what the signed document says (its entry, or an avenant).

    Raises:
        EntreeRefusee: every fault of every line; nothing is written.
    """
    verrou = Cadre.objects.select_for_update().get(pk=cadre.pk)
    anciens = {m.cle: m for m in Montant.objects.filter(cadre=cadre)}
    vises = _Vises(cadre)
    fautes = _fautes_des_lignes(lignes, set() if remplacer else set(anciens), vises)
    if not du_document:
        fautes += _fautes_de_fermeture(verrou, lignes, remplacer)
    if fautes:
        raise EntreeRefusee(fautes, quoi="montants")
    ecrits = {x.cle: _ecrire(x, rang, cadre, anciens.get(x.cle), vises) for rang, x in enumerate(lignes)}
    presents = anciens | ecrits
    for ligne in lignes:
        montant = ecrits[ligne.cle]
        tout = presents[ligne.inclus_dans] if ligne.inclus_dans else None
        if montant.inclus_dans_id != (tout.pk if tout else None):
            montant.inclus_dans = tout
            montant.save(update_fields=["inclus_dans"])
    if remplacer:
        _retirer(anciens, set(ecrits))
    journaliser("finances:enregistrer", objet=cadre, par=par, lignes=len(lignes))
    return list(ecrits.values())


def _fautes_de_fermeture(cadre: Cadre, lignes: Sequence[LigneFinanciere], remplacer: bool) -> list[Faute]:
    """What the signature of the document forbids to change, one fault by line."""
    avant, apres = {x.cle: x for x in selectors.lignes(cadre)}, {x.cle: x for x in lignes}
    refus = fermeture.phrases(cadre, avant, apres if remplacer else avant | apres)
    rangs = {x.cle: f"finances[{rang}]" for rang, x in enumerate(lignes)}
    return [Faute(rangs.get(cle, "finances"), phrase, recu=cle) for cle, phrase in refus.items()]


def _retirer(anciens: dict[str, Montant], gardes: set[str]) -> None:
    perdus = [m.pk for cle, m in anciens.items() if cle not in gardes]
    Montant.objects.filter(pk__in=perdus).update(inclus_dans=None)
    Montant.objects.filter(pk__in=perdus).delete()


class _Vises:
    """What a line may pay for in a frame, by short name."""

    def __init__(self, cadre: Cadre) -> None:
        self.fiches: dict[str, int] = {}
        for place in Placement.objects.filter(cadre=cadre):
            self.fiches.setdefault(place.cle or f"fiche-{place.fiche_id}", place.fiche_id)
        self.rubriques = {r.cle or f"rubrique-{r.pk}": r.pk for r in Rubrique.objects.filter(cadre=cadre)}

    def __contains__(self, nom: str) -> bool:
        return nom in self.fiches or nom in self.rubriques


def _fautes_des_lignes(lignes: Iterable[LigneFinanciere], anciennes: set[str], vises: _Vises) -> list[Faute]:
    lignes = list(lignes)
    noms = [x.cle for x in lignes]
    connus = anciennes | set(noms)
    fautes = []
    for rang, ligne in enumerate(lignes):
        lieu = f"finances[{rang}]"
        if noms.count(ligne.cle) > 1:
            fautes.append(Faute(f"{lieu}.cle", f"« {ligne.cle} » nomme plusieurs montants : un nom chacun."))
        for champ, phrases in verification.fautes(ligne, cadre=None).items():
            fautes += [Faute(f"{lieu}.{champ}", phrase) for phrase in phrases]
        absents = [c for c in (*ligne.somme_de, ligne.inclus_dans) if c and c not in connus]
        fautes += [Faute(lieu, f"« {c} » ne nomme aucun montant du cadre.", recu=c) for c in absents]
        if ligne.action and ligne.action not in vises:
            phrase = f"« {ligne.action} » ne nomme aucune action, objectif ou liste du cadre."
            fautes.append(Faute(f"{lieu}.action", phrase, recu=ligne.action))
    return fautes


def _ecrire(ligne: LigneFinanciere, rang: int, cadre: Cadre, ancien: Montant | None, vises: _Vises) -> Montant:
    montant = ancien or Montant(cadre=cadre, collectivite_id=cadre.collectivite_id, cle=ligne.cle)
    montant.libelle, montant.valeur, montant.version = ligne.libelle, ligne.valeur, ligne.version.value
    montant.source, montant.precision = ligne.source, ligne.precision.value
    montant.beneficiaire = ligne.beneficiaire.value if ligne.beneficiaire else None
    montant.debut, montant.fin = (ligne.periode.debut, ligne.periode.fin) if ligne.periode else (None, None)
    montant.annee, montant.par_an, montant.perenne = ligne.annee, ligne.par_an, ligne.perenne
    montant.est_total, montant.somme_de, montant.ordre = ligne.total, list(ligne.somme_de), rang
    fiche = vises.fiches.get(ligne.action)
    montant.fiche_id, montant.rubrique_id = fiche, None if fiche else vises.rubriques.get(ligne.action)
    montant.save()
    return montant


def _refuser_inconnus(champs: dict[str, Any]) -> None:
    if inconnus := set(champs) - set(CHAMPS):
        raise TypeError(f"unknown fields of an amount: {', '.join(sorted(inconnus))}")


def _libelle(montant: Montant) -> str:
    source = selectors.libelles_des_sources().get(montant.source, montant.source)
    vise = montant.fiche or montant.rubrique
    quand = f" {montant.annee}" if montant.annee else " par an" if montant.par_an else ""
    return f"{source}{quand}{f', {vise.titre}' if vise else ''}"[:250]


def _cle_libre(montant: Montant) -> str:
    base = "-".join(filter(None, [
        (montant.source or "total").lower().replace("_", "-"), montant.version.replace("_", "-"),
        str(montant.annee or ""),
    ]))  # fmt: skip
    prises = set(Montant.objects.filter(cadre=montant.cadre_id, cle__startswith=base).values_list("cle", flat=True))
    return base if base not in prises else next(c for n in range(2, 9999) if (c := f"{base}-{n}") not in prises)


def _verifier(montant: Montant) -> None:
    """Everything wrong with the amount, by field."""
    champs = {f.name for f in Montant._meta.fields} - {"collectivite", "cadre"}
    fautes: dict[str, list[str]] = {}
    try:
        montant.clean_fields(exclude=["collectivite", "cadre", "fiche", "rubrique", "inclus_dans"])
    except ValidationError as erreur:
        fautes = {c: list(p) for c, p in erreur.message_dict.items()}
    lisible = not fautes
    fautes |= _fautes_du_rattachement(montant)
    if not lisible or ("fin" in fautes and montant.fin):
        raise ValidationError(fautes)
    ligne = selectors.ligne(montant, {})
    for champ, phrases in verification.fautes(ligne, cadre=_periode(montant.cadre)).items():
        fautes.setdefault(champ, []).extend(phrases)
    if not fautes and (phrase := _doublon(montant, ligne)):
        fautes = {"__all__": [phrase]}
    if fautes:
        raise ValidationError({c if c in champs else "__all__": p for c, p in fautes.items()})


def _fautes_du_rattachement(montant: Montant) -> dict[str, list[str]]:
    fautes: dict[str, list[str]] = {}
    if bool(montant.debut) != bool(montant.fin):
        fautes["fin" if montant.debut else "debut"] = ["Une période a un début et une fin : donnez les deux."]
    elif montant.debut and montant.fin and montant.fin.fin < montant.debut.debut:
        fautes["fin"] = [f"La période finit ({montant.fin}) avant de commencer ({montant.debut}) : corrigez."]
    if montant.rubrique is not None and montant.rubrique.cadre_id != montant.cadre_id:
        fautes["rubrique"] = ["Cet objectif n'est pas dans ce cadre."]
    if montant.fiche is not None and not _est_placee(montant.fiche, montant.cadre):
        fautes["fiche"] = [f"« {montant.fiche} » n'est pas dans ce cadre : ajoutez-la au cadre d'abord."]
    if montant.inclus_dans is not None and montant.inclus_dans.cadre_id != montant.cadre_id:
        fautes["inclus_dans"] = ["Ce montant n'est pas dans ce cadre."]
    if montant.pk and montant.inclus_dans_id == montant.pk:
        fautes["inclus_dans"] = ["Un montant n'est pas une partie de lui-même."]
    return fautes


def _est_placee(fiche: Fiche, cadre: Cadre) -> bool:
    return Placement.objects.filter(fiche=fiche, cadre=cadre).exists()


def _periode(cadre: Cadre) -> Periode | None:
    return Periode(cadre.debut, cadre.fin) if cadre.debut and cadre.fin else None


def _doublon(montant: Montant, ligne: LigneFinanciere) -> str:
    proches = Montant.objects.filter(
        cadre=montant.cadre_id, source=montant.source, version=montant.version, annee=montant.annee
    ).exclude(pk=montant.pk)
    autres = [(selectors.ligne(m, {}), _attache(m)) for m in proches.select_related("inclus_dans", "rubrique")]
    return verification.doublon(ligne, _attache(montant), autres)


def _attache(montant: Montant) -> verification.Attache:
    return verification.Attache(montant.fiche_id, montant.rubrique_id, montant.beneficiaire_nom.strip().lower())
