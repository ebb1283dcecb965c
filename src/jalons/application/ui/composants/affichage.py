"""Components that show: alert, badge, status, card, progress, key figure, empty state, definition list."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, lru_cache

from django import template
from django.contrib.messages.storage.base import Message
from django.utils.safestring import SafeString

from jalons.application.ui import icones, statuts
from jalons.application.ui.composants import exiger
from jalons.application.ui.composants.filtres import nombre
from jalons.application.ui.html import html

register = template.Library()

_ICONE_DU_TON = {
    "neutre": "information",
    "info": "information",
    "succes": "coche",
    "attention": "alerte",
    "danger": "arreter",
    "inconnu": "inconnu",
}


@register.simple_tag
def icone(nom: str) -> SafeString:
    """A decorative icon; write the same thing in words beside it."""
    exiger("icone", "nom", nom, icones.ICONES)
    return icones.icone(nom)


@register.simple_block_tag
def alerte(content: SafeString, *, titre: str, variante: str = "info") -> SafeString:
    """A message set apart.

    Args:
        titre: a short sentence, enough without the content.
        variante: a tone of ``ui.statuts.TONS``.
    """
    exiger("alerte", "variante", variante, statuts.TONS)
    return html(
        '<div class="alerte ton-{}">{}<div class="alerte-corps"><p class="alerte-titre">{}</p>{}</div></div>',
        variante,
        icones.icone(_ICONE_DU_TON[variante]),
        titre,
        content,
    )


@register.simple_tag
@lru_cache(maxsize=1024, typed=True)  # typed: HTML equals the text that would be escaped
def badge(libelle: str, ton: str = "neutre", icone: str = "") -> SafeString:
    """A label; the text alone is enough."""
    exiger("badge", "ton", ton, statuts.TONS)
    if icone:
        exiger("badge", "icone", icone, icones.ICONES)
    dessin = icones.icone(icone) if icone else ""
    return html('<span class="etiquette ton-{}">{}<span>{}</span></span>', ton, dessin, libelle)


@register.simple_tag
def statut(famille: str, code: str) -> SafeString:
    """The badge of a status of ``ui.statuts.STATUTS``; an unknown family or code is an error."""
    try:
        return _badge(statuts.statut(famille, str(code)))
    except LookupError as erreur:
        raise template.TemplateSyntaxError(str(erreur)) from erreur


@cache
def _badge(vu: statuts.Statut) -> SafeString:
    """Statuses are few, and each is drawn on many lines."""
    return badge(vu.libelle, vu.ton, vu.icone)


@register.simple_tag
def confiance(lettre: str, court: bool = False) -> SafeString:
    """The confidence of a fact of law, letter and meaning; ``court`` shows the letter, the meaning is read aloud."""
    exiger("confiance", "lettre", lettre, statuts.CONFIANCES)
    vu = statuts.CONFIANCES[lettre]
    if court:
        dessin, dit = icones.icone(vu.icone), html('<span class="visually-hidden"> : {}</span>', vu.libelle)
        return html(
            '<span class="etiquette ton-{}" title="{}">{}<span>{}{}</span></span>',
            vu.ton,
            vu.libelle,
            dessin,
            lettre,
            dit,
        )
    return badge(f"{lettre} · {vu.libelle}", vu.ton, vu.icone)


@register.simple_block_tag
def carte(
    content: SafeString, *, titre: str = "", niveau: int = 2, ancre: str = "", sous_titre: str = ""
) -> SafeString:
    """A block of the page with its heading.

    Args:
        titre: heading; without it the card has none.
        niveau: level of the heading, 2 to 4.
        ancre: identifier, to link to the card.
        sous_titre: one line under the heading.
    """
    exiger("carte", "niveau", str(niveau), ("2", "3", "4"))
    entete: str | SafeString = ""
    if titre:
        ligne = html('<p class="carte-sous-titre">{}</p>', sous_titre) if sous_titre else ""
        entete = html(
            '<div class="card-header"><div><h{} class="card-title">{}</h{}>{}</div></div>', niveau, titre, niveau, ligne
        )
    identifiant = html(' id="{}"', ancre) if ancre else ""
    return html('<section class="card"{}>{}<div class="card-body">{}</div></section>', identifiant, entete, content)


@register.simple_block_tag
def repliable(content: SafeString, *, titre: str, ouvert: bool = False) -> SafeString:
    """A part that opens on demand, without script."""
    return html(
        '<details class="repliable"{}><summary>{}</summary><div class="repliable-corps">{}</div></details>',
        " open" if ouvert else "",
        titre,
        content,
    )


@register.simple_tag
def progression(valeur: int | Decimal | None, libelle: str = "Avancement") -> SafeString:
    """A bar of progress with its figure.

    Args:
        valeur: percent, 0 to 100; the bar goes by steps of 5, the text keeps the value. ``None`` shows "inconnu".
        libelle: what progresses, for screen readers.
    """
    if valeur is None:
        return html('<span class="progression-inconnue">{}</span>', "Avancement inconnu")
    if not 0 <= valeur <= 100:
        raise template.TemplateSyntaxError(f"progression : valeur {valeur!r} hors de 0 à 100.")
    pas = int(round(valeur / 5) * 5)
    return html(
        '<span class="progression"><span class="progression-rail" role="progressbar" '
        'aria-label="{}" aria-valuenow="{}" '
        'aria-valuemin="0" aria-valuemax="100"><span class="progression-part largeur-{}"></span></span>'
        '<span class="progression-texte">{}\u202f%</span></span>',
        libelle,
        valeur,
        pas,
        str(valeur).replace(".", ","),
    )


@register.simple_tag
def chiffre_cle(libelle: str, valeur: object, precision: str = "", url: str = "", ton: str = "neutre") -> SafeString:
    """A key figure, with what it means; linked to the page that explains it when ``url`` is given."""
    exiger("chiffre_cle", "ton", ton, statuts.TONS)
    lu = nombre(valeur) if isinstance(valeur, int) else valeur
    chiffre = html('<a href="{}">{}</a>', url, lu) if url else lu
    detail = html('<p class="chiffre-precision">{}</p>', precision) if precision else ""
    return html(
        '<div class="card chiffre ton-bord-{}"><div class="card-body"><p class="chiffre-libelle">{}</p>'
        '<p class="chiffre-valeur">{}</p>{}</div></div>',
        ton,
        libelle,
        chiffre,
        detail,
    )


@register.simple_tag
def etat_vide(titre: str, explication: str, action_url: str = "", action_libelle: str = "") -> SafeString:
    """What to say when there is nothing: why, and what to do next."""
    if bool(action_url) != bool(action_libelle):
        raise template.TemplateSyntaxError("etat_vide : donnez action_url et action_libelle ensemble.")
    action = html('<p><a class="btn btn-primary" href="{}">{}</a></p>', action_url, action_libelle)
    return html(
        '<div class="etat-vide">{}<p class="etat-vide-titre">{}</p><p>{}</p>{}</div>',
        icones.icone("borne"),
        titre,
        explication,
        action if action_url else "",
    )


@register.simple_block_tag
def definitions(content: SafeString) -> SafeString:
    """A list of terms and values; fill it with ``definition``."""
    return html('<dl class="definitions">{}</dl>', content)


@register.simple_tag
def definition(terme: str, valeur: object = None, absent: str = "Non renseigné") -> SafeString:
    """One term and its value; an empty value shows ``absent``, never a blank."""
    vide = valeur is None or valeur == ""
    contenu = html('<span class="absent">{}</span>', absent) if vide else valeur
    return html("<div><dt>{}</dt><dd>{}</dd></div>", terme, contenu)


_TON_DU_MESSAGE = {"debug": "neutre", "info": "info", "success": "succes", "warning": "attention", "error": "danger"}


@register.simple_tag
def alerte_message(message: Message) -> SafeString:
    """One message of ``django.contrib.messages``, as an alert."""
    ton = _TON_DU_MESSAGE.get(message.level_tag, "info")
    return html(
        '<div class="alerte ton-{}">{}<div class="alerte-corps"><p class="alerte-titre">{}</p></div></div>',
        ton,
        icones.icone(_ICONE_DU_TON[ton]),
        message,
    )
