// Checks the texts for users in the source, the bundles for translators and the manifest. `--write` writes the
// English bundle.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, CliError, main, readJson, print } from '../lib/run.mjs';
import { catalogSentences } from '../lib/catalogSentences.ts';
import { isGlued } from '../lib/gluedTexts.ts';
import { styleProblems } from '../lib/styleWords.ts';
import { placeholders, stringsOfSource, type Message } from '../lib/extractStrings.ts';

/** A bundle: its texts by key. */
type Bundle = Readonly<Record<string, string | { readonly message: string; readonly comment: readonly string[] }>>;

const BUNDLE = 'l10n/bundle.l10n.json';

/** Returns the English bundle of the source. */
function bundleOf(messages: ReadonlyMap<string, Message>): string {
  const sorted = [...messages].sort(([a], [b]) => (a < b ? -1 : 1));
  const values = sorted.map(([key, { message, comment }]) => [
    key,
    comment === undefined ? message : { message, comment: [comment] },
  ]);
  return `${JSON.stringify(Object.fromEntries(values), null, 2)}\n`;
}

const read = (file: string) => readJson(path.join(ROOT, file)) as Bundle;
const messageOf = (value: Bundle[string] | undefined) => (typeof value === 'object' ? value.message : (value ?? ''));

/**
 * Returns the differences of a translation: missing and unused keys, and other placeholders or links than in English.
 */
function compared(english: Bundle, file: string): string[] {
  const other = read(file);
  const missing = Object.keys(english).filter((key) => messageOf(other[key]) === '');
  const stale = Object.keys(other).filter((key) => !(key in english));
  const changed = Object.keys(english).filter((key) => {
    const here = messageOf(other[key]);
    return here !== '' && signs(here) !== signs(messageOf(english[key]));
  });
  return [
    ...missing.map((key) => `${file}: not translated: ${key}`),
    ...stale.map((key) => `${file}: this key is unused: ${key}`),
    ...changed.map((key) => `${file}: placeholders, links, settings or icons differ: ${key}`),
  ];
}

/** Returns what must be the same in each language: placeholders, commands, settings and icons. */
function signs(text: string): string {
  const found = text.match(/\(command:[^)]+\)|#[\w.]+#|\$\([a-z~-]+\)|`[^`]+`/g) ?? [];
  return [...placeholders(text), ...found.sort()].join(' ');
}

/** Checks that every text for users in the manifest is a key of package.nls.json, and that every key is used. */
function manifestProblems(nls: Bundle): string[] {
  const problems: string[] = [];
  const used = new Set<string>();
  const READ =
    /^(displayName|description|title|name|contextualTitle|contents|category|markdownDescription|enumDescriptions|aliases|altText|label|modelDescription|userDescription|displayText|deprecationMessage|markdown)$/;
  // A tool's name is its id, and only language models read the descriptions in its schema.
  const READ_BY_MODELS = /languageModelTools\[\d+\]\.(name$|inputSchema\b)/;
  const visit = (value: unknown, name: string, where: string): void => {
    if (READ_BY_MODELS.test(where)) return;
    if (typeof value === 'string') {
      const [, key] = /^%(.+)%$/.exec(value) ?? [];
      if (key !== undefined) used.add(key);
      if (key !== undefined && !(key in nls)) problems.push(`package.json: ${where} names %${key}%, which is nowhere`);
      if (key === undefined && READ.test(name))
        problems.push(`package.json: ${where} is not in package.nls.json: ${value}`);
      return;
    }
    if (Array.isArray(value)) {
      value.forEach((one, index) => {
        visit(one, name, `${where}[${index}]`);
      });
    } else if (typeof value === 'object' && value !== null) {
      for (const [inner, one] of Object.entries(value)) visit(one, inner, `${where}.${inner}`);
    }
  };
  const { displayName, description, capabilities, contributes } = readJson(path.join(ROOT, 'package.json')) as Record<
    string,
    unknown
  >;
  for (const [name, value] of Object.entries({ displayName, description, capabilities, contributes })) {
    visit(value, name, name);
  }
  const unused = Object.keys(nls).filter((key) => !used.has(key));
  return [...problems, ...unused.map((key) => `package.nls.json: nothing asks for %${key}%`)];
}

/** Checks the translations of the catalog's sentences, and that each sentence can be translated. */
function catalogProblems(files: readonly string[]): string[] {
  const { sentences, problems } = catalogSentences();
  const english = Object.fromEntries(sentences.map((sentence) => [sentence, sentence]));
  return [
    ...problems,
    ...files.flatMap((file) => compared(english, `l10n/${file}`)),
    ...styleProblemsIn(english, 'src/catalog'),
  ];
}

/** Returns texts that are pieces of a sentence. Other languages need another word order. */
function gluedTexts(english: Bundle): string[] {
  return Object.values(english)
    .map(messageOf)
    .filter(isGlued)
    .map((text) => `${BUNDLE}: a piece of a sentence: "${text}"`);
}

/** Checks texts against the style of the interface. Texts for language models use the words of their schemas. */
function styleProblemsIn(texts: Bundle, file: string): string[] {
  return Object.entries(texts)
    .filter(([key]) => !key.endsWith('.modelDescription'))
    .flatMap(([, value]) => styleProblems(messageOf(value)).map((problem) => `${file}: ${problem}`));
}

await main(() => {
  const { messages, problems } = stringsOfSource();
  const bundle = bundleOf(messages);
  if (process.argv.includes('--write')) writeFileSync(path.join(ROOT, BUNDLE), bundle);
  const english = read(BUNDLE);
  const nls = read('package.nls.json');
  const translations = (folder: string, name: RegExp) =>
    readdirSync(path.join(ROOT, folder)).filter((file) => name.test(file));
  const found = [
    ...problems,
    ...(`${JSON.stringify(english, null, 2)}\n` === bundle
      ? []
      : [`${BUNDLE} is not what the source says: run \`npm run l10n\``]),
    ...manifestProblems(nls),
    ...translations('l10n', /^bundle\.l10n\..+\.json$/).flatMap((file) => compared(english, `l10n/${file}`)),
    ...catalogProblems(translations('l10n', /^catalog\.l10n\..+\.json$/)),
    ...gluedTexts(english),
    ...styleProblemsIn(english, BUNDLE),
    ...styleProblemsIn(nls, 'package.nls.json'),
    ...translations('.', /^package\.nls\..+\.json$/).flatMap((file) => compared(nls, file)),
  ];
  if (found.length > 0) throw new CliError(found.join('\n'));
  print(`${messages.size} texts of the source and ${Object.keys(nls).length} of the manifest are in each language`);
});
