/**
 * Where the keyboard stands after something on the panel was replaced: at what came instead, never at the top.
 */
import { useLayoutEffect, useRef } from "preact/hooks";

/** Give the ref to the control that shall have the focus as soon as it is there. */
export function useFocus<E extends HTMLElement>(isWanted = true) {
  const control = useRef<E>(null);
  useLayoutEffect(() => {
    if (isWanted) control.current?.focus();
  }, []);
  return control;
}

/** What was pressed may be gone from the page: whoever uses the keyboard goes on from the item's title. */
export function focusItem(item: string): void {
  document.getElementById(`item-${item}`)?.focus();
}
