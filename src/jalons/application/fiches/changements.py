"""The whole history of a fiche: its own row, and the rows of its lists, read from the triggers' tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from jalons.application.acces import selectors as acces
from jalons.application.fiches.models import Action, Cadre, Etape, Fiche, Intervenant, Lien, Placement, Resultat
from jalons.application.ui.composants.metier import Changement

_TECHNIQUES = frozenset({"Version", "Modifiée le"})
_ACTES = {"insert": "Ajout", "update": "Modification", "delete": "Suppression"}


def changements(fiche: Fiche, *, limite: int = 200) -> list[Changement]:
    """Who changed what on ``fiche`` and its lists, the latest first: five queries."""
    siens = [
        replace(c, champs=tuple(x for x in c.champs if x[0] not in _TECHNIQUES))
        for c in acces.changements(fiche, limite=limite)
    ]
    gardes = [c for c in siens if c.champs or c.acte != "Modification"]
    return sorted([*gardes, *_des_listes(fiche, limite)], key=lambda c: c.le, reverse=True)[:limite]


def _des_listes(fiche: Fiche, limite: int) -> list[Changement]:
    """Events of every list in one query, each with what its row said just before."""
    lus: list[dict[str, Any]] = list(_evenements(fiche).order_by("pgh_created_at", "pgh_id")[: limite * 4])
    noms = acces.noms_des_agents((e["pgh_context"] or {}).get("agent") for e in lus)
    avant: dict[tuple[str, int], str] = {}
    vus = []
    for evenement in lus:
        cle = (evenement["quoi"], evenement["ligne"])
        ancien, nouveau = avant.get(cle, ""), "" if evenement["pgh_label"] == "delete" else evenement["dit"]
        avant[cle] = nouveau
        if ancien != nouveau:
            vus.append(_changement(evenement, ancien, nouveau, noms))
    return vus


def _changement(evenement: dict[str, Any], ancien: str, nouveau: str, noms: dict[int, str]) -> Changement:
    agent = (evenement["pgh_context"] or {}).get("agent")
    return Changement(
        le=evenement["pgh_created_at"],
        par=noms.get(agent, "un agent dont le compte n'existe plus") if agent else "une commande de Jalons",
        acte=_ACTES[evenement["pgh_label"]],
        champs=((evenement["quoi"], ancien, nouveau),),
    )


def _evenements(fiche: Fiche) -> QuerySet[Any, dict[str, Any]]:
    actions = _de(Action).filter(fiche_id=fiche.pk).values("id")
    cadre = Subquery(Cadre.objects.filter(pk=OuterRef("cadre_id")).values("titre")[:1])
    vers = Subquery(Fiche.objects.filter(pk=OuterRef("vers_id")).values("titre")[:1])
    numero, faite = Cast("numero", CharField()), Coalesce(Cast("faite_le", CharField()), Value(""))
    place = Case(When(numero__isnull=False, then=Concat(Value(" n° "), numero)), default=Value(""))
    role, statut = _libelle("role", Intervenant.Role.choices), _libelle("statut", Fiche.Statut.choices)
    return _lignes(_de(Intervenant).filter(fiche_id=fiche.pk), "Intervenant", F("nom"), " : ", role).union(
        _lignes(_de(Action).filter(fiche_id=fiche.pk), "Action", numero, ". ", F("titre"), " : ", statut),
        _lignes(
            _de(Etape).filter(action_id__in=actions),
            "Étape",
            F("texte"),
            " ",
            faite,
        ),
        _lignes(_de(Resultat).filter(fiche_id=fiche.pk), "Résultat attendu", F("texte"), ""),
        _lignes(_de(Lien).filter(fiche_id=fiche.pk), "Lien", Coalesce(vers, Value("")), " ", F("texte")),
        _lignes(_de(Placement).filter(fiche_id=fiche.pk), "Cadre", Coalesce(cadre, Value("")), place),
        all=True,
    )


def _libelle(champ: str, choix: Iterable[tuple[str, str]]) -> Case:
    """The label of a choice, in lower case."""
    return Case(*(When(**{champ: code}, then=Value(str(nom).lower())) for code, nom in choix), default=F(champ))


def _de(modele: Any) -> QuerySet[Any]:
    evenements: QuerySet[Any] = modele.pgh_event_model.objects.all()
    return evenements


def _lignes(evenements: QuerySet[Any], quoi: str, *morceaux: Any) -> QuerySet[Any, dict[str, Any]]:
    texte = Concat(*(Value(m) if isinstance(m, str) else m for m in morceaux), output_field=CharField())
    return evenements.order_by().values(
        "pgh_id", "pgh_created_at", "pgh_label", "pgh_context", ligne=F("id"), quoi=Value(quoi), dit=texte
    )
