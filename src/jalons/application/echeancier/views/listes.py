"""« Mes échéances », the view of a team and of a département, its export."""

from __future__ import annotations

from itertools import groupby
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.echeancier import envois, export, groupes, rules, selectors
from jalons.application.echeancier.forms import TableauForm
from jalons.application.echeancier.groupes import Compte
from jalons.application.echeancier.portee import DOSSIERS, PERIMETRE, choisie
from jalons.application.echeancier.views.commun import lieu, onglets
from jalons.application.socle.journal import journaliser_lecture
from jalons.application.ui.composants.listes import Onglet
from jalons.application.ui.envoi import envoyer, forme_demandee
from jalons.application.ui.listes import a_compter
from jalons.droit.echeances import LIBELLES_STATUT, Statut

PAR_PAGE = 25
LIGNES_EXPORTEES, LOT = 20_000, 2_000


class Pages(Paginator):  # type: ignore[type-arg]
    """Pages of a list whose length is already known, or bounded (``plus``)."""

    def __init__(self, objets: Any, nombre: int, plus: bool = False) -> None:
        super().__init__(objets, PAR_PAGE)
        self.nombre, self.plus = nombre, plus

    @property
    def count(self) -> int:
        """No query."""
        return self.nombre


@require_safe
@requiert(Permission.FAITS_VOIR)
def miennes(request: Requete) -> HttpResponse:
    """What the agent must see to: late, this week, within 30 days, later; htmx receives the list only."""
    jour, maintenant, groupe = timezone.localdate(), timezone.now(), request.GET.get("groupe", "")
    portee = choisie(request, jour)
    siens = selectors.ses_dossiers(request, jour, maintenant=maintenant) if portee == DOSSIERS else None
    a_tenir = groupes.a_tenir(request, au=jour, maintenant=maintenant, siens=siens)
    comptes = a_tenir.compter(a_compter(request.GET.get("page"), PAR_PAGE))
    choisis = {groupe: comptes[groupe]} if groupe in comptes else comptes
    total = groupes.somme(choisis.values())
    page = Pages((), total.nombre, total.plus).get_page(request.GET.get("page"))
    lues = a_tenir.lire(choisis, (page.number - 1) * PAR_PAGE, PAR_PAGE)
    lignes = selectors.presenter(lues, au=jour)
    contexte = {
        "onglets": onglets(request, "miennes"), "jour": jour, "page": page, "groupe": groupe, "portee": portee,
        "groupes": [(cle, rules.GROUPES[cle or ""], comptes[cle or ""].en_mots, list(siennes)) for cle, siennes in
                    groupby(lignes, key=lambda x: x.groupe)],
        "comptes": _onglets_des_groupes(comptes, groupe, portee), "portees": _portees(portee),
        "peut_suivre": request.droits.peut(Permission.ECHEANCIER_SUIVRE),
    }  # fmt: skip
    return render(request, "echeancier/_liste.html" if request.htmx else "echeancier/miennes.html", contexte)


def _portees(portee: str) -> list[Onglet]:
    page = reverse("echeancier:miennes")
    return [
        Onglet("Mes dossiers", f"{page}?portee={DOSSIERS}", portee == DOSSIERS),
        Onglet("Tout mon périmètre", f"{page}?portee={PERIMETRE}", portee == PERIMETRE),
    ]


def _onglets_des_groupes(comptes: dict[str, Compte], groupe: str, portee: str) -> list[Onglet]:
    page = f"{reverse('echeancier:miennes')}?portee={portee}"
    tous = Onglet("Tout", page, groupe not in comptes, groupes.somme_en_mots(comptes.values()))
    suite = (Onglet(rules.GROUPES[g], f"{page}&groupe={g}", g == groupe, n.en_mots) for g, n in comptes.items())
    return [tous, *suite]


