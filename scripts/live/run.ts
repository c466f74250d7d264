import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createCore } from '../../src/core.ts';
import { ROOT, CliError, print } from '../lib/run.mjs';
import { runScenario, STEPS } from './scenario.ts';
import { Recorder } from './transcript.ts';

/** The arguments of `npm run test:live`. */
export interface LiveOptions {
  readonly profile: string;
  readonly region: string;
  readonly endpoint?: string | undefined;
  readonly skip: readonly string[];
  readonly out?: string | undefined;
}

/** Reads one line of standard input. Empty at its end. */
async function typedLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) return line.trim();
  return '';
}

/**
 * Creates resources without costs in a real account, deletes them through Teardown, and records every response.
 * Returns whether everything passed.
 */
export async function runLive({ profile, region, endpoint, skip, out }: LiveOptions): Promise<boolean> {
  const unknown = skip.find((name) => !STEPS.some((step) => step.name === name));
  if (unknown !== undefined)
    throw new CliError(`Unknown step "${unknown}". Known steps: ${STEPS.map(({ name }) => name).join(', ')}.`);
  const storageDirectory = mkdtempSync(path.join(tmpdir(), 'teardown-live-'));
  const recorder = new Recorder();
  const core = createCore({
    env: { ...process.env, ...(endpoint !== undefined && { AWS_ENDPOINT_URL: endpoint }) },
    storageDirectory,
    interceptClient: (client) => recorder.around(client),
  });
  try {
    const target = await core.profiles.target(profile, region);
    const { accountId, arn } = target.identity;
    print(`${arn} in ${region}${endpoint === undefined ? '' : ` at ${endpoint}`}`);
    print(`This creates resources in account ${accountId} and deletes them. Type the account id to continue:`);
    if ((await typedLine()) !== accountId) throw new CliError('That is not the account id. Nothing was created.');
    const run = `teardown-live-${randomBytes(4).toString('hex')}`;
    const report = (line: string) => {
      print(line);
    };
    const results = await runScenario(core, target, { run, skip: new Set(skip), report });
    const about = { region, skip, results: results.map(({ name, result }) => ({ name, result })) };
    const file = out ?? path.join(ROOT, 'build/live', `${run}.json`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(recorder.transcript(about, { account: accountId, run }), null, 1)}\n`);
    print(`Transcript: ${file}`);
    for (const { name, result, reason } of results) {
      if (result !== 'passed') print(`${result} ${name}: ${reason ?? ''}`);
    }
    const count = (wanted: string) => results.filter(({ result }) => result === wanted).length;
    console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
    return count('failed') === 0 && count('passed') > 0;
  } finally {
    await core.dispose();
    rmSync(storageDirectory, { recursive: true, force: true });
  }
}
