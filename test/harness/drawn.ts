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
