"""Who read a file, emergency access and its review, "known elsewhere"."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import edition, journal_en_mots, porte, selectors, services
from jalons.application.enfants.forms import DeclarationForm, RevueForm, UrgenceForm
from jalons.application.enfants.models import AccesUrgence, ConnuAilleurs, Enfant
from jalons.application.enfants.taches import messagerie
from jalons.application.socle.journal import journaliser_lecture
from jalons.application.socle.models import Entree
from jalons.application.ui.listes import page_demandee
from jalons.noyau.saisie import EntreeRefusee

SANS_COURRIEL = "aucune messagerie n'est configurée, aucun courriel ne part"


@require_safe
@requiert(Permission.ENFANTS_SUPERVISER)
def journal(request: Requete, pk: int) -> HttpResponse:
    """Every reading and every act on a file, for supervision. It shows no content of the file."""
    maintenant, superviser = timezone.now(), Permission.ENFANTS_SUPERVISER
    enfant = porte.obtenir(request, pk, maintenant=maintenant, voir=superviser)
    journaliser_lecture("enfants:lire_journal", objet=enfant, par=request.user)
    entrees = Entree.objects.filter(
        collectivite_id=enfant.collectivite_id, objet_type="enfants.enfant", objet_id=str(enfant.pk)
    )
    page = page_demandee(request.GET, entrees)
    contexte = {
        "enfant": enfant,
        "collectivite": enfant.collectivite,
        "page": page,
        "lignes": journal_en_mots.lire(page.object_list),
        "urgences": AccesUrgence.objects.filter(enfant=enfant).select_related("agent", "revu_par"),
    }
    return render(request, "enfants/journal.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(Permission.ENFANTS_URGENCE)
def urgence(request: Requete, pk: int) -> HttpResponse:
    """Open a file outside one's perimeter, for a typed reason and a limited time."""
    maintenant = timezone.now()
    enfant = porte.obtenir(request, pk, maintenant=maintenant, voir=Permission.ENFANTS_URGENCE)
    if porte.visibles(request, Permission.ENFANTS_VOIR, maintenant=maintenant).filter(pk=pk).exists():
        messages.info(request, "Ce dossier vous est déjà ouvert : l'accès d'urgence n'est pas nécessaire.")
        return redirect("enfants:dossier", pk)
    formulaire = UrgenceForm(request.POST if request.method == "POST" else None)
    formulaire.controle = services.fautes_de_l_urgence
    if formulaire.is_bound and formulaire.is_valid() and _ouvrir_en_urgence(request, enfant, formulaire, maintenant):
        return redirect("enfants:dossier", pk)
    return edition.page(
        request, enfant, formulaire, titre="Accès d'urgence", bouton="Ouvrir le dossier en urgence",
        retour=reverse("enfants:connu", args=[pk]), sans_dossier=True,
        intro="Ce dossier n'est pas de votre périmètre. La supervision verra votre motif et toutes vos lectures.",
    )  # fmt: skip


def _ouvrir_en_urgence(requete: Requete, enfant: Enfant, formulaire: UrgenceForm, maintenant: datetime) -> bool:
    """Open the file; whether it is done."""
    lus = formulaire.cleaned_data
    try:
        acces = services.ouvrir_urgence(enfant=enfant, agent=requete.user, maintenant=maintenant, **lus)
    except EntreeRefusee as refus:
        formulaire.refuser(refus)
        return False
    fin = timezone.localtime(acces.expire_le)
    comment = (
        "est prévenue dans Jalons et par courriel" if messagerie() else f"est prévenue dans Jalons ; {SANS_COURRIEL}"
    )
    messages.warning(requete, f"Dossier ouvert jusqu'au {fin:%d/%m/%Y à %H:%M}. La supervision {comment}.")
    return True


