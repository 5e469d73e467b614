// Files that are chosen or dropped are sent to where their box says, and the page is told their id.
(() => {
  const OFFLINE = "The connection was lost. Nothing was sent; choose the file once more.";
  const AGREE = "Tick the box above first, then choose the file once more.";
  const box = (event) => event.target instanceof Element && event.target.closest("[data-brings]");
  const within = (place, selector) => place.querySelector(selector);
  const told = (place, words) => (within(place, ".drop-trouble").textContent = words);

  const typed = (place, id) => {
    const field = within(place, "[data-brought]");
    if (!field) return;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, id);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const answer = (request) => {
    try { return JSON.parse(request.responseText); } catch { return {}; }
  };
  const send = (place, file) => {
    const consent = within(place, "[type=checkbox]");
    const input = within(place, "[type=file]");
    input.value = "";
    told(place, "");
    if (!file || "busy" in place.dataset) return;
    if (consent && !consent.checked) { told(place, AGREE); consent.focus(); return; }
    const form = new FormData();
    if (consent) form.append("consent", "true");
    form.append("file", file);
    const request = new XMLHttpRequest();
    const bar = within(place, "progress");
    const done = () => { delete place.dataset.busy; bar.hidden = true; };
    request.upload.onprogress = (event) => event.lengthComputable && (bar.value = event.loaded / event.total);
    // All is sent: how long the reading takes is not known.
    request.upload.onload = () => bar.removeAttribute("value");
    request.onerror = () => { done(); told(place, OFFLINE); };
    request.onload = () => {
      done();
      if (request.status === 201) {
        // Each file has a statement of its own.
        if (consent) consent.checked = false;
        typed(place, answer(request).id);
      } else told(place, answer(request).detail || OFFLINE);
    };
    place.dataset.busy = "";
    bar.value = 0;
    bar.hidden = false;
    request.open("POST", place.dataset.brings);
    request.send(form);
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-brings] [type=file]")) send(box(event), event.target.files[0]);
  });
  const over = (event, place) => document.querySelectorAll("[data-brings]").forEach((one) =>
    one.toggleAttribute("data-over", one === place));
  document.addEventListener("dragover", (event) => {
    const place = box(event);
    over(event, place);
    if (place) event.preventDefault();
  });
  document.addEventListener("dragleave", (event) => over(event, null));
  document.addEventListener("drop", (event) => {
    const place = box(event);
    over(event, null);
    if (!place) return;
    event.preventDefault();
    send(place, event.dataTransfer.files[0]);
  });
})();
