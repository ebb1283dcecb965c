"""The repository: no foreign address, links that lead somewhere, settings described, migrations with a subject."""

import re

from tests.architecture.depot import RACINE, fichiers, nom, pythons

TEXTES = {
    ".py",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".lock",
    ".json",
    ".html",
    ".css",
    ".js",
    ".txt",
    ".typ",
    ".service",
    ".conf",
}
INTERDITS = {
    "adresse d'un registre de paquets": re.compile(r"https?://[\w.]*(?:" + "|".join(["py" + "pi\\.org", "npm" + "js\\.org", "python" + "hosted"]) + ")"),
    "chemin d'un poste de travail": re.compile(r"(?<![\w.])/(?:wo" + "rk|tmp/hu" + "b|home/\\w+)/"),
    "renvoi à plus tard": re.compile(r"\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b"),
}  # fmt: skip


def lisibles():
    for chemin in fichiers():
        if (chemin.suffix in TEXTES or chemin.name == "Makefile") and "static" not in chemin.parts:
            yield chemin, chemin.read_text(encoding="utf-8")


def test_aucun_mot_interdit():
    trouves = [
        f"{nom(chemin)} : {quoi} ({motif.search(texte).group()})"
        for chemin, texte in lisibles()
        for quoi, motif in INTERDITS.items()
        if motif.search(texte)
    ]
    assert trouves == []


def test_les_liens_des_pages_markdown_menent_quelque_part():
    casses = []
    for chemin, texte in lisibles():
        if chemin.suffix != ".md":
            continue
        for cible in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", texte, flags=re.DOTALL)):
            fichier = cible.split("#")[0]
            if "://" in cible or cible.startswith("mailto:") or not fichier:
                continue
            if not (chemin.parent / fichier).exists():
                casses.append(f"{nom(chemin)} -> {cible}")
    assert casses == []


def test_chaque_reglage_est_decrit_et_chaque_description_est_un_reglage():
    motif = re.compile(r"[\"'](JALONS_[A-Z_]+|DATABASE_[A-Z_]*URL)[\"']")
    lus = {v for c in pythons("src") if "tests" not in c.parts for v in motif.findall(c.read_text("utf-8"))}
    page = (RACINE / "docs/reference/reglages.md").read_text(encoding="utf-8")
    decrits = set(re.findall(r"^\| `([A-Z_]+)` \|", page, flags=re.MULTILINE))
    assert lus ^ decrits == set()


def test_chaque_decision_a_sa_date_et_son_etat():
    for page in sorted((RACINE / "docs/adr").glob("0*.md")):
        assert re.search(
            r"^Date: \d{4}-\d\d-\d\d\. Status: (accepted|replaced)", page.read_text("utf-8"), re.MULTILINE
        ), page.name


def test_chaque_migration_dit_son_sujet():
    sans_sujet = [
        nom(c) for c in fichiers()
        if c.parent.name == "migrations" and c.suffix == ".py" and c.name != "__init__.py"
        if not re.fullmatch(r"\d{4}_(?!auto_)[a-z][a-z0-9_]+", c.stem)
    ]  # fmt: skip
    assert sans_sujet == []
