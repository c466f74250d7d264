/**
 * Characters that change how a text is read without being seen: controls, line breaks, zero-width and bidirectional
 * formatting characters, tags, halves of characters, and blanks that look like the ordinary one. A modal really turns
 * text round at a right-to-left override (seen in VS Code 1.139), so that "gnp.exe" would read "exe.png".
 */
export const INVISIBLE_CHARACTERS =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800]/gu;

/** Escapes a name from AWS for showing and comparing by eye: what cannot be seen is written as `⟨U+202E⟩`. */
export function escapeInvisible(text: string): string {
  return text.replace(INVISIBLE_CHARACTERS, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

/**
 * Shortens a name of more than `limit` characters in its middle, and escapes what is invisible. The limit is at least
 * 8. A sentence is never shortened: see `leadingSentences`.
 */
export function truncateMiddle(text: string, limit: number): string {
  // Of a text without end, only its ends are read.
  const most = limit * 16;
  const ends = text.length > 2 * most ? text.slice(0, most) + text.slice(-most) : text;
  const shown = Array.from(escapeInvisible(ends));
  if (shown.length <= limit) return shown.join('');
  const head = Math.ceil((limit - 1) / 2);
  return `${shown.slice(0, head).join('')}…${shown.slice(shown.length - (limit - 1 - head)).join('')}`;
}

/** So many hexadecimal digits in a row are shortened. An EC2 id has 17. */
const LONG_HEX = /(?<![0-9a-z])(?:[0-9a-f]{20,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-z])/gi;

/** Returns a text in which long hexadecimal numbers and UUIDs keep their ends only: `0123abcd…ef01`. */
export function shortenHex(text: string): string {
  return text.replace(LONG_HEX, (digits) => `${digits.slice(0, 8)}…${digits.slice(-4)}`);
}

/**
 * Escapes a sentence with names from AWS or from files, for the places where VS Code interprets more than letters:
 * notifications and progress titles make links of `[x](command:…)`, and quick picks and the status bar draw `$(name)`
 * as an icon. A space stands where the markup would begin.
 */
export function escapeLabelMarkup(text: string): string {
  return text.replaceAll('](', '] (').replaceAll('$(', '$ (');
}
