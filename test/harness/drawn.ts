import type { Locator } from '@playwright/test';

/** The members of a DOM element that are read here. The project's types have no DOM. */
interface Drawn {
  readonly style: { readonly top: string };
  readonly textContent: string;
  querySelector(selector: string): Drawn | null;
}

/** Returns the texts of a tree's rows, from top to bottom. The workbench draws only the rows that fit, in any order. */
export async function drawnRows(rows: Locator): Promise<{ label: string; description: string }[]> {
  const found = await rows.evaluateAll((drawn: unknown) =>
    (drawn as Drawn[]).map((row) => ({
      top: parseInt(row.style.top, 10),
      label: row.querySelector('.label-name')?.textContent ?? '',
      description: row.querySelector('.label-description')?.textContent ?? '',
    })),
  );
  return found.sort((a, b) => a.top - b.top).map(({ label, description }) => ({ label, description }));
}

/** Returns the drawn lines of an editor or the panel, from top to bottom, with spaces for non-breaking spaces. */
export async function drawnLines(part: Locator): Promise<string> {
  const found = await part
    .locator('.view-lines .view-line')
    .evaluateAll((drawn: unknown) =>
      (drawn as Drawn[]).map((line) => ({ top: parseInt(line.style.top, 10), text: line.textContent })),
    );
  return found
    .sort((a, b) => a.top - b.top)
    .map(({ text }) => text.replaceAll('\u00a0', ' '))
    .join('\n');
}

/** As much of a text node, and of the rectangles that its parts are drawn in. */
interface DrawnText {
  readonly textContent: string;
  readonly ownerDocument: {
    createRange(): {
      setStart(node: DrawnText, offset: number): void;
      setEnd(node: DrawnText, offset: number): void;
      getClientRects(): { readonly length: number };
      getBoundingClientRect(): { readonly right: number };
    };
  };
}

/** Returns whether the first place of a text in an element is drawn in one line. Its children are text, or have nothing but text. */
export function isUnbroken(element: Locator, text: string): Promise<boolean> {
  return element.evaluate((drawn: unknown, part) => {
    const { childNodes } = drawn as {
      readonly childNodes: Iterable<DrawnText & { readonly firstChild: DrawnText | null }>;
    };
    for (const child of childNodes) {
      const node = child.firstChild ?? child;
      const start = node.textContent.indexOf(part);
      if (start < 0) continue;
      const range = node.ownerDocument.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + part.length);
      return range.getClientRects().length === 1;
    }
    return false;
  }, text);
}

/** As much of an element and of its text as is needed to measure it. */
interface MeasuredElement {
  readonly firstChild: DrawnText | null;
  getBoundingClientRect(): { readonly right: number };
}

/** Returns whether so many characters of an element's text are drawn before it is cut off. */
export function showsStart(element: Locator, characters: number): Promise<boolean> {
  return element.evaluate((drawn: unknown, end) => {
    const measured = drawn as MeasuredElement;
    const text = measured.firstChild;
    if (!text) return false;
    const range = text.ownerDocument.createRange();
    range.setStart(text, 0);
    range.setEnd(text, end);
    return range.getBoundingClientRect().right <= measured.getBoundingClientRect().right;
  }, characters);
}
