/**
 * Characters that change how a text is read without being seen: controls, line breaks, zero-width and bidirectional
 * formatting characters. A modal really turns text round at a right-to-left override (seen in VS Code 1.139), so that
 * "gnp.exe" would read "exe.png".
 */
export const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]/gu;

/**
 * A name from AWS, safe to show and to compare by eye: what cannot be seen is written as `⟨U+202E⟩`.
 *
 * @param text a name, a tag, an id or a message
 * @returns the same text with every invisible character spelled out
 */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

/**
 * A name that fits a line: visible, and cut in the middle where it is long, so that both ends can be told apart.
 *
 * @param text a name
 * @param limit how many characters it may have, at least 8
 * @returns the name, or its two ends around an ellipsis
 */
export function fitting(text: string, limit: number): string {
  const shown = Array.from(visible(text));
  if (shown.length <= limit) return shown.join('');
  const head = Math.ceil((limit - 1) / 2);
  return `${shown.slice(0, head).join('')}…${shown.slice(shown.length - (limit - 1 - head)).join('')}`;
}
