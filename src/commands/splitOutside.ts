/** Cuts a text at a sign, but not inside brackets, braces or quotes. */

const OPENING = "([{";
const CLOSING = ")]}";

/** The pieces between the signs, without spaces around them. */
export function splitOutside(text: string, sign: string): string[] {
  const pieces = [""];
  let depth = 0;
  let quote = "";
  for (const letter of text) {
    if (quote !== "") quote = letter === quote ? "" : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (OPENING.includes(letter)) depth++;
    else if (CLOSING.includes(letter)) depth--;
    if (letter === sign && depth === 0 && quote === "") pieces.push("");
    else pieces[pieces.length - 1] += letter;
  }
  return pieces.map((piece) => piece.trim());
}
