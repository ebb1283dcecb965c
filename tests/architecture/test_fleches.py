"""Arrows that import-linter cannot see: foreign keys by name, reverse accessors, clock, perimeter of a session."""

import ast
import re
from graphlib import CycleError, TopologicalSorter

import grimp
import pytest
from django.apps import apps
from tests.architecture.depot import ETAGES, EXCEPTIONS, arbre, est_un_test, nom, pythons

APPLICATION = "src/jalons/application"


def etage(modele):
    """Storey of a model of ours, or ``None``."""
    parties = modele.__module__.split(".")
    return ETAGES.index(parties[2]) if parties[:2] == ["jalons", "application"] else None


def modeles():
    return [m for m in apps.get_models(include_auto_created=True) if etage(m) is not None]


def test_aucune_cle_etrangere_n_est_donnee_par_le_nom_d_un_autre_module():
    relations = {"ForeignKey", "OneToOneField", "ManyToManyField"}
    trouvees = [
        f"{nom(chemin)}:{noeud.lineno} {noeud.args[0].value}"
        for chemin in pythons(APPLICATION)
        if not est_un_test(chemin)
        for noeud in ast.walk(arbre(chemin))
        if isinstance(noeud, ast.Call) and getattr(noeud.func, "attr", "") in relations and noeud.args
        if isinstance(noeud.args[0], ast.Constant) and "." in str(noeud.args[0].value)
    ]
    assert trouvees == []


def test_aucune_cle_etrangere_ne_monte():
    montent = [
        f"{modele._meta.label}.{champ.name}"
        for modele in modeles()
        for champ in modele._meta.get_fields()
        if champ.concrete and isinstance(champ.related_model, type) and etage(champ.related_model) is not None
        if etage(champ.related_model) > etage(modele)
    ]
    assert montent == []


def test_aucun_module_ne_remonte_par_un_accesseur_inverse():
    montants = {}
    for modele in modeles():
        for relation in modele._meta.related_objects:
            accesseur, plus_haut = relation.get_accessor_name(), etage(relation.related_model)
            if accesseur and plus_haut is not None and plus_haut > etage(modele):
                montants.setdefault(accesseur, (etage(modele), plus_haut))
    trouves = []
    for chemin in pythons(APPLICATION):
        ici = chemin.parts[chemin.parts.index("application") + 1]
        if est_un_test(chemin) or ici not in ETAGES:
            continue
        for noeud in ast.walk(arbre(chemin)):
            bas, haut = montants.get(getattr(noeud, "attr", None), (99, -1))
            if isinstance(noeud, ast.Attribute) and bas <= ETAGES.index(ici) < haut:
                trouves.append(f"{nom(chemin)}:{noeud.lineno} .{noeud.attr}")
    assert [t for t in trouves if t.split(":")[0] not in EXCEPTIONS.get("accesseurs", {})] == []


def test_aucune_table_de_liaison_automatique_entre_lignes_territoriales():
    """Such a table would carry no collectivité, hence no lock."""
    automatiques = [
        f"{modele._meta.label}.{champ.name}"
        for modele in modeles()
        if hasattr(modele, "colonne_territoire")
        for champ in modele._meta.many_to_many
        if champ.remote_field.through._meta.auto_created
    ]
    assert automatiques == []


@pytest.mark.parametrize("modele", modeles(), ids=lambda m: m._meta.label)
def test_chaque_modele_a_un_nom_que_l_on_peut_montrer(modele):
    if not hasattr(modele, "pgh_tracked_model") and not modele._meta.auto_created:
        assert str(modele._meta.verbose_name) != modele._meta.model_name.replace("_", " ") or (
            "verbose_name" in modele._meta.original_attrs
        )


LIBRES = ("middleware", "context", "urls", "panneaux", "taches")
"""Panels are parts of pages, assembled by a view; a job is a command of the night."""

HORLOGE = re.compile(
    r"\b(?:(?:date\.today|datetime\.(?:now|today|utcnow)|timezone\.localdate|time\.time)\(|timezone\.localtime\(\s*\))"
)
INSTANT = re.compile(r"\btimezone\.now\(")


def lectures_de_l_horloge():
    for chemin in pythons("src/jalons"):
        libre = (
            chemin.stem in LIBRES
            or "views" in chemin.stem.split("_")
            or set(chemin.parts) & {"views", "cli", "tests", "demonstration"}
        )
        if libre:
            continue
        texte = chemin.read_text(encoding="utf-8")
        estampille = "services" in (chemin.stem, chemin.parent.name)
        if HORLOGE.search(texte) or (INSTANT.search(texte) and not estampille):
            yield nom(chemin)


def test_le_jour_n_entre_que_par_les_vues_et_les_commandes():
    assert [c for c in lectures_de_l_horloge() if c not in EXCEPTIONS["horloge"]] == []


def test_chaque_exception_d_horloge_sert_encore():
    assert set(EXCEPTIONS["horloge"]) <= set(lectures_de_l_horloge())


def test_le_perimetre_n_est_jamais_pose_pour_toute_la_session():
    """Set for the session, it would leak to the next request of the pool."""
    pose = re.compile(r"set_config\s*\([^)]*,\s*false\s*\)|\bSET\s+(?:SESSION\s+)?jalons\.", re.IGNORECASE)
    assert [nom(c) for c in pythons("src") if pose.search(c.read_text(encoding="utf-8"))] == []


def test_le_verrou_n_est_contourne_nulle_part():
    """Only the command line (owner) and tests may use the owner's connection."""
    usage = re.compile(r"connections\[\"owner\"\]|using\(\"owner\"\)|using=\"owner\"")
    assert [nom(c) for c in pythons(APPLICATION) if not est_un_test(c) and usage.search(c.read_text("utf-8"))] == []


def test_un_fichier_csv_s_ecrit_en_un_seul_endroit_de_l_application():
    """``noyau.tableur`` keeps formulas out; a module that wrote by itself would forget it."""
    ecrivent = [
        f"{nom(chemin)}:{noeud.lineno}"
        for chemin in pythons(APPLICATION)
        if not est_un_test(chemin)
        for noeud in ast.walk(arbre(chemin))
        if isinstance(noeud, ast.Import) and any(a.name == "csv" for a in noeud.names)
    ]
    assert ecrivent == []


def test_une_phrase_sur_des_colonnes_se_fait_en_un_seul_endroit():
    """``noyau.colonnes.phrase``: polars' own format panics on some columns of few rows."""
    propre = re.compile(r"\b(?:pl|polars)\.format\(")
    assert [nom(c) for c in pythons("src") if propre.search(c.read_text("utf-8"))] == []


def test_aucun_fichier_n_importe_ceux_qui_l_importent():
    graphe = grimp.build_graph("jalons")
    fichiers = {m for m in graphe.modules if ".tests" not in m and ".migrations" not in m}
    imports = {m: graphe.find_modules_directly_imported_by(m) & fichiers for m in fichiers}
    try:
        assert len(list(TopologicalSorter(imports).static_order())) > 1000
    except CycleError as cercle:
        pytest.fail(" -> ".join(reversed(cercle.args[1])))
