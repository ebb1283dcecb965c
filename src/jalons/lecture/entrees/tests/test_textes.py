"""Plain text of every encoding; forms that are recognised; refusals that say what to do."""

import pytest

from jalons.lecture.entrees import limites, ouvrir
from jalons.noyau.saisie import EntreeRefusee

PHRASE = "Créer à Évreux un accueil « relais » : l’œuvre des équipes, dès l’été.\nDeuxième ligne\n"


def refus(contenu, nom="essai"):
    with pytest.raises(EntreeRefusee) as leve:
        ouvrir(contenu, nom)
    (faute,) = leve.value.fautes
    assert faute.message.endswith((".", "?")), faute.message
    return faute.message


@pytest.mark.parametrize(
    "encodage", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_un_texte_se_lit_dans_tout_encodage(encodage):
    assert ouvrir(PHRASE.replace("\n", "\r\n").encode(encodage), "essai.txt").texte == PHRASE


def test_un_encodage_devine_est_dit():
    source = ouvrir(PHRASE.encode("cp1252"), "essai.txt")

    assert [a.code for a in source.avertissements] == ["encodage_devine"]
    assert ouvrir(PHRASE.encode(), "essai.txt").avertissements == ()


def test_des_accents_encodes_deux_fois_sont_retablis():
    double = "Créé à l’été, protégé, accompagné".encode().decode("cp1252").encode()

    source = ouvrir(double, "essai.txt")

    assert source.texte == "Créé à l’été, protégé, accompagné"
    assert [a.code for a in source.avertissements] == ["encodage_double"]


def test_les_sauts_de_page_font_les_pages():
    source = ouvrir(b"un\n\fdeux\n\ftrois", "essai.txt")

    assert [source.texte[p.debut : p.fin].strip() for p in source.pages] == ["un", "deux", "trois"]
    assert source.page(source.texte.index("deux")) == 2
    assert ouvrir(b"sans page", "essai.txt").pages == ()


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        (b"", "vide"),
        (b" \n\n", "aucun texte"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "ancien fichier Word"),
        (b"{\\rtf1 bonjour}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "une image"),
        (bytes(range(32)) * 40, "forme connue"),
        (b"PK\x03\x04 coupe", "incomplet"),
        (b"%PDF-1.7\nrien", "abîmé"),
    ],
)
def test_ce_qui_ne_se_lit_pas_est_refuse_avec_une_phrase(contenu, dit):
    assert dit in refus(contenu)


def test_un_fichier_trop_gros_est_refuse_avant_d_etre_lu(monkeypatch):
    monkeypatch.setattr(limites, "OCTETS", 1000)

    assert "découpez-le" in refus(b"a" * 1001)


def test_un_texte_trop_long_est_refuse(monkeypatch):
    monkeypatch.setattr(limites, "CARACTERES", 1000)

    assert "millions de caractères" in refus(b"a" * 1001)
