"""What a report answers: three answers and never two, counts and rates, rows whole in number even when few are shown."""

import polars as pl
import pytest

from jalons.analyse.qualite import Etat, controler, controles
from jalons.analyse.qualite.tests.dessin import dessiner, rapport
from jalons.analyse.sources import Evenements


def test_les_44_controles_et_les_cinq_regles_d_episode_repondent_tous():
    dit = rapport("NUMANONYM\na")
    assert [r.controle.code for r in dit.resultats] == list(controles())
    assert len(dit.resultats) == 49


def test_une_variable_absente_rend_le_controle_impossible_et_le_dit():
    dit = rapport("NUMANONYM TYPEV\na 3")
    assert dit.resultat("0035").etat is Etat.IMPOSSIBLE
    assert dit.resultat("0035").pourquoi == ("MOTFININT est absente du fichier.",)
    assert dit.resultat("0060").pourquoi == ("DATDEB est absente du fichier.",)


@pytest.mark.parametrize(
    ("cellule", "phrase"), [(".", "DECISION est toujours vide."), ("-", "DECISION est toujours vide.")]
)
def test_un_filtre_qui_ne_dit_jamais_rien_rend_le_controle_impossible(cellule, phrase):
    dit = rapport(f"NUMANONYM DECISION NATPDECADM\na {cellule} .\nb . .")
    assert dit.resultat("0038").etat is Etat.IMPOSSIBLE
    assert phrase in dit.resultat("0038").pourquoi


def test_un_filtre_toujours_ne_sait_pas_se_dit_autrement():
    dit = rapport("NUMANONYM SCODTCOM NIVSCO\na 9 310")
    assert dit.resultat("0013").etat is Etat.CONFORME
    assert "SCODTCOM est toujours « ne sait pas »." in dit.resultat("0013").pourquoi


def test_la_decision_absente_du_fichier_est_une_faute_de_chaque_evenement():
    resultat = rapport("NUMANONYM\na\nb").resultat("0028")
    assert (resultat.etat, resultat.fautes) == (Etat.FAUTES, 2)
    assert [r.controle.code for r in rapport("NUMANONYM\na").bloquants] == ["0028"]


def test_seule_la_decision_absente_empeche_l_envoi():
    assert [c.code for c in controles().values() if c.bloque] == ["0028"]


def test_absente_toujours_vide_et_toujours_ne_sait_pas_sont_trois_controles():
    dit = rapport("NUMANONYM SEXE MNAIS TYPEV\na 9 . 1\nb 9 - 1")
    trouvees = {code: set(dit.resultat(code).constats["variable"]) for code in ("0002", "0003", "0004")}
    assert trouvees["0003"] == {"MNAIS"}
    assert trouvees["0004"] == {"SEXE"}
    assert "ANAIS" in trouvees["0002"]
    assert not {"SEXE", "MNAIS", "TYPEV"} & trouvees["0002"]


def test_les_evenements_sont_comptes_par_type():
    dit = rapport("NUMANONYM TYPEV\na 1\na 1\na 2\na 3\na 7").resultat("0007")
    assert dit.note == "2 débuts, 1 renouvellement, 1 fin, 1 autre."
    assert dit.constats["valeur"].to_list() == ["7"]


def test_l_annee_de_reference_est_la_plus_frequente():
    assert rapport("NUMANONYM DATDECPE\na 2023-01-01\na 2024-01-01\na 2024-02-01").annee == 2024
    assert rapport("NUMANONYM DATDECPE\na .").annee is None


def test_les_quatre_taux_se_comptent_a_part():
    taux = rapport("""
NUMANONYM TYPEV CHGLIEU
a         2     1
a         2     9
a         2     .
a         2     -
a         1     2
""").taux
    (ligne,) = taux.filter(pl.col("variable") == "CHGLIEU").to_dicts()
    assert (ligne["presentes"], ligne["remplies"], ligne["renseignees"]) == (4, 3, 2)
    assert (ligne["attendues"], ligne["pertinentes"]) == (4, 1)


def test_les_taux_et_les_fautes_se_lisent_par_equipe():
    dit = rapport("""
NUMANONYM EQUIPE DECISION SEXE
a         Lens   1        1
b         Lens   3        1
c         Arras  1        .
d         Arras  1        .
""")
    sexes = dit.taux.filter(pl.col("variable") == "SEXE").select("equipe", "evenements", "renseignees").rows()
    assert sexes == [(None, 4, 2), ("Arras", 2, 0), ("Lens", 2, 2)]
    assert dit.resultat("0028").constats["equipe"].to_list() == ["Lens"]
    assert set(dit.resultat("X006").constats.filter(pl.col("variable") == "SEXE")["equipe"]) == {"Arras"}


def test_toutes_les_fautes_comptent_meme_si_peu_sont_montrees():
    table = dessiner("NUMANONYM DECISION\n" + "\n".join("a 3" for _ in range(50)))
    resultat = controler(Evenements.de_table(table), plafond=7).resultat("0028")
    assert (resultat.fautes, resultat.constats.height) == (50, 7)


def test_un_fichier_sans_evenement_n_a_pas_de_faute_d_evenement():
    vide = pl.DataFrame(schema={"NUMANONYM": pl.String, "DECISION": pl.String})
    dit = controler(Evenements.de_table(vide))
    assert dit.evenements == 0
    assert dit.resultat("0028").fautes == 0


def test_en_plusieurs_lots_la_reponse_est_la_meme(monkeypatch):
    monkeypatch.setattr("jalons.analyse.sources.evenements.EN_MEMOIRE", 5)
    monkeypatch.setattr("jalons.analyse.sources.evenements.SUR_DISQUE", 5)
    table = dessiner(
        "NUMANONYM TYPEV DATDEB DECISION\n"
        + "\n".join(f"{p} {t} 2024-01-0{t} {d}" for p in "abc" for t in "123" for d in "13")
    )
    with Evenements.de_table(table) as evenements:
        entier = controler(evenements)
    par_lots = Evenements("table")
    for depart in range(0, table.height, 5):
        par_lots.ajouter(
            table.with_row_index("_ligne", offset=1).with_columns(pl.col("_ligne").cast(pl.Int64)).slice(depart, 5)
        )

    assert sum(1 for _ in par_lots.lots()) > 2
    with par_lots:
        decoupe = controler(par_lots)

    assert [(r.controle.code, r.etat, r.fautes) for r in decoupe.resultats] == [
        (r.controle.code, r.etat, r.fautes) for r in entier.resultats
    ]
    assert decoupe.constats.sort("controle", "ligne", "variable").equals(
        entier.constats.sort("controle", "ligne", "variable")
    )
