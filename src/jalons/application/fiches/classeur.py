"""The plan d'action as a workbook: fiches, their actions, their steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission
from jalons.application.documents.excel.classeur import Colonne, Contenu, Feuille, Genre, Ligne, Modele
from jalons.application.documents.excel.comparaison import LigneChangee
from jalons.application.fiches import selectors, services
from jalons.application.fiches.entrees import ActionEntree, EtapeEntree
from jalons.application.fiches.models import Action, Cadre, Etape, Fiche
from jalons.noyau.dates import DateCivile

FICHES, ACTIONS, ETAPES = "fiches", "actions", "etapes"
STATUTS = tuple((str(code), str(libelle)) for code, libelle in Fiche.Statut.choices)
PREMIER_NUMERO = 1


class ClasseurPlanAction:
    """Fiches of one frame. Fiches are created in Jalons; actions and steps may be added here."""

    code = "plan-action"
    version = 1
    titre = "Plan d'action"
    voir = Permission.FICHES_VOIR
    modifier = Permission.FICHES_MODIFIER

    def objets(self) -> QuerySet[Any]:
        """Frames."""
        return Cadre.objects.all()

    def collectivite(self, objet: Any) -> str:
        """That of the frame."""
        return str(objet.collectivite_id)

    def adresse(self, objet: Any) -> str:
        """The list of its fiches."""
        return f"{reverse('fiches:liste')}?cadre={objet.pk}"

    def parametres(self, objet: Any) -> dict[str, Any]:
        """None: columns do not change."""
        return {}

    def modele(self, objet: Any, parametres: Mapping[str, Any]) -> Modele:
        """Three sheets; a new action names its fiche, a new step its action."""
        fiches, actions = _fiches(objet), _actions(objet)
        noms = {f.pk: f.titre for f in fiches}
        choix_fiches = tuple((str(pk), titre[:250]) for pk, titre in noms.items())
        choix_actions = tuple((str(a.pk), f"{noms[a.fiche_id]} › {a}"[:250]) for a in actions)
        return Modele(
            self.code, self.version, f"{self.titre} · {objet}",
            (_feuille_fiches(), _feuille_actions(choix_fiches), _feuille_etapes(choix_actions)),
            ("L'avancement se note de 0 à 100, par pas de 5.",
             "Une fiche retardée ou suspendue dit ce qui la bloque."),
        )  # fmt: skip

    def contenu(self, objet: Any, parametres: Mapping[str, Any]) -> Contenu:
        """Fiches, actions and steps in their order: three queries."""
        fiches, actions = _fiches(objet), _actions(objet)
        titres = {a.pk: str(a) for a in actions}
        return {
            FICHES: tuple(_ligne_fiche(f) for f in fiches),
            ACTIONS: tuple(_ligne_action(a) for a in actions),
            ETAPES: tuple(_ligne_etape(e, titres[e.action_id]) for e in _etapes(actions)),
        }

    def appliquer(self, objet: Any, ligne: LigneChangee, *, par: Agent | None) -> None:
        """Write one fiche, one action or one step through the services of ``fiches``."""
        {FICHES: _ecrire_fiche, ACTIONS: _ecrire_action, ETAPES: _ecrire_etape}[ligne.feuille](objet, ligne, par)


CLASSEUR = ClasseurPlanAction()


def _fiches(cadre: Cadre) -> list[Fiche]:
    return list(selectors.fiches_du_cadre(cadre))


def _actions(cadre: Cadre) -> list[Action]:
    fiches = Fiche.objects.filter(placements__cadre=cadre).values("pk")
    return list(Action.objects.filter(fiche__in=fiches).order_by("fiche__titre", "fiche", "numero"))


def _etapes(actions: Iterable[Action]) -> QuerySet[Etape]:
    return Etape.objects.filter(action__in=[a.pk for a in actions]).order_by("action__fiche", "action__numero", "ordre")


def _feuille_fiches() -> Feuille:
    return Feuille(
        FICHES, "Fiches",
        (
            Colonne("numero", "N°", Genre.ENTIER, modifiable=False, largeur=6),
            Colonne("titre", "Fiche action", modifiable=False, largeur=50),
            Colonne("statut", "Statut", Genre.CHOIX, choix=STATUTS, obligatoire=True, largeur=14),
            Colonne("avancement", "Avancement (%)", Genre.ENTIER, minimum=Decimal(0), maximum=Decimal(100), largeur=12,
                    aide="Par pas de 5 ; vide s'il est inconnu."),
            Colonne("debut", "Début", Genre.DATE, largeur=12),
            Colonne("fin", "Fin", Genre.DATE, largeur=12),
            Colonne("blocage", "Point de blocage", largeur=44),
            Colonne("deblocage", "Ce qui débloquerait", largeur=44),
        ),
        aide="Une ligne par fiche du cadre : statut, avancement, dates.",
    )  # fmt: skip


def _feuille_actions(fiches: tuple[tuple[str, str], ...]) -> Feuille:
    return Feuille(
        ACTIONS, "Actions",
        (
            Colonne("fiche", "Fiche action", Genre.CHOIX, modifiable=False, a_la_creation=True, obligatoire=True,
                    choix=fiches, largeur=44),
            Colonne("numero", "N°", Genre.ENTIER, obligatoire=True, minimum=Decimal(PREMIER_NUMERO),
                    maximum=Decimal(999), largeur=7),
            Colonne("titre", "Action", obligatoire=True, longueur=400, largeur=60),
            Colonne("statut", "Statut", Genre.CHOIX, choix=STATUTS, largeur=14, aide="Vide : inconnu."),
            Colonne("debut", "Début", Genre.DATE, largeur=12),
            Colonne("fin", "Fin", Genre.DATE, largeur=12),
        ),
        creation=True,
        aide="Les actions numérotées de chaque fiche. Ajoutez les nouvelles en bas.",
    )  # fmt: skip


def _feuille_etapes(actions: tuple[tuple[str, str], ...]) -> Feuille:
    return Feuille(
        ETAPES, "Étapes",
        (
            Colonne("action", "Action", Genre.CHOIX, modifiable=False, a_la_creation=True, obligatoire=True,
                    choix=actions, largeur=60),
            Colonne("texte", "Étape", longueur=500, largeur=60),
            Colonne("prevue_le", "Prévue le", Genre.DATE, largeur=12),
            Colonne("faite_le", "Faite le", Genre.DATE, largeur=12),
        ),
        creation=True,
        aide="Les étapes de chaque action. Ajoutez les nouvelles en bas : elles viennent à la fin de leur action.",
    )  # fmt: skip


def _iso(valeur: DateCivile | None) -> str | None:
    return valeur.iso() if valeur else None


def _date(valeur: str | None) -> DateCivile | None:
    return DateCivile.lire(valeur) if valeur else None


def _ligne_fiche(fiche: Fiche) -> Ligne:
    numero = getattr(fiche, "numero", None)
    valeurs = {
        "numero": str(numero) if numero is not None else None, "titre": fiche.titre, "statut": fiche.statut,
        "avancement": str(fiche.avancement) if fiche.avancement is not None else None,
        "debut": _iso(fiche.debut), "fin": _iso(fiche.fin), "blocage": fiche.blocage or None,
        "deblocage": fiche.deblocage or None,
    }  # fmt: skip
    return Ligne(str(fiche.pk), fiche.titre, valeurs)


def _ligne_action(action: Action) -> Ligne:
    valeurs = {
        "fiche": str(action.fiche_id), "numero": str(action.numero), "titre": action.titre, "statut": action.statut,
        "debut": _iso(action.debut), "fin": _iso(action.fin),
    }  # fmt: skip
    return Ligne(str(action.pk), str(action), valeurs)


def _ligne_etape(etape: Etape, action: str) -> Ligne:
    valeurs = {
        "action": str(etape.action_id), "texte": etape.texte or None, "prevue_le": _iso(etape.prevue_le),
        "faite_le": _iso(etape.faite_le),
    }  # fmt: skip
    return Ligne(str(etape.pk), etape.texte or f"Étape de « {action} »", valeurs)


def _ecrire_fiche(cadre: Cadre, ligne: LigneChangee, par: Agent | None) -> None:
    fiche = selectors.fiches_du_cadre(cadre).get(pk=int(ligne.cle))
    champs: dict[str, Any] = {}
    for colonne, valeur in ligne.valeurs().items():
        if colonne in ("debut", "fin"):
            champs[colonne] = _date(valeur)
        elif colonne == "avancement":
            champs[colonne] = int(valeur) if valeur is not None else None
        else:
            champs[colonne] = valeur or ""
    services.modifier(fiche=fiche, version=None, par=par, **champs)


def _ecrire_action(cadre: Cadre, ligne: LigneChangee, par: Agent | None) -> None:
    valeurs = ligne.valeurs()
    cle = int(ligne.cle) if ligne.cle else None
    fiche_id = Action.objects.get(pk=cle).fiche_id if cle else int(valeurs["fiche"] or 0)
    fiche = selectors.fiches_du_cadre(cadre).get(pk=fiche_id)
    entrees = [_entree(a, valeurs if a.pk == cle else {}) for a in Action.objects.filter(fiche=fiche)]
    if cle is None:
        entrees.append(_entree(Action(fiche=fiche, statut=Fiche.Statut.INCONNU), valeurs))
    services.definir_actions(fiche=fiche, version=None, entrees=entrees, par=par)


def _entree(action: Action, valeurs: Mapping[str, str | None]) -> ActionEntree:
    return ActionEntree(
        numero=int(valeurs.get("numero") or action.numero),
        titre=valeurs.get("titre") or action.titre,
        statut=(valeurs["statut"] or Fiche.Statut.INCONNU.value) if "statut" in valeurs else action.statut,
        debut=_date(valeurs["debut"]) if "debut" in valeurs else action.debut,
        fin=_date(valeurs["fin"]) if "fin" in valeurs else action.fin,
        id=action.pk,
    )


def _ecrire_etape(cadre: Cadre, ligne: LigneChangee, par: Agent | None) -> None:
    valeurs = ligne.valeurs()
    cle = int(ligne.cle) if ligne.cle else None
    action_id = Etape.objects.get(pk=cle).action_id if cle else int(valeurs["action"] or 0)
    action = Action.objects.select_related("fiche").get(pk=action_id, fiche__placements__cadre=cadre)
    entrees = [_etape(e, valeurs if e.pk == cle else {}) for e in Etape.objects.filter(action=action)]
    if cle is None:
        entrees.append(_etape(Etape(action=action), valeurs))
    services.definir_etapes(fiche=action.fiche, version=None, action=action, entrees=entrees, par=par)


def _etape(etape: Etape, valeurs: Mapping[str, str | None]) -> EtapeEntree:
    return EtapeEntree(
        texte=(valeurs["texte"] or "") if "texte" in valeurs else etape.texte,
        niveau=etape.niveau,
        prevue_le=_date(valeurs["prevue_le"]) if "prevue_le" in valeurs else etape.prevue_le,
        faite_le=_date(valeurs["faite_le"]) if "faite_le" in valeurs else etape.faite_le,
        id=etape.pk,
    )
