"""The workbook of the foster carers of an employer, with the base: what it holds, what a row of it writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission
from jalons.application.accueil_familial import classeur, rules, selectors, services
from jalons.application.accueil_familial.models import AssistantFamilial, Decision, Justificatif
from jalons.application.accueil_familial.services.personnes import FAMILLE
from jalons.application.documents.excel.classeur import Contenu, Ligne, Modele
from jalons.application.documents.excel.comparaison import LigneChangee
from jalons.application.etablissements.models import Organisme, UniteAccueil
from jalons.application.etablissements.services.ecriture import propres
from jalons.application.territoires.models import UniteLocale
from jalons.noyau.saisie import EntreeRefusee, Faute


class ClasseurAssistants:
    """The carers of one employer and, to be added, decisions on their approvals and proofs.

    Its pages are those of this module, which know of employers; it is not in the common registry.
    """

    code = classeur.CODE
    version = classeur.VERSION
    titre = classeur.TITRE
    voir = modifier = Permission.ACCUEIL_FAMILIAL_MODIFIER

    def __init__(self, *, au: date) -> None:
        """For a day: that on which approvals are read, and after which nothing has happened yet."""
        self.au = au

    def objets(self) -> QuerySet[Any]:
        """Employers."""
        return Organisme.objects.all()

    def collectivite(self, objet: Any) -> str:
        """That of the employer."""
        return str(objet.collectivite_id)

    def adresse(self, objet: Any) -> str:
        """The list of its carers."""
        return f"{reverse('accueil_familial:liste')}?employeur={objet.pk}"

    def parametres(self, objet: Any) -> dict[str, Any]:
        """The day on which approvals are read."""
        return {"au": self.au.isoformat()}

    def modele(self, objet: Any, parametres: Mapping[str, Any]) -> Modele:
        """Sheets and columns: foster homes of the employer, open local units, and those already used. Two queries."""
        siens = AssistantFamilial.objects.filter(employeur=objet)
        unites = UniteAccueil.objects.filter(
            Q(etablissement__organisme=objet, type=FAMILLE) | Q(pk__in=siens.values("unite_id"))
        ).annotate(lieu=F("etablissement__nom"))
        territoires = UniteLocale.objects.filter(
            Q(fermee_le=None) | Q(pk__in=siens.values("territoire_id")), collectivite_id=objet.collectivite_id
        )
        return classeur.modele(
            tuple((str(u.pk), f"{u.lieu[:120]} › {u.nom} (n° {u.pk})") for u in unites.order_by("pk")),
            tuple((str(t.pk), f"{t.nom} (n° {t.pk})") for t in territoires.order_by("nom", "pk")),
        )

    def contenu(self, objet: Any, parametres: Mapping[str, Any]) -> Contenu:
        """Every carer with his approval of the day; no decision, no proof: their sheets only add some. Two queries."""
        au = date.fromisoformat(str(parametres["au"]))
        siens = list(AssistantFamilial.objects.filter(employeur=objet).order_by("nom", "prenom", "pk"))
        decisions = selectors.decisions_par(Decision.objects.filter(assistant__employeur=objet), "assistant_id")
        lignes = tuple(_ligne(a, rules.agrement(decisions.get(a.pk, []), au)) for a in siens)
        return {classeur.ASSISTANTS: lignes, classeur.DECISIONS: (), classeur.JUSTIFICATIFS: ()}

    def appliquer(self, objet: Any, ligne: LigneChangee, *, par: Agent | None) -> None:
        """Write one carer, or record one decision or one proof, through the services.

        Raises:
            EntreeRefusee: every fault of the row at once; what is already recorded word for word.
        """
        lus = classeur.champs(ligne.feuille, ligne.valeurs())
        if ligne.feuille == classeur.ASSISTANTS:
            neuf = AssistantFamilial(collectivite_id=objet.collectivite_id, employeur=objet)
            assistant = self._trouver(objet, pk=int(ligne.cle)) if ligne.cle else neuf
            services.enregistrer_assistant(assistant=assistant, version=None, par=par, au=self.au, **lus)
            return
        assistant = self._trouver(objet, numero=lus.pop("numero"))
        if ligne.feuille == classeur.DECISIONS:
            _neuve(Decision, assistant, lus, "Cette décision est déjà enregistrée")
            services.decider(assistant=assistant, par=par, **lus)
        else:
            _neuve(Justificatif, assistant, lus, "Ce justificatif est déjà enregistré")
            services.justifier(assistant=assistant, au=self.au, par=par, **lus)

    def _trouver(self, employeur: Organisme, **recherche: Any) -> AssistantFamilial:
        trouve = AssistantFamilial.objects.filter(employeur=employeur, **recherche).first()
        if trouve is None:
            numero = str(recherche.get("numero", ""))
            phrase = (
                f"Aucun assistant familial de cet employeur n'a le numéro « {numero} » : corrigez-le, ou ajoutez-le "
                "dans la feuille « Assistants familiaux »."
            )
            raise EntreeRefusee([Faute("numero", phrase, numero, "un numéro connu")], quoi="la ligne")
        return trouve


def _neuve(
    modele: type[Decision] | type[Justificatif], assistant: AssistantFamilial, lus: dict[str, Any], deja: str
) -> None:
    """Refuse a row that is recorded already, word for word: the same file sent twice adds nothing."""
    lignes: QuerySet[Any] = modele._default_manager.filter(assistant=assistant, annule_le=None, **propres(lus))
    if lignes.exists():
        phrase = f"{deja} pour l'{assistant} : supprimez cette ligne."
        raise EntreeRefusee([Faute("nature", phrase, attendu="une ligne nouvelle")], quoi="la ligne")


def _ligne(a: AssistantFamilial, agrement: rules.Agrement) -> Ligne:
    autorises = agrement.autorises
    return Ligne(
        str(a.pk), f"{a.nom_complet}, {a.numero}",
        {
            "numero": a.numero, "nom": a.nom, "prenom": a.prenom, "naissance": _jour(a.naissance),
            "unite": _texte(a.unite_id), "territoire": _texte(a.territoire_id), "entre_le": _jour(a.entre_le),
            "sorti_le": _jour(a.sorti_le), "motif_depart": a.motif_depart or None,
            "etat": rules.ETATS[agrement.etat], "autorises": _texte(autorises),
        },
    )  # fmt: skip


def _texte(nombre: int | None) -> str | None:
    return None if nombre is None else str(nombre)


def _jour(jour: date | None) -> str | None:
    return None if jour is None else jour.isoformat()
