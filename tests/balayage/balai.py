"""Calls every address in someone's place and says, one sentence each, where the answer is not that of the matrix."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import reverse
from tests.balayage.arbre import Adresse
from tests.balayage.monde import MARQUE, Monde, empreinte
from tests.balayage.objets import OBJETS, Objet

from jalons.application.acces.matrice import MATRICE
from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.socle.perimetre import perimetre
from jalons.config.pour_pytest import LONGS

SEULE = Objet(lambda m: [], territorial=False)
SERT = (200, 302, 405, 409, 422)
"""Answers of a view that let the agent in: 404 never, unless the object lacks something (an image to draw)."""


@dataclass(frozen=True, slots=True)
class Cas:
    """One address with the arguments that designate an object of the monde."""

    adresse: Adresse
    objet: Objet
    chemin: str

    def permise_a(self, role: Role) -> bool:
        """What the matrix says."""
        permission = self.objet.permission or self.adresse.permission
        return permission is None or permission in MATRICE[role]


def cas(adresses: list[Adresse], monde: Monde, urlconf: str | None = None) -> list[Cas]:
    """Every address with its path."""
    lus = []
    with perimetre([monde.code]):
        for adresse in adresses:
            objet = OBJETS[adresse.nom] if adresse.arguments else SEULE
            chemin = reverse(adresse.nom, urlconf=urlconf, args=[str(a) for a in objet.arguments(monde)])
            lus.append(Cas(adresse, objet, chemin))
    return lus


def agent_de(role: Role, code: str) -> Agent:
    """An agent who holds ``role`` on the collectivité ``code`` and nothing else."""
    affectation: Any = AffectationFactory(role=role, niveau=Niveau.COLLECTIVITE, collectivite_id=code)
    return affectation.agent  # type: ignore[no-any-return]


class Passant(Client):
    """A browser for thousands of requests: what Django's records of each (templates, contexts) is left out.

    Who asks is handed to the request instead of read again; the session, the rights, the perimeter are read each time.
    """

    def __init__(self, agent: Agent | None) -> None:
        super().__init__(raise_request_exception=False)
        self.handler = _Poignee(agent)
        if agent is not None:
            self.force_login(agent)

    def request(self, **request: Any) -> HttpResponse:
        """Answer as the site does; cookies are kept."""
        reponse: Any = self.handler(self._base_environ(**request))
        self.cookies.update(reponse.cookies)
        return reponse  # type: ignore[no-any-return]


class _Poignee(ClientHandler):
    def __init__(self, agent: Agent | None) -> None:
        super().__init__(enforce_csrf_checks=False)
        self.agent = agent

    def get_response(self, request: Any) -> Any:
        if self.agent is not None:
            request._cached_user = copy(self.agent)
        return super().get_response(request)


def client_de(agent: Agent | None) -> Client:
    """A browser, logged in as ``agent``; an exception of a view comes out as a 500."""
    client = Client(raise_request_exception=False)
    if agent is not None:
        client.force_login(agent)
    return client


def appeler(client: Client, methode: str, chemin: str) -> HttpResponse:
    """Call and undo what was written."""
    with transaction.atomic():
        reponse: Any = getattr(client, methode)(chemin)
        lu = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
        reponse.texte = lu.decode("utf-8", "replace")
        transaction.set_rollback(True)
    return reponse  # type: ignore[no-any-return]


def _statut(reponse: HttpResponse) -> int:
    """The answer; 401 when it sends somebody who is logged in to the login page."""
    vers_connexion = reponse.status_code == 302 and reponse.headers["Location"].startswith("/connexion/")
    return 401 if vers_connexion else reponse.status_code


def _tranche(recu: int, permis: bool) -> bool:
    """Whether the gate has refused before the view: it would refuse the other method in the same words."""
    return recu == 403 and not permis and not LONGS


def chez_soi(role: Role, monde: Monde, liste: list[Cas], *, methodes: tuple[str, ...]) -> list[str]:
    """In one's own collectivité: 403 without the permission; with it, the page. What a reading writes stays."""
    client = Passant(agent_de(role, monde.code))
    fautes = []
    for c in liste:
        permis = c.permise_a(role)
        for methode in methodes:
            recu = _statut((appeler_et_garder if methode == "get" else appeler)(client, methode, c.chemin))
            attendu = ((c.objet.sauf.get(role),) if role in c.objet.sauf else SERT) if permis else (403, 405)
            if recu not in attendu and recu != 405:
                fautes.append(f"{c.adresse.nom} {methode} par {role} chez soi : {recu}, attendu {attendu}")
            if _tranche(recu, permis):
                break
    return fautes


