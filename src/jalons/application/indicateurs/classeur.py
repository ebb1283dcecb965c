"""The tableau de bord as a workbook: T0 and targets on one sheet, values by source on another."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission
from jalons.application.documents.excel.cellules import nombre_canonique
from jalons.application.documents.excel.classeur import Colonne, Contenu, Feuille, Genre, Ligne, Modele
from jalons.application.documents.excel.comparaison import LigneChangee
from jalons.application.indicateurs import selectors, services, sources
from jalons.application.indicateurs.models import Cible, Indicateur, Valeur
from jalons.application.indicateurs.suivi import Suivi
from jalons.application.territoires.models import Collectivite
from jalons.noyau.dates import DateCivile

DEFINITIONS, VALEURS = "definitions", "valeurs"
ANNEES_AVANT, ANNEES_APRES = 3, 4
"""Targets offered around the year of the export, besides those already set."""


class ClasseurTableauDeBord:
    """Indicators of one collectivité; definitions are made in Jalons, figures may be filled here."""

    code = "tableau-de-bord"
    version = 1
    titre = "Tableau de bord des indicateurs"
    voir = Permission.INDICATEURS_VOIR
    modifier = Permission.INDICATEURS_MODIFIER

    def objets(self) -> QuerySet[Any]:
        """Collectivités; the gate narrows them by their own code."""
        return Collectivite.objects.all()

    def collectivite(self, objet: Any) -> str:
        """The collectivité itself."""
        return str(objet.pk)

    def adresse(self, objet: Any) -> str:
        """The list of indicators."""
        return reverse("indicateurs:liste")

    def parametres(self, objet: Any) -> dict[str, Any]:
        """Years of the targets."""
        courante = timezone.localdate().year
        fixees = Cible.objects.filter(collectivite=objet, indicateur__archive=False).values_list("annee", flat=True)
        return {"annees": sorted({*fixees, *range(courante - ANNEES_AVANT, courante + ANNEES_APRES + 1)})}

    def modele(self, objet: Any, parametres: Mapping[str, Any]) -> Modele:
        """Two sheets; indicators are chosen by name on a new value."""
        choix = tuple((str(i.pk), f"{i.code} · {i.libelle}"[:250]) for i in _indicateurs(objet))
        return Modele(
            self.code, self.version, f"{self.titre} · {objet}",
            (_feuille_definitions(parametres["annees"]), _feuille_valeurs(choix)),
            ("Deux sources donnent deux lignes : elles ne sont jamais mélangées ni moyennées.",),
        )  # fmt: skip

    def contenu(self, objet: Any, parametres: Mapping[str, Any]) -> Contenu:
        """Every indicator not archived, and each of its values."""
        suivis = selectors.tableau_de_bord(_indicateurs(objet), timezone.localdate())
        return {
            DEFINITIONS: tuple(_ligne_definition(s, parametres["annees"]) for s in suivis),
            VALEURS: tuple(x for s in suivis for x in _lignes_valeurs(s)),
        }

    def appliquer(self, objet: Any, ligne: LigneChangee, *, par: Agent | None) -> None:
        """Write a definition's figures, or a value."""
        if ligne.feuille == DEFINITIONS:
            _ecrire_definition(objet, ligne, par)
        elif ligne.est_creation:
            _creer_valeur(objet, ligne.valeurs(), par)
        else:
            _modifier_valeur(objet, ligne, par)


CLASSEUR = ClasseurTableauDeBord()


def _indicateurs(objet: Any) -> QuerySet[Indicateur]:
    return Indicateur.objects.filter(collectivite=objet, archive=False)


def _feuille_definitions(annees: list[int]) -> Feuille:
    cibles = tuple(
        Colonne(f"cible_{a}", f"Cible {a}", Genre.NOMBRE, largeur=12, aide=f"À atteindre fin {a}.") for a in annees
    )
    return Feuille(
        DEFINITIONS, "Indicateurs et cibles",
        (
            Colonne("code", "Code", modifiable=False, largeur=20),
            Colonne("libelle", "Indicateur", modifiable=False, largeur=48),
            Colonne("unite", "Unité", modifiable=False, largeur=14),
            Colonne("sens", "Sens favorable", modifiable=False, largeur=14),
            Colonne("t0_periode", "Période de départ", Genre.DATE, largeur=12, aide="D'où l'on part."),
            Colonne("t0_valeur", "Valeur de départ (T0)", Genre.NOMBRE, largeur=12),
            *cibles,
        ),
        aide="Une ligne par indicateur : valeur de départ et cible de chaque année.",
    )  # fmt: skip


