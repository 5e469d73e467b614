// How all elements are made: by React alone, with each changing text in an element of its own.
//
// Browsers that translate a page put elements in the place of its text nodes. React would go on changing the
// text nodes that it knows, which are gone: numbers stay as they were, and what is put before or taken out
// beside such a text throws a NotFoundError. An element that holds a text alone is changed as a whole.
import { createElement, Fragment, memo } from "react";

const ELEMENT = "x-text";
const TEXT_ONLY = new Set(["option", "title", "textarea", "script", "style", "text"]);
const owners = new WeakMap();
const originals = new WeakMap();

// The blocks of public pages are no text: the server takes them out.
const isText = (value) =>
  typeof value === "number" || (typeof value === "string" && value !== "" && !value.startsWith("{%"));
const owned = (value) => (isText(value) ? createElement(ELEMENT, null, value) : value);

// Reflex makes a component of each text that comes from a state; it is called as the hook that it is.
function ownerOf(bare) {
  if (!owners.has(bare)) {
    const useText = bare.type;
    const owner = memo((props) => owned(useText(props)));
    owners.set(bare, owner);
    originals.set(owner, bare);
  }
  return owners.get(bare);
}

const original = (child) =>
  originals.has(child?.type)
    ? createElement(originals.get(child.type), child.props)
    : child?.type === ELEMENT
      ? child.props.children
      : child;

export function jsx(type, props, ...children) {
  if (type?.displayName === "Bare") return createElement(ownerOf(type), props, ...children);
  if (TEXT_ONLY.has(type)) return createElement(type, props, ...children.map(original));
  if (children.length > 1 || type === Fragment) children = children.map(owned);
  return createElement(type, props, ...children);
}
