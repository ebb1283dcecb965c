"""Components: what they write, what they refuse. Rendered from small templates, without a database."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from jalons.application.ui import statuts
from jalons.application.ui.composants import filtres, listes
from jalons.application.ui.icones import ICONES
from jalons.application.ui.listes import ordre_demande
from jalons.noyau.dates import DateCivile
from jalons.noyau.ecarts import Ecart, Gravite
from jalons.noyau.montants import Montant, PrecisionMontant


def rendre(gabarit, adresse="/liste/", **contexte):
    contexte.setdefault("request", RequestFactory().get(adresse))
    return Template("{% load ui %}" + gabarit).render(Context(contexte))


@pytest.mark.parametrize(
    ("cas", "gabarit"),
    [
        ("variante inconnue", '{% alerte titre="x" variante="rose" %}{% endalerte %}'),
        ("paramètre inconnu", '{% alerte titre="x" couleur="rose" %}{% endalerte %}'),
        ("paramètre obligatoire absent", "{% alerte %}{% endalerte %}"),
        ("famille inconnue", '{% statut "licorne" "en_cours" %}'),
        ("code inconnu", '{% statut "fiche" "terminee" %}'),
        ("confiance inconnue", '{% confiance "Z" %}'),
        ("icône inconnue", '{% icone "licorne" %}'),
        ("ton inconnu", '{% badge "x" "rose" %}'),
        ("niveau de titre", '{% carte titre="x" niveau=1 %}{% endcarte %}'),
        ("avancement de 101", "{% progression 101 %}"),
        ("avancement négatif", "{% progression -1 %}"),
        ("action sans libellé", '{% etat_vide titre="x" explication="y" action_url="/z/" %}'),
        ("variante de bouton", '{% bouton "x" variante="rose" %}'),
        ("écart qui n'en est pas un", '{% ecart "texte" %}'),
        ("figure qui n'en est pas une", '{% figure "texte" %}'),
        ("champ qui n'en est pas un", '{% champ "texte" %}'),
        ("bloc absent", '{% repeter "titre" %}'),
    ],
)
def test_ce_qui_est_inconnu_est_refuse(cas, gabarit):
    with pytest.raises(TemplateSyntaxError):
        rendre(gabarit)


@pytest.mark.parametrize(
    "gabarit",
    [
        "{% alerte titre=m %}{% endalerte %}",
        "{% alerte titre='x' %}{{ m }}{% endalerte %}",
        "{% badge m %}",
        "{% carte titre=m sous_titre=m ancre=m %}{% endcarte %}",
        "{% tableau legende=m %}{% endtableau %}",
        "{% lien_action m m %}",
        "{% bouton m nom=m valeur=m %}",
        "{% confirmation libelle=m url='/x/' titre=m message=m %}",
        "{% etat_vide titre=m explication=m action_url=m action_libelle=m %}",
        "{% definition m m %}",
        "{% chiffre_cle m m m url=m %}",
        "{% lien_fil m m %}",
        "{% progression 5 m %}",
        "{% entete_tri 'x' m %}",
    ],
)
def test_tout_est_echappe(gabarit):
    assert '<script>"' not in rendre(gabarit, m='<script>"')


@pytest.mark.parametrize(("famille", "code"), [(f, c) for f, codes in statuts.STATUTS.items() for c in codes])
def test_chaque_statut_a_un_mot_un_dessin_et_un_ton_connus(famille, code):
    vu = statuts.statut(famille, code)

    assert vu.libelle[0].isupper()
    assert vu.icone in ICONES
    assert vu.ton in statuts.TONS


@pytest.mark.parametrize("famille", statuts.STATUTS)
def test_dans_une_famille_deux_statuts_n_ont_pas_le_meme_dessin_et_le_meme_ton(famille):
    vus = [(s.icone, s.ton) for s in statuts.STATUTS[famille].values()]

    assert len(vus) == len(set(vus))


@pytest.mark.parametrize(
    ("valeur", "pas", "texte"), [(0, 0, "0"), (2, 0, "2"), (3, 5, "3"), (52, 50, "52"), (Decimal("99.5"), 100, "99,5")]
)
def test_la_barre_va_par_cinq_et_le_texte_garde_la_valeur(valeur, pas, texte):
    rendu = rendre("{% progression v %}", v=valeur)

    assert f"largeur-{pas}" in rendu
    assert f">{texte}\u202f%<" in rendu


def test_un_avancement_inconnu_n_est_pas_zero():
    assert "inconnu" in rendre("{% progression None %}")
    assert "largeur-" not in rendre("{% progression None %}")


@pytest.mark.parametrize(
    ("cas", "adresse", "sens", "lien"),
    [
        ("pas trié", "/liste/?q=a&page=3", "none", "?q=a&amp;tri=montant"),
        ("croissant", "/liste/?tri=montant", "ascending", "?tri=-montant"),
        ("décroissant", "/liste/?tri=-montant", "descending", "?tri=montant"),
        ("valeurs multiples gardées", "/liste/?s=1&s=2", "none", "?s=1&amp;s=2&amp;tri=montant"),
    ],
)
def test_l_entete_de_tri_garde_les_filtres_et_dit_le_sens(cas, adresse, sens, lien):
    rendu = rendre('{% entete_tri "montant" "Montant" %}', adresse)

    assert f'aria-sort="{sens}"' in rendu, cas
    assert f'href="{lien}"' in rendu, cas


@pytest.mark.parametrize(
    ("cas", "adresse", "attendu"),
    [
        ("défaut", "/", ["nom", "id"]),
        ("inverse", "/?tri=-nom", ["-nom", "-id"]),
        ("déjà inverse dans la table", "/?tri=-recent", ["cree_le"]),
        ("inconnu", "/?tri=mot_de_passe", ["nom", "id"]),
    ],
)
def test_ordre_demande(cas, adresse, attendu):
    colonnes = {"nom": ["nom", "id"], "recent": ["-cree_le"]}

    assert ordre_demande(RequestFactory().get(adresse).GET, colonnes, "nom") == attendu, cas


def test_la_pagination_garde_les_filtres():
    rendu = rendre("{% pagination page %}", "/liste/?q=a", page=Paginator(range(30), 10).get_page(2))

    assert 'href="?q=a&amp;page=3" rel="next"' in rendu
    assert "30 éléments, page 2 sur 3" in rendu


def test_les_filtres_gardent_le_tri_et_marchent_sans_script():
    rendu = rendre('{% filtres cible="liste" %}{% endfiltres %}', "/liste/?tri=-nom")

    assert '<input type="hidden" name="tri" value="-nom">' in rendu
    assert 'method="get" action="/liste/"' in rendu
    assert 'hx-target="#liste"' in rendu


class Formulaire(forms.Form):
    titre = forms.CharField(label="Titre", help_text="Court.")
    choix = forms.ChoiceField(label="Avis", choices=[("o", "Oui")], widget=forms.RadioSelect, required=False)
    cache = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError("Les dates se contredisent.")


def test_un_champ_faux_est_relie_a_son_aide_et_a_son_erreur():
    rendu = rendre("{% champ f.titre %}", f=Formulaire({}))

    assert 'aria-describedby="id_titre_aide id_titre_erreur"' in rendu
    assert 'aria-invalid="true"' in rendu
    assert 'id="id_titre_aide"' in rendu
    assert 'id="id_titre_erreur"' in rendu
    assert 'for="id_titre"' in rendu


def test_un_groupe_de_choix_a_une_legende():
    rendu = rendre("{% champ f.choix %}", f=Formulaire())

    assert "<fieldset" in rendu
    assert "facultatif" in rendu


def test_le_resume_des_erreurs_mene_aux_champs():
    rendu = rendre("{% resume_erreurs f %}", f=Formulaire({}))

    assert "2 erreurs à corriger" in rendu
    assert 'href="#id_titre"' in rendu
    assert "Les dates se contredisent." in rendu
    assert rendre("{% resume_erreurs f %}", f=Formulaire()).strip() == ""


def test_un_ecart_non_confirme_le_dit_et_dit_qu_il_ne_bloque_pas():
    objet = Ecart(
        "periode_inconnue",
        Gravite.BLOQUANT,
        False,
        "Complétez la période.",
        {"part": Decimal("12.35"), "absente": None},
        "CASF",
    )

    rendu = rendre("{% ecart e %}", e=objet)

    assert "Fait de droit non confirmé" in rendu
    assert "il ne bloque aucun acte" in rendu
    assert "Bloquant si confirmé" in rendu
    assert "Période inconnue" in rendu
    assert "12,35\xa0%" in rendu
    assert "inconnu" in rendu
    assert "Source : CASF" in rendu


def test_la_confirmation_marche_sans_script_et_porte_son_jeton():
    rendu = rendre(
        '{% confirmation libelle="Supprimer" url="/f/1/supprimer/" titre="Supprimer ?" message="Rien ne reviendra." %}'
    )

    assert 'href="/f/1/supprimer/" data-confirmer="confirmer-f1supprimer"' in rendu
    assert 'method="post" action="/f/1/supprimer/"' in rendu
    assert "csrfmiddlewaretoken" in rendu


@pytest.mark.parametrize(
    ("cas", "filtre", "valeur", "attendu"),
    [
        ("euros", filtres.euros, Decimal(1641850), "1 641 850 €"),
        ("euros inconnus", filtres.euros, None, "inconnu"),
        ("aucun, au singulier", filtres.pluralize, 0, ""),
        ("un et demi, au singulier", filtres.pluralize, Decimal("1.5"), ""),
        ("deux, au pluriel", filtres.pluralize, 2, "s"),
        ("une liste", filtres.pluralize, ["a", "b"], "s"),
        ("zéro n'est pas inconnu", filtres.euros, 0, "0 €"),
        ("montant imprécis", filtres.euros, Montant(Decimal(5), PrecisionMontant.PLUS_DE), "plus de 5 €"),
        ("pourcent", filtres.pourcent, Decimal("52.38"), "52,38 %"),
        ("pourcent rond", filtres.pourcent, Decimal("12.50"), "12,5 %"),
        ("pourcent inconnu", filtres.pourcent, None, "inconnu"),
        ("entier à zéros", filtres.nombre, 1000, "1 000"),
        ("négatif", filtres.nombre, Decimal("-1234.5"), "−1 234,5"),
        ("jour", filtres.date_fr, date(2021, 9, 1), "1er septembre 2021"),
        ("mois", filtres.date_fr, DateCivile(2021, 10), "octobre 2021"),
        ("date absente", filtres.date_fr, None, "inconnue"),
        (
            "moment, heure de Paris",
            filtres.date_fr,
            datetime(2026, 7, 1, 22, 30, tzinfo=UTC),
            "2 juillet 2026 à 00 h 30",
        ),
        ("octets", filtres.octets, 999, "999 octets"),
        ("kilo-octets", filtres.octets, 12_400, "12 ko"),
        ("méga-octets", filtres.octets, 3_400_000, "3,4 Mo"),
        ("grand fichier, sans décimale", filtres.octets, 1_024_000_000, "1 024 Mo"),
    ],
)
def test_filtres(cas, filtre, valeur, attendu):
    assert filtre(valeur).replace("\xa0", " ").replace("\u202f", " ") == attendu, cas


def test_une_date_absente_dit_ce_que_la_page_veut_en_dire():
    assert filtres.date_fr(None, "pas encore") == "pas encore"
    assert filtres.date_fr(date(2021, 9, 1), "pas encore") == "1er septembre 2021"


def test_un_nombre_qui_n_en_est_pas_un_est_refuse():
    with pytest.raises(TemplateSyntaxError, match="Attendu un nombre"):
        filtres.nombre("douze")


def test_l_onglet_actif_est_dit():
    rendu = listes.onglets([listes.Onglet("Un", "/1/", actif=True, nombre=3), listes.Onglet("Deux", "/2/")])

    assert rendu.count('aria-current="page"') == 1
    assert '<span class="compte">3</span>' in rendu
