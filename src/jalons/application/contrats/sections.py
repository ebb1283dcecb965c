"""Sections of a contract as forms: each reads a part of the dossier and gives a dossier back.

The same forms serve the contract itself and the draft of an avenant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms

from jalons.application.contrats import formulaires as f
from jalons.application.contrats import locaux
from jalons.application.contrats.dossier import (
    Categorie,
    DateEtape,
    DossierContrat,
    Duree,
    Etape,
    ListeObjectifs,
    NaturePartie,
    ObjectifRetenu,
    Partie,
    Role,
    UniteDuree,
)  # fmt: skip
from jalons.application.fiches.listes import ActionListee, ListeActions
from jalons.application.finances.lignes import LigneFinanciere, Version
from jalons.droit import regime
from jalons.droit.model import ObjectifLocal
from jalons.noyau.periodes import Periode

LOCAL = " (objectif local)"
"""Mark of the objectives that the département added."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the contract that is edited at once.

    Attributes:
        code: in the address; the codes of ``avenant.OUVERTURES`` are also what an avenant opens.
        formulaire: from the dossier and the data posted (``None``: as it is now) to the form or formset.
        lire: from the dossier and a valid form to the new dossier.
        lignes: whether the form is a formset.
    """

    code: str
    libelle: str
    aide: str
    formulaire: Callable[[DossierContrat, Any], Any]
    lire: Callable[[DossierContrat, Any], DossierContrat]
    lignes: bool = False


def _periode(d: DossierContrat, donnees: Any) -> forms.Form:
    duree = d.duree_annoncee
    return f.PeriodeForm(donnees, initial={
        "debut": d.periode.debut if d.periode else None, "fin": d.periode.fin if d.periode else None,
        "duree": duree.valeur if duree else None, "unite": duree.unite.value if duree else "",
    })  # fmt: skip


def _lire_periode(d: DossierContrat, form: Any) -> DossierContrat:
    lu = form.cleaned_data
    periode = Periode(lu["debut"], lu["fin"]) if lu["debut"] else None
    duree = Duree(lu["duree"], UniteDuree(lu["unite"])) if lu["duree"] else None
    return replace(d, periode=periode, duree_annoncee=duree)


def _tete(d: DossierContrat, donnees: Any) -> forms.Form:
    return f.TeteForm(donnees, initial={"intitule": d.intitule, "regime": d.regime})


def _lire_tete(d: DossierContrat, form: Any) -> DossierContrat:
    return replace(d, intitule=form.cleaned_data["intitule"], regime=form.cleaned_data["regime"])


def _parties(d: DossierContrat, donnees: Any) -> Any:
    return f.PartiesFormSet(donnees, prefix="parties", initial=[
        {"nom": p.nom, "nature": p.nature.value, "roles": [r.value for r in p.roles]} for p in d.parties
    ])  # fmt: skip


def _lire_parties(d: DossierContrat, formset: Any) -> DossierContrat:
    return replace(d, parties=tuple(
        Partie(x["nom"], NaturePartie(x["nature"]), tuple(r for r in Role if r.value in x["roles"]))
        for x in f.lignes_remplies(formset, "nom")
    ))  # fmt: skip


def _etapes(d: DossierContrat, donnees: Any) -> Any:
    return f.EtapesFormSet(donnees, prefix="etapes", initial=[{"etape": x.etape.value, "le": x.le} for x in d.dates])


def _lire_etapes(d: DossierContrat, formset: Any) -> DossierContrat:
    lues = [DateEtape(Etape(x["etape"]), x["le"]) for x in f.lignes_remplies(formset, "etape", "le")]
    return replace(d, dates=tuple(lues))


def choix_objectifs(d: DossierContrat, categorie: Categorie) -> list[tuple[str, str]]:
    """What may be retained: the objectives retained already, then those of the regime that are not."""
    retenus = [o for x in d.objectifs if x.categorie is categorie for o in x.objectifs]
    codes = {o.code_national for x in d.objectifs for o in x.objectifs}
    nationaux = [o for o in regime(d.regime).objectifs if o.code not in codes and _propose(o.categorie, categorie)]
    propres = _locaux_proposes(d) if categorie is Categorie.FACULTATIF else []
    return [
        *((f"cle:{o.cle}", f"{o.libelle}{LOCAL if o.est_local else ''}") for o in retenus),
        *(
            (f"code:{o.code}", f"{o.libelle}{'' if o.provenance.confirmee else ' (fait de droit non confirmé)'}")
            for o in nationaux
        ),
        *((f"local:{o.code}", f"{o.libelle}{LOCAL}") for o in propres),
    ]


def _locaux_proposes(d: DossierContrat) -> list[ObjectifLocal]:
    """Those of the département's own files, for this regime, that the contract does not retain yet."""
    retenus = {o.cle for x in d.objectifs for o in x.objectifs}
    return [o for o in locaux.objectifs([d.departement], regime=d.regime) if cle_locale(o) not in retenus]


