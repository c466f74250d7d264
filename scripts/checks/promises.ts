// Checks the promises of docs/SAFETY.md: each names existing tests, and each sentence has a mutation that one of
// these tests finds (npm run mutate). README.md repeats sentences of the page.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MUTATIONS } from '../lib/mutations.mjs';
import { ROOT, CliError, main, print } from '../lib/run.mjs';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const sentencesOf = (text: string) => text.trim().split(/(?<=[.?!])\s+/);
const HAS_TESTS = /\b(it|test|withBoto3|withCli)\(/;

/** Each sentence of the README's section on safety, and the sentences of the page that it repeats. */
const README_PROMISES: Readonly<Record<string, readonly string[]>> = {
  'Teardown deletes only what you confirmed, in the account and Region that the dialog named.': [
    'Teardown deletes what you confirmed, in the account and Region that the dialog named, or nothing.',
  ],
  'It reads each resource again right before its request, and leaves it alone when the identity changed or the risk grew.':
    [
      'It reads each resource again right before its request.',
      'Another identity or a higher risk leaves the resource alone.',
    ],
  'It writes the intent to disk first, and sends a request again only after AWS rejected it without acting.': [
    'The intent is on disk before the request leaves.',
    'It sends a request again only after AWS rejected it without acting: throttled, or still counting what the plan has just deleted.',
  ],
  'It reports "deleted" only when AWS returns the resource as deleted or not at all, and settles a lost response by reading AWS.':
    [
      'It reports "deleted" only for a resource that AWS returns as deleted or not at all.',
      'A lost response is settled by reading AWS.',
    ],
  'A severe risk, several resources, or a protected or uncertain account requires typing, and a setting can only ask for more.':
    [
      'A severe risk, several resources, and protected or uncertain accounts require typing.',
      'A setting can only ask for more.',
    ],
};

/** A row of docs/SAFETY.md. */
interface Promised {
  readonly sentences: readonly string[];
  readonly tests: readonly string[];
}

function promises(): readonly Promised[] {
  const rows = read('docs/SAFETY.md')
    .split('\n')
    .filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) => {
    const [, promise = '', tests = ''] = row.split('|');
    const files = [...tests.matchAll(/`(test\/[^`]+)`/g)].map(([, file = '']) => file);
    return { sentences: sentencesOf(promise), tests: files };
  });
}

function readmeSentences(): readonly string[] {
  const [, part = ''] = read('README.md').split(/^## Safety$/m);
  const [own = ''] = part.split(/^## /m);
  return [...own.matchAll(/^\d+\. (.+)$/gm)].flatMap(([, item = '']) => sentencesOf(item));
}

function testProblems({ sentences: [first = ''], tests }: Promised): readonly string[] {
  if (tests.length === 0) return [`No test is named: ${first}`];
  return tests.flatMap((file) => {
    if (!existsSync(path.join(ROOT, file))) return [`There is no ${file}: ${first}`];
    return HAS_TESTS.test(read(file)) ? [] : [`${file} has no test: ${first}`];
  });
}

function mutationProblems(page: readonly Promised[]): readonly string[] {
  return MUTATIONS.flatMap(({ promise, file, from, test }) => {
    const row = page.find(({ sentences }) => sentences.includes(promise));
    if (!row) return [`docs/SAFETY.md has no such promise: ${promise}`];
    const times = existsSync(path.join(ROOT, file)) ? read(file).split(from).length - 1 : 0;
    return [
      ...(row.tests.includes(test) ? [] : [`docs/SAFETY.md does not name ${test}: ${promise}`]),
      ...(times === 1 ? [] : [`${file} must have once, and has ${times} times: ${from}`]),
    ];
  });
}

/** Returns the titles of the unit tests of the mutations, by file. Loads the files, and runs none. */
function testTitles(): ReadonlyMap<string, readonly string[]> {
  const files = [...new Set(MUTATIONS.map(({ test }) => test))].filter((file) => file.startsWith('test/unit/'));
  const args = ['--import', 'tsx', 'node_modules/mocha/bin/mocha.js', '--dry-run', '--exit', '--reporter', 'json'];
  const { stdout } = spawnSync(process.execPath, [...args, ...files], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const { tests } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
    readonly tests: readonly { readonly file: string; readonly fullTitle: string }[];
  };
  const titles = new Map<string, string[]>();
  for (const { file, fullTitle } of tests) {
    const name = path.relative(ROOT, file).replaceAll(path.sep, '/');
    titles.set(name, [...(titles.get(name) ?? []), fullTitle]);
  }
  return titles;
}

function titleProblems(): readonly string[] {
  const titles = testTitles();
  return MUTATIONS.flatMap(({ test, grep }) => {
    const found = test.startsWith('test/unit/')
      ? (titles.get(test) ?? []).some((title) => title.includes(grep))
      : read(test).includes(grep);
    return found ? [] : [`No title of ${test} has the words of a mutation: ${grep}`];
  });
}

await main(() => {
  const page = promises();
  const known = page.flatMap(({ sentences }) => sentences);
  const readme = readmeSentences();
  const broken = new Set(MUTATIONS.map(({ promise }) => promise));
  const problems = [
    ...(page.length > 10 && readme.length > 0 ? [] : ['docs/SAFETY.md or the safety part of README.md cannot be read']),
    ...page.flatMap(testProblems),
    ...mutationProblems(page),
    ...titleProblems(),
    ...known.filter((sentence) => !broken.has(sentence)).map((sentence) => `No mutation breaks: ${sentence}`),
    ...readme
      .filter((sentence) => !Object.hasOwn(README_PROMISES, sentence))
      .map((sentence) => `README.md promises what is not assigned to sentences of docs/SAFETY.md: ${sentence}`),
    ...Object.entries(README_PROMISES).flatMap(([sentence, repeated]) => [
      ...(readme.includes(sentence) ? [] : [`README.md does not promise: ${sentence}`]),
      ...repeated.filter((one) => !known.includes(one)).map((one) => `docs/SAFETY.md has no such promise: ${one}`),
    ]),
  ];
  if (problems.length > 0) throw new CliError(problems.join('\n'));
  print(`${known.length} promises have ${MUTATIONS.length} mutations, and tests that exist`);
});
