// The keys and completions that Streamlit's own widgets do not offer: "/" goes to the search box, and what is typed
// there is completed by a list of the browser's own (HTML, the datalist element).
"use strict";
(() => {
  const root = document.currentScript.dataset.root;
  const BOX = ".st-key-w_q input";
  const PAUSE = 150; // milliseconds

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target;
    const box = document.querySelector(BOX);
    if (!box) return;
    const writes = at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
    if (writes && !(at === box && !box.value)) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  // Whoever opens the archive wants to search; a keyboard of glass would cover what they came to see.
  const waiting = new MutationObserver(() => {
    const box = document.querySelector(BOX);
    if (!box) return;
    waiting.disconnect();
    if (!location.search && document.activeElement === document.body && matchMedia("(hover: hover)").matches) {
      box.focus({ preventScroll: true });
    }
  });
  if (location.pathname === `${root}/`) waiting.observe(document, { childList: true, subtree: true });

  let timer = 0;
  let newest = 0;
  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.matches(BOX)) return;
    clearTimeout(timer);
    timer = setTimeout(() => complete(box), PAUSE);
  });

  async function complete(box) {
    const mine = ++newest;
    const typed = box.value;
    if (typed.trim().length < 2) return;
    let answer;
    try {
      const response = await fetch(`${root}/api/v1/complete?q=${encodeURIComponent(typed)}`);
      if (!response.ok) return;
      answer = await response.json();
    } catch {
      return; // without completions the box is as good as any other
    }
    if (mine !== newest || box.value !== typed) return;
    let list = document.getElementById("completions");
    if (!list) {
      list = document.createElement("datalist");
      list.id = "completions";
      document.body.append(list);
    }
    list.replaceChildren(
      ...answer.completions.map((one) => {
        const option = document.createElement("option");
        option.value = one.query;
        option.label = one.label;
        return option;
      }),
    );
    box.setAttribute("list", "completions");
  }

  document.addEventListener("click", (event) => {
    const skip = event.target instanceof Element ? event.target.closest("a.skip[href='#hits']") : null;
    if (!skip) return;
    event.preventDefault();
    document.querySelector("[class*=st-key-hit_] a")?.focus();
  });

  // The text a button copies stands beside it; where the browser allows no copying, the button goes.
  if (!navigator.clipboard) document.querySelectorAll("[data-copy]").forEach((button) => button.remove());
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
    if (!button) return;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.copied;
  });
})();
