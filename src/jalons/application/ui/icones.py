# ruff: noqa: E501 - strokes are data, one icon a line
"""Icons, drawn for this project: strokes on a 24 × 24 grid, inlined so that they follow the colour of the text."""

from __future__ import annotations

from functools import cache

from django.utils.safestring import SafeString, mark_safe

from jalons.application.ui.html import html

ICONES: dict[str, str] = {
    "accueil": '<path d="M4 11l8-7 8 7M6 9.5V20h4v-6h4v6h4V9.5"/>',
    "alerte": '<path d="M12 4L2.8 20h18.4zM12 10v4.5M12 17.4v.1"/>',
    "ajouter": '<path d="M12 5v14M5 12h14"/>',
    "arreter": '<circle cx="12" cy="12" r="9"/><path d="M8.5 8.5l7 7M15.5 8.5l-7 7"/>',
    "bloque": '<circle cx="12" cy="12" r="9"/><path d="M6 6l12 12"/>',
    "borne": '<path d="M8 21V8a4 4 0 0 1 8 0v13M5 21h14M8 12h8"/>',
    "cadenas": '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "calendrier": '<rect x="4" y="5.5" width="16" height="15" rx="2"/><path d="M4 10h16M8 3v4M16 3v4"/>',
    "carte": '<path d="M9 4L3 6.5V20l6-2.5 6 2.5 6-2.5V4l-6 2.5zM9 4v13.5M15 6.5V20"/>',
    "catalogue": '<path d="M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11"/>',
    "cercle": '<circle cx="12" cy="12" r="8.5"/>',
    "chercher": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "chevron": '<path d="M9 5l7 7-7 7"/>',
    "coche": '<circle cx="12" cy="12" r="9"/><path d="M8 12.3l2.8 2.8L16.3 9.5"/>',
    "compte": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c1-4 4-6 7.500-6s6.500 2 7.500 6"/>',
    "contrat": '<path d="M6 3h8l5 5v13H6zM14 3v5h5M9 13h7M9 17h4"/>',
    "deplacer": '<path d="M4 8h15M15 4l4 4-4 4M20 16H5M9 12l-4 4 4 4"/>',
    "document": '<path d="M6 3h8l5 5v13H6zM14 3v5h5"/>',
    "envoyer": '<path d="M21 3L10 14M21 3l-7 18-4-7-7-4z"/>',
    "equipe": '<circle cx="9" cy="8.500" r="3.500"/><path d="M2.500 20c.6-3.800 3.200-5.500 6.500-5.500s5.900 1.700 6.500 5.500M16 5.300a3.500 3.500 0 0 1 0 6.400M18.500 15c1.700.8 2.700 2.500 3 5"/>',
    "euro": '<path d="M18 6.500A7 7 0 1 0 18 17.500M4 10.500h9M4 13.500h9"/>',
    "fiche": '<rect x="4" y="4" width="16" height="16" rx="2"/><path d="M8 9h8M8 13h8M8 17h4"/>',
    "historique": '<path d="M4 12a8 8 0 1 1 2.500 5.800M4 17.800v-4h4M12 8v4.500l3 2"/>',
    "horloge": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.300l3.500 2"/>',
    "imprimer": '<path d="M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z"/>',
    "inconnu": '<circle cx="12" cy="12" r="9"/><path d="M9.300 9.500a2.800 2.800 0 1 1 4.200 2.400c-1 .6-1.500 1.200-1.500 2.300M12 17v.1"/>',
    "indicateur": '<path d="M4 20V4M4 20h16M7.500 15.500l4-4.500 3 2.500L20 7"/>',
    "information": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.500M12 7.500v.1"/>',
    "lien": '<path d="M10 14a4 4 0 0 0 5.700 0l3.500-3.500a4 4 0 0 0-5.700-5.700L12 6.300M14 10a4 4 0 0 0-5.700 0l-3.500 3.500a4 4 0 0 0 5.700 5.700l1.500-1.500"/>',
    "loi": '<path d="M12 4v16M7 20h10M5 7h14M5 7l-2.500 6a3 3 0 0 0 5 0zM19 7l-2.500 6a3 3 0 0 0 5 0z"/>',
    "menu": '<path d="M4 6h16M4 12h16M4 18h16"/>',
    "modifier": '<path d="M4 20l1-4.500L16 4.500l3.500 3.500L8.500 19zM14 6.500l3.500 3.500"/>',
    "moins": '<circle cx="12" cy="12" r="9"/><path d="M8 12h8"/>',
    "organisme": '<path d="M4 20V9l8-5 8 5v11M4 20h16M9 20v-6h6v6"/>',
    "pause": '<circle cx="12" cy="12" r="9"/><path d="M10 9v6M14 9v6"/>',
    "piece": '<path d="M19 11l-7.500 7.500a4.500 4.500 0 0 1-6.400-6.400L13 4.300a3 3 0 0 1 4.300 4.300l-7.700 7.600a1.500 1.500 0 0 1-2.200-2.100L14 7.500"/>',
    "point": '<circle cx="12" cy="12" r="3"/>',
    "progres": '<path d="M12 3a9 9 0 1 0 9 9M12 3v9h9"/>',
    "quitter": '<path d="M14 8V4H5v16h9v-4M10 12h11M17 8l4 4-4 4"/>',
    "rapport": '<path d="M5 3h14v18H5zM9 16v-3M12 16V8M15 16v-5"/>',
    "reglages": '<circle cx="12" cy="12" r="3"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.200 2.200M16.200 16.200l2.200 2.200M5.600 18.400l2.200-2.200M16.200 7.800l2.200-2.200"/>',
    "retard": '<circle cx="12" cy="13" r="8"/><path d="M12 8.500V13l3 2M4 4l3-2M20 4l-3-2"/>',
    "retour": '<path d="M20 12H5M11 5l-7 7 7 7"/>',
    "schema": '<rect x="9" y="3" width="6" height="5" rx="1"/><rect x="3" y="16" width="6" height="5" rx="1"/><rect x="15" y="16" width="6" height="5" rx="1"/><path d="M12 8v4M6 16v-4h12v4"/>',
    "supprimer": '<path d="M4 7h16M9 7V4h6v3M6.500 7l1 14h9l1-14M10 11v6M14 11v6"/>',
    "telecharger": '<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>',
    "territoire": '<path d="M12 21s7-6.500 7-11.500a7 7 0 0 0-14 0C5 14.500 12 21 12 21z"/><circle cx="12" cy="9.500" r="2.500"/>',
    "televerser": '<path d="M12 16V5M7 9l5-5 5 5M4 20h16"/>',
    "tri": '<path d="M8 9l4-4 4 4M8 15l4 4 4-4"/>',
    "tri_croissant": '<path d="M12 19V5M6 11l6-6 6 6"/>',
    "tri_decroissant": '<path d="M12 5v14M6 13l6 6 6-6"/>',
    "voir": '<path d="M2.500 12C5 7.500 8.300 5.500 12 5.500s7 2 9.500 6.500c-2.500 4.500-5.800 6.500-9.500 6.500S5 16.500 2.500 12z"/><circle cx="12" cy="12" r="3"/>',
}  # fmt: skip
"""Name → strokes. Names say the subject, not the drawing."""


@cache
def icone(nom: str) -> SafeString:
    """The icon, hidden from screen readers: the text beside it says the same.

    Raises:
        KeyError: no icon has this name.
    """
    return html(
        '<svg class="icone" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(ICONES[nom]),  # noqa: S308 - a constant of this file
    )
