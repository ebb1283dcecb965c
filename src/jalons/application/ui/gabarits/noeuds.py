"""Nodes of templates that answer in a few calls; each gives exactly what Django's gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.template.base import (
    NodeList,
    TextNode,
    VariableDoesNotExist,
    VariableNode,
    render_value_in_context,
)
from django.template.context import Context
from django.template.defaulttags import (
    CsrfTokenNode,
    CycleNode,
    ForNode,
    IfChangedNode,
    IfNode,
    TemplateLiteral,
    URLNode,
)
from django.template.library import SimpleBlockNode, SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch
from django.utils.safestring import SafeString

from jalons.application.ui.adresses import vers
from jalons.application.ui.gabarits.expressions import Expression, moteur
from jalons.application.ui.html import echapper, html

Condition = Callable[[Context], Any]


class Liste(NodeList):
    """Nodes one after the other: texts are kept as they are, the others as the function that renders them."""

    def __init__(self, noeuds: NodeList) -> None:
        super().__init__(noeuds)
        self.contains_nontext = noeuds.contains_nontext
        self.morceaux: list[Any] = [n.s if type(n) is TextNode else n.render_annotated for n in noeuds]

    def render(self, context: Context) -> SafeString:
        """The HTML of all of them."""
        return SafeString("".join([m if m.__class__ is str else m(context) for m in self.morceaux]))


class Valeur(VariableNode):
    """``{{ … }}``."""

    def render_annotated(self, context: Context) -> str:
        """Strings and whole numbers at once; dates, decimals and the rest as Django localises them."""
        valeur = self.filter_expression.resolve(context)
        genre = valeur.__class__
        if genre is SafeString:
            return valeur  # type: ignore[no-any-return]
        if genre is str and context.autoescape:
            return echapper(valeur)
        if genre is int and not settings.USE_THOUSAND_SEPARATOR:
            return str(valeur)
        return render_value_in_context(valeur, context)

    render = render_annotated


class Boucle(ForNode):
    """``{% for %}``."""

    sequence: Any
    loopvars: Any
    nodelist_loop: NodeList
    nodelist_empty: NodeList

    def render_annotated(self, context: Context) -> str:
        """As Django: ``forloop`` and the loop's names stand in a level of their own."""
        dehors = context.get("forloop", {})
        niveaux = context.dicts
        niveaux.append({})
        try:
            valeurs = self.sequence.resolve(context, ignore_failures=True)
            if valeurs is None:
                valeurs = ()
            elif not hasattr(valeurs, "__len__"):
                valeurs = list(valeurs)
            nombre = len(valeurs)
            if not nombre:
                return self.nodelist_empty.render(context)
            return self._tours(context, valeurs, nombre, dehors)
        finally:
            niveaux.pop()

    render = render_annotated

    def _tours(self, context: Context, valeurs: Any, nombre: int, dehors: Any) -> SafeString:
        niveaux, noms, sortie = context.dicts, self.loopvars, []
        niveau = niveaux[-1]
        rang_dans_la_boucle = niveau["forloop"] = {"parentloop": dehors}
        seul = noms[0] if len(noms) == 1 else None
        for rang, element in enumerate(reversed(valeurs) if self.is_reversed else valeurs):
            rang_dans_la_boucle["counter0"], rang_dans_la_boucle["counter"] = rang, rang + 1
            rang_dans_la_boucle["revcounter"], rang_dans_la_boucle["revcounter0"] = nombre - rang, nombre - rang - 1
            rang_dans_la_boucle["first"], rang_dans_la_boucle["last"] = rang == 0, rang == nombre - 1
            if seul is not None:
                niveau[seul] = element
                sortie.append(self.nodelist_loop.render(context))
                continue
            niveaux.append(_deplier(noms, element))
            try:
                sortie.append(self.nodelist_loop.render(context))
            finally:
                niveaux.pop()
        return SafeString("".join(sortie))


def _deplier(noms: list[str], element: Any) -> dict[str, Any]:
    longueur = len(element) if hasattr(element, "__len__") else 1
    if longueur != len(noms):
        raise ValueError(f"Need {len(noms)} values to unpack in for loop; got {longueur}. ")
    return dict(zip(noms, element, strict=True))


class Choix(IfNode):
    """``{% if %}``."""

    def __init__(self, conditions_nodelists: list[tuple[Any, NodeList]]) -> None:
        super().__init__(conditions_nodelists)
        self.branches = [(_condition(condition), noeuds) for condition, noeuds in conditions_nodelists]

    def render_annotated(self, context: Context) -> str:
        """The first branch whose condition holds."""
        for vraie, noeuds in self.branches:
            if vraie is None or vraie(context):
                return noeuds.render(context)
        return ""

    render = render_annotated


def _condition(condition: Any) -> Condition | None:
    """The condition as one function; operators other than and, or, not are evaluated by Django."""
    if condition is None:
        return None
    if type(condition) is TemplateLiteral:
        litteral: Any = condition.value
        return _existe(litteral.resolve)
    operateur = getattr(condition, "id", "")
    if operateur not in ("and", "or", "not"):
        return condition.eval  # type: ignore[no-any-return]
    gauche, droite = _terme(condition.first), _terme(condition.second)
    if operateur == "not":
        return _sans_faute(lambda context: not gauche(context))
    if operateur == "and":
        return _sans_faute(lambda context: gauche(context) and droite(context))
    return _sans_faute(lambda context: gauche(context) or droite(context))


def _terme(condition: Any) -> Condition:
    return _condition(condition) or (lambda context: None)


def _existe(resoudre: Callable[..., Any]) -> Condition:
    def vraie(context: Context) -> Any:
        try:
            return resoudre(context, True)
        except VariableDoesNotExist:  # an argument of a filter
            return None

    return vraie