def _filtre(request: Requete) -> tuple[TableauForm, dict[str, Any], dict[int, str]]:
    codes = request.droits.perimetre(Permission.FAITS_VOIR)
    noms = selectors.unites(codes & {request.territoire} if request.territoire else codes)
    filtre = TableauForm(request.GET, unites=noms)
    return filtre, filtre.criteres(), noms


@require_safe
@requiert(Permission.FAITS_VOIR)
def tableau(request: Requete) -> HttpResponse:
    """Counts and rates of the perimeter by matter, unit and nature, then the list; htmx receives what is filtered."""
    jour, maintenant = timezone.localdate(), timezone.now()
    filtre, criteres, noms = _filtre(request)
    chiffres = selectors.bilan_garde(request, criteres, au=jour, noms=noms, maintenant=maintenant)
    bilan, a_faire = chiffres.valeur, criteres["periode"] == rules.A_FAIRE
    lignes = selectors.listees(request, maintenant, jour, criteres, noms)
    a_part = bilan.anciennes if a_faire else 0
    page = Pages(lignes, bilan.ensemble.total - a_part).get_page(request.GET.get("page"))
    contexte = {
        "onglets": onglets(request, "tableau"), "jour": jour, "filtre": filtre, "filtree": filtre.has_changed(),
        "page": page, "lignes": selectors.presenter(page.object_list, au=jour), "bilan": bilan,
        "compte_le": chiffres.le,
        "axes": [(titre, list(bilan.par.get(axe, {}).values())) for axe, titre in
                 (("matiere", "Matière"), ("unite", "Unité"), ("nature", "Nature"))],
        "suite": f"?{request.GET.urlencode()}" if request.GET else "", "a_faire": a_faire, "anciennes": a_part,
        "vers_anciennes": _avec(request, periode=rules.ANCIENNES),
        "periode": "" if criteres["du"] or criteres["jusqua"] else rules.PERIODES[criteres["periode"]],
    }  # fmt: skip
    return render(request, "echeancier/_tableau.html" if request.htmx else "echeancier/tableau.html", contexte)


def _avec(request: Requete, **choix: str) -> str:
    """The criteria of the page with these, from its first page."""
    criteres = request.GET.copy()
    criteres.pop("page", None)
    for nom, valeur in choix.items():
        criteres[nom] = valeur
    return f"?{criteres.urlencode()}"


@require_safe
@requiert(Permission.FAITS_VOIR)
def exporter(request: Requete, forme: str) -> HttpResponse:
    """The same list as a file: numbers of files, never a name. The export is written in the journal of readings."""
    forme, jour = forme_demandee(forme), timezone.localdate()
    _, criteres, noms = _filtre(request)
    lignes = selectors.filtrees(request, criteres, au=jour, noms=noms.keys())
    lues = list(selectors.avec_unite(lignes, noms.keys())[:LIGNES_EXPORTEES])
    lots = (lues[i : i + LOT] for i in range(0, len(lues), LOT))
    journaliser_lecture(
        "echeancier:exporter", objet=request.user, par=request.user, collectivite=lieu(request), lignes=len(lues)
    )
    donnees = [_cellules(x, noms) for lot in lots for x in selectors.presenter(lot, au=jour)]
    return envoyer(export.tableau(donnees), f"echeances-{jour:%Y-%m-%d}", forme)


def _cellules(ligne: selectors.Ligne, noms: dict[int, str]) -> tuple[Any, ...]:
    """In the order of ``export.COLONNES``."""
    e, vue = ligne.vue.echeance, ligne.vue
    motif = ligne.suivi.get_motif_display() if ligne.suivi and ligne.suivi.motif else None
    return (
        envois.sujet_dehors(ligne), selectors.nom_de_matiere(e.matiere), e.libelle, e.regle,
        ligne.nature, noms.get(getattr(e, "unite", None) or 0), e.qui, e.ouverte_par, e.due_le, e.tenue_le,
        LIBELLES_STATUT[cast(Statut, vue.situation.statut)], vue.situation.jours, motif,
        "oui" if e.confirmee else "non", e.source,
    )  # fmt: skip
