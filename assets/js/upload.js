// Sends files that are chosen or dropped to the address of their box, and gives the page their id.
(() => {
  const OFFLINE = "The connection was lost. Nothing was sent; choose the file once more.";
  const CONSENT_MISSING = "Tick the box above first, then choose the file once more.";
  const boxOf = (event) => event.target instanceof Element && event.target.closest("[data-upload-url]");
  const showProblem = (box, text) => (box.querySelector(".drop-trouble").textContent = text);

  // React listens to the native setter: the id arrives like typed text.
  const setId = (box, id) => {
    const field = box.querySelector("[data-uploaded]");
    if (!field) return;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, id);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const parse = (request) => {
    try { return JSON.parse(request.responseText); } catch { return {}; }
  };
  const send = (box, file) => {
    const consent = box.querySelector("[type=checkbox]");
    const input = box.querySelector("[type=file]");
    input.value = "";
    showProblem(box, "");
    if (!file || "busy" in box.dataset) return;
    if (consent && !consent.checked) { showProblem(box, CONSENT_MISSING); consent.focus(); return; }
    const form = new FormData();
    if (consent) form.append("consent", "true");
    form.append("file", file);
    const request = new XMLHttpRequest();
    const bar = box.querySelector("progress");
    const done = () => { delete box.dataset.busy; bar.hidden = true; };
    request.upload.onprogress = (event) => event.lengthComputable && (bar.value = event.loaded / event.total);
    // All bytes are sent; how long the server takes to read them is unknown.
    request.upload.onload = () => bar.removeAttribute("value");
    request.onerror = () => { done(); showProblem(box, OFFLINE); };
    request.onload = () => {
      done();
      if (request.status === 201) {
        // Consent is given for each file.
        if (consent) consent.checked = false;
        setId(box, parse(request).id);
      } else showProblem(box, parse(request).detail || OFFLINE);
    };
    box.dataset.busy = "";
    bar.value = 0;
    bar.hidden = false;
    request.open("POST", box.dataset.uploadUrl);
    const workspace = sessionStorage.getItem("workspace");
    if (workspace) request.setRequestHeader("X-Workspace", workspace);
    request.send(form);
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-upload-url] [type=file]")) send(boxOf(event), event.target.files[0]);
  });
  const highlight = (box) => document.querySelectorAll("[data-upload-url]").forEach((one) =>
    one.toggleAttribute("data-over", one === box));
  // A file that is dropped beside the box does nothing: the browser would leave the page for it.
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    const box = boxOf(event);
    highlight(box);
    if (!box && !hasFiles(event)) return;
    event.preventDefault();
    if (!box) event.dataTransfer.dropEffect = "none";
  });
  document.addEventListener("dragleave", () => highlight(null));
  document.addEventListener("drop", (event) => {
    const box = boxOf(event);
    highlight(null);
    if (box || hasFiles(event)) event.preventDefault();
    if (box) send(box, event.dataTransfer.files[0]);
  });
})();