def _sans_faute(condition: Condition) -> Condition:
    """As Django: what cannot be evaluated does not hold."""

    def vraie(context: Context) -> Any:
        try:
            return condition(context)
        except Exception:  # noqa: BLE001 - a template never fails on a comparison
            return False

    return vraie


class Inclusion(IncludeNode):
    """``{% include %}``: what is included is found once, its nodes are rendered where they stand."""

    template: Any

    def __init__(self, noeud: IncludeNode) -> None:
        super().__init__(noeud.template, extra_context=noeud.extra_context)
        self.incluses: dict[str, NodeList | None] = {}
        """Name of a template → its nodes; nothing for those that Django must render."""

    def render_annotated(self, context: Context) -> str:
        """As Django, unless what is included keeps a state of its own (blocks, cycles) or is named from here."""
        nom = self.template.resolve(context)
        if not isinstance(nom, str):
            return self.render(context)
        if nom not in self.incluses:
            self.incluses[nom] = _simple(context, nom)
        noeuds = self.incluses[nom]
        if noeuds is None:
            return self.render(context)
        context.dicts.append({nom: valeur.resolve(context) for nom, valeur in self.extra_context.items()})
        try:
            return noeuds.render(context)
        finally:
            context.dicts.pop()


def _simple(context: Context, nom: str) -> NodeList | None:
    if nom.startswith("."):
        return None
    noeuds = moteur(context).get_template(nom).nodelist
    return None if noeuds.get_nodes_by_type(_A_ETAT) else noeuds


_A_ETAT: Any = (BlockNode, ExtendsNode, CycleNode, IfChangedNode)


class Adresse(URLNode):
    """``{% url %}`` without named arguments."""

    def render_annotated(self, context: Context) -> str:
        """As Django; our pages have one set of names, whatever the current application."""
        adresse = ""
        try:
            adresse = vers(self.view_name.resolve(context), *[argument.resolve(context) for argument in self.args])
        except NoReverseMatch:
            if self.asvar is None:
                raise
        if self.asvar:
            context.dicts[-1][self.asvar] = adresse
            return ""
        return echapper(adresse) if context.autoescape else adresse

    render = render_annotated


class Jeton(CsrfTokenNode):
    """``{% csrf_token %}``."""

    def render_annotated(self, context: Context) -> str:
        """As Django, which unwraps the token four times."""
        jeton = str(context.get("csrf_token") or "")
        if not jeton or jeton == "NOTPROVIDED":
            return self.render(context)
        return html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', jeton)


class Statique(StaticNode):
    """``{% static "…" %}``: the address of a file, which changes with the storage only."""

    def __init__(self, noeud: StaticNode) -> None:
        super().__init__(noeud.varname, noeud.path)
        self.connue: tuple[object, str] = (None, "")

    def render_annotated(self, context: Context) -> str:
        """Asked once to each storage."""
        stockage = storages["staticfiles"]
        if self.connue[0] is not stockage:
            self.connue = (stockage, self.render(context))
        return self.connue[1]


class Composant(SimpleNode):
    """A tag made with ``simple_tag``."""

    def render_annotated(self, context: Context) -> str:
        """What its function answers."""
        arguments = [argument.resolve(context) for argument in self.args]
        if self.takes_context:
            arguments.insert(0, context)
        return _rendre(self, arguments, context)

    render = render_annotated


class ComposantBloc(SimpleBlockNode):
    """A tag made with ``simple_block_tag``."""

    def render_annotated(self, context: Context) -> str:
        """What its function answers, given what stands inside."""
        arguments = [argument.resolve(context) for argument in self.args]
        contenu = self.nodelist.render(context)
        arguments[:0] = [context, contenu] if self.takes_context else [contenu]
        return _rendre(self, arguments, context)

    render = render_annotated


def _rendre(noeud: SimpleNode, arguments: list[Any], context: Context) -> str:
    if noeud.kwargs:
        rendu = noeud.func(*arguments, **{nom: valeur.resolve(context) for nom, valeur in noeud.kwargs.items()})
    else:
        rendu = noeud.func(*arguments)
    if noeud.target_var is not None:
        context.dicts[-1][noeud.target_var] = rendu
        return ""
    return echapper(rendu) if context.autoescape else rendu


def prompt(noeud: Any) -> Any:
    """The quick node that stands for ``noeud``; itself when there is none."""
    genre = type(noeud)
    if genre is VariableNode:
        return Valeur(noeud.filter_expression)
    if genre is ForNode:
        return Boucle(noeud.loopvars, noeud.sequence, noeud.is_reversed, noeud.nodelist_loop, noeud.nodelist_empty)
    if genre is IfNode:
        return Choix(noeud.conditions_nodelists)
    if genre is SimpleNode:
        return Composant(noeud.func, noeud.takes_context, noeud.args, noeud.kwargs, noeud.target_var)
    if genre is SimpleBlockNode:
        return ComposantBloc(
            noeud.nodelist, noeud.func, noeud.takes_context, noeud.args, noeud.kwargs, noeud.target_var
        )
    if genre is CsrfTokenNode:
        return Jeton()
    if genre is URLNode and not noeud.kwargs:
        return Adresse(noeud.view_name, noeud.args, noeud.kwargs, noeud.asvar)
    if genre is StaticNode and noeud.varname is None and _nom_entier(noeud.path):
        return Statique(noeud)
    if genre is IncludeNode and not noeud.isolated_context:
        return Inclusion(noeud)
    return noeud


def _nom_entier(expression: Any) -> bool:
    """Whether a template is named by a text, not relative to the one that includes it."""
    return isinstance(expression, Expression) and expression.constante and not str(expression.var).startswith(".")
