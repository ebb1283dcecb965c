"""A prepared template writes what Django's would have written, mistakes included."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Engine, Template, TemplateSyntaxError, engines
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe

from jalons.application.ui.gabarits.chargeur import Chargeur, Gabarit

PIEGE = "<b>\"&'</b>"


class Objet:
    """What pages hold: attributes, methods, a property that fails."""

    nom = PIEGE
    _secret = "caché"

    def methode(self):
        return "appelée"

    def avec_argument(self, x):
        return x

    def detruire(self):
        raise AssertionError("jamais appelée")

    detruire.alters_data = True

    @property
    def absente(self):
        raise AttributeError("absente")

    def __str__(self):
        return PIEGE


def contexte():
    return {
        "texte": PIEGE, "sur": mark_safe("<i>sûr</i>"), "vide": "", "rien": None, "vrai": True,
        "entier": 1234567, "grand": 10**30, "negatif": -3, "decimal": Decimal("1234.50"), "flottant": 0.5,
        "jour": date(2026, 11, 25), "instant": datetime(2026, 11, 25, 23, 30, tzinfo=ZoneInfo("UTC")),
        "objet": Objet(), "fonction": lambda: "appelée", "classe": Objet,
        "dico": {"cle": PIEGE, "items": "une clé", "liste": [1, [2, 3]]},
        "liste": ["a", "b", PIEGE], "couples": [("x", 1), ("y", 2)], "generateur": (n for n in (1, 2)),
        "paresseux": SimpleLazyObject(lambda: SimpleNamespace(nom=PIEGE)), "fond": SimpleLazyObject(lambda: None),
        "gabarit": "ui/_pied.html", "gabarits": ["ui/absent.html", "ui/_pied.html"], "version": "1.2",
    }  # fmt: skip


EXTRAITS = """
{{ texte }} {{ sur }} {{ vide }}|{{ rien }} {{ vrai }} {{ inconnu }}|{{ inconnu.nom }}|{{ rien.nom }}|{{ fond.nom }}
{{ entier }} {{ grand }} {{ negatif }} {{ decimal }} {{ flottant }} {{ jour }} {{ instant }} {{ 12 }} {{ "<b>" }}
{{ objet.nom }} {{ objet.methode }} {{ objet.avec_argument }} {{ objet.detruire }} {{ objet.absent }} {{ objet }}
{{ fonction }} {{ classe.nom }} {{ dico.cle }} {{ dico.items }} {{ dico.liste.1.0 }} {{ liste.2 }} {{ liste.9 }}
{{ paresseux.nom }} {{ generateur.0 }} {{ texte.upper }} {{ liste }} {{ dico }} {{ couples.0.1 }}
{{ texte|upper }} {{ texte|safe }} {{ sur|lower }} {{ sur|cut:"s" }} {{ inconnu|default:"<b>" }} {{ rien|default:texte }}
{{ rien|default_if_none:"–" }} {{ jour|date:"d/m/Y" }} {{ instant|date:"c" }} {{ liste|join:", " }} {{ texte|linebreaks }}
{{ liste|length }} {{ entier|add:1 }} {{ entier|add:"1" }} {{ liste|length|pluralize:"x,y" }} {{ texte|truncatechars:4 }}
{% autoescape off %}{{ texte }} {{ entier }} {{ decimal }} {{ sur }} {{ texte|linebreaks }}{% endautoescape %}
{% if texte %}oui{% else %}non{% endif %} {% if inconnu %}oui{% elif liste %}liste{% endif %} {% if not rien %}r{% endif %}
{% if vrai and not vide or inconnu %}a{% endif %} {% if inconnu.x and texte %}b{% endif %} {% if entier > 3 %}c{% endif %}
{% if texte in dico %}d{% else %}e{% endif %} {% if objet < 3 %}f{% else %}g{% endif %} {% if inconnu == None %}h{% endif %}
{% if liste|length == 3 and "a" in liste %}i{% endif %} {% if rien is not None %}j{% endif %} {% if texte|add:inconnu %}k{% endif %}
{% for x in liste %}{{ forloop.counter }}{{ x }}{% if not forloop.last %}, {% endif %}{% empty %}vide{% endfor %}
{% for x in inconnu %}x{% empty %}vide {{ x }}{% endfor %} {% for x in rien %}x{% endfor %} {% for x in generateur %}{{ x }}{% endfor %}
{% for a, b in couples reversed %}{{ a }}{{ b }}{{ forloop.revcounter }}{{ forloop.revcounter0 }}{{ forloop.first }}{% endfor %}{{ a }}
{% for x in liste %}{% for a, b in couples %}{{ forloop.parentloop.counter0 }}{{ a }}{% endfor %}{% endfor %}{{ forloop }}
{% for x in liste %}{% cycle "p" "i" %}{% ifchanged x %}{{ x }}{% endifchanged %}{% endfor %}
{% for k, v in dico.liste.1 %}{{ k }}{% endfor %}
{% with y=texte z=liste.0 %}{{ y }}{{ z }}{% endwith %}{{ y }} {% comment %}{{ texte }}{% endcomment %}{# rien #} fin
{% include "ui/_pied.html" %}{% include gabarit with version=texte %}{% include "ui/_pied.html" with version=2 only %}
{% include gabarits %}{% include "ui/_messages.html" with messages=rien %}{% include "ui/_entete.html" %}
{% url "fiches:fiche" 12 %} {% url "fiches:fiche" entier as adresse %}{{ adresse }} {% url "inconnue:page" as rate %}{{ rate }}|
{% url "fiches:fiche" cle=12 as nommee %}{{ nommee }}|{% url "fiches:section" 12 "titre" %} {% url "portail:accueil" %}
{% load ui %}{% badge texte "info" %}{% badge libelle=sur %}{% icone "coche" as dessin %}{{ dessin }}{% bouton "Créer" %}
{% load ui %}{% carte titre=texte %}<p>{{ texte }}</p>{% carte titre=sur niveau=3 %}x{% endcarte %}{% endcarte %}
{% load ui %}{{ decimal|euros }} {{ jour|date_fr }} {{ instant|date_fr }} {{ rien|nombre }} {{ 52.38|pourcent }}
{% csrf_token %}{% now "Y" %}{% firstof rien texte %}{% widthratio entier 7 100 %}{% regroup couples by 0 as groupes %}{{ groupes }}
""".strip().splitlines()


def rendre(classe, source):
    """What a template writes, or how it fails."""
    moteur = engines["django"].engine
    try:
        return classe(source, engine=moteur).render(Context(contexte()))
    except Exception as erreur:  # noqa: BLE001 - compared below
        return type(erreur), str(erreur)


@pytest.mark.parametrize("source", EXTRAITS)
def test_meme_texte_que_django(source):
    assert rendre(Gabarit, source) == rendre(Template, source)


@pytest.mark.parametrize(
    "source",
    [
        "{% for a, b in liste %}{{ a }}{% endfor %}",
        "{% url 'inconnue:page' %}",
        "{{ texte|inconnu }}",
        "{{ texte|date:a b }}",
        "{% if %}{% endif %}",
        "{% inconnue %}",
        "{% if texte %}",
        "{{ objet._secret }}",
        "{% load ui %}{% badge texte 'rose' %}",
        "{% include 'ui/absent.html' %}",
    ],
)
def test_meme_faute_que_django(source):
    rendu = rendre(Gabarit, source)
    assert rendu == rendre(Template, source)
    assert issubclass(rendu[0], Exception)


def test_une_erreur_dans_une_methode_n_est_pas_avalee():
    class Casse:
        def methode(self):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Gabarit("{{ objet.methode }}", engine=engines["django"].engine).render(Context({"objet": Casse()}))


def test_ce_qui_est_silencieux_pour_django_le_reste():
    class AbsentError(Exception):
        silent_variable_failure = True

    class Objet:
        @property
        def lien(self):
            raise AbsentError

    gabarit = Gabarit("[{{ objet.lien }}]", engine=engines["django"].engine)
    assert gabarit.render(Context({"objet": Objet()})) == "[]"


def test_un_texte_d_essai_pour_les_noms_absents_est_montre():
    moteur = Engine(string_if_invalid="?%s?")
    assert Gabarit("{{ inconnu.nom }}", engine=moteur).render(Context({})) == "?inconnu.nom?"


def test_les_pages_de_jalons_sont_preparees_une_fois():
    moteur = engines["django"].engine
    assert isinstance(moteur.template_loaders[0], Chargeur)
    page = moteur.get_template("ui/page.html")
    assert isinstance(page, Gabarit)
    assert moteur.get_template("ui/page.html") is page


def test_une_boucle_qui_echoue_rend_le_contexte_comme_elle_l_a_trouve():
    contexte = Context({"liste": [("x", 1), ("y",)]})
    with pytest.raises(ValueError, match="Need 2 values"):
        Gabarit("{% for a, b in liste %}{{ a }}{% endfor %}", engine=engines["django"].engine).render(contexte)
    assert "forloop" not in contexte
    assert "a" not in contexte


def test_une_faute_de_syntaxe_est_dite_a_la_lecture():
    with pytest.raises(TemplateSyntaxError):
        Gabarit("{% for x liste %}{% endfor %}", engine=engines["django"].engine)
