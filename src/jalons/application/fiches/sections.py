"""The sections of a fiche that are edited in place: what each reads, its form, and the service that writes it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from jalons.application.acces.gate import visibles as visibles_pour
from jalons.application.acces.http import Requete
from jalons.application.acces.models import Affectation, Agent
from jalons.application.acces.permissions import Permission
from jalons.application.fiches import formulaires_sections as f
from jalons.application.fiches import listes_pages, selectors, services
from jalons.application.fiches.entrees import (
    ActionEntree,
    EtapeEntree,
    IntervenantEntree,
    LienEntree,
    ResultatEntree,
)  # fmt: skip
from jalons.application.fiches.models import Action, Fiche, Rubrique
from jalons.application.indicateurs.models import Indicateur

Lecture = Callable[[Fiche, int], Any]
Ecriture = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Section:
    """A section.

    Attributes:
        code: in the address and in the id of the fragment; ``etapes`` comes with the key of an action.
        lire: its content, as initial values of the form (a mapping) or of the lines (a list).
        formulaire: class of the form, or of one line when ``liste``.
        ecrire: writes ``donnees`` (cleaned) under a version.
        options: keyword arguments of the form that depend on the request.
    """

    code: str
    titre: str
    permission: Permission
    lire: Lecture
    formulaire: type[Any]
    ecrire: Ecriture
    liste: bool = False
    options: Callable[[Requete, Fiche], dict[str, Any]] = lambda requete, fiche: {}

    def empreinte(self, fiche: Fiche, cle: int) -> str:
        """Fingerprint of the content: two saves collide only when it has changed."""
        texte = json.dumps(self.lire(fiche, cle), default=str, sort_keys=True)
        return hashlib.sha256(texte.encode()).hexdigest()[:16]

    def construire(self, requete: Requete, fiche: Fiche, cle: int, donnees: QueryDict | None = None) -> Any:
        """The form (or the list of lines), bound to ``donnees`` when there are some."""
        options = self.options(requete, fiche)
        if self.liste:
            return f.lignes(self.formulaire)(donnees, initial=self.lire(fiche, cle), form_kwargs=options)
        return self.formulaire(donnees, initial=self.lire(fiche, cle), **options)

    def donnees(self, lie: Any) -> Any:
        """What was entered, cleaned: a mapping, or the lines that remain."""
        if not self.liste:
            return lie.cleaned_data
        return [x.cleaned_data for x in lie.forms if x.has_changed() or x.initial if not x.cleaned_data.get("DELETE")]


def _champs(*noms: str) -> Lecture:
    return lambda fiche, cle: {nom: getattr(fiche, nom) for nom in noms}


def _modifier(fiche: Fiche, version: int, cle: int, donnees: dict[str, Any], par: Agent) -> None:
    services.modifier(fiche=fiche, version=version, par=par, **donnees)


def _lignes(nom: str, *champs: str) -> Lecture:
    return lambda fiche, cle: [
        {"id": ligne.pk, **{c.removesuffix("_id"): getattr(ligne, c) for c in champs}}
        for ligne in getattr(fiche, nom).all()
    ]


def _definir(service: Ecriture, entree: Callable[..., Any], **renommes: str) -> Ecriture:
    def ecrire(fiche: Fiche, version: int, cle: int, donnees: list[dict[str, Any]], par: Agent) -> None:
        entrees = [entree(**{renommes.get(c, c): v for c, v in ligne.items() if c != "DELETE"}) for ligne in donnees]
        service(fiche=fiche, version=version, entrees=entrees, par=par)

    return ecrire


def _etapes(fiche: Fiche, cle: int) -> list[dict[str, Any]]:
    action = next((a for a in fiche.actions.all() if a.pk == cle), None)
    return [
        {"id": e.pk, "texte": e.texte, "niveau": e.niveau, "prevue_le": e.prevue_le, "faite_le": e.faite_le}
        for e in (action.etapes.all() if action else ())
    ]


def _definir_etapes(fiche: Fiche, version: int, cle: int, donnees: list[dict[str, Any]], par: Agent) -> None:
    entrees = [EtapeEntree(**{c: v for c, v in ligne.items() if c != "DELETE"}) for ligne in donnees]
    action = Action.objects.get(pk=cle, fiche=fiche)
    services.definir_etapes(fiche=fiche, version=version, action=action, entrees=entrees, par=par)


def _agents(requete: Requete, fiche: Fiche) -> dict[str, Any]:
    habilites = Affectation.objects.filter(collectivite=fiche.collectivite_id).values("agent")
    return {"agents": list(Agent.objects.filter(pk__in=habilites, is_active=True))}


def _autres_fiches(requete: Requete, fiche: Fiche) -> dict[str, Any]:
    autres = selectors.visibles(requete).filter(collectivite=fiche.collectivite_id).exclude(pk=fiche.pk)
    return {"fiches": list(autres.values_list("pk", "titre"))}


def _indicateurs(requete: Requete, fiche: Fiche) -> dict[str, Any]:
    visibles = visibles_pour(Indicateur.objects.all(), requete=requete, permission=Permission.INDICATEURS_VOIR)
    return {"choix": visibles.filter(collectivite=fiche.collectivite_id, archive=False)}


def _cadres(requete: Requete, fiche: Fiche) -> dict[str, Any]:
    siens = listes_pages.cadres(requete).filter(collectivite=fiche.collectivite_id)
    rubriques = Rubrique.objects.filter(cadre__in=siens, retire_le=None).select_related("cadre")
    return {"cadres": siens, "rubriques": rubriques.order_by("cadre", "ordre", "id")}


def _definir_indicateurs(fiche: Fiche, version: int, cle: int, donnees: dict[str, Any], par: Agent) -> None:
    services.definir_indicateurs(fiche=fiche, version=version, indicateurs=donnees["indicateurs"], par=par)


def _placer(fiche: Fiche, version: int, cle: int, donnees: dict[str, Any], par: Agent) -> None:
    if donnees["cadre"] is not None:
        services.placer(fiche=fiche, par=par, **donnees)


M, N = Permission.FICHES_MODIFIER, Permission.FICHES_NOTER

_TOUTES = (
    Section("titre", "Titre et nature", M, _champs("titre", "nature_depense"), f.TitreForm, _modifier),
    Section(
        "suivi", "Suivi", N, _champs("statut", "avancement", "blocage", "deblocage", "rappel_le"), f.SuiviForm,
        _modifier,
    ),
    Section("objet", "Objet et public", M, _champs("objet", "public", "constats"), f.ObjetForm, _modifier),
    Section("calendrier", "Calendrier", M, _champs("debut", "fin", "calendrier"), f.CalendrierForm, _modifier),
    Section("financements", "Financements", M, _champs("financements"), f.FinancementsForm, _modifier),
    Section(
        "intervenants", "Pilotes et partenaires", M, _lignes("intervenants", "role", "nom", "agent_id"),
        f.IntervenantLigne, _definir(services.definir_intervenants, IntervenantEntree, agent="agent_id"), True, _agents,
    ),
    Section(
        "actions", "Actions", M, _lignes("actions", "numero", "titre", "statut", "debut", "fin"), f.ActionLigne,
        _definir(services.definir_actions, ActionEntree), True,
    ),
    Section("etapes", "Étapes", N, _etapes, f.EtapeLigne, _definir_etapes, True),
    Section(
        "resultats", "Résultats attendus", M, _lignes("resultats", "texte"), f.ResultatLigne,
        _definir(services.definir_resultats, ResultatEntree), True,
    ),
    Section(
        "liens", "Liens", M, _lignes("liens", "texte", "vers_id"), f.LienLigne,
        _definir(services.definir_liens, LienEntree, vers="vers_id"), True, _autres_fiches,
    ),
    Section(
        "indicateurs", "Indicateurs", M,
        lambda fiche, cle: {"indicateurs": [m.indicateur for m in fiche.mesures.all()]},
        f.IndicateursForm, _definir_indicateurs, False, _indicateurs,
    ),
    Section(
        "placements", "Contrats et schémas servis", M, lambda fiche, cle: {}, f.PlacementForm, _placer, False, _cadres
    ),
)  # fmt: skip

SECTIONS: dict[str, Section] = {s.code: s for s in _TOUTES}
"""Code → section, in the order of the page."""
