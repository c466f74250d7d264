import path from 'node:path';
import { ROOT, readJson } from './run.mjs';

/**
 * Returns package.json with the texts of a language in place of their keys: of package.nls.json, or of a translation
 * (`de`).
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
