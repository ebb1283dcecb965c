"""Files of users: read as people mean them, or refused with every fault, its line, and what to do."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jalons.noyau.saisie import EntreeRefusee, Faute, abrege
from jalons.noyau.yaml_situe import PROFONDEUR_MAXIMALE, TAILLE_MAXIMALE, ecrire_chemin, lire_yaml, verifier_forme


def lire(texte):
    return lire_yaml(texte.encode()).donnees


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("2021-10-01", "2021-10-01"),
        ("2021-10", "2021-10"),
        ("2021", 2021),
        ("01", "01"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
        ("1_000", 1000),
        ("0.5", 0.5),
        ("-3", -3),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e400", "1e400"),
        ("9" * 40, "9" * 40),
        ("oui", "oui"),
        ("yes", "yes"),
        ("no", "no"),
        ("true", True),
        ("~", None),
        ("", None),
        ("'5'", "5"),
    ],
)
def test_un_scalaire_se_lit_comme_on_l_entend(ecrit, lu):
    assert lire(f"a: {ecrit}") == {"a": lu}


def test_une_cle_est_toujours_un_texte():
    assert lire("2022: a\ntrue: b\n~: c") == {"2022": "a", "true": "b", "~": "c"}


@pytest.mark.parametrize(
    ("texte", "ligne", "message"),
    [
        ("a: [1\nb: 2", 2, "Ce n'est pas du YAML valable"),
        ("a: 1\n---\nb: 2", 2, "Ce n'est pas du YAML valable"),
        ("a: 1\nb:\n  c: 2\n  c: 3", 4, "La clé « c » est écrite deux fois"),
        ("a: &x 1\nb: *x", None, "Les alias YAML"),
        ("a: !!python/object:os.system x", 1, "Ce n'est pas du YAML valable"),
        ("a: !!int x", None, "Valeur illisible"),
        ("? [1]\n: 2", 1, "Ce n'est pas du YAML valable"),
        ("a: \x00", None, "Ce n'est pas du YAML valable"),
        ("a: " + "[" * 60 + "]" * 60, 1, f"Plus de {PROFONDEUR_MAXIMALE} niveaux"),
    ],
)
def test_un_fichier_illisible_est_refuse_avec_sa_ligne(texte, ligne, message):
    with pytest.raises(EntreeRefusee) as refus:
        lire(texte)

    [faute] = refus.value.fautes
    assert message in faute.message
    assert faute.ligne == ligne


def test_un_fichier_qui_n_est_pas_en_utf8_dit_quoi_faire():
    with pytest.raises(EntreeRefusee, match="enregistrez le fichier en UTF-8"):
        lire_yaml("a: é".encode("latin-1"))


def test_un_fichier_trop_gros_est_refuse_sans_etre_lu():
    with pytest.raises(EntreeRefusee, match="le maximum est"):
        lire_yaml(b"#" * (TAILLE_MAXIMALE + 1))


@pytest.mark.parametrize("texte", ["\ufeffa: 1", "a: 1\r\n"])
def test_la_marque_et_les_fins_de_ligne_de_windows_sont_acceptees(texte):
    assert lire(texte) == {"a": 1}


SCHEMA = {
    "type": "object",
    "required": ["nom", "annee", "lignes"],
    "additionalProperties": False,
    "patternProperties": {"^x_": {}},
    "properties": {
        "nom": {"type": "string", "minLength": 1},
        "annee": {"type": "integer", "minimum": 2000, "maximum": 2100},
        "sens": {"enum": ["hausse", "baisse", None]},
        "code": {"type": "string", "pattern": "^[a-z]+$", "description": "des lettres minuscules"},
        "lignes": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["montant"]}},
        "trio": {"type": "array", "maxItems": 3, "uniqueItems": True},
        "taux": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
    },
}


def fautes(texte):
    return [(f.lieu, f.ligne, f.attendu) for f in verifier_forme(lire_yaml(texte.encode()), SCHEMA)]


@pytest.mark.parametrize(
    ("texte", "attendues"),
    [
        ("nom: a\nannee: 2021\nlignes: [{montant: 1}]\nx_libre: 1", []),
        ("nom: a", [("annee", 1, "la clé « annee »"), ("lignes", 1, "la clé « lignes »")]),
        ("nom: a\nannee: 2021\nlignes:\n  - montant: 1\n  - {}", [("lignes[1].montant", 5, "la clé « montant »")]),
        ("nom: 3\nannee: x\nlignes: []", [("nom", 1, "un texte (entre guillemets si c'est un nombre)"), ("annee", 2, "un nombre entier"), ("lignes", 3, "au moins 1 élément(s)")]),
        ("nom: ''\nannee: 1999\nlignes: [{montant: 1}]", [("nom", 1, "au moins 1 caractère(s)"), ("annee", 2, "au moins 2000")]),
        ("nom: a\nannee: 2101\nlignes: [{montant: 1}]\nsens: x", [("annee", 2, "au plus 2100"), ("sens", 4, "hausse, baisse, rien (null)")]),
        ("nom: a\nannee: 2021\nlignes: [{montant: 1}]\ncode: A1", [("code", 4, "des lettres minuscules")]),
        ("nom: a\nannee: 2021\nlignes: [{montant: 1}]\ntrio: [1, 1]", [("trio", 4, "des éléments tous différents")]),
        ("nom: a\nannee: 2021\nlignes: [{montant: 1}]\ntrio: [1, 2, 3, 4]\ntaux: 0",
         [("trio", 4, "au plus 3 élément(s)"), ("taux", 5, "plus de 0")]),
        ("nom: a\nannee: 2021\nlignes: [{montant: 1}]\ntaux: 1", [("taux", 4, "moins de 1")]),
        ("nom: a\nannee: 2021\nlignes: [{montant: 1}]\nnon: 1", [("non", 4, "annee, code, lignes, nom, sens, taux, trio, ^x_")]),
        ("- 1", [("", 1, "un groupe de clés")]),
    ],
)  # fmt: skip
def test_chaque_faute_de_forme_est_dite_une_fois_dans_l_ordre_du_fichier(texte, attendues):
    assert fautes(texte) == attendues


def test_une_faute_dit_ce_qui_est_venu_et_quoi_faire():
    [faute] = verifier_forme(lire_yaml(b"nom: a\nannee: 2021\nlignes: oui"), SCHEMA)

    assert str(faute) == "ligne 3, lignes : Reçu « oui » ; attendu : une liste. Corrigez cette valeur."
    assert faute.en_json() == {
        "lieu": "lignes",
        "ligne": 3,
        "recu": "oui",
        "attendu": "une liste",
        "message": "Reçu « oui » ; attendu : une liste. Corrigez cette valeur.",
    }


def test_un_chemin_s_ecrit_et_une_valeur_longue_s_abrege():
    assert ecrire_chemin(("a", 0, "b", 2)) == "a[0].b[2]"
    assert ecrire_chemin(()) == ""
    assert (len(abrege("x" * 100)), abrege("court")) == (80, "court")
    assert str(Faute("", "Message.")) == "Message."


SCALAIRES = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text("abcé :#-'\"\n12", max_size=12)
CLES = st.text("abcxyz_", min_size=1, max_size=6)
DONNEES = st.recursive(
    SCALAIRES, lambda d: st.lists(d, max_size=4) | st.dictionaries(CLES, d, max_size=4), max_leaves=12
)


@given(st.dictionaries(CLES, DONNEES, max_size=5))
def test_ce_qui_est_ecrit_en_yaml_se_relit_tel_quel_et_chaque_valeur_a_sa_ligne(donnees):
    document = lire_yaml(yaml.safe_dump(donnees, allow_unicode=True).encode())

    assert document.donnees == donnees
    assert all(document.ligne((cle,)) >= 1 for cle in donnees)


def lues_ou_refusees(octets):
    """The faults of a refusal; none when the bytes were read."""
    try:
        lire_yaml(octets)
    except EntreeRefusee as refus:
        return refus.fautes or None
    return []


@given(st.binary(max_size=200))
def test_des_octets_quelconques_donnent_une_donnee_ou_un_refus_en_francais(octets):
    assert all(f.message.endswith(".") for f in lues_ou_refusees(octets))


@given(st.text("ab:-[]{}*&!?|>'\"# \n\t,.1~%@", max_size=60))
def test_du_yaml_tordu_donne_une_donnee_ou_un_refus_en_francais(texte):
    assert all(f.message.endswith(".") for f in lues_ou_refusees(texte.encode()))
