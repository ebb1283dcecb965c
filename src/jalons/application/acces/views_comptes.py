"""Pages of accounts and roles, and the journal, for those who administer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.application.acces import journal as lecture_du_journal
from jalons.application.acces import selectors, services
from jalons.application.acces.forms import CompteForm, FiltreComptesForm, FiltreJournalForm, HabilitationForm
from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.models import Affectation, Agent
from jalons.application.acces.permissions import Permission
from jalons.application.ui.envoi import envoyer
from jalons.application.ui.listes import page_demandee
from jalons.noyau.ecarts import RegleNonRespectee

GERER = Permission.ACCES_GERER


def _codes(requete: Requete) -> frozenset[str]:
    return requete.droits.perimetre(GERER)


def _compte(requete: Requete, cle: int) -> Agent:
    """An account of the perimeter, else 404."""
    return get_object_or_404(selectors.comptes(_codes(requete)), pk=cle)


def _essayer(requete: Requete, acte: Callable[[], Any], reussite: str) -> bool:
    """Do ``acte``, and say that it is done or why it is refused."""
    try:
        acte()
    except RegleNonRespectee as refus:
        for ecart in refus.ecarts:
            messages.error(requete, ecart.message)
    except ValidationError as refus:
        for message in refus.messages:
            messages.error(requete, message)
    else:
        messages.success(requete, reussite)
        return True
    return False


@require_safe
@requiert(GERER)
def comptes(requete: Requete) -> HttpResponse:
    """Accounts that can see something of the perimeter."""
    filtre = FiltreComptesForm(requete.GET)
    page = page_demandee(requete.GET, selectors.comptes(_codes(requete), **filtre.criteres()))
    tenues = selectors.habilitations_touchant(_codes(requete)).filter(agent__in=[a.pk for a in page.object_list])
    par_agent: dict[int, list[Affectation]] = {}
    for habilitation in tenues.exclude(fin__lt=timezone.localdate()):
        par_agent.setdefault(habilitation.agent_id, []).append(habilitation)
    lignes = [(agent, par_agent.get(agent.pk, [])) for agent in page.object_list]
    return render(requete, "acces/comptes.html", {"filtre": filtre, "page": page, "lignes": lignes})


@require_http_methods(["GET", "HEAD", "POST"])
@requiert(GERER)
def creer(requete: Requete) -> HttpResponse:
    """A new account with its first role; the link to choose a password is shown once."""
    jour = timezone.localdate()
    formulaire = CompteForm(requete.POST or None, codes=_codes(requete), jour=jour)
    if requete.method == "POST" and formulaire.is_valid():
        d = formulaire.cleaned_data
        personne = {champ: d[champ] for champ in ("courriel", "nom", "prenom", "fonction")}
        try:
            agent, nouveau = services.creer_compte(
                **personne, habilitation=formulaire.habilitation(), par=requete.user, droits_de_par=requete.droits
            )
        except (RegleNonRespectee, ValidationError) as refus:
            formulaire.add_error(None, _messages(refus))
        else:
            if nouveau:
                return _montrer_lien(requete, agent)
            messages.success(requete, "Ce compte existait déjà : le rôle lui est ajouté, son nom est inchangé.")
            return redirect("acces:compte_agent", agent.pk)
    return render(requete, "acces/creer_compte.html", {"formulaire": formulaire})


def _messages(refus: RegleNonRespectee | ValidationError) -> list[str]:
    return [e.message for e in refus.ecarts] if isinstance(refus, RegleNonRespectee) else list(refus.messages)


@require_safe
@requiert(GERER)
def compte_agent(requete: Requete, agent: int) -> HttpResponse:
    """One account: its roles in the perimeter, what may be done, its history."""
    return _page_du_compte(requete, _compte(requete, agent))


def _page_du_compte(requete: Requete, agent: Agent, formulaire: HabilitationForm | None = None) -> HttpResponse:
    jour, codes = timezone.localdate(), _codes(requete)
    ici = selectors.habilitations_touchant(codes).filter(agent=agent).order_by("-debut")
    contexte = {
        "agent": agent,
        "habilitations": [(h, selectors.codes_couverts(h) <= codes and (h.fin is None or h.fin >= jour)) for h in ici],
        "ailleurs": agent.affectations.exclude(pk__in=ici.values("pk")).count(),
        "formulaire": formulaire or HabilitationForm(codes=codes, jour=jour),
        "maitrise": selectors.droits(agent, jour).collectivites <= codes,
    }
    return render(requete, "acces/compte_agent.html", contexte)


@require_POST
@requiert(GERER)
def donner(requete: Requete, agent: int) -> HttpResponse:
    """Give a role."""
    concerne = _compte(requete, agent)
    formulaire = HabilitationForm(requete.POST, codes=_codes(requete), jour=timezone.localdate())
    if formulaire.is_valid():
        habilitation = formulaire.habilitation()
        habilitation.agent = concerne
        try:
            services.donner_habilitation(habilitation, par=requete.user, droits_de_par=requete.droits)
        except (RegleNonRespectee, ValidationError) as refus:
            formulaire.add_error(None, _messages(refus))
        else:
            messages.success(requete, f"« {habilitation} » est donné à {concerne}.")
            return redirect("acces:compte_agent", concerne.pk)
    return _page_du_compte(requete, concerne, formulaire)


@require_POST
@requiert(GERER)
def retirer(requete: Requete, agent: int, habilitation: int) -> HttpResponse:
    """Take a role back, at once."""
    concerne = _compte(requete, agent)
    ici = selectors.habilitations_touchant(_codes(requete)).filter(agent=concerne)
    tenue = get_object_or_404(ici, pk=habilitation)
    _essayer(
        requete,
        lambda: services.retirer_habilitation(
            tenue, par=requete.user, droits_de_par=requete.droits, le=timezone.localdate()
        ),
        f"« {tenue} » est retiré à {concerne}.",
    )
    return redirect("acces:compte_agent" if ici.exists() else "acces:comptes", *([concerne.pk] if ici.exists() else []))


@require_POST
@requiert(GERER)
def activite(requete: Requete, agent: int) -> HttpResponse:
    """Close the account, or open it again."""
    concerne, actif = _compte(requete, agent), requete.POST.get("actif") == "oui"
    _essayer(
        requete,
        lambda: services.changer_activite(
            concerne, actif=actif, par=requete.user, droits_de_par=requete.droits, le=timezone.localdate()
        ),
        "Le compte est rouvert." if actif else "Le compte est fermé : il ne peut plus se connecter.",
    )
    return redirect("acces:compte_agent", concerne.pk)


@require_POST
@requiert(GERER)
def lien(requete: Requete, agent: int) -> HttpResponse:
    """Draw a link to choose a password."""
    return _montrer_lien(requete, _compte(requete, agent))


def _montrer_lien(requete: Requete, agent: Agent) -> HttpResponse:
    """The link, in the answer to the form only: it is kept nowhere."""
    try:
        chemin = services.tirer_lien(agent, par=requete.user, droits_de_par=requete.droits, le=timezone.localdate())
    except RegleNonRespectee as refus:
        messages.error(requete, refus.ecarts[0].message)
        return redirect("acces:compte_agent", agent.pk)
    reponse = render(requete, "acces/lien.html", {"agent": agent, "lien": requete.build_absolute_uri(chemin)})
    reponse.headers["Cache-Control"] = "no-store"
    return reponse


@require_safe
@requiert(Permission.ACCES_JOURNAL)
def journal(requete: Requete) -> HttpResponse:
    """Who did what; ``?format=csv`` gives the same rows as a file."""
    filtre = FiltreJournalForm(requete.GET)
    criteres = filtre.cleaned_data if filtre.is_valid() else {}
    entrees = lecture_du_journal.entrees(requete, **criteres)
    if requete.GET.get("format") == "csv":
        lignes = lecture_du_journal.en_lignes(entrees[: lecture_du_journal.LIGNES_AU_PLUS])
        return envoyer(lecture_du_journal.tableau(lignes), "journal")
    page = page_demandee(requete.GET, entrees)
    contexte = {"filtre": filtre, "page": page, "lignes": lecture_du_journal.en_lignes(page.object_list)}
    return render(requete, "acces/journal.html", contexte)
