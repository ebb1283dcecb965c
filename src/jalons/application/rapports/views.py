"""Pages of the execution report."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.application.acces.gate import exiger, obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.rendus import page_gardee
from jalons.application.contrats.models import Contrat
from jalons.application.rapports import modele_word, selectors, services
from jalons.application.rapports.editions import rapport as edition
from jalons.application.rapports.editions_views import fichier
from jalons.application.rapports.forms import CommentaireForm, SectionForm, VisaForm
from jalons.application.rapports.models import Commentaire, Rapport, Section
from jalons.application.ui.listes import page_demandee
from jalons.noyau.ecarts import RegleNonRespectee


def _rapport(requete: Requete, cle: int, faire: Permission | None = None) -> Rapport:
    return obtenir(selectors.lisibles(requete), requete=requete, voir=Permission.RAPPORTS_VOIR, faire=faire, pk=cle)


def _dire(requete: Requete, refus: RegleNonRespectee) -> None:
    for ecart in refus.ecarts:
        messages.error(requete, ecart.message)


@require_safe
@requiert(Permission.RAPPORTS_VOIR)
@page_gardee
def liste(requete: Requete) -> HttpResponse:
    """Every exercice of every contract of the perimeter, with its report and what is late."""
    jour = timezone.localdate()
    page = page_demandee(requete.GET, selectors.attendus(requete, au=jour), par_page=25)
    contexte = {
        "page": page,
        "attendus": selectors.en_lignes(requete, page.object_list, au=jour),
        "peut_rediger": requete.droits.perimetre(Permission.RAPPORTS_REDIGER),
    }
    return render(requete, "rapports/liste.html", contexte)


@require_POST
@requiert(Permission.RAPPORTS_REDIGER)
def creer(requete: Requete, contrat: int, exercice: int) -> HttpResponse:
    """Open a draft."""
    trouve = obtenir(
        Contrat.objects.select_related("cadre"), requete=requete, voir=Permission.CONTRATS_VOIR,
        faire=Permission.RAPPORTS_REDIGER, pk=contrat,
    )  # fmt: skip
    if exercice not in selectors.exercices(trouve.cadre.debut, trouve.cadre.fin, timezone.localdate()):
        raise Http404("Cet exercice n'est pas dans la période du contrat.")
    try:
        rapport = services.creer(trouve, exercice=exercice, par=requete.user)
    except ValidationError as refus:
        messages.error(requete, " ".join(refus.messages))
        return redirect("rapports:liste")
    messages.success(requete, f"Le rapport {exercice} est ouvert : rédigez ses sections, puis partagez-le.")
    return redirect("rapports:detail", rapport.pk)


@require_safe
@requiert(Permission.RAPPORTS_VOIR)
@page_gardee
def detail(requete: Requete, rapport: int) -> HttpResponse:
    """The report: its sections with figures and comments, where the review stands, what can be done next."""
    trouve = _rapport(requete, rapport)
    return render(requete, "rapports/detail.html", selectors.page(requete, trouve, au=timezone.localdate()))


@require_http_methods(["GET", "HEAD", "POST"])
@requiert(Permission.RAPPORTS_REDIGER)
def section(requete: Requete, rapport: int, section: int) -> HttpResponse:
    """Write a section; when somebody else saved meanwhile, show both texts."""
    trouve = _rapport(requete, rapport, Permission.RAPPORTS_REDIGER)
    objet = obtenir(Section.objects.filter(rapport=trouve), requete=requete, voir=Permission.RAPPORTS_VOIR, pk=section)
    formulaire = SectionForm(requete.POST or None, initial={"texte": objet.texte, "version": objet.version})
    contexte = {"rapport": trouve, "section": objet, "s": selectors.section(objet, trouve), "formulaire": formulaire}
    if requete.method == "POST" and formulaire.is_valid():
        try:
            services.rediger(objet, par=requete.user, **formulaire.cleaned_data)
        except services.ConflitDeVersion as conflit:
            saisi = formulaire.cleaned_data["texte"]
            formulaire = SectionForm(initial={"texte": saisi, "version": conflit.actuel.version})
            contexte |= {"conflit": conflit.actuel, "formulaire": formulaire}
            return render(requete, "rapports/section.html", contexte, status=409)
        except RegleNonRespectee as refus:  # shared or agreed meanwhile: what was typed stays on the page
            for ecart in refus.ecarts:
                formulaire.add_error(None, ecart.message)
        else:
            messages.success(requete, f"« {objet.titre} » est enregistrée.")
            return redirect("rapports:detail", trouve.pk)
    return render(requete, "rapports/section.html", contexte)


@require_POST
@requiert(Permission.RAPPORTS_COMMENTER)
def commenter(requete: Requete, rapport: int, section: int) -> HttpResponse:
    """Add a comment on a section, in the name of one's side."""
    trouve = _rapport(requete, rapport, Permission.RAPPORTS_COMMENTER)
    objet = obtenir(Section.objects.filter(rapport=trouve), requete=requete, voir=Permission.RAPPORTS_VOIR, pk=section)
    formulaire = CommentaireForm(requete.POST)
    cote = selectors.cote_qui_commente(requete, trouve.collectivite_id)
    try:
        services.commenter(objet, texte=formulaire.data.get("texte", ""), cote=cote, par=requete.user)
    except RegleNonRespectee as refus:
        _dire(requete, refus)
    else:
        messages.success(requete, "Le commentaire est enregistré.")
    return redirect(f"{trouve.get_absolute_url()}#{objet.code}")


