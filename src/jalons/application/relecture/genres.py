"""The kinds of elements of a document: their names, what may be corrected of each, what may hold it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

TEXTE, NUMERO, VALEUR, UNITE, FINANCEUR, PERIODE, STATUT, PARENT, CODE = (
    "texte", "numero", "valeur", "unite", "source", "periode", "statut", "parent", "code",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind of element.

    Attributes:
        code: as the reader names it.
        pluriel: heading of a section of its own.
        champs: what an agent may correct.
        longueur: most characters that a fiche keeps of the text.
        sous: kinds that may hold it; empty when it stands alone.
        court: how the reader calls it when it is the parent of another ("orientation 1").
    """

    code: str
    libelle: str
    pluriel: str
    champs: tuple[str, ...] = (TEXTE,)
    longueur: int = 400
    sous: tuple[str, ...] = ()
    court: str = ""


RATTACHEMENT = "rattachement"
"""A part other than its parent under which a fiche also stands; its text is the title of that part."""
_NUMEROTE = (NUMERO, TEXTE)
_SOUS = (TEXTE, PARENT)
_CHIFFRE = (TEXTE, VALEUR, UNITE, PERIODE)

GENRES: dict[str, Genre] = {
    g.code: g
    for g in (
        Genre("engagement", "Engagement", "Engagements", _NUMEROTE),
        Genre("sous_theme", "Sous-thème", "Sous-thèmes", (TEXTE, PARENT), sous=("engagement",)),
        Genre("objectif", "Objectif", "Objectifs", (NUMERO, TEXTE, PARENT), sous=("engagement",)),
        Genre("fiche", "Fiche", "Fiches", (NUMERO, TEXTE, PARENT), 300, sous=("sous_theme", "objectif", "engagement")),
        Genre(RATTACHEMENT, "Figure aussi sous", "Autres rattachements", _SOUS, sous=("fiche",)),
        Genre("pilote", "Pilote", "Pilotes", _SOUS, 200, sous=("fiche",)),
        Genre("partenaire", "Partenaire", "Partenaires", _SOUS, 200, sous=("fiche",)),
        Genre("objet", "Objet", "Objets", _SOUS, 5000, sous=("fiche",)),
        Genre("public", "Public visé", "Publics visés", _SOUS, 5000, sous=("fiche",)),
        Genre("calendrier", "Calendrier", "Calendriers", _SOUS, 5000, sous=("fiche",)),
        Genre("financement", "Financement", "Financements", _SOUS, 5000, sous=("fiche",)),
        Genre("constat", "Constat", "Constats", _SOUS, 5000, sous=("fiche",)),
        Genre("action", "Action", "Actions", (NUMERO, TEXTE, PARENT), sous=("fiche",)),
        Genre("point", "Point", "Points", _SOUS, 500, sous=("action",)),
        Genre("resultat_attendu", "Résultat attendu", "Résultats attendus", _SOUS, 500, sous=("fiche",)),
        Genre("indicateur", "Indicateur", "Indicateurs", _SOUS, 250, sous=("fiche",)),
        Genre("lien", "Lien avec d'autres actions", "Liens", _SOUS, 300, sous=("fiche",)),
        Genre("bilan_orientation", "Orientation du bilan", "Bilan", _NUMEROTE, court="orientation"),
        Genre("bilan_priorite", "Priorité du bilan", "Priorités du bilan", (NUMERO, TEXTE, PARENT),
              sous=("bilan_orientation",), court="priorite"),
        Genre("bilan_action", "Action du bilan", "Actions du bilan", (NUMERO, TEXTE, STATUT, PARENT),
              sous=("bilan_priorite",)),
        Genre("montant", "Montant", "Montants", (TEXTE, VALEUR, FINANCEUR, CODE, PERIODE), 250),
        Genre("partie", "Partie", "Parties", (TEXTE,), 200),
        Genre("date", "Date", "Dates", (TEXTE, VALEUR, CODE)),
        Genre("places", "Places", "Places", (TEXTE, VALEUR, CODE), 150),
        Genre("effectif", "Nombre annoncé", "Nombres annoncés", (TEXTE, VALEUR)),
        Genre("chiffre", "Chiffre cité", "Chiffres cités", _CHIFFRE),
        Genre("cible", "Cible d'indicateur", "Cibles d'indicateurs", _CHIFFRE, 250),
        Genre("organisation", "Organisation", "Organisations nommées"),
        Genre("territoire", "Territoire", "Territoires nommés", longueur=500),
        Genre("sigle", "Sigle", "Sigles", (TEXTE, VALEUR)),
    )
}  # fmt: skip
"""By code, in the order in which sections come."""

RELEVES = frozenset({"organisation", "territoire", "sigle"})
"""Kinds listed for whoever reviews: nothing waits for a decision, nothing of them is imported."""

FAITS = frozenset({"date", "montant", "places", "effectif", "cible", "chiffre"})
"""Kinds that a text quotes by hundreds, of which a frame keeps a few."""

AVEC_VALEUR = frozenset(g.code for g in GENRES.values() if VALEUR in g.champs) - RELEVES
"""Kinds that say nothing without a value."""

STRUCTURE = ("engagement", "sous_theme", "objectif")
THEMES = ("sous_theme", "objectif")
"""What stands between an engagement and its fiches, whatever the document calls it."""
BILAN = ("bilan_orientation", "bilan_priorite", "bilan_action")


def genre(code: str) -> Genre:
    """The kind of that code; one that is not known is shown under its own name, with its text only."""
    connu = GENRES.get(code)
    if connu is not None:
        return connu
    nom = code.replace("_", " ").capitalize()
    return Genre(code, nom, nom, longueur=5000)
