// The parts that move by themselves: dialogs that nobody else opens, menus, tabs, tooltips.
(() => {
  const on = (kind, act, options) => document.addEventListener(kind, act, options);
  const within = (event, selector) => event.target instanceof Element && event.target.closest(selector);

  // Dialogs that a button opens by itself.
  const shut = (dialog) => dialog.open && dialog.close();
  on("click", (event) => {
    const opener = within(event, "[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    const dialog = within(event, "dialog[data-local]");
    if (dialog && within(event, "[data-close], a[href]")) shut(dialog);
  });
  on("pointerdown", (event) => {
    if (event.target instanceof Element && event.target.matches("dialog[data-local]")) shut(event.target);
  });

  // Menus and other sheets beside their button.
  const MARGIN = 8;
  const opener = (sheet) => [...document.querySelectorAll("[popovertarget]")]
    .find((button) => button.getAttribute("popovertarget") === sheet.id && button.getClientRects().length);
  const place = (sheet) => {
    const button = opener(sheet)?.getBoundingClientRect();
    if (!button) return;
    const { offsetWidth: width, offsetHeight: height } = sheet;
    const below = button.bottom + 6 + height <= innerHeight - MARGIN;
    const beside = sheet.dataset.side === "right" && button.right + 10 + width < innerWidth;
    const left = beside ? button.right + 10
      : button.left + width <= innerWidth - MARGIN ? button.left : button.right - width;
    const top = beside ? button.bottom - height : below ? button.bottom + 6 : button.top - 6 - height;
    sheet.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`;
    sheet.style.top = `${Math.max(MARGIN, Math.min(top, innerHeight - height - MARGIN))}px`;
  };
  const items = (sheet) => [...sheet.querySelectorAll("[role=menuitem]:not(:disabled)")];
  on("toggle", (event) => {
    const sheet = event.target;
    if (!(sheet instanceof Element) || !sheet.matches(".sheet[popover]") || event.newState !== "open") return;
    place(sheet);
    hide();
    if ("menu" in sheet.dataset) items(sheet)[0]?.focus();
  }, true);
  addEventListener("resize", () => document.querySelectorAll(".sheet:popover-open").forEach(place));
  addEventListener("scroll", () => document.querySelectorAll(".sheet:popover-open").forEach(place), { passive: true });
  on("click", (event) => {
    const item = within(event, "[popover] [role=menuitem], [popover] a[href], [popover] [data-close]");
    item?.closest("[popover]").hidePopover();
  });

  const step = (all, current, key) => ({
    ArrowDown: (current + 1) % all.length,
    ArrowRight: (current + 1) % all.length,
    ArrowUp: (current - 1 + all.length) % all.length,
    ArrowLeft: (current - 1 + all.length) % all.length,
    Home: 0,
    End: all.length - 1,
  })[key];
  let typed = "", typedAt = 0;
  on("keydown", (event) => {
    const menu = within(event, "[role=menu]");
    if (!menu || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = items(menu);
    const current = all.indexOf(document.activeElement);
    if (event.key === "Tab") { menu.hidePopover?.(); return; }
    let next = /Left|Right/.test(event.key) ? undefined : step(all, current, event.key);
    if (next === undefined && event.key.length === 1 && event.key !== " ") {
      typed = event.timeStamp - typedAt < 600 ? typed + event.key : event.key;
      typedAt = event.timeStamp;
      const order = [...all.slice(current + (typed.length === 1 ? 1 : 0)), ...all];
      next = all.indexOf(order.find((item) => item.textContent.trim().toLowerCase().startsWith(typed.toLowerCase())));
    }
    if (next === undefined || next < 0) return;
    event.preventDefault();
    all[next].focus();
  });

  // Tabs: one panel is open.
  const choose = (tab) => {
    tab.closest("[role=tablist]").querySelectorAll("[role=tab]").forEach((one) => {
      one.setAttribute("aria-selected", String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls"))?.toggleAttribute("data-closed", one !== tab);
    });
  };
  on("click", (event) => { const tab = within(event, "[role=tab]"); if (tab) choose(tab); });
  on("keydown", (event) => {
    const tab = within(event, "[role=tab]");
    if (!tab || /Up|Down/.test(event.key)) return;
    const all = [...tab.closest("[role=tablist]").querySelectorAll("[role=tab]")];
    const next = all[step(all, all.indexOf(tab), event.key)];
    if (!next) return;
    event.preventDefault();
    choose(next);
    next.focus();
  });

  // Tooltips: one for the page, after a moment on hover, at once on focus by keyboard, gone on Escape.
  let bubble, soon, told;
  const hide = () => {
    clearTimeout(soon);
    told = null;
    if (bubble?.matches(":popover-open")) bubble.hidePopover();
  };
  const show = (element) => {
    if (!element.isConnected || element.getAttribute("aria-expanded") === "true") return;
    if (!bubble?.isConnected) {
      bubble = document.createElement("div");
      bubble.className = "tip";
      bubble.popover = "manual";
      bubble.setAttribute("aria-hidden", "true");
      document.body.append(bubble);
    }
    bubble.textContent = element.dataset.tip;
    if (bubble.matches(":popover-open")) bubble.hidePopover();
    bubble.showPopover();
    const at = element.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = bubble;
    const left = at.left + at.width / 2 - width / 2;
    bubble.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`;
    bubble.style.top = `${at.bottom + 6 + height < innerHeight ? at.bottom + 6 : at.top - 6 - height}px`;
  };
  on("pointerover", (event) => {
    const element = event.pointerType === "mouse" && within(event, "[data-tip]");
    if (element === told) return;
    hide();
    if (!element) return;
    told = element;
    soon = setTimeout(() => show(element), 450);
  });
  on("focusin", (event) => {
    hide();
    const element = within(event, "[data-tip]");
    if (!element || !element.matches(":focus-visible")) return;
    told = element;
    // Not at once: a sheet that closes gives the focus back, and nothing may be shown meanwhile.
    soon = setTimeout(() => show(element));
  });
  on("focusout", hide);
  on("pointerdown", hide);
  on("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("scroll", hide, { passive: true, capture: true });
})();