@require_POST
@requiert(Permission.RAPPORTS_COMMENTER)
def resoudre(requete: Requete, rapport: int, commentaire: int) -> HttpResponse:
    """Mark a comment as dealt with."""
    trouve = _rapport(requete, rapport, Permission.RAPPORTS_COMMENTER)
    commentaires = Commentaire.objects.filter(section__rapport=trouve).select_related("section__rapport")
    objet = obtenir(commentaires, requete=requete, voir=Permission.RAPPORTS_VOIR, pk=commentaire)
    try:
        services.resoudre(objet, par=requete.user)
    except RegleNonRespectee as refus:
        _dire(requete, refus)
    return redirect(f"{trouve.get_absolute_url()}#{objet.section.code}")


@require_http_methods(["GET", "HEAD", "POST"])
@requiert(Permission.RAPPORTS_REDIGER)
def partager(requete: Requete, rapport: int) -> HttpResponse:
    """Share the draft with préfet and ARS, after confirmation."""
    trouve = _rapport(requete, rapport, Permission.RAPPORTS_REDIGER)
    if requete.method != "POST":
        contexte = {
            "titre": f"Partager le rapport {trouve.exercice} ?",
            "message": "La préfecture et l'ARS pourront le lire, le commenter, l'accepter ou le renvoyer. "
            "Tant qu'il est partagé, ses textes ne changent plus.",
            "libelle": "Partager", "retour": trouve.get_absolute_url(), "variante": "principal",
        }  # fmt: skip
        return render(requete, "ui/confirmer.html", contexte)
    try:
        services.partager(trouve, par=requete.user)
    except RegleNonRespectee as refus:
        _dire(requete, refus)
    else:
        messages.success(requete, "Le rapport est partagé avec la préfecture et l'ARS.")
    return redirect(trouve)


@require_http_methods(["GET", "HEAD", "POST"])
@requiert(Permission.RAPPORTS_VOIR)
def viser(requete: Requete, rapport: int) -> HttpResponse:
    """Accept or send back, in the name of one's side."""
    trouve = _rapport(requete, rapport)
    cotes = selectors.cotes_de(requete, trouve.collectivite_id)
    if not cotes:
        exiger(requete, Permission.RAPPORTS_ARRETER_DEPARTEMENT, trouve.collectivite_id)
    formulaire = VisaForm(requete.POST or None, cotes=cotes, initial={"cote": cotes[0]})
    if requete.method == "POST" and formulaire.is_valid():
        try:
            resultat = services.viser(trouve, par=requete.user, **formulaire.cleaned_data)
        except RegleNonRespectee as refus:
            _dire(requete, refus)
        else:
            messages.success(requete, selectors.apres_visa(resultat))
        return redirect(trouve)
    contexte = {"rapport": trouve, "formulaire": formulaire, "avancee": selectors.avancee(trouve)}
    return render(requete, "rapports/viser.html", contexte)


@require_safe
@requiert(Permission.RAPPORTS_VOIR)
def verifier(requete: Requete, rapport: int) -> HttpResponse:
    """Rebuild the frozen figures from the history and say whether they are the same."""
    trouve = _rapport(requete, rapport)
    try:
        verification = selectors.verifier(trouve)
    except ValueError as refus:
        messages.warning(requete, str(refus))
        return redirect(trouve)
    return render(requete, "rapports/verifier.html", {"rapport": trouve, "verification": verification})


@require_safe
@requiert(Permission.RAPPORTS_VOIR)
def telecharger(requete: Requete, rapport: int, forme: str) -> HttpResponse:
    """The report as a file: pdf, docx or xlsx."""
    trouve = _rapport(requete, rapport)
    nom = f"rapport-execution-{trouve.collectivite_id}-{trouve.exercice}"
    return fichier(edition.document(trouve), forme, nom, modele_word.octets_du_modele(trouve.collectivite_id))
