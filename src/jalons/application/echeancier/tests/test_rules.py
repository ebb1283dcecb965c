"""How deadlines are grouped, counted and written for calendars and e-mails. No database."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.application.echeancier import actes, catalogue, ical, resume, rules
from jalons.droit.echeances import regles_nationales
from jalons.droit.echeances.local import composer

MERCREDI = date(2026, 11, 25)
MAINTENANT = datetime(2026, 11, 25, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("statut", "due", "groupe"),
    [
        ("en_retard", date(2026, 11, 24), "retard"),
        ("en_retard", date(2025, 11, 25), "retard"),
        ("en_retard", date(2025, 11, 24), "retard_ancien"),
        ("en_retard", None, "retard"),
        ("bientot", MERCREDI, "semaine"),
        ("bientot", date(2026, 11, 29), "semaine"),
        ("bientot", date(2026, 11, 30), "mois"),
        ("a_venir", date(2026, 12, 25), "mois"),
        ("a_venir", date(2026, 12, 26), "plus_tard"),
        ("a_venir", None, "sans_date"),
        ("non_verifiable", date(2020, 1, 1), "non_verifiable"),
        ("tenue", MERCREDI, None),
        ("tenue_en_retard", MERCREDI, None),
        ("sans_objet", MERCREDI, None),
    ],
)
def test_chaque_echeance_a_son_groupe(statut, due, groupe):
    assert rules.groupe(statut, due, MERCREDI) == groupe


def test_un_inconnu_n_entre_dans_aucun_taux():
    axes = {"matiere": ("ip", "Informations préoccupantes")}
    cases = [("tenue", axes, 6), ("tenue_en_retard", axes, 1), ("en_retard", axes, 1), ("non_verifiable", axes, 92)]

    bilan = rules.bilan(cases)

    assert bilan.ensemble.taux == (75, 13, 13)
    assert bilan.ensemble.inconnues == 92
    assert bilan.par["matiere"]["ip"].total == 100


def test_sans_rien_de_juge_un_taux_est_inconnu_et_non_nul():
    bilan = rules.bilan([("a_venir", {}, 3), ("bientot", {}, 1), ("sans_objet", {}, 2)])

    assert bilan.ensemble.taux == (None, None, None)
    assert (bilan.ensemble.a_tenir, bilan.ensemble.sans_objet) == (4, 2)


def lire_ics(octets):
    """A reader of its own: unfolds, splits, unescapes; knows nothing of how the calendar is written."""
    texte = octets.decode("utf-8")
    assert "\n" not in texte.replace("\r\n", "")
    assert all(len(ligne.encode()) <= 75 for ligne in texte.split("\r\n"))
    evenements, courant = [], None
    for ligne in texte.replace("\r\n ", "").split("\r\n"):
        nom, _, valeur = ligne.partition(":")
        nom = nom.split(";")[0]
        if ligne == "BEGIN:VEVENT":
            courant = {}
        elif ligne == "END:VEVENT":
            evenements.append(courant)
            courant = None
        elif courant is not None:
            courant[nom] = deprotege(valeur)
    return evenements


def deprotege(valeur):
    lu, i = "", 0
    while i < len(valeur):
        if valeur[i] == "\\":
            lu += {"n": "\n", "N": "\n"}.get(valeur[i + 1], valeur[i + 1])
            i += 2
        else:
            lu += valeur[i]
            i += 1
    return lu


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from('\n,;\\:"é'), max_size=200))
def test_un_lecteur_d_agenda_retrouve_le_texte_ecrit(texte):
    octets = ical.calendrier("Essai", [ical.Journee("cle@jalons", MERCREDI, texte, texte)], maintenant=MAINTENANT)

    [lu] = lire_ics(octets)

    assert lu["SUMMARY"] == texte
    assert lu.get("DESCRIPTION", "") == texte


def test_une_journee_dure_du_jour_au_lendemain_exclu():
    [lu] = lire_ics(
        ical.calendrier("Essai", [ical.Journee("a@jalons", date(2026, 12, 31), "x")], maintenant=MAINTENANT)
    )

    assert (lu["DTSTART"], lu["DTEND"], lu["DTSTAMP"]) == ("20261231", "20270101", "20261125T133000Z")


def test_un_retour_chariot_ne_peut_ajouter_une_ligne_a_l_agenda():
    [lu] = lire_ics(
        ical.calendrier("x", [ical.Journee("a", MERCREDI, "x\r\nATTENDEE:mailto:a@b.fr")], maintenant=MAINTENANT)
    )

    assert "ATTENDEE" not in lu


def due(groupe="retard", n=1):
    return resume.Due(groupe, f"Évaluer {n}", f"Dossier D{n}", MERCREDI - timedelta(days=n), f"{n} jours de retard")


def test_le_courriel_compte_ce_qu_il_ne_detaille_pas_et_dit_ou_le_voir():
    objet, texte = resume.composer(
        [due(n=n) for n in range(1, 30)], {"retard": 29, "semaine": 0}, au=MERCREDI, lien="https://j/e"
    )

    assert objet == "Jalons : 29 échéances en retard, 0 cette semaine"
    assert texte.count("Dossier D") == 15
    assert "et 14 de plus" in texte
    assert "https://j/e" in texte


@pytest.mark.parametrize("comptes", [{}, {"plus_tard": 40, "sans_date": 3, "non_verifiable": 7}])
def test_rien_n_est_ecrit_quand_rien_n_est_du(comptes):
    assert resume.composer([], comptes, au=MERCREDI, lien="") is None


SUSPENDUE = {
    "regles": [
        {
            "code": "LOCAL-99-ESSAI", "libelle": "Essai", "sujet": "enfant", "nature": "objectif_local",
            "forme": "echeance", "ouverte_par": ["ip_recue"], "lien": "ip", "tenue_par": ["rapport_evaluation_remis"],
            "suspendue_par": {"debut": "rapport_evaluation_remis", "fin": "ip_recue"}, "acte": "x", "qui": "y",
            "versions": [{"du": None, "au": None, "delai": {"valeur": 1, "unite": "mois"}, "reference": "Essai"}],
            "certain": True, "provenance": {"source": "Essai", "confiance": "C"},
        }
    ]
}  # fmt: skip


def test_une_regle_qui_se_suspend_offre_le_debut_et_la_fin_lies_a_l_affaire():
    offerts = actes.possibles(composer(SUSPENDUE), "LOCAL-99-ESSAI")

    assert [a.evenement for a in offerts] == ["rapport_evaluation_remis", "ip_recue"]
    assert {a.lien for a in offerts} == {"ip"}
    assert actes.attributs(offerts[0], ouvrants={"ip": "IP-1"}, motif="") == {"ip": "IP-1"}


def test_une_prolongation_demande_son_motif_et_une_date_passee_dans_le_delai():
    [acte] = [a for r in regles_nationales().regles for a in actes.possibles(regles_nationales(), r.code)
              if a.evenement == "instruction_prorogee"]  # fmt: skip

    fautes = actes.fautes(acte, survenu_le=date(2027, 1, 1), ouverte_le=date(2027, 2, 1), au=MERCREDI, motif="")

    assert [f.lieu for f in fautes] == ["survenu_le", "survenu_le", "motif"]
    assert actes.fautes(acte, survenu_le=MERCREDI, ouverte_le=MERCREDI, au=MERCREDI, motif="autre") == []
    assert actes.possibles(regles_nationales(), "IP-EVAL") == []
    assert actes.possibles(regles_nationales(), "INCONNUE") == []


def test_ce_qu_un_departement_ajoute_se_lit_a_part():
    local = catalogue.du_departement(composer({
        "activer": ["IP-CIBLE-001"], "valeurs": [
            {"code": "IP-ANALYSE", "delai": {"valeur": 8, "unite": "jour"}, "du": "2020-01-01", "source": "Essai"}],
        **SUSPENDUE,
    }))  # fmt: skip

    assert [r.regle.code for r in local.activees] == ["IP-CIBLE-001"]
    assert [(r.regle.code, r.forme) for r in local.chiffrees] == [("IP-ANALYSE", "échéance")]
    assert [r.regle.code for r in local.propres] == ["LOCAL-99-ESSAI"]
    assert catalogue.du_departement(regles_nationales()).vide


def test_chaque_regle_du_catalogue_se_dit_en_mots():
    for regle in regles_nationales().par_code.values():
        lue = catalogue.decrire(regle)
        assert all(v.delai for v in lue.versions), regle.code
        assert lue.ouverte_par, regle.code


SUIVIS = ("enfant", "assistant_familial", "etablissement")
"""Kinds of subjects whose facts a register states: those of the catalogue without a register have no deadline yet."""


def test_un_evenement_qu_un_registre_ecrit_ne_s_enregistre_pas_sur_l_echeance():
    ici = Path(actes.__file__).parent
    sources = [
        f for f in ici.parent.rglob("*.py")
        if ici not in f.parents and not {"tests", "migrations", "extraits"} & set(f.parts)
    ]  # fmt: skip
    mots = {m for f in sources for m in re.findall(r"[a-z][a-z0-9_]+", f.read_text(encoding="utf-8"))}
    tenant = {e for r in regles_nationales().regles if r.sujet in SUIVIS for e in r.tenue_par}

    assert tenant & mots <= actes.AILLEURS
    assert "entretien_17_ans" not in actes.AILLEURS


@pytest.mark.parametrize(("sujet", "nombre"), [("enfant", 80), ("assistant_familial", 10), ("etablissement", 7)])
def test_toute_regle_d_un_sujet_suivi_se_tient_quelque_part(sujet, nombre):
    regles = regles_nationales()
    tenables = [r for r in regles.regles if r.sujet == sujet and r.tenue_par]

    nulle_part = [
        r.code for r in tenables if not actes.a_tenir(regles, r.code, sujet) and not set(r.tenue_par) & actes.AILLEURS
    ]

    assert len(tenables) > nombre
    assert nulle_part == []


def test_un_acte_reprend_ce_que_dit_le_fait_qui_ouvre_sauf_les_dates():
    (rapport,) = actes.a_tenir(regles_nationales(), "JUD-RAPPORT", "enfant")

    assert actes.attributs(rapport, ouvrants={"mesure": "M-1", "rapport_le": "2026-05-01"}, motif="") == {
        "mesure": "M-1"
    }