@require_http_methods(["GET", "POST"])
@requiert(Permission.ENFANTS_SUPERVISER)
def revoir(request: Requete, acces: int) -> HttpResponse:
    """Review an emergency access: why, what was read meanwhile, what supervision thinks of it."""
    codes = request.droits.perimetre(Permission.ENFANTS_SUPERVISER)
    lignes = AccesUrgence.objects.select_related("enfant__collectivite", "agent", "revu_par")
    objet = get_object_or_404(lignes.filter(collectivite_id__in=codes), pk=acces)
    formulaire = RevueForm(request.POST if request.method == "POST" else None)
    formulaire.controle = lambda lus: services.fautes_de_la_revue(objet, lus, par=request.user)
    if formulaire.is_bound and formulaire.is_valid():
        try:
            services.revoir_urgence(acces=objet, par=request.user, **formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, "L'accès est revu.")
            return redirect("enfants:urgences")
    lues = Entree.objects.filter(
        collectivite_id=objet.collectivite_id, objet_type="enfants.enfant", objet_id=str(objet.enfant_id),
        agent_id=objet.agent_id, quand__gte=objet.ouvert_le, quand__lt=objet.expire_le,
    )  # fmt: skip
    contexte = {"acces": objet, "formulaire": formulaire, "lignes": journal_en_mots.lire(lues[:200])}
    statut = 422 if formulaire.errors else 200
    return render(request, "enfants/revoir.html", contexte, status=statut)


@require_safe
@requiert(Permission.ENFANTS_RECHERCHER)
def connu(request: Requete, pk: int) -> HttpResponse:
    """Who knows a child and whom to call, never what they know; each look is written in the journal."""
    maintenant = timezone.now()
    enfant = porte.obtenir(request, pk, maintenant=maintenant, voir=Permission.ENFANTS_RECHERCHER)
    journaliser_lecture("enfants:lire_connu", objet=enfant, par=request.user)
    voulues = [Permission.ENFANTS_VOIR, Permission.ENFANTS_DECLARER, Permission.ENFANTS_URGENCE]
    tenues = porte.permissions_sur(request, enfant, voulues, maintenant=maintenant)
    contexte = {
        "enfant": enfant,
        "collectivite": enfant.collectivite,
        "declarations": list(selectors.declarations_de(enfant)),
        "referents": selectors.referents_de([enfant], timezone.localdate()).get(enfant.pk, []),
        "peut_ouvrir": Permission.ENFANTS_VOIR in tenues,
        "peut_declarer": Permission.ENFANTS_DECLARER in tenues,
        "peut_urgence": Permission.ENFANTS_URGENCE in tenues and Permission.ENFANTS_VOIR not in tenues,
    }
    return render(request, "enfants/connu.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(Permission.ENFANTS_DECLARER)
def declarer(request: Requete, pk: int) -> HttpResponse:
    """Say that one's team knows a child."""
    enfant = porte.obtenir(request, pk, maintenant=timezone.now(), voir=Permission.ENFANTS_DECLARER)
    initial = {"contact": str(request.user), "courriel": request.user.courriel}
    formulaire = DeclarationForm(request.POST if request.method == "POST" else None, initial=initial)
    formulaire.controle = lambda lus: services.fautes_de_la_declaration(lus, illisibles=formulaire.errors)
    retour = reverse("enfants:connu", args=[pk])
    if formulaire.is_bound and formulaire.is_valid():
        try:
            services.declarer_connaissance(enfant=enfant, par=request.user, **formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, "Les autres équipes sauront qui appeler.")
            return redirect(retour)
    return edition.page(
        request, enfant, formulaire, titre="Déclarer que l'on connaît cet enfant", bouton="Déclarer", retour=retour,
        sans_dossier=True, intro="Seuls l'équipe et le contact sont montrés, jamais ce que vous savez de l'enfant.",
    )  # fmt: skip


@require_POST
@requiert(Permission.ENFANTS_DECLARER)
def retirer(request: Requete, pk: int, declaration: int) -> HttpResponse:
    """Withdraw a declaration."""
    enfant = porte.obtenir(request, pk, maintenant=timezone.now(), voir=Permission.ENFANTS_DECLARER)
    objet = get_object_or_404(ConnuAilleurs, pk=declaration, enfant=enfant, retire_le=None)
    services.retirer_declaration(declaration=objet, par=request.user)
    messages.success(request, "La déclaration est retirée.")
    return redirect("enfants:connu", pk)
