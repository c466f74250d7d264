import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { ROOT, readJson } from '../../scripts/lib/run.mjs';

type Texts = Readonly<Record<string, string | { readonly message: string }>>;

/** What a language model reads, with the members of the tools' results, is left out. */
/** The word in any case; not the filter term `id:`, the member `userId` or a part of `ext-id-1`. */
const WORD = /(?<![\w`-])ids?(?![\w`:-])/gi;

/** Returns the texts of a file that people read, with their keys. */
function textsOf(file: string): string[] {
  const texts = readJson(path.join(ROOT, file)) as Texts;
  return Object.entries(texts)
    .filter(([key]) => !key.endsWith('.modelDescription'))
    .map(([, text]) => (typeof text === 'string' ? text : text.message));
}

describe('The interface', () => {
  const files = [
    ...readdirSync(path.join(ROOT, 'l10n')).map((name) => `l10n/${name}`),
    ...readdirSync(ROOT).filter((name) => /^package\.nls.*\.json$/.test(name)),
  ];
  for (const file of files)
    it(`writes ID alike everywhere: ${file}`, () => {
      const spelled = textsOf(file).filter((text) => (text.match(WORD) ?? []).some((word) => !/^IDs?$/.test(word)));
      assert.deepEqual(spelled, []);
    });

  it('writes ID alike in the sentences of the catalog', () => {
    const sentences = Object.keys(readJson(path.join(ROOT, 'l10n/catalog.l10n.de.json')) as Texts);
    assert.deepEqual(
      sentences.filter((text) => (text.match(WORD) ?? []).some((word) => !/^IDs?$/.test(word))),
      [],
    );
  });
});
