// Progressive enhancement only: every page works without this file.
(function () {
  "use strict";

  // Side menu on a narrow screen.
  document.addEventListener("click", function (event) {
    var bouton = event.target.closest("[data-menu]");
    if (!bouton) return;
    var ouvert = bouton.getAttribute("aria-expanded") !== "true";
    bouton.setAttribute("aria-expanded", String(ouvert));
    document.body.classList.toggle("menu-ouvert", ouvert);
  });

  // Confirmation: the link opens the dialog instead of the confirmation page.
  document.addEventListener("click", function (event) {
    var lien = event.target.closest("[data-confirmer]");
    if (lien && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      var dialogue = document.getElementById(lien.dataset.confirmer);
      if (dialogue && dialogue.showModal) {
        event.preventDefault();
        dialogue.showModal();
      }
    }
    var fermer = event.target.closest("[data-fermer]");
    if (fermer) fermer.closest("dialog").close();
    if (event.target.closest("[data-imprimer]")) window.print();
  });

  // A half-typed day or number is sent as if it were empty: say so instead of dropping it.
  document.addEventListener("submit", function (event) {
    var faux = Array.from(event.target.elements).find(function (champ) {
      return champ.validity && champ.validity.badInput;
    });
    if (!faux || (event.submitter && event.submitter.formNoValidate)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    faux.reportValidity();
  }, true);

  // Account menu: closes with Escape and with a click elsewhere.
  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.compte[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      document.querySelectorAll("details.compte[open]").forEach(function (menu) {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    }
    var saisie = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !saisie && !event.ctrlKey && !event.metaKey && !event.altKey) {
      var recherche = document.querySelector("[data-recherche]");
      if (recherche) {
        event.preventDefault();
        recherche.focus();
      }
    }
  });

  // One-letter keys of a part of a page that asks for them, while the focus is in it and not in a field.
  document.addEventListener("keydown", function (event) {
    var partie = event.target.closest("[data-touches]");
    if (!partie || event.ctrlKey || event.metaKey || event.altKey || !/^[a-z]$/i.test(event.key)) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    var cible = partie.querySelector('[data-touche="' + event.key.toLowerCase() + '"]');
    if (cible) {
      event.preventDefault();
      cible.click();
      if (cible.tagName === "SUMMARY") {
        var champ = cible.parentElement.querySelector("textarea, input:not([type=hidden]), select");
        if (champ && cible.parentElement.open) champ.focus();
      }
    }
  });

  // The passage of a document comes in sight in the frame that holds it; the page itself does not move.
  function montrer() {
    var passage = document.getElementById("passage");
    var zone = passage && passage.closest("[tabindex]");
    if (zone) zone.scrollTop += passage.getBoundingClientRect().top - zone.getBoundingClientRect().top - 60;
  }
  document.addEventListener("DOMContentLoaded", montrer);
  document.addEventListener("htmx:afterSettle", montrer);

  // Plain GET forms that ask for it submit by themselves; htmx has its own triggers.
  document.addEventListener("change", function (event) {
    var formulaire = event.target.closest("form[data-auto]");
    if (formulaire && !formulaire.hasAttribute("hx-get")) formulaire.requestSubmit();
  });

  // After a refused form, the summary of faults takes the focus.
  document.addEventListener("DOMContentLoaded", function () {
    var resume = document.querySelector("[data-focus]");
    if (resume) resume.focus();
  });

  // An exchange that failed says so; nothing is lost silently.
  function dire(phrase) {
    var zone = document.getElementById("messages");
    if (!zone) return;
    var alerte = document.createElement("div");
    alerte.className = "alerte ton-danger";
    var texte = document.createElement("p");
    texte.className = "alerte-titre";
    texte.textContent = phrase;
    alerte.appendChild(texte);
    zone.replaceChildren(alerte);
    alerte.scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("htmx:responseError", function (event) {
    var etat = event.detail.xhr.status;
    var phrases = {
      403: "Cet acte n'est pas permis à votre compte. Rien n'a été enregistré.",
      404: "Cet élément n'existe plus. Rechargez la page.",
      409: "Quelqu'un a modifié cet élément entre-temps. Rechargez la page avant de recommencer.",
      503: "Trop de demandes à la fois. Rien n'a été enregistré ; recommencez dans une demi-minute.",
    };
    dire(phrases[etat] || "Le serveur n'a pas pu répondre (erreur " + etat + "). Rien n'a été enregistré ; recommencez.");
  });
  document.addEventListener("htmx:sendError", function () {
    dire("Le serveur ne répond pas. Vérifiez votre connexion puis recommencez ; rien n'a été enregistré.");
  });
})();
