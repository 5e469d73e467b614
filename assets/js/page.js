// What HTML and CSS cannot do alone, for all pages. No part of a page needs it to be read.
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  // Pictures fade in over their placeholder.
  const shown = (image) => image.setAttribute("data-shown", "");
  const fades = (node) => node instanceof HTMLImageElement && node.hasAttribute("data-fade");
  for (const kind of ["load", "error"]) {
    document.addEventListener(kind, (event) => fades(event.target) && shown(event.target), true);
  }
  document.querySelectorAll("img[data-fade]").forEach((image) => image.complete && shown(image));

  // Whoever signs in next in this tab begins a new one.
  if (location.pathname.startsWith("/auth/")) sessionStorage.clear();

  // Numbers, money and dates of the server's pages, as the person's language writes them.
  const written = (attribute, text) => document.querySelectorAll(`[${attribute}]`).forEach((place) => {
    const found = text(place);
    if (found) place.textContent = found;
  });
  const counted = (place) => Number(place.textContent.replace(/[$,]/g, "") || NaN);
  const number = (place, how) => {
    const value = counted(place);
    return Number.isNaN(value) ? "" : value.toLocaleString(navigator.language, how);
  };
  written("data-number", (place) => number(place));
  written("data-money", (place) => number(place, {
    style: "currency", currency: "USD", currencyDisplay: "narrowSymbol", minimumFractionDigits: 0,
  }));
  written("data-date", (place) => new Date(place.dateTime).toLocaleDateString(navigator.language, {
    dateStyle: "long", timeZone: "UTC",
  }));

  // Clips play while they are seen, and stand still where motion is not wanted.
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const playing = (clip, wanted) => {
    clip.muted = !("heard" in clip.dataset);
    if (wanted && !still.matches && !("stopped" in clip.dataset)) clip.play().catch(() => clip.pause());
    else clip.pause();
  };
  const seen = new IntersectionObserver((changes) =>
    changes.forEach(({ target, isIntersecting }) => playing(target, isIntersecting)));
  document.querySelectorAll("video[data-plays]").forEach((clip) => seen.observe(clip));

  // Dialogs: the page says open or not, the browser traps and returns the focus.
  const follow = (dialog) => {
    const open = dialog.dataset.open === "true";
    if (open && !dialog.open) dialog.showModal();
    if (open || !dialog.open) return;
    dialog.close();
    // What opened it may be gone: the focus is never lost.
    const at = document.activeElement;
    if (at === document.body || dialog.contains(at)) document.getElementById("content")?.focus({ preventScroll: true });
  };
  new MutationObserver((changes) => changes.forEach(({ target }) => target.matches("dialog") && follow(target)))
    .observe(document, { subtree: true, attributes: true, attributeFilter: ["data-open"] });
  document.querySelectorAll("dialog[data-open]").forEach(follow);
  const close = (box) => box.querySelector("[data-close]")?.click();
  document.addEventListener("cancel", (event) => {
    if (!event.target.matches("dialog[data-open]")) return;
    event.preventDefault();
    close(event.target);
  }, true);
  // A browser closes by itself what nobody has touched since the page was loaded.
  document.addEventListener("close", ({ target }) => {
    if (target.matches("dialog[data-open=true]")) close(target);
  }, true);
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Element && event.target.matches("dialog[data-open]")) close(event.target);
  });

  // Toasts leave when their time is over; pointing at one stops the clock (in CSS).
  document.addEventListener("animationend", (event) => {
    if (event.animationName === "stay") close(event.target);
  });

  // An open menu closes on Escape, on a click elsewhere, and when focus leaves it.
  const menus = (event) => document.querySelectorAll("details.menu[open]").forEach((menu) => {
    const inside = event.target instanceof Node && menu.contains(event.target);
    if (event.type === "keydown") {
      if (event.key !== "Escape") return;
      if (inside) menu.querySelector("summary").focus();
    } else if (inside) return;
    menu.open = false;
  });
  for (const kind of ["click", "focusin", "keydown"]) document.addEventListener(kind, menus);

  // A switch of a clip: the clip, and whether it is on from now on.
  const pressed = (button) => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    return [button.closest(".mode-frame").querySelector("video"), on];
  };

  const follows = {
    // The theme on pages without state; the others tell Reflex.
    theme(button) {
      const chosen = button.dataset.theme;
      localStorage.setItem("theme", chosen);
      const dark = matchMedia("(prefers-color-scheme: dark)").matches;
      const name = chosen === "system" ? (dark ? "dark" : "light") : chosen;
      root.classList.remove("light", "dark");
      root.classList.add(name);
      root.style.colorScheme = name;
      marked();
    },
    sound(button) {
      const [clip, heard] = pressed(button);
      if (heard) clip.dataset.heard = "";
      else delete clip.dataset.heard;
      clip.muted = !heard;
    },
    pause(button) {
      const [clip, stop] = pressed(button);
      if (stop) clip.dataset.stopped = "";
      else delete clip.dataset.stopped;
      playing(clip, !stop);
    },
    reveal(button) {
      const field = document.getElementById(button.dataset.reveal);
      const hidden = field.type === "password";
      field.type = hidden ? "text" : "password";
      button.setAttribute("aria-pressed", String(hidden));
    },
  };
  const marked = () => {
    const chosen = localStorage.getItem("theme") || "system";
    document.querySelectorAll("[data-theme]").forEach((button) =>
      button.setAttribute("aria-pressed", String(button.dataset.theme === chosen)));
  };
  marked();
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button");
    if (!button) return;
    for (const name of Object.keys(follows)) if (name in button.dataset) follows[name](button);
  });

  // Ctrl or Cmd with Enter presses the button that a field names, elsewhere the one of the page.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const field = event.target instanceof Element && event.target.closest("[data-submit]");
    const anywhere = !document.querySelector("dialog[open]") && document.querySelector("[data-submits-page]");
    const button = field ? document.getElementById(field.dataset.submit) : anywhere;
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  // A password's strength, as an estimate of its guesses in bits. The server decides with zxcvbn, which is too
  // large for a page; this is stricter about single words, so that it rarely praises what the server refuses.
  const WALKS = [
    "abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
  ];
  const once = (text) => text.slice(0, (text + text).indexOf(text, 1));
  const isWalk = (text) => WALKS.some((walk) => walk.includes(text) || [...walk].reverse().join("").includes(text));
  const LEET = { "@": "a", 4: "a", 8: "b", 3: "e", 0: "o", 1: "i", "!": "i", "$": "s", 5: "s", 7: "t" };
  const worth = (run) => {
    if (run.length > 3 && isWalk(run)) return 6;
    if (/\d/.test(run)) return Math.min(3.3 * run.length, 12);
    if (!/\p{L}/u.test(run)) return Math.min(3 * run.length, 6);
    return run.length < 4 ? 4.7 * run.length : 14 + 3 * Math.max(0, run.length - 8);
  };
  const bits = (password) => {
    const plain = once(password.trim().toLowerCase());
    if (isWalk(plain)) return 0;
    // Digits and signs at the ends are decoration; inside a word they may stand for letters.
    const spelt = plain.replace(/(?<=\p{L}.*)[@483!0$157](?=.*\p{L})|^[@483!0$157](?=\p{L})/gu, (sign) => LEET[sign]);
    const core = once(spelt.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ""));
    const runs = (text) => [...new Set(text.match(/\p{L}+|\d+|[^\p{L}\d]+/gu))];
    const sum = (text) => runs(text).reduce((all, run) => all + worth(run), 0);
    const word = /^\p{L}+$/u.test(core) && core.length < 12;
    return word ? Math.min(sum(core) + 5, 25) : Math.min(sum(plain), Math.max(sum(spelt), sum(core)));
  };
  const strength = ({ value: text, minLength }) => {
    if (!text) return 0;
    const guesses = bits(text);
    if (text.length < minLength || guesses < 32) return 1;
    return guesses < 38 ? 2 : guesses < 46 ? 3 : 4;
  };
  document.querySelectorAll("[data-strength]").forEach((meter) => {
    const field = document.getElementById(meter.dataset.strength);
    const words = meter.querySelectorAll("[data-word]");
    const show = () => {
      const level = strength(field);
      meter.dataset.level = level;
      words.forEach((word) => (word.hidden = Number(word.dataset.word) !== level));
    };
    meter.hidden = false;
    field.addEventListener("input", show);
    show();
  });

  // An error disappears once its field changes.
  document.querySelectorAll("form[data-once] [aria-invalid=true]").forEach((field) => {
    field.addEventListener("input", () => {
      field.removeAttribute("aria-invalid");
      document.getElementById(field.getAttribute("aria-describedby"))?.replaceChildren();
    }, { once: true });
  });

  // A form that is on its way is not sent twice.
  document.querySelectorAll("form[data-once]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      const button = form.querySelector("[type=submit]");
      if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
      button.setAttribute("aria-disabled", "true");
    });
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-once] [type=submit]").forEach((b) => b.removeAttribute("aria-disabled"));
  });
})();
