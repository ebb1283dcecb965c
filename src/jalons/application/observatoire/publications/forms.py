"""Forms of editions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from jalons.analyse.indicateurs.lecture import indicateurs
from jalons.application.observatoire.publications import textes
from jalons.application.observatoire.publications.models import Publication
from jalons.application.observatoire.publications.sources import Source
from jalons.application.ui.champs import ChampJour
from jalons.noyau.dates import texte_du_jour

TAILLE = 10_000_000
"""Bytes of a table or of shapes received by a page; larger ones go through the command line."""


class EnteteForm(forms.Form):
    """Title, day, threshold, texts; what it corrects."""

    titre = forms.CharField(label="Titre", min_length=3, max_length=120)
    sous_titre = forms.CharField(label="Sous-titre", max_length=200, required=False)
    jour = ChampJour(label="Jour de l'édition", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    seuil = forms.IntegerField(
        label="Plus petit effectif publié", min_value=2, max_value=1000, initial=11,
        help_text="Règle du département ; à défaut, 11.",
    )  # fmt: skip
    contact = forms.CharField(label="Contact", max_length=200, required=False)
    publication_corrigee = forms.TypedChoiceField(
        label="Corrige l'édition", coerce=int, empty_value=None, required=False
    )
    motif_correction = forms.CharField(
        label="Ce qui est corrigé", max_length=500, required=False, help_text="Une phrase, lue par tous."
    )
    textes = forms.CharField(
        label="Textes", required=False, max_length=50_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Chaque bloc commence par une ligne « # Titre ». Ils figurent sur la page et dans la note.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, corrigeables: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choix: Any = self.fields["publication_corrigee"]
        choix.choices = [("", "Aucune"), *corrigeables]

    def entete(self) -> dict[str, Any]:
        """What the services take."""
        lu = self.cleaned_data
        return {c: lu[c] for c in ("titre", "sous_titre", "jour", "seuil", "contact")} | {
            "corrige": lu["motif_correction"], "textes": textes.lire(lu["textes"]),
        }  # fmt: skip

    @staticmethod
    def depart(publication: Publication) -> dict[str, Any]:
        """What the form holds when it is opened."""
        d = publication.declaration
        return {c: d.get(c, "") for c in ("titre", "sous_titre", "jour", "contact")} | {
            "seuil": d["secret"]["seuil"], "motif_correction": d.get("corrige", ""), "version": publication.version,
            "textes": textes.ecrire(d.get("textes", ())), "publication_corrigee": publication.corrige_id or "",
        }  # fmt: skip


ILLUSTRATIONS = [
    ("barres", "Barres, dans l'ordre du tableau"), ("points", "Points, du plus grand au plus petit"),
    ("departements", "Carte de France par département"), ("geojson", "Carte d'un fichier GeoJSON (EPCI, MDS…)"),
    ("", "Aucune"),
]  # fmt: skip


class TableauForm(forms.Form):
    """A table: what was computed here, or a file, and what the reader is told of it."""

    source = forms.ChoiceField(label="D'où vient le tableau")
    fichier = forms.FileField(
        label="Fichier", required=False, max_length=100,
        help_text="CSV (UTF-8) ou Parquet, 10 Mo au plus : une ligne par cellule, une colonne par dimension et une de "
        "valeurs.",
    )  # fmt: skip
    titre = forms.CharField(label="Titre du tableau", max_length=160, required=False)
    dimensions = forms.CharField(
        label="Colonnes croisées", max_length=200, required=False, help_text="Séparées par des virgules."
    )
    valeur = forms.CharField(label="Colonne des valeurs", max_length=60, required=False, initial="nombre")
    genre = forms.ChoiceField(label="Ce que sont les valeurs", choices=[
        ("effectifs", "Des personnes : protégées"), ("montants", "Des euros : protégés"),
        ("public", "Des chiffres déjà publiés par un autre : non protégés"),
    ])  # fmt: skip
    population = forms.CharField(
        label="Population", max_length=120, required=False,
        help_text="Les tableaux d'une même population au même jour sont protégés ensemble : écrivez-la pareil.",
    )  # fmt: skip
    au = ChampJour(
        label="Jour des chiffres", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    unite = forms.CharField(label="Unité", max_length=40, required=False)
    origine = forms.CharField(label="Source à citer", max_length=300, required=False)
    indicateur = forms.ChoiceField(label="Indicateur", required=False, help_text="Donne la définition publiée.")
    definition = forms.CharField(
        label="Définition", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="À écrire si aucun indicateur n'est choisi.",
    )  # fmt: skip
    reserve = forms.CharField(label="Réserve", max_length=1000, required=False)
    regroupements = forms.FileField(
        label="Regroupements de la première colonne", required=False, max_length=100,
        help_text="CSV à deux colonnes : le code et son parent.",
    )  # fmt: skip
    illustration = forms.ChoiceField(
        label="Image, selon la première colonne", choices=ILLUSTRATIONS, required=False, initial="barres"
    )
    contours = forms.FileField(label="Contours (GeoJSON)", required=False, max_length=100)
    credit = forms.CharField(label="À qui sont dus ces contours", max_length=200, required=False)
    chiffre_cle = forms.BooleanField(label="Mettre le total en chiffre clé", required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput)

    OBLIGATOIRES = ("fichier", "titre", "dimensions", "population", "au", "origine")

    def __init__(self, *args: Any, sources: Sequence[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {s.cle: s for s in sources}
        choix: Any = self.fields["source"]
        choix.choices = [("fichier", "Un fichier"), *((s.cle, s.libelle) for s in sources)]
        if self.data.get("source", "fichier") == "fichier":
            for champ in self.OBLIGATOIRES:
                self.fields[champ].required = True
                self.fields[champ].error_messages["required"] = "À remplir quand le tableau vient d'un fichier."
        choix = self.fields["indicateur"]
        choix.choices = [
            ("", "Aucun"),
            *sorted(((i.code, i.libelle) for i in indicateurs().values()), key=lambda c: c[1]),
        ]

    def clean(self) -> dict[str, Any]:
        """Every fault at once: a file needs what a computed table already says."""
        lu = super().clean() or {}
        if lu.get("source") == "fichier" and not lu.get("indicateur") and not lu.get("definition"):
            self.add_error("definition", "Choisissez un indicateur, ou écrivez la définition.")
        for champ in ("fichier", "regroupements", "contours"):
            if lu.get(champ) and lu[champ].size > TAILLE:
                self.add_error(champ, f"Le fichier pèse {lu[champ].size // 10**6} Mo : 10 Mo au plus par cette page.")
        if lu.get("illustration") == "geojson" and not (lu.get("contours") and lu.get("credit")):
            self.add_error("contours", "Une carte GeoJSON demande le fichier des contours et à qui ils sont dus.")
        return lu

    def ajouts(self, rang: int) -> tuple[dict[str, bytes], dict[str, Any]]:
        """Files by name, and parts of a declaration; ``rang`` makes names and codes unique.

        Raises:
            EntreeRefusee: never here; the service checks the whole declaration.
        """
        lu, source = self.cleaned_data, self.sources.get(self.cleaned_data["source"])
        code = f"t{rang}-{_code(lu.get('titre') or lu['source'])}"
        if source is not None:
            contenu, dit = source.ecrire()
            fichiers, tableau = {f"{code}.csv": contenu}, {**dit, "code": code, "fichier": f"{code}.csv"}
        else:
            nom = f"{code}-{_nom(lu['fichier'].name)}"
            fichiers, tableau = {nom: lu["fichier"].read()}, self._declare(code, nom)
        ajouts: dict[str, Any] = {"tableaux": [tableau]}
        dimension = tableau["dimensions"][0]
        if lu.get("regroupements"):
            nom = f"{code}-regroupements.csv"
            fichiers[nom], ajouts["hierarchies"] = lu["regroupements"].read(), {dimension: nom}
        if lu.get("chiffre_cle") and tableau.get("genre") != "public":
            au = texte_du_jour(date.fromisoformat(tableau["au"]))
            libelle = f"{tableau.get('population', '')}, au {au}"[:100]
            ajouts["chiffres"] = [{"libelle": libelle, "tableau": code}]
        return fichiers, ajouts | self._image(code, tableau["titre"], dimension, fichiers)

    def _declare(self, code: str, nom: str) -> dict[str, Any]:
        lu = self.cleaned_data
        dit = {
            "code": code, "titre": lu["titre"], "fichier": nom, "valeur": lu["valeur"] or "nombre",
            "genre": lu["genre"],
            "dimensions": [d.strip() for d in lu["dimensions"].split(",") if d.strip()], "unite": lu["unite"],
            "population": lu["population"], "au": lu["au"].isoformat(), "source": lu["origine"],
        }  # fmt: skip
        return dit | {c: lu[c] for c in ("indicateur", "definition", "reserve") if lu.get(c)}

    def _image(self, code: str, titre: str, dimension: str, fichiers: dict[str, bytes]) -> dict[str, Any]:
        lu, commun = self.cleaned_data, {"code": code, "titre": titre, "tableau": code, "dimension": dimension}
        match lu.get("illustration"):
            case "barres" | "points" as genre:
                return {"graphiques": [commun | {"genre": genre}]}
            case "departements":
                return {"cartes": [commun | {"fond": "departements"}]}
            case "geojson":
                fichiers[f"{code}.geojson"] = lu["contours"].read()
                return {"cartes": [commun | {"fond": f"{code}.geojson", "credit": lu["credit"]}]}
        return {}


def _code(titre: str) -> str:
    """A short code from a title.

    >>> _code("Enfants confiés, par âge"), _code("drees-serie_confies")
    ('enfants-confies-par-age', 'drees-serie-confies')
    """
    from django.utils.text import slugify

    return slugify(titre.replace("_", " "))[:28].strip("-") or "tableau"


def _nom(nom: str) -> str:
    """A file's name without anything that a folder could take for a path.

    >>> _nom("../a b.csv")
    'a_b.csv'
    """
    return re.sub(r"[^\w.-]+", "_", nom.replace("\\", "/").rsplit("/", 1)[-1]).lstrip("._")[-60:] or "fichier"


class ReponseForm(forms.Form):
    """The answer of the second person."""

    decision = forms.ChoiceField(
        label="Votre réponse", widget=forms.RadioSelect,
        choices=[
            ("publier", "Publier : l'édition devient visible et ne change plus"),
            ("refuser", "Refuser, et dire pourquoi"),
        ],
    )  # fmt: skip
    attaque_lue = forms.BooleanField(label="J'ai lu le résultat de l'attaque", required=False)
    journal_lu = forms.BooleanField(label="J'ai lu le journal de ce qui est masqué", required=False)
    motif = forms.CharField(
        label="Motif du refus", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    empreinte = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def clean(self) -> dict[str, Any]:
        """A release says that both were read; a refusal says why."""
        lu = super().clean() or {}
        if lu.get("decision") == "publier":
            for champ in ("attaque_lue", "journal_lu"):
                if not lu.get(champ):
                    self.add_error(champ, "Lisez-le plus haut, puis cochez : une publication ne se reprend pas.")
        if lu.get("decision") == "refuser" and not str(lu.get("motif", "")).strip():
            self.add_error("motif", "Dites pourquoi : ceux qui préparent doivent savoir quoi corriger.")
        return lu
