"""Evaluations of the quality and their improvement plan; adverse events."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.etablissements import formulaires_suivi as forms
from jalons.application.etablissements import nomenclatures, porte, services, suivi
from jalons.application.etablissements.models import ActionAmelioration, Evaluation, EvenementIndesirable
from jalons.application.etablissements.views.commun import DECLARER, SUIVRE, editer, ouvrir, recu, vie_de
from jalons.application.etablissements.views.organismes import noter
from jalons.application.ui.listes import page_demandee


def _ouvrir_evaluation(requete: Requete, pk: int, *, faire: Permission | None = None) -> Evaluation:
    lignes = Evaluation.objects.select_related("etablissement__organisme", "collectivite")
    return porte.obtenir(lignes, requete=requete, voir=SUIVRE, faire=faire, organisme=suivi.VIA_LIEU, pk=pk)


def _ouvrir_action(requete: Requete, pk: int) -> ActionAmelioration:
    lignes = ActionAmelioration.objects.select_related("evaluation__etablissement__organisme")
    voie = "evaluation__etablissement__organisme__code"
    return porte.obtenir(lignes, requete=requete, voir=SUIVRE, faire=DECLARER, organisme=voie, pk=pk)


@require_safe
@requiert(SUIVRE)
def evaluation(request: Requete, pk: int) -> HttpResponse:
    """An evaluation and its improvement plan."""
    objet, jour = _ouvrir_evaluation(request, pk), timezone.localdate()
    contexte = {
        "evaluation": objet,
        "collectivite": objet.collectivite,
        "actions": suivi.lignes_terme(objet.actions.all(), jour),
        "peut_declarer": porte.peut(request, DECLARER, objet, objet.etablissement.organisme.code),
    }
    return render(request, "etablissements/evaluation.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(DECLARER)
def nouvelle_evaluation(request: Requete, pk: int) -> HttpResponse:
    """Record an evaluation of an establishment."""
    lieu = ouvrir(request, pk, voir=SUIVRE, faire=DECLARER)
    objet = Evaluation(collectivite_id=lieu.collectivite_id, etablissement=lieu)
    return _editer_evaluation(request, objet, "Nouvelle évaluation", vie_de(pk))


@require_http_methods(["GET", "POST"])
@requiert(DECLARER)
def modifier_evaluation(request: Requete, pk: int) -> HttpResponse:
    """Change an evaluation."""
    objet = _ouvrir_evaluation(request, pk, faire=DECLARER)
    return _editer_evaluation(request, objet, "Modifier l'évaluation", _page(objet))


def _editer_evaluation(requete: Requete, objet: Evaluation, titre: str, retour: str) -> HttpResponse:
    formulaire = forms.EvaluationForm(recu(requete), initial=forms.depart_ligne(objet, forms.EvaluationForm))
    jour = timezone.localdate()
    return editer(
        requete, formulaire,
        lambda **c: services.enregistrer_evaluation(evaluation=objet, au=jour, par=requete.user, **c),
        titre=titre, retour=retour, sous_titre=f"{objet.etablissement}.", vers=_page,
        dit="L'évaluation est enregistrée : la suivante est à l'échéancier.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(DECLARER)
def nouvelle_action(request: Requete, pk: int) -> HttpResponse:
    """Add an action to the improvement plan."""
    lieu = _ouvrir_evaluation(request, pk, faire=DECLARER)
    objet = ActionAmelioration(collectivite_id=lieu.collectivite_id, evaluation=lieu)
    return _editer_action(request, objet, "Nouvelle action d'amélioration")


@require_http_methods(["GET", "POST"])
@requiert(DECLARER)
def modifier_action(request: Requete, pk: int) -> HttpResponse:
    """Change an action of the improvement plan."""
    return _editer_action(request, _ouvrir_action(request, pk), "Modifier l'action")


def _editer_action(requete: Requete, objet: ActionAmelioration, titre: str) -> HttpResponse:
    formulaire = forms.ActionForm(recu(requete), initial=forms.depart_ligne(objet, forms.ActionForm))
    return editer(
        requete, formulaire, lambda **c: services.enregistrer_action(action=objet, par=requete.user, **c), titre=titre,
        retour=_page(objet.evaluation), sous_titre=f"{objet.evaluation.etablissement}.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(DECLARER)
def noter_action(request: Requete, pk: int) -> HttpResponse:
    """Say that an action is done, given up or open again."""
    objet, jour = _ouvrir_action(request, pk), timezone.localdate()
    return noter(
        request, objet, lambda **c: services.noter_action(action=objet, au=jour, par=request.user, **c),
        _page(objet.evaluation),
    )  # fmt: skip


def _page(objet: Evaluation) -> str:
    return reverse("etablissements:evaluation", args=[objet.pk])


@require_safe
@requiert(SUIVRE)
def evenements(request: Requete) -> HttpResponse:
    """Adverse events of the perimeter: how many of each category, how long each waited for its declaration."""
    filtre, jour = forms.FiltreEvenementsForm(request.GET), timezone.localdate()
    lignes = suivi.filtrer_evenements(suivi.evenements_du_perimetre(request), **filtre.criteres())
    par_categorie = lignes.order_by().values_list("categorie").annotate(
        n=Count("pk"), tardifs=Count("pk", filter=Q(declare_le=None) | Q(declare_le__gt=F("survenu_le"))),
        ouverts=Count("pk", filter=Q(clos_le=None)),
    )  # fmt: skip
    page = page_demandee(request.GET, lignes.select_related("etablissement"), par_page=30)
    source, confirmee = nomenclatures.source_evenements()
    contexte: dict[str, Any] = {
        "filtre": filtre,
        "filtree": filtre.has_changed(),
        "page": page,
        "lignes": suivi.lignes_evenements(page.object_list, jour),
        "comptes": sorted(
            ((nomenclatures.libelle("evenements_indesirables", c), *n) for c, *n in par_categorie), key=lambda x: -x[1]
        ),
        "source": source,
        "confirmee": confirmee,
    }
    return render(request, "etablissements/evenements.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(DECLARER)
def nouvel_evenement(request: Requete, pk: int) -> HttpResponse:
    """Declare an adverse event."""
    lieu = ouvrir(request, pk, voir=SUIVRE, faire=DECLARER)
    objet = EvenementIndesirable(collectivite_id=lieu.collectivite_id, etablissement=lieu)
    return _editer_evenement(request, objet, "Déclarer un événement indésirable")


@require_http_methods(["GET", "POST"])
@requiert(DECLARER)
def modifier_evenement(request: Requete, pk: int) -> HttpResponse:
    """Complete a declaration, follow it, close it."""
    lignes = EvenementIndesirable.objects.select_related("etablissement__organisme")
    objet = porte.obtenir(lignes, requete=request, voir=SUIVRE, faire=DECLARER, organisme=suivi.VIA_LIEU, pk=pk)
    return _editer_evenement(request, objet, "Suivre un événement indésirable")


def _editer_evenement(requete: Requete, objet: EvenementIndesirable, titre: str) -> HttpResponse:
    formulaire = forms.EvenementForm(recu(requete), initial=forms.depart_ligne(objet, forms.EvenementForm))
    jour = timezone.localdate()
    return editer(
        requete, formulaire,
        lambda **c: services.enregistrer_evenement(evenement=objet, au=jour, par=requete.user, **c),
        titre=titre, retour=vie_de(objet.etablissement_id), dit="L'événement est enregistré.",
        sous_titre=f"{objet.etablissement}. N'écrivez le nom de personne : comptez les enfants concernés.",
    )  # fmt: skip
