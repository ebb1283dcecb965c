"""Components of steering: écarts, figures, history, files received, panels of other modules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.db.models import Model
from django.template.defaultfilters import linebreaks_filter
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString

from jalons.analyse.graphiques import Figure
from jalons.application.ui import statuts
from jalons.application.ui.composants.affichage import badge
from jalons.application.ui.composants.filtres import nombre, valeur_lisible
from jalons.application.ui.html import html, html_joint
from jalons.application.ui.mots import ANNEES, UNITES, dire, nom_du_chiffre, nom_du_controle
from jalons.application.ui.registre import REGISTRE
from jalons.noyau.ecarts import Ecart, Gravite

register = template.Library()


@dataclass(frozen=True, slots=True)
class Changement:
    """One line of a history: who did what, when, and what changed (field, before, after)."""

    le: datetime
    par: str
    acte: str
    champs: tuple[tuple[str, str, str], ...] = ()
    motif: str = ""


@dataclass(frozen=True, slots=True)
class PieceJointe:
    """A file received, as pages show it.

    Attributes:
        taille: bytes.
        genre: the kind of file, for the reader ("PDF", "Excel").
        nature: what the one who put it says it is ("Contrat signé (numérisé)").
    """

    nom: str
    url: str
    genre: str
    taille: int
    depose_le: datetime | None = None
    depose_par: str = ""
    nature: str = ""


NON_CONFIRME = html(
    '<p class="ecart-note">{}</p>',
    "Ce fait de droit n'est pas confirmé : l'écart est signalé, il ne bloque aucun acte.",
)


@register.simple_tag
def ecart(objet: Ecart, justification: str = "", justifier_url: str = "") -> SafeString:
    """One écart: severity in words, sentence, figures, source, and the mark of what is not confirmed.

    Written in Python: a page may show dozens of them.

    Args:
        objet: what the rule answered.
        justification: comment that explains it, when there is one.
        justifier_url: page where to write that comment; empty for those who may not.
    """
    if not isinstance(objet, Ecart):
        raise template.TemplateSyntaxError(f"ecart : attendu un Ecart, reçu {objet!r}.")
    reserve = objet.gravite is Gravite.BLOQUANT and not objet.bloque
    statut = statuts.STATUTS["gravite"]["bloquant_si_confirme" if reserve else objet.gravite.value]
    marques = [badge(statut.libelle, statut.ton, statut.icone)]
    if not objet.confirme:
        marques.append(badge("Fait de droit non confirmé", "inconnu", "inconnu"))
    if justification:
        marques.append(badge("Justifié", "succes", "coche"))
    return html(
        '<article class="ecart ton-bord-{}" data-controle="{}"><div class="ecart-tete">{} '
        '<span class="ecart-code">{}</span></div>'
        '<p class="ecart-message">{}</p>{}{}{}<p class="ecart-source">{} {}</p></article>',
        statut.ton,
        objet.code,
        html_joint(" ", "{}", ((m,) for m in marques)),
        nom_du_controle(objet.code),
        objet.message,
        _chiffres(objet),
        "" if objet.confirme else NON_CONFIRME,
        _commentaire(justification),
        html("<span>Source : {}</span>", objet.source) if objet.source else "",
        _lien_justifier(objet.code, justification, justifier_url),
    )


def _chiffres(objet: Ecart) -> SafeString | str:
    if not objet.chiffres:
        return ""
    lignes = ((nom_du_chiffre(cle), _chiffre(cle, v)) for cle, v in objet.chiffres.items())
    corps = html_joint("", "<div><dt>{}</dt><dd>{}</dd></div>", lignes)
    return html('<dl class="ecart-chiffres">{}</dl>', corps)


def _chiffre(cle: str, valeur: Any) -> str:
    if cle in ANNEES:
        return str(valeur)
    if unite := UNITES.get(cle):
        valeurs = valeur if isinstance(valeur, list | tuple) else [valeur]
        return " ; ".join(nombre(v) if v is None else f"{nombre(v)}\u00a0{unite}" for v in valeurs)
    return valeur_lisible(dire(valeur, cle=cle))


def _commentaire(justification: str) -> SafeString | str:
    if not justification:
        return ""
    return html('<blockquote class="ecart-justification">{}</blockquote>', linebreaks_filter(justification))


def _lien_justifier(code: str, justification: str, adresse: str) -> SafeString | str:
    if not adresse:
        return ""
    acte = "Modifier la justification" if justification else "Justifier cet écart"
    return html(
        '<a class="ecart-justifier" href="{}">{}<span class="visually-hidden"> : {}</span></a>',
        adresse, acte, nom_du_controle(code),
    )  # fmt: skip


@register.inclusion_tag("ui/composants/figure.html")
def figure(objet: Figure, csv_url: str = "", svg_url: str = "", niveau: int = 3, large: bool = False) -> dict[str, Any]:
    """A chart with its table beside it, and links that download both.

    Args:
        objet: what ``analyse.graphiques`` drew.
        csv_url: address of the same figures as CSV, when the page offers it.
        svg_url: address of the picture alone.
        niveau: level of the heading.
        large: the picture takes the whole width and its table opens on demand under it (calendars).
    """
    if not isinstance(objet, Figure):
        raise template.TemplateSyntaxError(f"figure : attendu une Figure, reçu {objet!r}.")
    return {"figure": objet, "csv_url": csv_url, "svg_url": svg_url, "niveau": niveau, "large": large}


@register.inclusion_tag("ui/composants/historique.html")
def historique(liste: Iterable[Changement]) -> dict[str, Any]:
    """Who changed what and when, latest first as given."""
    return {"changements": list(liste)}


@register.inclusion_tag("ui/composants/piece_jointe.html")
def piece_jointe(piece: PieceJointe) -> dict[str, Any]:
    """A link to a file received, with its kind and size."""
    return {"piece": piece}


@register.simple_tag(takes_context=True)
def panneaux(context: template.Context, page: str, objet: Model | Mapping[str, Any] | None = None) -> SafeString:
    """The panels that other modules show on ``page`` for ``objet``, for this agent."""
    request = context["request"]
    corps = []
    for panneau in REGISTRE.panneaux(request, page):
        donnees = panneau.selecteur(request, objet)
        if donnees is not None:
            contexte = {"objet": objet, "panneau": panneau, **donnees}
            corps.append((panneau.ancre, panneau.titre, _dessiner(context, panneau.gabarit, contexte)))
    return html_joint(
        "",
        '<section class="card panneau" id="{}"><div class="card-header"><h2 class="card-title">{}</h2></div>'
        '<div class="card-body">{}</div></section>',
        corps,
    )


def _dessiner(context: template.Context, gabarit: str, donnees: Mapping[str, Any]) -> str:
    """A template that knows what every page knows (asked once for the whole page), and nothing of this one's own."""
    rang = getattr(context, "_processors_index", None)
    if rang is None or context.template is None:
        return render_to_string(gabarit, dict(donnees), context["request"])
    dessin: Any = context.template.engine.get_template(gabarit)
    rendu: str = dessin.render(context.new({**context.dicts[rang], **donnees}))
    return rendu


@register.simple_tag(takes_context=True)
def repeter(context: template.Context, bloc: str) -> SafeString:
    """What the page put in ``{% block bloc %}``, once more: the title of the document is also the first heading."""
    blocs = context.render_context.get(BLOCK_CONTEXT_KEY)
    noeud = blocs.get_block(bloc) if blocs else None
    if noeud is None:
        raise template.TemplateSyntaxError(f"repeter : la page n'a pas de bloc {bloc!r}.")
    contenu: SafeString = noeud.nodelist.render(context)
    return contenu
