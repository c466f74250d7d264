import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  isFinal,
  type EntryState,
  type JournalEntry,
  type StoredResponse,
  type StoredCall,
  type StoredOutcome,
  type InstanceInfo,
} from '../entry.ts';
import type { JournalRecord } from '../format/record.ts';

/** So many entries are merged or looked at in one turn of the event loop. */
const SLICE = 500;

/** The records of one entry, from one file or several, and what they make together. */
interface EntryLines {
  readonly lines: { readonly file: string; readonly line: JournalRecord }[];
  entry?: JournalEntry | undefined;
}

/** Merges the records of all files into entries, again only where something is new. */
export class EntryIndex {
  readonly #records = new Map<string, EntryLines>();
  readonly #unreliable = new Set<string>();
  #entries: readonly JournalEntry[] | undefined;
  /** How often something has changed. */
  #version = 0;

  /** Adds a record of a file. */
  add(file: string, line: JournalRecord): void {
    this.#changed();
    const known = this.#records.get(line.entry);
    if (known) {
      known.entry = undefined;
      known.lines.push({ file, line });
    } else this.#records.set(line.entry, { lines: [{ file, line }] });
  }

  /** Removes all records of a file. */
  removeFile(file: string): void {
    this.#changed();
    this.#unreliable.delete(file);
    for (const [id, { lines }] of this.#records) {
      const left = lines.filter((one) => one.file !== file);
      if (left.length === 0) this.#records.delete(id);
      else if (left.length < lines.length) this.#records.set(id, { lines: left });
    }
  }

  /** Notes that a file has unusable lines: there, a missing request record proves nothing. */
  markUnreliable(file: string): void {
    if (this.#unreliable.has(file)) return;
    this.#unreliable.add(file);
    this.#changed();
    for (const gathered of this.#records.values()) gathered.entry = undefined;
  }

  /** Merges what is new some entries at a time, and lets other work run in between: a long journal would block for a second. */
  async merge(): Promise<void> {
    if (this.#entries) return;
    const version = this.#version;
    const entries: JournalEntry[] = [];
    let visited = 0;
    for (const entry of this.#built()) {
      if (entry) entries.push(entry);
      visited += 1;
      if (visited % SLICE === 0) await nextTurn();
    }
    if (version === this.#version) this.#entries = newestFirst(entries);
  }

  /** Returns all entries, newest first; the same list as long as nothing is new. */
  entries(): readonly JournalEntry[] {
    this.#entries ??= newestFirst([...this.#built()].filter((entry) => entry !== undefined));
    return this.#entries;
  }

  /** Returns for each file how many of its records belong to an unknown entry. */
  orphans(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { lines } of this.#records.values()) {
      if (lines.some(({ line }) => line.type === 'intent')) continue;
      for (const { file } of lines) counts.set(file, (counts.get(file) ?? 0) + 1);
    }
    return counts;
  }

  /** Returns the files that each entry is in. */
  *filesOfEntries(): Iterable<{ readonly files: ReadonlySet<string>; readonly entry: JournalEntry | undefined }> {
    this.entries();
    for (const { lines, entry } of this.#records.values()) {
      yield { files: new Set(lines.map(({ file }) => file)), entry };
    }
  }

  #changed(): void {
    this.#entries = undefined;
    this.#version += 1;
  }

  /** Merges the records of one entry after another, where that was not done. Undefined where the intent is missing. */
  *#built(): Iterable<JournalEntry | undefined> {
    for (const [id, gathered] of this.#records) {
      gathered.entry ??= buildEntry(id, gathered, this.#unreliable);
      yield gathered.entry;
    }
  }
}

/** Freezes and sorts entries. Those of one instant keep the reverse order in which they were read. */
function newestFirst(entries: JournalEntry[]): readonly JournalEntry[] {
  return Object.freeze(entries.reverse().sort((a, b) => b.at - a.at));
}

function buildEntry(id: string, { lines }: EntryLines, unreliable: ReadonlySet<string>): JournalEntry | undefined {
  const found = lines.find(({ line }) => line.type === 'intent');
  if (found?.line.type !== 'intent') return undefined;
  const { at, planId, action, resource, operation, input, evidence, monthlyListPrice } = found.line;
  const all = lines.map(({ line }) => line);
  const calls = callsOf(all);
  const outcome = effectiveOutcome(all);
  return Object.freeze({
    id,
    at,
    planId,
    action,
    resource,
    operation,
    input,
    evidence,
    ...(monthlyListPrice && { monthlyListPrice }),
    instance: instanceOf(found.file),
    calls,
    ...(outcome && { outcome }),
    state: stateOf(calls, outcome, unreliable.has(found.file)),
  });
}

function stateOf(calls: readonly StoredCall[], outcome: StoredOutcome | undefined, unreliable: boolean): EntryState {
  if (outcome && isFinal(outcome.kind)) return 'completed';
  return calls.length > 0 || outcome || unreliable ? 'sent' : 'pending';
}

function callsOf(lines: readonly JournalRecord[]): StoredCall[] {
  const responses = new Map<number, StoredResponse>();
  for (const line of lines) {
    if (line.type !== 'response') continue;
    const { at, status, requestId, attempts, durationMs, body } = line;
    responses.set(line.call, {
      at,
      ...(status !== undefined && { status }),
      ...(requestId !== undefined && { requestId }),
      attempts,
      durationMs,
      body,
    });
  }
  return lines.flatMap((line) => {
    if (line.type !== 'call') return [];
    const response = responses.get(line.call);
    return [{ at: line.at, dryRun: line.dryRun, ...(response && { response }) }];
  });
}

type OutcomeLine = Extract<JournalRecord, { type: 'outcome' }>;

/** Returns the outcome that counts. A known one outweighs an unknown one, even if that is later; of equals the later counts. */
function effectiveOutcome(lines: readonly JournalRecord[]): StoredOutcome | undefined {
  let best: OutcomeLine | undefined;
  for (const line of lines) {
    if (line.type !== 'outcome') continue;
    const difference = best ? precedence(line) - precedence(best) : 1;
    if (difference > 0 || (difference === 0 && line.at >= (best?.at ?? 0))) best = line;
  }
  return best && outcomeOf(best);
}

function outcomeOf({ kind, reason, code, deniedAction, newId, at }: StoredOutcome): StoredOutcome {
  return {
    kind,
    ...(reason !== undefined && { reason }),
    ...(code !== undefined && { code }),
    ...(deniedAction !== undefined && { deniedAction }),
    ...(newId !== undefined && { newId }),
    at,
  };
}

function precedence({ kind }: StoredOutcome): number {
  if (!isFinal(kind)) return 0;
  return kind === 'unknown' ? 1 : 2;
}

/** Returns the instance that a file name (`<startedAt>-<pid>-<random>.jsonl`) stands for; zeros where the name has another form. */
export function instanceOf(file: string): InstanceInfo {
  const id = file.replace(/\.jsonl$/, '');
  const [, startedAt, pid] = /^(\d+)-(\d+)-/.exec(id) ?? [];
  return { id, pid: Number(pid ?? 0), startedAt: Number(startedAt ?? 0) };
}
