// What axe finds in the page of another window, window.vue, each thing looked at once: ``loupe.py``. jalonsExaminer
// looks at the page at one width; what this window remembers is said below, and ``tous`` makes it look at everything.
//
// A width changes what is painted and where: the rules that look at it are asked at both, about what cannot be told
// without them. What the others read (marks, names, roles, what is shown at all) is compared with what the same page was
// at the other width: the same, they would answer the same. Rule by rule in ADR 0063.
(() => {
  const BLOCS = "body > header, nav.menu, footer.pied";  // the same on page after page
  const AMPLE = 4.6;  // contrast that suffices for any text, with what rounding may take
  const COTE = 24;  // pixels: the least side of a target, and the room around a smaller one
  const MARQUES = {"color-contrast": "contraste", "target-size": "cible", "scrollable-region-focusable": "defile"};
  // rules that look at what is painted and where, and the mark of what axe is asked about
  const SANS_DOUTE = ["duplicate-id-aria"];  // axe would have it reviewed: here it is a fault
  const renvois = ["aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-activedescendant",
    "aria-details", "aria-errormessage", "aria-flowto", "for", "list", "form", "headers"];
  const roles = axe.commons.standards.getAriaRolesByType("widget").map(role => `[role~="${role}"]`);
  const cliquables = ["a[href]", "area[href]", "button", "input:not([type=hidden])", "select", "textarea", "summary",
    "option", "progress", "[role=grid] td", "[role=treegrid] td", ...roles].join();
  const champs = "input, select, textarea";
  const reduits = new Set(["0px", "1px"]);
  let document, getComputedStyle;  // those of the page

  const empreinte = texte => {  // cyrb53: 53 bits are enough for some thousands of ways of painting
    let a = 0xdeadbeef, b = 0x41c6ce57;
    for (let i = 0; i < texte.length; i++) {
      const c = texte.charCodeAt(i);
      a = Math.imul(a ^ c, 2654435761);
      b = Math.imul(b ^ c, 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return 4294967296 * (2097151 & b) + (a >>> 0);
  };

  // ---- what stands where, read once for each look

  const boites = new Map();  // {el, r, vu}: its place, and whether it is shown
  const boite = el => {
    if (!boites.has(el)) boites.set(el, {el, r: el.getBoundingClientRect(), vu: el.checkVisibility({visibilityProperty: true})});
    return boites.get(el);
  };

  const touche = (a, b, marge) => a.left - marge < b.right && b.left < a.right + marge
    && a.top - marge < b.bottom && b.top < a.bottom + marge;

  const tient = (dedans, autour) => dedans.left >= autour.left - 1 && dedans.right <= autour.right + 1
    && dedans.top >= autour.top - 1 && dedans.bottom <= autour.bottom + 1;

  // ---- contrast: a text of one colour on a box of one colour, with nothing else painted there, is a division; axe, which
  // must look for what lies behind, is asked about all the others, and about those that the division does not find ample

  const pinceau = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const couleurs = new Map();
  const lire = couleur => {  // {rvb, opaque} of a colour however it is written: what a point painted with it becomes
    if (!couleurs.has(couleur)) {
      pinceau.clearRect(0, 0, 1, 1);
      pinceau.fillStyle = couleur;
      pinceau.fillRect(0, 0, 1, 1);
      const [r, v, b, a] = pinceau.getImageData(0, 0, 1, 1).data;
      couleurs.set(couleur, {rvb: [r, v, b], opaque: a === 255, vide: a === 0});
    }
    return couleurs.get(couleur);
  };

  const clarte = rvb => {
    const [r, v, b] = rvb.map(c => (c /= 255) <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * v + .0722 * b;
  };

  const contraste = (un, autre) => {
    const [clair, sombre] = [clarte(un), clarte(autre)].sort((a, b) => b - a);
    return (clair + .05) / (sombre + .05);
  };

  const fonds = new Map();
  const fond = el => {  // {rvb, boite}: the one colour behind, and the box that has it; null when it is not that simple
    if (!el) return {rvb: [255, 255, 255], boite: null};
    if (!fonds.has(el)) {
      const s = getComputedStyle(el), propre = lire(s.backgroundColor), dessous = fond(el.parentElement);
      const net = dessous && s.opacity === "1" && s.filter === "none" && s.backdropFilter === "none"
        && s.mixBlendMode === "normal" && s.transform === "none" && !s.backgroundClip.includes("text");
      const image = s.backgroundImage !== "none";  // over its own colour, axe has no answer
      const page = el === document.body || el === document.documentElement;  // their colour is that of the whole canvas
      const uni = propre.opaque ? {rvb: propre.rvb, boite: page ? null : el, image} : propre.vide && !image ? dessous : null;
      fonds.set(el, net ? uni : null);
    }
    return fonds.get(el);
  };

  const mots = el => {  // where the text of an element itself is written
    if (el.matches(champs)) return [boite(el).r];
    const portee = document.createRange();
    return [...el.childNodes].filter(n => n.nodeType === 3 && n.data.trim()).flatMap(n => {
      portee.selectNodeContents(n);
      return [...portee.getClientRects()];
    });
  };

  const peints = () => [...document.body.querySelectorAll("*")].filter(el => {  // what may lie over a text or behind it
    if (!boite(el).vu) return false;
    if (el.matches("img, svg, canvas, video, object, embed, iframe")) return true;
    const s = getComputedStyle(el);
    return !lire(s.backgroundColor).vide || s.backgroundImage !== "none";
  }).map(boite);

  const ample = (el, tous) => {
    const s = getComputedStyle(el), encre = lire(s.color), derriere = fond(el);
    if (el.ownerSVGElement || !encre.opaque || !derriere || derriere.image && derriere.boite !== el) return false;
    if (s.textShadow !== "none" || s.webkitTextStrokeWidth !== "0px" || s.webkitTextFillColor !== s.color) return false;
    if (contraste(encre.rvb, derriere.rvb) < AMPLE) return false;
    return mots(el).every(r => (!derriere.boite || tient(r, boite(derriere.boite).r))
      && !tous.some(p => touche(r, p.r, -1) && !p.el.contains(el)));
  };

  const pourLaVoix = el => {  // kept for those who listen: in a box of a pixel, or beyond the edge nothing scrolls to
    for (let autour = el; autour; autour = autour.parentElement) {
      const s = getComputedStyle(autour);
      if (s.overflow === "hidden" && reduits.has(s.width) && reduits.has(s.height)) return true;
    }
    return boite(el).r.bottom <= 0 || boite(el).r.right <= 0;
  };

  const textes = elements => {  // those whose contrast axe is asked about
    const tous = peints();
    return elements.filter(el => (el.matches(champs) || [...el.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
      && boite(el).vu && !ample(el, tous) && !pourLaVoix(el));
  };

  // ---- targets: one large enough that nothing else to press touches cannot fail, nor a smaller one that nothing covers and
  // whose centre is far enough from all the others; axe is asked about the rest

  const centre = r => ({x: (r.left + r.right) / 2, y: (r.top + r.bottom) / 2});
  const grand = r => r.width >= COTE && r.height >= COTE;

  const loin = (r, autre) => {
    const c = centre(r), c2 = centre(autre);
    const bord = Math.hypot(Math.max(autre.left - c.x, 0, c.x - autre.right), Math.max(autre.top - c.y, 0, c.y - autre.bottom));
    return bord >= COTE / 2 && (grand(autre) || Math.hypot(c.x - c2.x, c.y - c2.y) >= COTE);
  };

  const douteuses = elements => {
    const cibles = [...document.querySelectorAll(cliquables)].filter(el => boite(el).vu);
    const couverte = el => [...document.body.querySelectorAll("*")].some(autre =>
      boite(autre).vu && touche(boite(el).r, boite(autre).r, -1) && !autre.contains(el) && !el.contains(autre));
    const sure = el => {
      const {r} = boite(el), autres = cibles.filter(autre => autre !== el).map(autre => boite(autre).r);
      if (autres.some(autre => touche(r, autre, 0))) return false;
      return grand(r) || autres.every(autre => loin(r, autre)) && !couverte(el);
    };
    const vus = new Set(elements);
    return cibles.filter(el => vus.has(el) && !sure(el));
  };

  const genee = bloc => {  // something to press outside comes near one inside, which was not so elsewhere
    const cibles = [...document.querySelectorAll(cliquables)].filter(el => boite(el).vu).map(boite);
    const dehors = cibles.filter(c => !bloc.contains(c.el));
    return cibles.some(c => bloc.contains(c.el)
      && dehors.some(autre => touche(c.r, autre.r, 0) || !grand(c.r) && !loin(c.r, autre.r)));
  };

  const defilants = (elements, tous) => elements.filter(el => {
    if (el.matches("select, textarea")) return false;
    if (tous) return true;
    if (el.scrollWidth <= el.clientWidth && el.scrollHeight <= el.clientHeight) return false;
    const s = getComputedStyle(el);
    return s.overflowX !== "visible" || s.overflowY !== "visible";
  });

  // ---- what the other rules read

  const montre = el => {  // whether it is shown, where nobody may see it, and what tells a link from its text
    const {r, vu} = boite(el);
    if (!vu) return 0;
    const place = r.right <= 0 || r.bottom <= 0 || r.left >= vue.innerWidth || !r.width || !r.height ? 1 : 2;
    if (el.tagName === "TABLE") return place + (r.width > document.documentElement.clientWidth * .95 ? 4 : 0);
    if (!el.matches("a[href], [role=link]")) return place;
    const s = getComputedStyle(el), autour = getComputedStyle(el.parentElement);
    return [place, ...[s, autour].map(x => [x.display, x.color, x.backgroundColor, x.textDecorationLine, x.fontWeight,
      x.fontSize, x.fontStyle, x.fontFamily, x.borderBottom])].join();
  };

  const sansJeton = html => html.replace(/(name="csrfmiddlewaretoken" value=)"[^"]*"/g, "$1");

  const sansHabits = html => html.replace(/ (class|data-[\w-]+)="[^"]*"/g, "");  // axe reads none: their effect is in montre

  const nommes = bloc => [...bloc.querySelectorAll(renvois.map(attribut => `[${attribut}]`).join())].flatMap(el =>
    renvois.flatMap(attribut => (el.getAttribute(attribut) ?? "").split(/\s+/).filter(Boolean)));

  const habits = () => [...document.styleSheets].map(f => f.href ?? f.ownerNode.textContent).join();

  const cleDe = bloc => empreinte([  // a block is the same when it reads, wears, shows, and names what it did
    habits(), document.documentElement.className, document.body.className,
    sansJeton(bloc.outerHTML), [...bloc.querySelectorAll("*")].map(montre).join(";"),
    ...nommes(bloc).map(id => document.getElementById(id)).map(dit => dit && (bloc.contains(dit) ? "ici" : dit.outerHTML)),
  ].join("|"));

  // ---- the memory of this window: by width, the blocks examined whole without a fault; the last page, if none was found

  const memoire = new Map();
  const connusA = largeur => memoire.get(largeur) ?? memoire.set(largeur, new Set()).get(largeur);
  let dernier = null;

  axe.configure({rules: Object.entries(MARQUES).map(([id, marque]) => ({id, selector: `[data-${marque}]`}))});
  axe.addReporter("jalons", (regles, _, rendre) => rendre(regles));

  const marquer = (elements, tous) => {  // what each of these rules is asked about, by rule
    const questions = {
      "color-contrast": tous ? elements : textes(elements), "target-size": tous ? elements : douteuses(elements),
      "scrollable-region-focusable": defilants(elements, tous),
    };
    for (const [regle, vus] of Object.entries(questions)) for (const el of vus) el.dataset[MARQUES[regle]] = "";
    return questions;
  };

  const essayer = async (exclude, choix) => {
    const lus = await axe.run({include: [document], ...(exclude.length && {exclude})}, {...choix, reporter: "jalons"});
    return lus.map(r => [r.id, SANS_DOUTE.includes(r.id) ? [...r.violations, ...r.incomplete] : r.violations])
      .filter(([, refuses]) => refuses.length).map(([id, refuses]) =>
        `${id} ×${refuses.length}: ${refuses.slice(0, 2).map(n => n.node.source.slice(0, 160)).join("; ")}`);
  };

  const preparer = async ({largeur}) => {
    if (!vue.document?.body) throw new Error("La page ne se laisse pas regarder : son en-tête Cross-Origin-Opener-Policy manque.");
    document = vue.document;
    getComputedStyle = el => vue.getComputedStyle(el);
    axeVers(vue);
    vue.scrollTo(0, 0);  // scrolled, the sticky banner may cover half a link
    await new Promise(vue.requestAnimationFrame);  // what the new width makes the page do, in the same frame at the latest
    await new Promise(suite => setTimeout(suite));
    boites.clear();
    fonds.clear();
    return connusA(largeur);
  };

  // {fautes: what axe refuses, one line each; trop: pixels wider than the window}
  window.jalonsExaminer = async demande => {
    const {largeur, regles, tous} = demande, connus = await preparer(demande);
    const blocs = [...document.querySelectorAll(BLOCS)].map(el => ({el, cle: cleDe(el)}));
    const vus = tous ? [] : blocs.filter(b => connus.has(b.cle) && !genee(b.el)).map(b => b.el);
    const elements = [...document.body.querySelectorAll("*")].filter(el => !vus.some(b => b.contains(el)));
    const etat = sansHabits(document.documentElement.outerHTML) + elements.filter(el => !el.closest(BLOCS)).map(montre).join(";");
    const pareil = !tous && vus.length === blocs.length && dernier?.document === document && dernier.largeur !== largeur
      && dernier.etat === etat;
    const questions = marquer(elements, tous), aussi = Object.keys(questions).filter(regle => questions[regle].length);
    const choix = pareil ? {runOnly: {type: "rule", values: aussi}}
      : {...regles, preload: tous || document.querySelector("audio, video") !== null};
    const fautes = pareil && !aussi.length ? [] : await essayer(vus, choix);
    for (const regle of aussi) for (const el of questions[regle]) delete el.dataset[MARQUES[regle]];
    if (!fautes.length) blocs.forEach(b => connus.add(b.cle));
    dernier = fautes.length ? null : {document, largeur, etat};
    return {fautes, trop: document.documentElement.scrollWidth - document.documentElement.clientWidth};
  };
})();