def cle_locale(objectif: ObjectifLocal) -> str:
    """Short name, in a contract, of an objective of the département's own files.

    The code ``local_orthoptie`` gives ``local-orthoptie``.
    """
    return objectif.code.replace("_", "-")


def _propose(nationale: str | None, categorie: Categorie) -> bool:
    return (nationale or Categorie.FACULTATIF.value) == categorie.value


def _objectifs(d: DossierContrat, donnees: Any) -> forms.Form:
    initiaux = {
        c.value: [f"cle:{o.cle}" for x in d.objectifs if x.categorie is c for o in x.objectifs] for c in Categorie
    }
    return f.ObjectifsForm(donnees, initial=initiaux, choix={c.value: choix_objectifs(d, c) for c in Categorie})


def _lire_objectifs(d: DossierContrat, form: Any) -> DossierContrat:
    lu = form.cleaned_data
    listes = [_garder(x, set(lu[x.categorie.value])) for x in d.objectifs]
    for categorie in Categorie:
        nouveaux = [_national(d, x.removeprefix("code:")) for x in lu[categorie.value] if x.startswith("code:")]
        if categorie is Categorie.FACULTATIF:
            choisis = {x.removeprefix("local:") for x in lu[categorie.value] if x.startswith("local:")}
            nouveaux += [_local(o) for o in _locaux_proposes(d) if o.code in choisis]
            nouveaux += _locaux(d, lu["locaux"])
        if nouveaux:
            _ajouter(listes, categorie, nouveaux)
    return replace(d, objectifs=tuple(listes))


def _garder(liste: ListeObjectifs, choisis: set[str]) -> ListeObjectifs:
    gardes = tuple(o for o in liste.objectifs if f"cle:{o.cle}" in choisis)
    return liste if gardes == liste.objectifs else replace(liste, objectifs=gardes)


def _ajouter(listes: list[ListeObjectifs], categorie: Categorie, nouveaux: list[ObjectifRetenu]) -> None:
    rang = next((i for i in reversed(range(len(listes))) if listes[i].categorie is categorie), None)
    if rang is None:
        listes.append(ListeObjectifs(f"{categorie.value}s", categorie, complete=True, objectifs=tuple(nouveaux)))
    else:
        listes[rang] = replace(listes[rang], objectifs=(*listes[rang].objectifs, *nouveaux))


def _national(d: DossierContrat, code: str) -> ObjectifRetenu:
    national = regime(d.regime).objectif(code)
    if national is None:
        raise ValueError(f"Objectif {code!r} inconnu du régime {d.regime}.")
    return ObjectifRetenu(_cle_libre(d, code.replace("_", "-")), national.libelle, code, national.engagement,
                          pmi="FIR1" in national.sources)  # fmt: skip


def _local(objectif: ObjectifLocal) -> ObjectifRetenu:
    return ObjectifRetenu(
        cle_locale(objectif), objectif.libelle, engagement=objectif.engagement, pmi="FIR1" in objectif.sources
    )


def _locaux(d: DossierContrat, texte: str) -> list[ObjectifRetenu]:
    lignes = [ligne.strip() for ligne in texte.splitlines() if ligne.strip()]
    prises: set[str] = set()
    locaux = []
    for rang, libelle in enumerate(lignes, start=1):
        cle = _cle_libre(d, f"local-{rang}", prises)
        prises.add(cle)
        locaux.append(ObjectifRetenu(cle, libelle))
    return locaux


