/**
 * The words of a label, without the icons and buttons that pages put beside them.
 */

/** Longer than any name: a whole sentence or style sheet was read by mistake. */
const LONGEST_NAME = 80;
/** Icon fonts write their icons as words; buttons and tips say what they do. */
const NOT_WORDS = "i, button, [role=button], [role=tooltip], [role=menu], [aria-hidden=true], style, script, svg";
/** No name looks like this: icons of a font ("frame_person"), code. */
const NOT_A_NAME = /[{}<>;=]|^[a-z]+(_[a-z]+)+$/;

/** One line of words, or null when there are none, or none that could be a name. */
export function wordsOf(value: string | Element): string | null {
  const text = typeof value === "string" ? value : plainText(value);
  const words = text.replace(/\s+/g, " ").trim();
  return words === "" || words.length > LONGEST_NAME || NOT_A_NAME.test(words) ? null : words;
}

function plainText(element: Element): string {
  let text = "";
  for (const node of element.childNodes) {
    if (node.nodeType === node.TEXT_NODE) text += node.textContent;
    else if (node.nodeType === node.ELEMENT_NODE && !(node as Element).matches(NOT_WORDS)) {
      text += plainText(node as Element);
    }
  }
  return text;
}
