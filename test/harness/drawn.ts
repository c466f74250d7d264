import type { Locator } from '@playwright/test';

/** As much of a DOM element as is looked at here; the project's types know no DOM. */
interface Drawn {
  readonly style: { readonly top: string };
  readonly textContent: string;
  querySelector(selector: string): Drawn | null;
}

/** What the rows of a tree say, from top to bottom; only those that fit are drawn, and in any order. */
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

/** The lines of an editor or the panel that are drawn, from top to bottom, without its hard spaces. */
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
