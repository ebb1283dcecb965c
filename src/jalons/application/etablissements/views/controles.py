"""The control plan of a year, controls and their follow-ups."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import requiert, visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.etablissements import cycles, porte, risque, risques, services, suivi
from jalons.application.etablissements import formulaires_projets as forms
from jalons.application.etablissements.models import Controle, Etablissement, PlanControle, SuiteControle
from jalons.application.etablissements.views.commun import (
    DECLARER,
    PILOTER,
    SUIVRE,
    editer,
    ouvrir,
    recu,
    territoire,
)
from jalons.application.ui.listes import page_demandee

VIA_SUITE = "controle__etablissement__organisme__code"


def _plan(requete: Requete, annee: int | None = None) -> PlanControle:
    """The plan of a year (asked for in the address, else the current one); not yet written when there is none."""
    demandee = requete.GET.get("annee", "")
    lue = int(demandee) if demandee.isdecimal() and 1990 <= int(demandee) <= 2100 else timezone.localdate().year
    code, annee = territoire(requete, PILOTER), annee or lue
    plan = PlanControle.objects.filter(collectivite_id=code, annee=annee).first()
    return plan or PlanControle(collectivite_id=code, annee=annee)


def _ouvrir(requete: Requete, pk: int, *, faire: Permission | None = None) -> Controle:
    """A control that the agent may see: a managing body, once its provisional report is sent."""
    lignes = suivi.controles_visibles(requete, Controle.objects.all())
    lignes = lignes.select_related("etablissement__organisme", "collectivite", "plan")
    return porte.obtenir(lignes, requete=requete, voir=SUIVRE, faire=faire, organisme=suivi.VIA_LIEU, pk=pk)


def _page(objet: Controle) -> str:
    return reverse("etablissements:controle", args=[objet.pk])


@require_safe
@requiert(PILOTER)
def plan(request: Requete) -> HttpResponse:
    """The plan of a year: its controls, and every establishment by the risk that its own life shows."""
    annuel, jour = _plan(request), timezone.localdate()
    poids = risque.lire_poids(annuel.poids)
    lieux = visibles(Etablissement.objects.all(), requete=request, permission=PILOTER)
    lignes = risques.classement(lieux.filter(collectivite_id=annuel.collectivite_id), jour, poids)
    prevus = list(annuel.controles.select_related("etablissement")) if annuel.pk else []
    inscrits = {c.etablissement_id for c in prevus if c.etat != cycles.ANNULE}
    contexte = {
        "plan": annuel,
        "controles": prevus,
        "page": page_demandee(request.GET, [(x, x.etablissement.pk in inscrits) for x in lignes], par_page=20),
        "annees": [annuel.annee - 1, annuel.annee, annuel.annee + 1],
        "vide": not lignes,
    }
    return render(request, "etablissements/controles.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(PILOTER)
def peser(request: Requete) -> HttpResponse:
    """Set the weights of the criteria."""
    annuel = _plan(request)
    depart = forms.PoidsForm.depart(risque.lire_poids(annuel.poids), annuel.version if annuel.pk else 0)
    formulaire = forms.PoidsForm(recu(request), initial=depart)
    retour = f"{reverse('etablissements:controles')}?annee={annuel.annee}"

    def ecrire(**_: object) -> PlanControle:
        version = formulaire.cleaned_data["version"] or None
        return services.peser(plan=annuel, version=version, poids=formulaire.poids(), par=request.user)

    return editer(
        request, formulaire, ecrire, titre=f"Poids des critères, {annuel.annee}", retour=retour,
        sous_titre="Ce qui compte dans le choix des établissements à contrôler. 0 écarte un critère.",
        dit="Les poids sont enregistrés : le classement en tient compte.", gabarit="etablissements/poids.html",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(PILOTER)
def arreter(request: Requete) -> HttpResponse:
    """Adopt the plan of a year."""
    annuel, jour = _plan(request), timezone.localdate()
    formulaire = forms.ArreterForm(recu(request), initial={"version": annuel.version if annuel.pk else 0, "le": jour})
    return editer(
        request, formulaire, lambda **c: services.arreter(plan=annuel, au=jour, par=request.user, **c),
        titre=f"Arrêter le plan de contrôle {annuel.annee}", bouton="Arrêter le plan",
        retour=f"{reverse('etablissements:controles')}?annee={annuel.annee}",
        sous_titre="Les poids ne changeront plus ; des contrôles hors plan restent possibles.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(PILOTER)
def prevoir(request: Requete, pk: int) -> HttpResponse:
    """Plan a control of an establishment; its score is kept with it."""
    lieu, jour = ouvrir(request, pk, voir=SUIVRE, faire=PILOTER), timezone.localdate()
    annuel = PlanControle.objects.filter(collectivite_id=lieu.collectivite_id, annee=jour.year).first()
    poids = risque.lire_poids(annuel.poids if annuel else {})
    lignes = risques.classement(Etablissement.objects.filter(pk=lieu.pk), jour, poids)
    objet = Controle(collectivite_id=lieu.collectivite_id, etablissement=lieu)
    formulaire = forms.ControleForm(recu(request), initial=forms.depart_projet(objet, forms.ControleForm))

    def ecrire(**champs: object) -> Controle:
        du_plan = annuel or services.peser(
            plan=PlanControle(collectivite_id=lieu.collectivite_id, annee=jour.year), version=None, poids=poids,
            par=request.user,
        )  # fmt: skip
        objet.plan = du_plan
        score = lignes[0].score if lignes else None
        return services.prevoir(controle=objet, par=request.user, score=score, **champs)  # type: ignore[arg-type]

    return editer(
        request, formulaire, ecrire, titre="Prévoir un contrôle", retour=reverse("etablissements:controles"),
        sous_titre=f"{lieu}.", vers=_page, dit="Le contrôle est au plan de l'année.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(PILOTER)
def modifier(request: Requete, pk: int) -> HttpResponse:
    """Change what is planned."""
    objet = _ouvrir(request, pk, faire=PILOTER)
    formulaire = forms.ControleForm(recu(request), initial=forms.depart_projet(objet, forms.ControleForm))
    return editer(
        request, formulaire, lambda **c: services.prevoir(controle=objet, par=request.user, **c),
        titre="Modifier le contrôle", retour=_page(objet), sous_titre=f"{objet.etablissement}.",
        dit="Le contrôle est enregistré.",
    )  # fmt: skip


@require_safe
@requiert(SUIVRE)
def controle(request: Requete, pk: int) -> HttpResponse:
    """A control: why, what it saw, what it asks, what may be done now."""
    objet, jour = _ouvrir(request, pk), timezone.localdate()
    code = objet.etablissement.organisme.code
    pilote = porte.peut(request, PILOTER, objet, code)
    contexte = {
        "controle": objet,
        "collectivite": objet.collectivite,
        "suites": suivi.lignes_terme(objet.suites.all(), jour),
        "actes": cycles.CONTROLE.possibles(objet.etat) if pilote else [],
        "peut_suivre": pilote and objet.etat not in (cycles.PREVU, *cycles.CONTROLE.finis),
        "peut_modifier": pilote and objet.etat not in cycles.CONTROLE.finis,
        "peut_repondre": objet.etat == cycles.NOTIFIE and porte.peut(request, DECLARER, objet, code),
        "pilote": pilote,
    }
    return render(request, "etablissements/controle.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(PILOTER)
def acte(request: Requete, pk: int, code: str) -> HttpResponse:
    """Do an act of the decision table on a control."""
    if code not in cycles.CONTROLE.actes:
        raise Http404("Cet acte n'existe pas.")
    objet, jour = _ouvrir(request, pk, faire=PILOTER), timezone.localdate()
    depart = {"version": objet.version, "le": jour, "constats": objet.constats}
    formulaire = forms.ActeControleForm(recu(request), initial=depart)
    return editer(
        request, formulaire, lambda **c: services.faire(controle=objet, acte=code, au=jour, par=request.user, **c),
        titre=cycles.CONTROLE.actes[code], retour=_page(objet), sous_titre=f"{objet.etablissement}.",
        dit=f"{cycles.CONTROLE.actes[code]} : c'est enregistré.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(PILOTER)
def nouvelle_suite(request: Requete, pk: int) -> HttpResponse:
    """Add what the control asks."""
    lieu = _ouvrir(request, pk, faire=PILOTER)
    return _editer_suite(request, SuiteControle(collectivite_id=lieu.collectivite_id, controle=lieu), "Nouvelle suite")


@require_http_methods(["GET", "POST"])
@requiert(PILOTER)
def modifier_suite(request: Requete, pk: int) -> HttpResponse:
    """Change what the control asks."""
    return _editer_suite(request, _ouvrir_suite(request, pk, PILOTER), "Modifier la suite")


def _ouvrir_suite(requete: Requete, pk: int, faire: Permission) -> SuiteControle:
    lignes = SuiteControle.objects.select_related("controle__etablissement__organisme")
    lignes = lignes.filter(controle__in=suivi.controles_visibles(requete, Controle.objects.all()))
    return porte.obtenir(lignes, requete=requete, voir=SUIVRE, faire=faire, organisme=VIA_SUITE, pk=pk)


def _editer_suite(requete: Requete, objet: SuiteControle, titre: str) -> HttpResponse:
    formulaire = forms.SuiteForm(recu(requete), initial=forms.depart_projet(objet, forms.SuiteForm))
    return editer(
        requete, formulaire, lambda **c: services.enregistrer_suite(suite=objet, par=requete.user, **c), titre=titre,
        retour=_page(objet.controle), sous_titre=f"{objet.controle.etablissement}.", dit="La suite est enregistrée.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(DECLARER)
def repondre(request: Requete, pk: int) -> HttpResponse:
    """The establishment answers a follow-up."""
    return _suivre(request, _ouvrir_suite(request, pk, DECLARER), "repondre")


@require_http_methods(["GET", "POST"])
@requiert(PILOTER)
def suivre(request: Requete, pk: int, code: str) -> HttpResponse:
    """Lift a follow-up, refuse its answer or give it up."""
    if code not in cycles.SUITE.actes or code == "repondre":
        raise Http404("Cet acte n'existe pas.")
    return _suivre(request, _ouvrir_suite(request, pk, PILOTER), code)


def _suivre(requete: Requete, objet: SuiteControle, code: str) -> HttpResponse:
    jour = timezone.localdate()
    formulaire = forms.ActeSuiteForm(recu(requete), initial={"version": objet.version, "le": jour})
    return editer(
        requete, formulaire, lambda **c: services.suivre(suite=objet, acte=code, au=jour, par=requete.user, **c),
        titre=cycles.SUITE.actes[code], retour=_page(objet.controle), sous_titre=f"{objet.libelle}.",
        dit=f"{cycles.SUITE.actes[code]} : c'est enregistré.",
    )  # fmt: skip