def ailleurs(role: Role, monde: Monde, liste: list[Cas], *, methodes: tuple[str, ...], code: str = "15") -> list[str]:
    """From another collectivité: 404 on its objects, nothing of it on any page, nothing of it changed."""
    client = Passant(agent_de(role, code))
    avant = empreinte(monde.code)
    fautes = []
    for c in liste:
        permis = c.permise_a(role)
        for methode in methodes:
            reponse: Any = appeler_et_garder(client, methode, c.chemin)
            recu = _statut(reponse)
            attendu: tuple[int, ...] = (403, 405) if not permis else (404, 405) if c.objet.territorial else SERT
            if recu not in attendu:
                fautes.append(f"{c.adresse.nom} {methode} par {role} d'ailleurs : {recu}, attendu {attendu}")
            if MARQUE in reponse.texte:
                fautes.append(f"{c.adresse.nom} {methode} par {role} d'ailleurs : montre « {MARQUE} »")
            if _tranche(recu, permis):
                break
    return fautes + _changees(avant, monde)


def appeler_et_garder(client: Client, methode: str, chemin: str) -> HttpResponse:
    """Call and keep what was written, to look for it afterwards; the session is put back."""
    reponse: Any = getattr(client, methode)(chemin)
    lu = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
    reponse.texte = lu.decode("utf-8", "replace")
    return reponse  # type: ignore[no-any-return]


def _changees(avant: dict[str, str], monde: Monde) -> list[str]:
    apres = empreinte(monde.code)
    return [f"la table {t} a changé depuis une autre collectivité" for t in avant if avant[t] != apres[t]]


def anonyme(liste: list[Cas]) -> list[str]:
    """Not logged in: sent to the login page, unless the view says it is public."""
    client = Passant(None)
    fautes = []
    for c in liste:
        for methode in ("get", "post"):
            reponse = appeler(client, methode, c.chemin)
            vers_connexion = _statut(reponse) == 401
            if c.adresse.publique and reponse.status_code >= 500:
                fautes.append(f"{c.adresse.nom} {methode} sans compte : {reponse.status_code}")
            if not c.adresse.publique and not vers_connexion:
                fautes.append(f"{c.adresse.nom} {methode} sans compte : {reponse.status_code}, attendu la connexion")
    return fautes


def sans_porte(role: Role, monde: Monde, liste: list[Cas], *, methodes: tuple[str, ...], code: str = "15") -> list[str]:
    """With the gate let open: no word of the other collectivité on any page, none of its rows changed, no file of it."""
    client = Passant(agent_de(role, code))
    avant = empreinte(monde.code)
    fautes = []
    for c in liste:
        for methode in methodes:
            reponse: Any = appeler_et_garder(client, methode, c.chemin)
            if MARQUE in reponse.texte:
                fautes.append(f"{c.adresse.nom} {methode} sans la porte : montre « {MARQUE} »")
            fichier = not reponse.headers.get("Content-Type", "").startswith("text/html")
            if c.objet.territorial and reponse.status_code == 200 and fichier:
                fautes.append(f"{c.adresse.nom} {methode} sans la porte : rend un fichier")
    return fautes + _changees(avant, monde)
