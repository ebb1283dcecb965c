"""Templates: nothing the content policy refuses, no library loaded for nothing, short files."""

import re
from pathlib import Path

import pytest
from django.template import engines

RACINE = Path(__file__).parents[2] / "src"
GABARITS = sorted(RACINE.glob("jalons/application/**/templates/**/*.html"))
LIGNES_MAXIMALES = 120

INTERDITS = {
    "un attribut style": re.compile(r"\sstyle\s*="),
    "une balise style": re.compile(r"<style[\s>]"),
    "un script dans la page": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>"),
    "un attribut on…": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "hx-on": re.compile(r"hx-on[:\-\s=]"),
    "une adresse javascript:": re.compile(r"javascript:", re.IGNORECASE),
    "une ressource d'un autre site": re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//"),
}


def fautes(source: str) -> list[str]:
    """What the policy would refuse in ``source``, comments left out."""
    lisible = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->", "", source, flags=re.DOTALL)
    return [nom for nom, motif in INTERDITS.items() if motif.search(lisible)]


@pytest.mark.parametrize(
    ("source", "attendu"),
    [
        ('<p style="color: red">', ["un attribut style"]),
        ("<script>alert(1)</script>", ["un script dans la page"]),
        ('<script src="/x.js" defer></script>', []),
        ('<a onclick="x()">', ["un attribut on…"]),
        ('<div hx-on:click="x()">', ["hx-on"]),
        ('<a href="javascript:x()">', ["une adresse javascript:"]),
        ('<img src="https://ailleurs.example/x.png">', ["une ressource d'un autre site"]),
        ("{# <p style='x'> #}", []),
        ("<p>Une question de style = une affaire de mots</p>", ["un attribut style"]),
        ('<input name="maison" value="1">', []),
    ],
)
def test_le_controleur_voit_ce_qu_il_doit_voir(source, attendu):
    assert fautes(source) == attendu


@pytest.mark.parametrize("gabarit", GABARITS, ids=lambda g: str(g.relative_to(RACINE)))
def test_la_politique_de_contenu_est_respectee(gabarit):
    assert fautes(gabarit.read_text()) == []


@pytest.mark.parametrize("gabarit", GABARITS, ids=lambda g: str(g.relative_to(RACINE)))
def test_un_gabarit_reste_court(gabarit):
    assert len(gabarit.read_text().splitlines()) <= LIGNES_MAXIMALES


@pytest.mark.parametrize("gabarit", GABARITS, ids=lambda g: str(g.relative_to(RACINE)))
def test_une_bibliotheque_chargee_sert(gabarit):
    source = gabarit.read_text()
    bibliotheques = engines["django"].engine.template_libraries
    for nom in {n for charge in re.findall(r"{%\s*load\s+([^%]+?)\s*%}", source) for n in charge.split()}:
        bibliotheque = bibliotheques[nom]
        balises = any(re.search(r"{%\s*" + re.escape(b) + r"[\s%]", source) for b in bibliotheque.tags)
        assert balises or any(re.search(r"\|\s*" + f + r"\b", source) for f in bibliotheque.filters), (
            f"{nom} ne sert pas"
        )


@pytest.mark.parametrize("gabarit", GABARITS, ids=lambda g: g.name)
def test_un_mot_prevu_pour_une_date_absente_est_bien_dit(gabarit):
    """``date_fr`` never gives nothing: what follows it to speak of an absent date would never be read."""
    source = gabarit.read_text()
    assert not re.search(r"""date_fr(\s*\|\s*default|\s+["'])""", source), 'écrire date_fr:"…"'


def _classes_connues():
    feuilles = [
        *RACINE.glob("jalons/**/static/**/*.css"),
        RACINE.parent / "node_modules/@tabler/core/dist/css/tabler.min.css",
    ]
    return {c for feuille in feuilles for c in re.findall(r"\.([a-zA-Z_][\w-]*)", feuille.read_text("utf-8"))}


def test_chaque_classe_d_un_gabarit_a_un_style():
    """A class that no style sheet knows shows nothing: a list meant in columns stays in a heap."""
    connues = _classes_connues()
    inconnues = set()
    for gabarit in GABARITS:
        for valeur in re.findall(r'class="([^"]*)"', gabarit.read_text("utf-8")):
            fixes = [c for c in re.sub(r"\{[%{].*?[%}]\}", "*", valeur).split() if "*" not in c]
            inconnues |= {f"{gabarit.name} : {c}" for c in fixes if c not in connues}

    assert sorted(inconnues) == []
