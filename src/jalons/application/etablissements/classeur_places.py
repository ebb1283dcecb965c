"""The workbook of the places of a managing body, with the base: what it holds, what a row of it writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission
from jalons.application.documents.excel.classeur import Contenu, Ligne, Modele
from jalons.application.documents.excel.comparaison import LigneChangee
from jalons.application.etablissements import classeur, selectors, services
from jalons.application.etablissements.models import Acte, Etablissement, Organisme, UniteAccueil
from jalons.noyau.saisie import EntreeRefusee, Faute


class ClasseurPlaces:
    """Units of the establishments of one body and, for whoever may take them, new acts.

    Its pages are those of this module, which know of managing bodies; it is not in the common registry.
    """

    code = classeur.CODE
    version = classeur.VERSION
    titre = classeur.TITRE
    voir = Permission.ETABLISSEMENTS_SUIVRE
    modifier = Permission.ETABLISSEMENTS_DECLARER

    def __init__(self, *, actes: bool, au: date) -> None:
        """For an agent and a day.

        Args:
            actes: whether she may take acts: a body describes its units, the département gives them places.
            au: the day on which the places are counted.
        """
        self.actes, self.au = actes, au

    def objets(self) -> QuerySet[Any]:
        """Managing bodies."""
        return Organisme.objects.all()

    def collectivite(self, objet: Any) -> str:
        """That of the body."""
        return str(objet.collectivite_id)

    def adresse(self, objet: Any) -> str:
        """The page of the body."""
        return reverse("etablissements:organisme", args=[objet.pk])

    def parametres(self, objet: Any) -> dict[str, Any]:
        """The day on which places are counted, and whether there is a sheet of acts."""
        return {"au": self.au.isoformat(), "actes": self.actes}

    def modele(self, objet: Any, parametres: Mapping[str, Any]) -> Modele:
        """Sheets and columns; a workbook with acts keeps its sheet, whoever sends it: its rows are then refused."""
        lieux = Etablissement.objects.filter(organisme=objet).order_by("nom", "pk").values_list("pk", "nom")
        unites = UniteAccueil.objects.filter(etablissement__organisme=objet).select_related("etablissement")
        return classeur.modele(
            tuple((str(pk), f"{nom[:200]} (n° {pk})") for pk, nom in lieux),
            tuple((str(u.pk), f"{u.etablissement.nom[:120]} › {u.nom} (n° {u.pk})") for u in unites.order_by("pk")),
            actes=bool(parametres.get("actes")),
        )

    def contenu(self, objet: Any, parametres: Mapping[str, Any]) -> Contenu:
        """Every unit with its capacity of the day; no act: the sheet only adds some. Three queries."""
        au = date.fromisoformat(str(parametres["au"]))
        lieux = Etablissement.objects.filter(organisme=objet).order_by("nom", "pk")
        lignes = tuple(_ligne(u) for e in selectors.en_lignes(lieux, au) for u in e.unites)
        return {classeur.UNITES: lignes} | ({classeur.ACTES: ()} if parametres.get("actes") else {})

    def appliquer(self, objet: Any, ligne: LigneChangee, *, par: Agent | None) -> None:
        """Write one unit or take one act through the services.

        Raises:
            EntreeRefusee: every fault of the row at once; an act, when the agent may not take any.
        """
        valeurs = ligne.valeurs()
        if ligne.feuille == classeur.UNITES:
            unite = self._unite(objet, ligne.cle) if ligne.cle else self._neuve(objet, valeurs)
            services.enregistrer_unite(unite=unite, version=None, par=par, **classeur.champs_unite(valeurs))
            return
        if not self.actes:
            phrase = "Le département enregistre les actes qui donnent des places : envoyez-lui l'arrêté."
            raise EntreeRefusee([Faute("unite", phrase)], quoi="l'acte")
        unite = self._unite(objet, valeurs.get("unite") or "")
        lus = classeur.champs_acte(valeurs)
        _acte_neuf(unite, lus)
        services.prendre_acte(unite=unite, par=par, **lus)

    def _unite(self, organisme: Organisme, cle: str) -> UniteAccueil:
        trouvee = UniteAccueil.objects.filter(etablissement__organisme=organisme, pk=int(cle or 0)).first()
        if trouvee is None:
            raise EntreeRefusee(
                [Faute("unite", "Cette unité n'est pas de cet organisme : choisissez-la.")], quoi="l'unité"
            )
        return trouvee

    def _neuve(self, organisme: Organisme, valeurs: Mapping[str, str | None]) -> UniteAccueil:
        """The new unit of a row, unless its establishment has one of that name: the same file sent twice adds none."""
        lieu = Etablissement.objects.filter(organisme=organisme, pk=int(valeurs.get("etablissement") or 0)).first()
        if lieu is None:
            phrase = "Cet établissement n'est pas de cet organisme : choisissez-le dans la liste."
            raise EntreeRefusee([Faute("etablissement", phrase)], quoi="l'unité")
        nom = (valeurs.get("nom") or "").strip()
        if UniteAccueil.objects.filter(etablissement=lieu, nom__iexact=nom).exists():
            phrase = f"« {nom} » est déjà une unité de cet établissement : changez sa ligne, ou donnez un autre nom."
            raise EntreeRefusee([Faute("nom", phrase, nom, "un nom nouveau")], quoi="l'unité")
        return UniteAccueil(collectivite_id=lieu.collectivite_id, etablissement=lieu)


def _acte_neuf(unite: UniteAccueil, lus: dict[str, Any]) -> None:
    """Refuse an act that is recorded already, word for word: the same file sent twice takes it once."""
    if Acte.objects.filter(unite=unite, annule_le=None, **lus).exists():
        phrase = f"Cet acte est déjà enregistré pour « {unite} » : supprimez cette ligne."
        raise EntreeRefusee([Faute("nature", phrase, attendu="un acte nouveau")], quoi="l'acte")


def _ligne(u: selectors.LigneUnite) -> Ligne:
    unite, vue = u.unite, u.capacite
    return Ligne(
        str(unite.pk), unite.nom,
        {
            "etablissement": str(unite.etablissement_id), "nom": unite.nom, "type": unite.type,
            "public": unite.public, "sexe": unite.sexe, "age_min": _texte(unite.age_min),
            "age_max": _texte(unite.age_max), "autorisees": _texte(vue.autorisees), "ouvertes": _texte(vue.ouvertes),
        },
    )  # fmt: skip


def _texte(nombre: int | None) -> str | None:
    return None if nombre is None else str(nombre)
