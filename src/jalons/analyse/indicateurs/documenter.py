"""The page ``docs/reference/indicateurs.md``: what each indicator counts, what to beware of, how sure it is.

``python -m jalons.analyse.indicateurs.documenter`` writes it; a test refuses a page that is not up to date.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jalons.analyse.indicateurs.bases import BASES
from jalons.analyse.indicateurs.lecture import FAMILLES, indicateurs
from jalons.analyse.indicateurs.modele import SENS, Indicateur
from jalons.analyse.qualite.identites import identites, identites_territoriales

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "indicateurs.md"
_ENTETE = """\
<!-- Page produite par `python -m jalons.analyse.indicateurs.documenter` : modifiez le catalogue, pas la page. -->
# Indicateurs

Chaque indicateur est un fichier de `src/jalons/analyse/indicateurs/catalogue/`. « Non confirmé » : la définition n'a
pas été lue dans un texte publié, ou une convention a été supposée ; la réserve le dit. Un flux porte sur les douze mois
qui finissent au jour dit, sauf demande contraire. Ce dont les registres ne disent pas assez est compté à part : ni dans
une part, ni comme un zéro. Lire aussi le guide [Les chiffres clés](../guides/chiffres-cles.md).
"""
_COLONNES = ("Indicateur", "Unité", "Compte", "Rapporté à", "Source et article", "Sens", "À savoir")


def page() -> str:
    """The whole page, in French."""
    parties = [_bilan(), _bases(), *(_famille(f) for f in FAMILLES), _identites()]
    return _ENTETE + "\n".join("\n" + "\n".join(partie) for partie in parties) + "\n"


def _bilan() -> Iterator[str]:
    tous = indicateurs().values()
    confirmes = sum(i.confirme for i in tous)
    autres = len(tous) - confirmes
    yield f"{len(tous)} indicateurs : {confirmes} à la définition confirmée, {autres} à la définition non confirmée."


def _bases() -> Iterator[str]:
    yield "## Ce qui est compté"
    yield ""
    yield "| Base | Lignes | Colonnes lues, et d'où elles viennent |"
    yield "| --- | --- | --- |"
    for base in BASES.values():
        origines = ", ".join(f"`{nom}` ({table}.{colonne})" for nom, (table, colonne) in base.colonnes.items())
        yield f"| `{base.code}` | {base.libelle} | {origines} |"


def _famille(famille: str) -> Iterator[str]:
    yield f"## {FAMILLES[famille]}"
    yield ""
    yield "| " + " | ".join(_COLONNES) + " |"
    yield "|" + " --- |" * len(_COLONNES)
    for i in indicateurs().values():
        if i.famille == famille:
            yield "| " + " | ".join(c.replace("|", "\\|") for c in _cases(i)) + " |"


def _cases(i: Indicateur) -> tuple[str, ...]:
    source = " ; ".join(x for x in (i.source, i.article) if x)
    reserve = " ".join(x for x in ("" if i.confirme else "**Non confirmé.**", i.reserve) if x)
    return (f"{i.libelle} (`{i.code}`)", i.unite, i.numerateur, i.denominateur or "–", source, SENS[i.sens], reserve)


def _identites() -> Iterator[str]:
    yield "## Sommes et égalités contrôlées"
    yield ""
    yield "Trois réponses : conforme, non conforme, non vérifiable quand un terme n'est pas connu. Un effectif entier"
    yield "doit tomber juste ; une estimation (à décimales) ou un montant arrondi a droit à une demi-unité d'arrondi"
    yield "par terme."
    yield ""
    yield from (f"- {i.libelle} (`{i.code}`)" for i in (*identites(), *identites_territoriales()))
    yield "- Une seule valeur par territoire, année et millésime (`ligne_unique`)"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
