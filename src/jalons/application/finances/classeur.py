"""The plan financier as a workbook: one row per amount, by action, source, year and version."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse

from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission
from jalons.application.documents.excel.cellules import nombre_canonique
from jalons.application.documents.excel.classeur import Colonne, Contenu, Feuille, Genre, Ligne, Modele
from jalons.application.documents.excel.comparaison import LigneChangee
from jalons.application.fiches.models import Cadre, Fiche, Placement, Rubrique
from jalons.application.finances import selectors, services
from jalons.application.finances.lignes import Beneficiaire, Version
from jalons.application.finances.models import Montant
from jalons.noyau.dates import DateCivile
from jalons.noyau.montants import PrecisionMontant

MONTANTS = "montants"
OUI_NON = (("oui", "oui"), ("non", "non"))


class ClasseurPlanFinancier:
    """Amounts of one frame."""

    code = "plan-financier"
    version = 1
    titre = "Plan financier"
    voir = Permission.FINANCES_VOIR
    modifier = Permission.FINANCES_MODIFIER

    def objets(self) -> QuerySet[Any]:
        """Frames."""
        return Cadre.objects.all()

    def collectivite(self, objet: Any) -> str:
        """That of the frame."""
        return str(objet.collectivite_id)

    def adresse(self, objet: Any) -> str:
        """The list of amounts."""
        return reverse("finances:montants", args=[objet.pk])

    def parametres(self, objet: Any) -> dict[str, Any]:
        """None: columns do not change."""
        return {}

    def modele(self, objet: Any, parametres: Mapping[str, Any]) -> Modele:
        """One sheet."""
        return Modele(
            self.code, self.version, f"{self.titre} · {objet}",
            (Feuille(MONTANTS, "Plan financier", _colonnes(objet), creation=True, aide=_AIDE),),
            (
                "Donnez un exercice, ou une période (début et fin), ou « chaque année » : un montant par an n'est "
                "jamais multiplié par un nombre d'années.",
                "Les totaux annoncés et les parties d'un montant se modifient dans Jalons.",
            ),
        )  # fmt: skip

    def contenu(self, objet: Any, parametres: Mapping[str, Any]) -> Contenu:
        """Amounts that add up; announced totals and parts stay in Jalons."""
        montants = selectors.montants(objet).filter(est_total=False, inclus_dans=None)
        return {MONTANTS: tuple(_ligne(m) for m in montants)}

    def appliquer(self, objet: Any, ligne: LigneChangee, *, par: Agent | None) -> None:
        """Add or change one amount."""
        champs = _champs(objet, ligne.valeurs())
        if ligne.est_creation:
            services.ajouter_montant(cadre=objet, par=par, **{"libelle": "", **champs})
        else:
            montant = Montant.objects.select_related("cadre", "fiche", "rubrique").get(pk=int(ligne.cle), cadre=objet)
            try:
                services.modifier_montant(montant=montant, par=par, **champs)
            except ValidationError as erreur:
                raise ValidationError(_par_colonne(erreur)) from erreur


CLASSEUR = ClasseurPlanFinancier()

_AIDE = "Une ligne par montant. Ajoutez les nouveaux montants en bas."


def _actions(cadre: Cadre) -> tuple[tuple[str, str], ...]:
    fiches = Fiche.objects.filter(pk__in=Placement.objects.filter(cadre=cadre).values("fiche"))
    rubriques = Rubrique.objects.filter(cadre=cadre, retire_le=None)
    return (
        *((f"fiche-{f.pk}", f"Fiche · {f.titre}"[:250]) for f in fiches),
        *((f"rubrique-{r.pk}", f"{r.get_genre_display()} · {r}"[:250]) for r in rubriques),
    )


def _colonnes(cadre: Cadre) -> tuple[Colonne, ...]:
    sources = tuple((c, libelle) for c, libelle in selectors.libelles_des_sources().items() if c)
    precisions = tuple((p.value, p.libelle.strip() or "exact") for p in PrecisionMontant)
    return (
        Colonne("libelle", "Libellé", longueur=250, largeur=44, aide="Ce que ce montant paie."),
        Colonne("action", "Action, objectif ou liste", Genre.CHOIX, choix=_actions(cadre), largeur=40,
                aide="Vide : le document ne le dit pas."),
        Colonne("source", "Source", Genre.CHOIX, choix=sources, obligatoire=True, largeur=26),
        Colonne("version", "Version", Genre.CHOIX, choix=tuple((v.value, v.libelle) for v in Version),
                obligatoire=True, largeur=11, aide="Où en est ce montant."),
        Colonne("valeur", "Montant (€)", Genre.EUROS, obligatoire=True, minimum=Decimal(0), maximum=Decimal(10) ** 10,
                largeur=17),
        Colonne("precision", "Précision", Genre.CHOIX, choix=precisions, largeur=10, aide="Vide : exact."),
        Colonne("annee", "Exercice", Genre.ENTIER, minimum=Decimal(1990), maximum=Decimal(2100), largeur=10),
        Colonne("debut", "Début de période", Genre.DATE, largeur=12),
        Colonne("fin", "Fin de période", Genre.DATE, largeur=12),
        Colonne("par_an", "Chaque année", Genre.CHOIX, choix=OUI_NON, largeur=9, aide="Vide : non."),
        Colonne("beneficiaire", "Versé à", Genre.CHOIX, choix=tuple((b.value, b.libelle) for b in Beneficiaire),
                largeur=26, aide="Vide : le document ne le dit pas."),
        Colonne("beneficiaire_nom", "Nom du bénéficiaire", longueur=200, largeur=24),
        Colonne("commentaire", "Commentaire", largeur=36),
    )  # fmt: skip


def _ligne(montant: Montant) -> Ligne:
    action = f"fiche-{montant.fiche_id}" if montant.fiche_id else f"rubrique-{montant.rubrique_id}"
    valeurs = {
        "libelle": montant.libelle,
        "action": action if montant.fiche_id or montant.rubrique_id else None,
        "source": montant.source,
        "version": montant.version,
        "valeur": nombre_canonique(montant.valeur),
        "precision": montant.precision,
        "annee": str(montant.annee) if montant.annee is not None else None,
        "debut": montant.debut.iso() if montant.debut else None,
        "fin": montant.fin.iso() if montant.fin else None,
        "par_an": "oui" if montant.par_an else "non",
        "beneficiaire": montant.beneficiaire,
        "beneficiaire_nom": montant.beneficiaire_nom or None,
        "commentaire": montant.commentaire or None,
    }
    return Ligne(str(montant.pk), montant.libelle, valeurs)


def _champs(cadre: Cadre, valeurs: Mapping[str, str | None]) -> dict[str, Any]:
    """Canonical values as fields of an amount."""
    lecteurs: dict[str, Any] = {
        "valeur": lambda v: Decimal(v or 0),
        "precision": lambda v: v or PrecisionMontant.EXACT.value,
        "annee": lambda v: int(v) if v else None,
        "debut": lambda v: DateCivile.lire(v) if v else None,
        "fin": lambda v: DateCivile.lire(v) if v else None,
        "par_an": lambda v: v == "oui",
        "beneficiaire": lambda v: v or None,
    }
    champs = {c: lecteurs.get(c, lambda v: v or "")(v) for c, v in valeurs.items() if c != "action"}
    if "action" in valeurs:
        nature, _, cle = (valeurs["action"] or "").partition("-")
        champs["fiche"] = Fiche.objects.get(pk=int(cle)) if nature == "fiche" else None
        champs["rubrique"] = Rubrique.objects.get(pk=int(cle), cadre=cadre) if nature == "rubrique" else None
    return champs


def _par_colonne(erreur: ValidationError) -> Any:
    """Faults on the fiche or the heading point at the column that names them."""
    if not hasattr(erreur, "error_dict"):
        return erreur.messages
    return {("action" if c in ("fiche", "rubrique") else c): p for c, p in erreur.message_dict.items()}
