import path from 'node:path';
import { ROOT, readJson } from './run.mjs';

/**
 * The manifest as people get to read it.
 *
 * @param language for instance `de`; English unless told otherwise
 * @returns package.json with the texts of package.nls.json, or of the translation, in the place of their keys
 */
export function localizedManifest(language?: string): unknown {
  const nls = (file: string) => readJson(path.join(ROOT, file)) as Readonly<Record<string, string>>;
  const texts = {
    ...nls('package.nls.json'),
    ...(language === undefined ? {} : nls(`package.nls.${language}.json`)),
  };
  const localized = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(/^%(.+)%$/, (whole, key: string) => texts[key] ?? whole);
    if (Array.isArray(value)) return value.map(localized);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, localized(one)]));
  };
  return localized(readJson(path.join(ROOT, 'package.json')));
}
