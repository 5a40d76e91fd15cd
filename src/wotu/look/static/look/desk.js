/* The only script of our own. Everything works without it; with it, the keyboard is enough for a day's work.

   a[data-key="g f"]      where the keys g, then f lead; one key alone is written data-key="/"
   #keys                  the folded list of keys: ? unfolds it; holds the switch [data-keys-switch]
   details[data-dismiss]  Escape folds it and gives the focus back; a click elsewhere folds it too
   [data-search]          / puts the cursor there; with [data-results] on the page the arrows walk the results
   [data-select-all=form] chooses every row of a form; [data-count-for=form] says how many are chosen
   [data-row-key="1"]     a button of a table's row, pressed by that key while the row has the focus
   [data-copy=id]         copies what stands in a field
*/
(() => {
  "use strict";

  const SWITCH = "wotu-keys";
  const PATIENCE = 1200;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* Keys. Never while somebody writes, composes Chinese, holds a modifier, or has switched them off. */

  let first = "";
  let forget = 0;

  const writing = (element) =>
    element.isContentEditable ||
    (element.matches("input, textarea, select") &&
      !element.matches("[type=checkbox], [type=radio], [type=button], [type=submit]"));

  const switchedOff = () => {
    try {
      return localStorage.getItem(SWITCH) === "off";
    } catch {
      return false;
    }
  };

  const follow = (keys) => {
    const link = all("[data-key]").find((element) => element.dataset.key === keys);
    if (link) link.click();
    return Boolean(link);
  };

  const search = () => {
    const field = document.querySelector("main [data-search]");
    if (!field) return follow("/");
    field.focus();
    field.select();
    return true;
  };

  const help = () => {
    const keys = document.getElementById("keys");
    if (!keys) return false;
    keys.open = !keys.open;
    keys.querySelector("summary").focus();
    return true;
  };

  const step = (by) => {
    const rows = all("main .data tbody tr").filter((row) => row.querySelector("a[href]"));
    if (!rows.length) return false;
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const row = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)];
    row.querySelector("a[href]").focus();
    return true;
  };

  const choose = () => {
    const box = document.activeElement.closest("tr")?.querySelector(".select input");
    if (box) box.click();
    return Boolean(box);
  };

  const inRow = (key) => {
    const row = document.activeElement.closest("tr");
    const button = row && all("[data-row-key]", row).find((element) => element.dataset.rowKey === key);
    if (button) button.click();
    return Boolean(button);
  };

  const single = { "/": search, "?": help, j: () => step(1), k: () => step(-1), x: choose };

  const pressed = (key) => {
    if (first) {
      const both = `${first} ${key}`;
      first = "";
      return follow(both);
    }
    if (key === "g" && document.querySelector('[data-key^="g "]')) {
      first = key;
      clearTimeout(forget);
      forget = setTimeout(() => (first = ""), PATIENCE);
      return true;
    }
    return key in single ? single[key]() : inRow(key);
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return dismiss();
    if (walk(event) || writing(event.target) || switchedOff()) return;
    if (pressed(event.key)) event.preventDefault();
  });

  const dismiss = () => {
    const open = all("details[data-dismiss][open]").pop();
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  };

  /* Results of a search: down from the field into the list, up and back again. */

  const walk = (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return false;
    const links = all("[data-results] a[href]");
    const field = document.querySelector("main [data-search]");
    const at = links.indexOf(document.activeElement);
    if (!links.length || (at < 0 && document.activeElement !== field)) return false;
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    if (next < 0) field.focus();
    else links[Math.min(next, links.length - 1)].focus();
    event.preventDefault();
    return true;
  };

  /* Choosing rows. */

  const boxes = (form) => all(`input[type=checkbox][form="${form}"]`);

  const count = (form) => {
    const rows = boxes(form);
    const chosen = rows.filter((box) => box.checked).length;
    all(`[data-count-for="${form}"]`).forEach((place) => {
      place.textContent = chosen ? place.dataset.words.replace("{n}", chosen) : "";
    });
    all(`[data-select-all="${form}"]`).forEach((box) => {
      box.checked = chosen > 0 && chosen === rows.length;
      box.indeterminate = chosen > 0 && chosen < rows.length;
    });
  };

  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-select-all]")) {
      boxes(target.dataset.selectAll).forEach((box) => (box.checked = target.checked));
      count(target.dataset.selectAll);
    } else if (target.matches("[data-keys-switch]")) {
      try {
        localStorage.setItem(SWITCH, target.checked ? "on" : "off");
      } catch {
        target.checked = true;
      }
    } else if (target.matches("input[type=checkbox][form]")) {
      count(target.getAttribute("form"));
    }
  });

  /* A click elsewhere folds what a click unfolded. */

  document.addEventListener("click", ({ target }) => {
    all("details[data-dismiss][open]").forEach((details) => {
      if (!details.contains(target)) details.open = false;
    });
  });

  /* What unfolds beside a button stays within the window. */

  const unfolded = ({ target }) => {
    const box = target.matches?.("details.confirm[open]") && target.querySelector(".confirm-box");
    if (!box) return;
    box.style.translate = "";
    const room = document.documentElement.clientWidth - box.getBoundingClientRect().right;
    box.style.translate = `${Math.min(0, room - 8)}px`;
  };
  document.addEventListener("toggle", unfolded, true);

  /* Copying. */

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    field.select();
    navigator.clipboard?.writeText(field.value).then(
      () => (button.textContent = button.dataset.done),
      () => {},
    );
  });

  /* What only works with a script shows itself now, and again in whatever comes into the page later. */

  const wake = (root) => {
    all("[data-select-all]", root).forEach((box) => {
      box.disabled = false;
      count(box.dataset.selectAll);
    });
    all("[data-copy][hidden]", root).forEach((button) => (button.hidden = false));
    all("[data-keys-switch]", root).forEach((box) => {
      box.disabled = false;
      box.checked = !switchedOff();
    });
  };

  /* On a narrow screen a strip of tabs or sections is pushed along until it shows where one is. */

  const strips = () => all(".tabs, .desk-nav, .desk-nav ul").forEach((strip) => {
    const here = strip.querySelector("[aria-current]")?.getBoundingClientRect();
    const beyond = here ? here.right - strip.getBoundingClientRect().right : 0;
    if (beyond > 0) strip.scrollLeft += Math.ceil(beyond);
  });
  strips();

  /* What somebody wrote before the scripts were here was heard by nobody: htmx is told of it now. */

  document.addEventListener("DOMContentLoaded", () => {
    all("input, textarea")
      .filter((field) => field.value !== field.defaultValue)
      .forEach((field) => field.dispatchEvent(new Event("early", { bubbles: true })));
  });

  wake(document);
  document.addEventListener("htmx:afterSettle", (event) => wake(event.target.parentNode ?? document));
})();
