"""Reads templates with Django's parser and prepares them; the loader of the settings, outside ``DEBUG``."""

from __future__ import annotations

from typing import Any

from django.template import Template, TemplateDoesNotExist
from django.template.base import Lexer, NodeList, Parser, TextNode, Token
from django.template.defaulttags import CommentNode, LoadNode
from django.template.loaders import base, cached

from jalons.application.ui.gabarits.expressions import Expression
from jalons.application.ui.gabarits.noeuds import Liste, prompt


class Lecteur(Parser):
    """Django's parser, which keeps quick nodes and drops those that write nothing."""

    def parse(self, parse_until: Any = None) -> Liste:
        """The nodes up to one of ``parse_until``."""
        return Liste(super().parse(parse_until))

    def compile_filter(self, token: str) -> Expression:
        """One expression of a tag or of ``{{ … }}``."""
        return Expression(token, self)

    def extend_nodelist(self, nodelist: NodeList, node: Any, token: Token) -> None:
        """Add a node; texts that touch become one."""
        super().extend_nodelist(nodelist, prompt(node), token)
        if type(node) in (CommentNode, LoadNode):
            nodelist.pop()
        elif type(node) is TextNode and len(nodelist) > 1 and type(nodelist[-2]) is TextNode:
            nodelist.pop()
            avant: Any = nodelist[-1]
            avant.s += node.s


class Gabarit(Template):
    """A template prepared by ``Lecteur``."""

    def compile_nodelist(self) -> Liste:
        """Its nodes. Errors are Django's, which names the tag and the line."""
        lecteur = Lecteur(
            Lexer(self.source).tokenize(), self.engine.template_libraries, self.engine.template_builtins, self.origin
        )
        noeuds = lecteur.parse()
        self.extra_data = lecteur.extra_data
        return noeuds


class _Preparation(base.Loader):
    """What a loader does of a text found: a prepared template instead of a plain one."""

    get_contents: Any  # given by the loader that it is mixed with

    def get_template(self, template_name: str, skip: Any = None) -> Gabarit:
        """The first one found.

        Raises:
            TemplateDoesNotExist: no application has it.
        """
        essayes = []
        for origine in self.get_template_sources(template_name):
            if skip is not None and origine in skip:
                essayes.append((origine, "Skipped to avoid recursion"))
                continue
            try:
                texte = self.get_contents(origine)
            except TemplateDoesNotExist:
                essayes.append((origine, "Source does not exist"))
                continue
            return Gabarit(texte, origine, str(origine.template_name), self.engine)
        raise TemplateDoesNotExist(template_name, tried=essayes)


class Chargeur(cached.Loader, _Preparation):
    """Keeps each template once read: Django's loader, which asks the next class for it, prepared."""
