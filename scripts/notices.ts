import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT, CliError, readJson } from './lib/run.mjs';

/** The licenses of packages that may be bundled: they require no more than their text. */
const ALLOWED: readonly string[] = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/** A package whose code is in the bundle. */
interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly author: string;
  /** Its license file. Undefined without one. */
  readonly text: string | undefined;
}

/** https://spdx.org/licenses/MIT.html, for packages that name it and have no file. */
const mit = (holder: string) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/**
 * Returns the text of THIRD-PARTY-NOTICES.txt: each license text once, with its packages. `files` are the bundled
 * files as esbuild names them. Throws a `CliError` for a license that is not allowed, or without a text.
 */
export function thirdPartyNotices(files: Iterable<string>): string {
  const folders = new Set([...files].flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  const packages = [...folders].sort().map(bundled);
  const rejected = packages.filter(({ license }) => !ALLOWED.includes(license));
  if (rejected.length > 0) {
    throw new CliError(
      `Packages with licenses that are not allowed: ${rejected.map(({ name, license }) => `${name} (${license})`).join(', ')}.`,
    );
  }
  // The text of Apache-2.0 names no holder, so any package's file can be used.
  const apache = packages.find(({ license, text }) => license === 'Apache-2.0' && text !== undefined)?.text;
  const byText = new Map<string, Bundled[]>();
  for (const one of packages) {
    const text =
      one.license === 'Apache-2.0' ? apache : (one.text ?? (one.license === 'MIT' ? mit(one.author) : undefined));
    if (text === undefined) throw new CliError(`${one.name} is under ${one.license} and has no text of it.`);
    byText.set(text, [...(byText.get(text) ?? []), one]);
  }
  const sections = [...byText].map(([text, under]) =>
    [...under.map(({ name, version, license }) => `${name} ${version} (${license})`), '', text.trim(), ''].join('\n'),
  );
  const head = 'Teardown for AWS contains code of these packages, under the license below each group.\n';
  return [head, ...sections].join(`\n${'-'.repeat(80)}\n\n`);
}

function bundled(folder: string): Bundled {
  const full = path.join(ROOT, folder);
  const { name, version, license, author } = readJson(path.join(full, 'package.json')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
    readonly author?: string | { readonly name: string };
  };
  const file = readdirSync(full).find((one) => /^(licen[sc]e|copying)(\.(md|txt))?$/i.test(one));
  return {
    name,
    version,
    license: license ?? 'no license',
    author: (typeof author === 'string' ? author : author?.name) ?? `the authors of ${name}`,
    text: file === undefined ? undefined : readFileSync(path.join(full, file), 'utf8'),
  };
}
