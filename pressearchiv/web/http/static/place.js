// The place on the page of hits: kept for each search while it is looked at, found again on the way back to it.
// Another page of hits begins with its first hit.
"use strict";
(() => {
  const LIST = `${document.currentScript.dataset.root}/`;
  const KEY = "place of hits: ";
  const PATIENCE = 15000; // milliseconds until a page that is still being drawn is left where it is
  const HEAD = 60; // pixels of the page's head, which covers what lies behind it
  const main = () => document.querySelector("[data-testid=stMain]");
  const hits = () => [...document.querySelectorAll("[class*=st-key-hit_]")];
  const nameOf = (hit) => [...hit.classList].find((name) => name.startsWith("st-key-hit_"));
  const isList = (address) => address.pathname === LIST;
  const pageOf = (address) => address.searchParams.get("page") ?? "1";

  let here = null;
  let wentBack = performance.getEntriesByType("navigation")[0]?.type !== "navigate";
  let wanted = null; // a hit, and how far below the top it stood; or that the list is to begin at its first
  let until = 0;

  function moved() {
    const before = here;
    here = new URL(location.href);
    wanted = null;
    if (isList(here)) {
      const place = sessionStorage.getItem(KEY + here.search);
      if (place !== null && (wentBack || (before && !isList(before)))) wanted = JSON.parse(place);
      else if (before && isList(before) && pageOf(before) !== pageOf(here)) wanted = { hit: null, top: 0 };
    }
    until = Date.now() + PATIENCE;
    wentBack = false;
  }

  function look() {
    if (!here || here.href !== location.href) moved();
    if (wanted === null || !main() || document.querySelector("[data-test-script-state=running]")) return;
    const drawn = hits().find((hit) => (wanted.hit === null || nameOf(hit) === wanted.hit) && hit.querySelector("a"));
    if (drawn && wanted.hit === null) document.querySelector(".st-key-bar")?.scrollIntoView();
    else if (drawn) main().scrollTop += drawn.getBoundingClientRect().top - wanted.top;
    if (drawn || Date.now() > until) wanted = null;
  }

  function keep() {
    const first = hits().find((hit) => hit.getBoundingClientRect().bottom > HEAD);
    if (!first) return;
    const place = { hit: nameOf(first), top: first.getBoundingClientRect().top };
    sessionStorage.setItem(KEY + here.search, JSON.stringify(place));
  }

  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
  addEventListener("popstate", () => {
    wentBack = true;
  });
  // Whoever scrolls meanwhile knows better.
  for (const kind of ["wheel", "touchmove", "keydown"]) {
    addEventListener(kind, () => { wanted = null; }, { passive: true });
  }
  document.addEventListener(
    "scroll",
    (event) => {
      const isKept = event.target === main() && wanted === null && here?.href === location.href && isList(here);
      if (isKept) keep();
    },
    { capture: true, passive: true },
  );
})();