def _feuille_valeurs(choix: tuple[tuple[str, str], ...]) -> Feuille:
    return Feuille(
        VALEURS, "Valeurs",
        (
            Colonne("indicateur", "Indicateur", Genre.CHOIX, modifiable=False, a_la_creation=True, obligatoire=True,
                    choix=choix, largeur=52),
            Colonne("periode", "Période", Genre.DATE, modifiable=False, a_la_creation=True, obligatoire=True,
                    aide="Une année, ou un mois.", largeur=12),
            Colonne("source", "Source", modifiable=False, a_la_creation=True, obligatoire=True, longueur=40,
                    aide=sources.AIDE, largeur=26),
            Colonne("valeur", "Valeur", Genre.NOMBRE, obligatoire=True, largeur=14),
            Colonne("commentaire", "Commentaire", largeur=60),
        ),
        creation=True,
        aide="Une ligne par indicateur, période et source. Ajoutez les nouvelles valeurs en bas.",
    )  # fmt: skip


def _canonique(nombre: Decimal | None) -> str | None:
    return None if nombre is None else nombre_canonique(nombre)


def _ligne_definition(suivi: Suivi, annees: list[int]) -> Ligne:
    d = suivi.definition
    valeurs = {
        "code": d.code, "libelle": d.libelle, "unite": selectors.libelle_unite(d.unite), "sens": d.sens.libelle,
        "t0_periode": d.t0_periode.iso() if d.t0_periode else None, "t0_valeur": _canonique(d.t0_valeur),
        **{f"cible_{a}": _canonique(suivi.cible_de(a)) for a in annees},
    }  # fmt: skip
    return Ligne(str(d.pk), d.libelle, valeurs)


def _lignes_valeurs(suivi: Suivi) -> list[Ligne]:
    d = suivi.definition
    return [
        Ligne(
            str(v.pk), f"{d.libelle}, {v.periode}, {sources.nom(v.source)}",
            {
                "indicateur": str(d.pk), "periode": v.periode.iso(), "source": sources.nom(v.source),
                "valeur": _canonique(v.valeur), "commentaire": v.commentaire or None,
            },
        )
        for v in suivi.valeurs
    ]  # fmt: skip


def _ecrire_definition(objet: Any, ligne: LigneChangee, par: Agent | None) -> None:
    indicateur = _indicateurs(objet).get(pk=int(ligne.cle))
    valeurs = ligne.valeurs()
    propres: dict[str, Any] = {}
    if "t0_periode" in valeurs:
        propres["t0_periode"] = DateCivile.lire(valeurs["t0_periode"]) if valeurs["t0_periode"] else None
    if "t0_valeur" in valeurs:
        propres["t0_valeur"] = Decimal(valeurs["t0_valeur"]) if valeurs["t0_valeur"] else None
    if propres:
        services.modifier(indicateur=indicateur, par=par, **propres)
    for colonne, valeur in valeurs.items():
        if colonne.startswith("cible_"):
            _ecrire_cible(indicateur, colonne, valeur, par)


def _ecrire_cible(indicateur: Indicateur, colonne: str, valeur: str | None, par: Agent | None) -> None:
    annee = int(colonne.removeprefix("cible_"))
    try:
        if valeur is not None:
            services.fixer_cible(indicateur=indicateur, annee=annee, valeur=Decimal(valeur), par=par)
        elif cible := Cible.objects.filter(indicateur=indicateur, annee=annee).first():
            services.retirer_cible(cible=cible, par=par)
    except ValidationError as erreur:
        raise ValidationError({colonne: erreur.messages}) from erreur


def _creer_valeur(objet: Any, valeurs: Mapping[str, str | None], par: Agent | None) -> None:
    indicateur = _indicateurs(objet).get(pk=int(valeurs["indicateur"] or 0))
    periode, source = DateCivile.lire(valeurs["periode"] or ""), sources.code(valeurs["source"] or "")
    if Valeur.objects.filter(indicateur=indicateur, periode=periode, source=source).exists():
        raise ValidationError(
            {"valeur": [f"« {sources.nom(source)} » a déjà une valeur pour {periode} : changez-la sur sa ligne."]}
        )
    services.saisir_valeur(
        indicateur=indicateur, periode=periode, source=source, valeur=Decimal(valeurs["valeur"] or 0), par=par,
        commentaire=valeurs.get("commentaire") or "",
    )  # fmt: skip


def _modifier_valeur(objet: Any, ligne: LigneChangee, par: Agent | None) -> None:
    valeur = Valeur.objects.select_related("indicateur").get(pk=int(ligne.cle), collectivite=objet)
    valeurs = ligne.valeurs()
    services.saisir_valeur(
        indicateur=valeur.indicateur, periode=valeur.periode, source=valeur.source,
        valeur=Decimal(valeurs.get("valeur") or valeur.valeur), precision=valeur.precision, par=par,
        commentaire=(valeurs["commentaire"] or "") if "commentaire" in valeurs else valeur.commentaire,
    )  # fmt: skip
