"""The form of a page as a browser would send it back."""

from __future__ import annotations

from html.parser import HTMLParser

Champs = dict[str, list[str]]


class _Lecteur(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.formulaires: list[tuple[str, Champs]] = []
        self._ici: Champs | None = None
        self._zone = self._choix = ""
        self._premiere: str | None = None

    def handle_starttag(self, balise, attributs):
        a = {nom: valeur or "" for nom, valeur in attributs}
        if balise == "form":
            self._ici = {}
            self.formulaires.append((a.get("action", ""), self._ici))
        if self._ici is None:
            return
        if balise == "input" and a.get("name") and a.get("type") not in ("submit", "file"):
            coche = a.get("type") not in ("checkbox", "radio") or "checked" in a
            if coche:
                self._ici.setdefault(a["name"], []).append(a.get("value", "on" if a.get("type") == "checkbox" else ""))
        elif balise == "textarea":
            self._zone = a.get("name", "")
            self._ici[self._zone] = [""]
        elif balise == "select":
            self._choix, self._premiere = a.get("name", ""), None
        elif balise == "option" and self._choix:
            if "selected" in a:
                self._ici.setdefault(self._choix, []).append(a.get("value", ""))
            elif self._premiere is None:
                self._premiere = a.get("value", "")

    def handle_data(self, texte):
        if self._zone and self._ici is not None:
            self._ici[self._zone][0] += texte

    def handle_endtag(self, balise):
        if balise == "form":
            self._ici = None
        elif balise == "textarea" and self._ici is not None:
            self._ici[self._zone][0] = self._ici[self._zone][0].removeprefix("\r\n").removeprefix("\n")
            self._zone = ""
        elif balise == "select":
            if self._ici is not None and self._choix not in self._ici:
                self._ici[self._choix] = [self._premiere or ""]
            self._choix = ""


def formulaire(html: str, *, vers: str = "", avec: str = "") -> dict[str, list[str]]:
    """Fields of a form of the page as they stand.

    Args:
        vers: end of its address; that of the page itself otherwise.
        avec: a field it must hold.

    Raises:
        LookupError: there is none.
    """
    lecteur = _Lecteur()
    lecteur.feed(html)
    for adresse, champs in lecteur.formulaires:
        if (adresse.endswith(vers) if vers else not adresse) and (
            avec in champs if avec else "csrfmiddlewaretoken" in champs
        ):
            return champs
    raise LookupError(f"no form towards {vers!r} with {avec!r} among {lecteur.formulaires!r}")
