// A window in its own process. It reads commands as lines of JSON, and writes a line for each.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Journal } from '../../../../src/deletion/journal/journal.ts';
import { JournalError } from '../../../../src/deletion/journal/journalError.ts';
import { RESPONSE, intentFor, removal } from './samples.ts';

/** The steps of a deletion before which its process is killed. */
const STEPS = ['intended', 'called', 'answered', 'deleting', 'deleted'] as const;

/** The commands of such a process. */
export type Command =
  /** One deletion for each step, which stops there, each in its own window. */
  | { readonly do: 'steps' }
  | { readonly do: 'removals'; readonly count: number; readonly name: string }
  /** Endless deletions; reports each record as soon as it is on disk. */
  | { readonly do: 'forever' }
  /** Deletions until the disk is full. */
  | { readonly do: 'fill' }
  | { readonly do: 'claim'; readonly keys: readonly string[] }
  /** Acquires locks, and exits a number of turns after it began to close, like a window that is reloaded. */
  | { readonly do: 'exit'; readonly keys: readonly string[]; readonly turns: number }
  | { readonly do: 'settle' };

// Without this handler, `ulimit -f` ends the process instead of failing the write.
process.on('SIGXFSZ', () => undefined);
const folder = process.argv[2] ?? '';
const own = new Journal(folder);
const report = (value: unknown): unknown => writeSync(1, `${JSON.stringify(value)}\n`);

async function steps(): Promise<void> {
  for (const [upTo, step] of STEPS.entries()) {
    const writer = await new Journal(folder).intend(intentFor(step));
    if (upTo >= 1) await writer.recordCall();
    if (upTo >= 2) await writer.recordResponse(RESPONSE);
    if (upTo >= 3) await writer.recordOutcome({ kind: 'deleting' });
    if (upTo >= 4) await writer.recordOutcome({ kind: 'deleted' });
  }
}

async function forever(): Promise<never> {
  for (let index = 0; ; index += 1) {
    const writer = await own.intend(intentFor(`r${index}`));
    report(`${writer.id} 0`);
    await writer.recordCall();
    report(`${writer.id} 1`);
    await writer.recordResponse(RESPONSE);
    report(`${writer.id} 2`);
    await writer.recordOutcome({ kind: 'deleted' });
    report(`${writer.id} 3`);
  }
}

async function fill(): Promise<unknown> {
  const done: string[] = [];
  for (;;) {
    try {
      done.push(await removal(own, `r${done.length}`));
    } catch (error) {
      if (!(error instanceof JournalError)) throw error;
      return { done, code: error.code, message: error.message };
    }
  }
}

async function settle(): Promise<string[]> {
  const settled: string[] = [];
  for (const unfinished of await own.unfinished()) {
    const { entry, writer } = unfinished;
    settled.push([entry.resource.id, entry.state, entry.calls.length, entry.outcome?.kind ?? '-'].join(' '));
    await writer.recordOutcome({ kind: 'deleted' });
    await unfinished.release();
  }
  return settled;
}

async function exitAfter(turns: number): Promise<never> {
  void own.close();
  for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
  process.exit();
}

async function run(command: Command): Promise<unknown> {
  switch (command.do) {
    case 'steps':
      return steps();
    case 'removals':
      for (let index = 0; index < command.count; index += 1) await removal(own, `${command.name}${index}`);
      return 'done';
    case 'forever':
      return forever();
    case 'fill':
      return fill();
    case 'claim':
      return Promise.all(command.keys.map(async (key) => (await own.acquireLock(key)).acquired));
    case 'exit':
      for (const key of command.keys) await own.acquireLock(key);
      return exitAfter(command.turns);
    case 'settle':
      return settle();
  }
}

for await (const line of createInterface({ input: process.stdin }))
  report((await run(JSON.parse(line) as Command)) ?? 'done');
await own.close();
