"""Editing what is around a child: adults, household, siblings, addresses, référents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.matrice import roles_avec
from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import adresses, edition, porte, selectors, services
from jalons.application.enfants.forms import AdresseForm, AdulteForm, FratrieForm, LienForm, PersonneForm, ReferentForm
from jalons.application.enfants.models import Enfant, LienFamilial, MembreFoyer, Referent
from jalons.application.enfants.services.adresses import fautes_de_l_adresse
from jalons.application.enfants.services.famille import fautes_de_la_personne
from jalons.application.enfants.services.referents import fautes_du_referent
from jalons.application.enfants.verrous import verrouiller_dossier
from jalons.noyau.saisie import EntreeRefusee, Faute


def _ouvrir(requete: Requete, pk: int, page: str) -> Enfant:
    return porte.ouvrir(requete, pk, page=page, maintenant=timezone.now(), faire=Permission.ENFANTS_MODIFIER)


def _retour(enfant: Enfant, ancre: str) -> str:
    return f"{reverse('enfants:dossier', args=[enfant.pk])}#{ancre}"


@require_http_methods(["GET", "POST"])
@requiert(Permission.ENFANTS_MODIFIER)
def lier(request: Requete, pk: int) -> HttpResponse:
    """Add an adult."""
    enfant = _ouvrir(request, pk, "ajouter un adulte")
    connus = selectors.adultes_connus(enfant, timezone.localdate())
    formulaire = LienForm(request.POST if request.method == "POST" else None, connus=connus)
    formulaire.controle = _fautes_du_lien
    if formulaire.is_bound and formulaire.is_valid():
        try:
            _lier(request, enfant, formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, "L'adulte est ajouté.")
            return redirect(_retour(enfant, "famille"))
    return edition.page(request, enfant, formulaire, titre="Ajouter un adulte", bouton="Ajouter")


def _fautes_du_lien(lus: Mapping[str, Any]) -> list[Faute]:
    return [] if lus.get("connue") else fautes_de_la_personne(lus, au=timezone.localdate())


@transaction.atomic
def _lier(requete: Requete, enfant: Enfant, lus: dict[str, Any]) -> None:
    champs = {c: lus[c] for c in PersonneForm.noms()}
    personne = lus.get("connue") or services.creer_personne(
        collectivite=enfant.collectivite_id, par=requete.user, au=timezone.localdate(), **champs
    )
    services.lier(enfant=enfant, personne=personne, par=requete.user, **{c: lus[c] for c in LienForm.DU_LIEN})
    if lus["au_foyer"]:
        foyer = selectors.foyers_de(enfant, timezone.localdate()).first()
        if foyer is None:
            services.creer_foyer(
                collectivite=enfant.collectivite_id, par=requete.user, enfants=[enfant], personnes=[personne]
            )
        else:
            services.placer_au_foyer(foyer=foyer, personne=personne, par=requete.user)


@require_http_methods(["GET", "POST"])
@requiert(Permission.ENFANTS_MODIFIER)
def personne(request: Requete, pk: int, lien: int) -> HttpResponse:
    """Change an adult and what she is to the child."""
    enfant = _ouvrir(request, pk, "modifier un adulte")
    objet = get_object_or_404(selectors.liens_de(enfant), pk=lien)
    return edition.section(
        request, enfant, titre=objet.get_lien_display(), retour=_retour(enfant, "famille"),
        construire=lambda recu, initial: AdulteForm(recu, initial=initial),
        courant=lambda: _adulte(objet.pk), controle=lambda lus: fautes_de_la_personne(lus, au=timezone.localdate()),
        ecrire=lambda version, champs: _ecrire_adulte(request, objet, version, champs),
    )  # fmt: skip


def _adulte(pk: int) -> tuple[int, dict[str, Any]]:
    """Version and values of an adult and of what she is to the child."""
    lien = LienFamilial.objects.select_related("personne").get(pk=pk)
    droits = {c: getattr(lien, c) for c in AdulteForm.DROITS}
    return lien.personne.version, {c: getattr(lien.personne, c) for c in PersonneForm.noms()} | droits


@transaction.atomic
def _ecrire_adulte(requete: Requete, lien: LienFamilial, version: int, champs: dict[str, Any]) -> None:
    siens = {c: champs[c] for c in PersonneForm.noms()}
    verrouiller_dossier(lien.enfant_id)
    services.modifier_personne(
        personne=lien.personne, version=version, par=requete.user, au=timezone.localdate(), **siens
    )
    services.modifier_lien(lien=lien, par=requete.user, **{c: champs[c] for c in AdulteForm.DROITS})


@require_POST
@requiert(Permission.ENFANTS_MODIFIER)
def delier(request: Requete, pk: int, lien: int) -> HttpResponse:
    """Remove a link entered by mistake."""
    enfant = _ouvrir(request, pk, "retirer un adulte")
    try:
        services.delier(lien=get_object_or_404(LienFamilial, pk=lien, enfant=enfant), par=request.user)
    except EntreeRefusee as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, "Le lien est retiré ; l'historique le garde.")
    return redirect(_retour(enfant, "famille"))


@require_http_methods(["GET", "POST"])
@requiert(Permission.ENFANTS_MODIFIER)
def fratrie(request: Requete, pk: int) -> HttpResponse:
    """Add a brother or a sister, by the number of the file."""
    enfant = _ouvrir(request, pk, "fratrie")
    formulaire = FratrieForm(request.POST if request.method == "POST" else None)
    if formulaire.is_bound and formulaire.is_valid():
        try:
            _reunir(request, enfant, formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, "La fratrie est complétée.")
            return redirect(_retour(enfant, "fratrie"))
    return edition.page(request, enfant, formulaire, titre="Ajouter un frère ou une sœur", bouton="Ajouter")


def par_numero(requete: Requete, numero: str, permission: Permission) -> Enfant:
    """The child of that number, in the perimeter of ``permission``.

    Raises:
        EntreeRefusee: none there; the sentence is the same whether it exists elsewhere or not.
    """
    visibles = porte.visibles(requete, permission, maintenant=timezone.now())
    trouve = visibles.filter(numero=numero.strip().upper()).first()
    if trouve is None:
        phrase = f"Aucun dossier de votre périmètre ne porte le numéro « {numero.strip()[:12]} » : vérifiez-le."
        raise EntreeRefusee([Faute("numero", phrase, numero[:12], "un numéro de la forme 7K3F-9QXD")])
    return trouve


@transaction.atomic
def _reunir(requete: Requete, enfant: Enfant, lus: dict[str, Any]) -> None:
    autre = par_numero(requete, lus["numero"], Permission.ENFANTS_MODIFIER)
    if autre.pk == enfant.pk:
        raise EntreeRefusee([Faute("numero", "C'est le dossier de l'enfant lui-même : saisissez celui de l'autre.")])
    connue = enfant.fratrie or autre.fratrie
    if connue is None:
        services.creer_fratrie(enfants=[enfant, autre], par=requete.user)
    else:
        services.reunir(fratrie=connue, enfants=[enfant, autre], par=requete.user)
    if lus["meme_foyer"]:
        _meme_foyer(requete, enfant, autre)


def _meme_foyer(requete: Requete, enfant: Enfant, autre: Enfant) -> None:
    jour = timezone.localdate()
    foyer = selectors.foyers_de(enfant, jour).first() or selectors.foyers_de(autre, jour).first()
    if foyer is None:
        services.creer_foyer(collectivite=enfant.collectivite_id, par=requete.user, enfants=[enfant, autre])
        return
    presents = set(selectors.enfants_du_foyer(foyer, jour).values_list("pk", flat=True))
    for membre in (e for e in (enfant, autre) if e.pk not in presents):
        services.placer_au_foyer(foyer=foyer, enfant=membre, par=requete.user)


@require_POST
@requiert(Permission.ENFANTS_MODIFIER)
def detacher(request: Requete, pk: int) -> HttpResponse:
    """Take a child out of his siblings."""
    enfant = _ouvrir(request, pk, "détacher de la fratrie")
    try:
        services.detacher_de_la_fratrie(enfant=enfant, par=request.user)
    except EntreeRefusee as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, "L'enfant n'est plus dans cette fratrie.")
    return redirect(_retour(enfant, "fratrie"))


@require_POST
@requiert(Permission.ENFANTS_MODIFIER)
def quitter_foyer(request: Requete, pk: int, membre: int) -> HttpResponse:
    """Say that a member does not live in the household any more, since today."""
    enfant = _ouvrir(request, pk, "quitter le foyer")
    siens = MembreFoyer.objects.filter(foyer__membres__enfant=enfant).distinct()
    objet = get_object_or_404(siens.select_related("enfant", "foyer"), pk=membre)
    try:
        services.quitter_le_foyer(membre=objet, fin=timezone.localdate(), par=request.user)
    except EntreeRefusee as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, "Le départ du foyer est enregistré.")
    return redirect(_retour(enfant, "foyers"))


@require_http_methods(["GET", "POST"])
@requiert(Permission.ENFANTS_MODIFIER)
def adresse(request: Requete, pk: int, adresse: int = 0) -> HttpResponse:
    """Enter an address, or change it; a masked one answers 403."""
    enfant = _ouvrir(request, pk, "adresse")
    tenues = porte.permissions_sur(request, enfant, [Permission.ENFANTS_ADRESSE_PROTEGEE], maintenant=timezone.now())
    ligne = adresses.exiger(enfant, adresse, tenues=tenues) if adresse else None
    cibles = _cibles(enfant)
    choix = [] if ligne else [(cle, nom) for cle, (nom, _) in cibles.items()]

    def ecrire(version: int, champs: dict[str, Any]) -> object:
        de = cibles[champs.pop("de", "enfant")][1]
        version_lue = version if ligne else None
        return services.enregistrer_adresse(
            dossier=enfant, de=de, par=request.user, tenues=tenues, adresse=ligne, version=version_lue, **champs
        )

    return edition.section(
        request, enfant, titre="Adresse", ecrire=ecrire, retour=_retour(enfant, "foyers"),
        courant=lambda: adresses.courant(ligne, tenues=tenues), controle=fautes_de_l_adresse,
        construire=lambda recu, initial: AdresseForm(
            recu, initial=initial, protection=adresses.peut_lire_protegee(tenues), de=choix
        ),
    )  # fmt: skip


def _cibles(enfant: Enfant) -> dict[str, tuple[str, Any]]:
    """Those whose address may be entered on the file."""
    cibles: dict[str, tuple[str, Any]] = {"enfant": ("l'enfant", enfant)}
    for foyer in selectors.foyers_de(enfant, timezone.localdate()):
        cibles[f"foyer-{foyer.pk}"] = (f"son foyer ({foyer.numero})", foyer)
    for lien in selectors.liens_de(enfant):
        cibles[f"personne-{lien.personne_id}"] = (
            f"{lien.personne.nom_complet} ({lien.get_lien_display().lower()})", lien.personne,
        )  # fmt: skip
    return cibles


@require_http_methods(["GET", "POST"])
@requiert(Permission.ENFANTS_MODIFIER)
def referent(request: Requete, pk: int) -> HttpResponse:
    """Put the child in an agent's caseload."""
    enfant, jour = _ouvrir(request, pk, "nommer un référent"), timezone.localdate()
    valables = Q(affectations__fin=None) | Q(affectations__fin__gte=jour)
    agents = Agent.objects.filter(
        valables, is_active=True, affectations__collectivite=enfant.collectivite_id,
        affectations__role__in=roles_avec(Permission.ENFANTS_MODIFIER),
    )  # fmt: skip
    recu = request.POST if request.method == "POST" else None
    formulaire = ReferentForm(recu, agents=agents.distinct().order_by("nom", "prenom"), initial={"debut": jour})
    formulaire.controle = lambda lus: fautes_du_referent(enfant, lus)
    if formulaire.is_bound and formulaire.is_valid():
        try:
            services.nommer_referent(enfant=enfant, par=request.user, **formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, "Le référent est nommé.")
            return redirect(_retour(enfant, "referents"))
    return edition.page(request, enfant, formulaire, titre="Nommer un référent", bouton="Nommer")


@require_POST
@requiert(Permission.ENFANTS_MODIFIER)
def terminer(request: Requete, pk: int, referent: int) -> HttpResponse:
    """End the charge of a référent today."""
    enfant = _ouvrir(request, pk, "terminer un référent")
    objet = get_object_or_404(Referent.objects.select_related("enfant"), pk=referent, enfant=enfant)
    try:
        services.terminer_referent(referent=objet, fin=timezone.localdate(), par=request.user)
    except EntreeRefusee as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, "Le référent ne suit plus l'enfant à partir de demain.")
    autorise = porte.peut(request, Permission.ENFANTS_VOIR, enfant, maintenant=timezone.now())
    return redirect(_retour(enfant, "referents") if autorise else reverse("enfants:liste"))