def _cle_libre(d: DossierContrat, base: str, prises: set[str] | None = None) -> str:
    noms = {o.cle for x in d.objectifs for o in x.objectifs} | {a.cle for x in d.actions for a in x.actions}
    noms |= prises or set()
    candidate, rang = base, 1
    while candidate in noms:
        rang += 1
        candidate = f"{base}-{rang}"
    return candidate


def _montants(d: DossierContrat, donnees: Any) -> Any:
    return f.MontantsFormSet(donnees, prefix="montants", initial=[
        {"cle": x.cle, "libelle": x.libelle, "source": x.source, "valeur": x.valeur, "version": x.version.value,
         "annee": x.annee} for x in d.finances.lignes
    ])  # fmt: skip


def _lire_montants(d: DossierContrat, formset: Any) -> DossierContrat:
    anciennes = {x.cle: x for x in d.finances.lignes}
    lignes: list[LigneFinanciere] = []
    for x in f.lignes_remplies(formset, "libelle"):
        ancienne = anciennes.get(x["cle"])
        valeurs = {"libelle": x["libelle"], "source": x["source"], "valeur": x["valeur"] or Decimal(0),
                   "version": Version(x["version"]), "annee": x["annee"]}  # fmt: skip
        prises = set(anciennes) | {y.cle for y in lignes}
        lignes.append(replace(ancienne, **valeurs) if ancienne else LigneFinanciere(cle=_suivante(prises), **valeurs))
    return replace(d, finances=replace(d.finances, lignes=tuple(lignes)))


def _suivante(prises: set[str]) -> str:
    return next(c for n in range(1, 10_000) if (c := f"avenant-{n}") not in prises)


def _fiches(d: DossierContrat, donnees: Any) -> Any:
    return f.ActionsFormSet(donnees, prefix="fiches", form_kwargs={"listes": _listes(d)}, initial=[
        {"cle": a.cle, "libelle": a.libelle, "liste": x.cle} for x in d.actions for a in x.actions
    ])  # fmt: skip


def _listes(d: DossierContrat) -> list[tuple[str, str]]:
    return [(x.cle, x.libelle) for x in d.actions] or [("actions", "Actions du contrat")]


def _lire_fiches(d: DossierContrat, formset: Any) -> DossierContrat:
    anciennes = {a.cle: a for x in d.actions for a in x.actions}
    listes = {x.cle: replace(x, actions=()) for x in d.actions} or {
        "actions": ListeActions("actions", "Actions du contrat", complete=True)
    }
    prises = set(anciennes)
    for x in f.lignes_remplies(formset, "libelle"):
        ancienne = anciennes.get(x["cle"])
        if ancienne is None:
            cle = x["cle"] or _cle_libre(d, "action", prises)
            prises.add(cle)
            ancienne = ActionListee(cle, x["libelle"])
        liste = listes[x["liste"]]
        listes[x["liste"]] = replace(liste, actions=(*liste.actions, replace(ancienne, libelle=x["libelle"])))
    return replace(d, actions=tuple(x for x in listes.values() if x.actions or x.annoncees is not None))


SECTIONS: Mapping[str, Section] = {
    s.code: s
    for s in (
        Section("tete", "Intitulé et régime", "Le régime fixe échéances et objectifs proposés.", _tete, _lire_tete),
        Section("periode", "Période et durée", "Laissez vide ce que le document ne dit pas.", _periode, _lire_periode),
        Section("parties", "Parties et rôles", "Qui signe, qui finance, qui siège.", _parties, _lire_parties,
                lignes=True),
        Section("etapes", "Étapes et dates", "Une étape peut avoir plusieurs dates.", _etapes, _lire_etapes,
                lignes=True),
        Section("objectifs", "Objectifs retenus", "Cochez ce que le contrat retient.", _objectifs, _lire_objectifs),
        Section("montants", "Montants", "Les montants du document ; exercice vide s'il n'est pas dit.", _montants,
                _lire_montants, lignes=True),
        Section("fiches", "Actions et fiches", "Chaque action citée a sa fiche ; retirer une action garde la fiche.",
                _fiches, _lire_fiches, lignes=True),
    )
}  # fmt: skip
"""Sections by code, in the order of the page."""
