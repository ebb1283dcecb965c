"""Whatever happens to the bytes of a file, the answer is a table or a refusal, never an accident."""

import os
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalons.analyse.qualite import controler
from jalons.analyse.sources import lire
from jalons.analyse.sources.tests.fabrique import ID, donnee, xml
from jalons.noyau.saisie import EntreeRefusee

COMBIEN = 400 if os.environ.get("JALONS_TESTS_LONGS") == "oui" else 40
REGLAGES = settings(max_examples=COMBIEN, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

XML = xml(donnee(SEXE="1", DATDEB="2024-02-03"), donnee(AUTREDA="aide & soutien".replace("&", "&amp;"))).encode()
CSV = f"NUMANONYM;SEXE;DATDEB\n{ID};1;2024-02-03\n{ID};9;\n".encode()
GREFFES = [
    b"",
    b"\0",
    b"<",
    b">",
    b"&",
    b"\xff",
    b"\xc3",
    b'"',
    b";",
    b"\n",
    b"]]>",
    b"<!DOCTYPE",
    b"&#0;",
    b"\xef\xbb\xbf",
]


@pytest.fixture(scope="module")
def classeur(tmp_path_factory):
    chemin = tmp_path_factory.mktemp("classeur") / "e.xlsx"
    with xlsxwriter.Workbook(chemin) as livre:
        livre.add_worksheet().write_row(0, 0, ["NUMANONYM", "SEXE"])
    return chemin.read_bytes()


def tenir(dossier: Path, contenu: bytes) -> None:
    chemin = dossier / "fichier"
    chemin.write_bytes(contenu)
    fautes = []
    try:
        with lire(chemin) as evenements:
            assert controler(evenements).evenements == evenements.nombre
    except EntreeRefusee as refus:
        fautes = refus.fautes or ["refus sans faute"]
    assert all(str(f).endswith((".", "»")) for f in fautes), fautes


def mutes(contenu: bytes) -> st.SearchStrategy[bytes]:
    endroits = st.integers(0, len(contenu))
    return st.builds(
        lambda debut, fin, greffe: contenu[: min(debut, fin)] + greffe + contenu[max(debut, fin) :],
        endroits, endroits, st.sampled_from(GREFFES) | st.binary(max_size=12),
    )  # fmt: skip


@REGLAGES
@given(contenu=mutes(XML) | mutes(CSV))
def test_un_fichier_mute_est_lu_ou_refuse(tmp_path, contenu):
    tenir(tmp_path, contenu)


@REGLAGES
@given(coupe=st.integers(0, len(XML)))
def test_un_fichier_coupe_n_importe_ou_est_refuse(tmp_path, coupe):
    chemin = tmp_path / "coupe.xml"
    chemin.write_bytes(XML[:coupe])
    if XML[:coupe].rstrip() == XML.rstrip():
        assert lire(chemin).nombre == 2
    else:
        with pytest.raises(EntreeRefusee):
            lire(chemin)


@settings(REGLAGES, max_examples=COMBIEN // 2)
@given(donnees=st.data())
def test_un_classeur_mute_est_lu_ou_refuse(tmp_path, classeur, donnees):
    tenir(tmp_path, donnees.draw(mutes(classeur)))


@settings(REGLAGES, max_examples=COMBIEN // 2)
@given(contenu=st.binary(max_size=300))
def test_des_octets_quelconques_sont_lus_ou_refuses(tmp_path, contenu):
    tenir(tmp_path, contenu)
