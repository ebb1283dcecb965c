"""A trigger added by a migration is known of the state, and no model is drawn again for it."""

import pgtrigger
from django.db import models
from django.db.migrations.state import ModelState, ProjectState
from pgtrigger.migrations import AddTrigger


def test_un_declencheur_se_note_sans_redessiner_les_modeles():
    etat = ProjectState()
    etat.add_model(ModelState("essai", "Fiche", [("id", models.BigAutoField(primary_key=True))]))
    modele = etat.apps.get_model("essai", "fiche")
    premier, second = (pgtrigger.Protect(name=nom, operation=pgtrigger.Delete) for nom in ("un", "deux"))

    for declencheur in (premier, second):
        AddTrigger("fiche", declencheur).state_forwards("essai", etat)

    assert etat.models["essai", "fiche"].options["triggers"] == [premier, second]
    assert etat.apps.get_model("essai", "fiche") is modele


def test_l_etat_d_avant_ne_change_pas():
    avant = ProjectState()
    avant.add_model(ModelState("essai", "Fiche", [("id", models.BigAutoField(primary_key=True))], {"triggers": []}))
    apres = avant.clone()

    AddTrigger("fiche", pgtrigger.Protect(name="un", operation=pgtrigger.Delete)).state_forwards("essai", apres)

    assert avant.models["essai", "fiche"].options["triggers"] == []
    assert len(apres.models["essai", "fiche"].options["triggers"]) == 1
