/** What a report contains. Nothing in it names an account, a profile or a resource. */
export interface IssueFacts {
  /** Name and version, a line each. */
  readonly versions: readonly (readonly [what: string, version: string])[];
  /** Settings that are not as they come, with their values, redacted. */
  readonly settings: readonly (readonly [id: string, value: string])[];
  readonly counts: readonly (readonly [what: string, count: number])[];
  /** The newest lines of the log, redacted. */
  readonly log: readonly string[];
}

/** Returns a report to be read, completed and copied, as Markdown. What comes from elsewhere stands in code that nothing in it can end. */
export function issueReport({ versions, settings, counts, log }: IssueFacts): string {
  return [
    '# Teardown: what went wrong',
    '',
    'Read this before you hand it on. Account ids, ARNs, ids, names, profiles and addresses are replaced: the same placeholder is the same',
    'thing. Secrets were never in the log. What was replaced is guessed by its look as well, so look for yourself.',
    '',
    '## What happened, and what did you expect?',
    '',
    '',
    '## Steps',
    '',
    'Which row, which command, which answers. Does it happen with `npm start` against the sandbox too?',
    '',
    '## Versions',
    '',
    ...fencedBlock(versions.map(([what, version]) => `${what}: ${version}`)),
    '## Settings that differ from the default',
    '',
    ...fencedBlock(settings.length === 0 ? ['None'] : settings.map(([id, value]) => `${id}: ${value}`)),
    '## Counts',
    '',
    ...fencedBlock(counts.map(([what, count]) => `${what}: ${count}`)),
    '## Log',
    '',
    ...fencedBlock(log.length === 0 ? ['Empty since this window was opened.'] : log),
  ].join('\n');
}

/** Returns the lines of a fenced block, whose fence is longer than any run of backticks in it. */
function fencedBlock(lines: readonly string[]): readonly string[] {
  const text = lines.join('\n');
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [`${fence}text`, text, fence, ''];
}
