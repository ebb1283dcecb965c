"""Every address of the application, with what its view declares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from jalons.application.acces.permissions import Permission


@dataclass(frozen=True, slots=True)
class Adresse:
    """One named address.

    Attributes:
        arguments: names of what its path takes.
        permission: what ``gate.requiert`` declares.
        ouverte: why any agent may call it; empty when that is not declared.
        publique: whether a visitor who is not logged in gets in.
    """

    nom: str
    arguments: tuple[str, ...]
    permission: Permission | None
    ouverte: str
    publique: bool

    @property
    def declaree(self) -> bool:
        """Whether the view says who may call it, once and only once."""
        return [self.permission is not None, bool(self.ouverte), self.publique].count(True) == 1


def adresses(urlconf: str | None = None) -> list[Adresse]:
    """Addresses of the tree, by name."""
    return sorted(_descendre(get_resolver(urlconf), ""), key=lambda a: a.nom)


def _descendre(noeud: URLResolver, espace: str) -> Iterator[Adresse]:
    for enfant in noeud.url_patterns:
        if isinstance(enfant, URLResolver):
            yield from _descendre(enfant, f"{espace}{enfant.namespace}:" if enfant.namespace else espace)
        else:
            yield _adresse(enfant, espace)


def _adresse(motif: URLPattern, espace: str) -> Adresse:
    vue: Any = motif.callback
    declarante = getattr(vue, "view_class", vue)
    return Adresse(
        nom=f"{espace}{motif.name}",
        arguments=tuple(motif.pattern.converters),
        permission=getattr(vue, "permission", None) or getattr(declarante, "permission", None),
        ouverte=getattr(vue, "ouverte", "") or getattr(declarante, "ouverte", ""),
        publique=not getattr(vue, "login_required", True),
    )
