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

/** The lines of one entry, of one file or several, and what they make together. */
interface EntryLines {
  readonly lines: { readonly file: string; readonly line: JournalRecord }[];
  entry?: JournalEntry | undefined;
}

/** Puts the lines of all files together into entries, again only where something is new. */
export class EntryIndex {
  readonly #gathered = new Map<string, EntryLines>();
  readonly #unreliable = new Set<string>();
  #entries: readonly JournalEntry[] | undefined;

  /**
   * Adds a line.
   *
   * @param file the name of the file that it stands in
   * @param line the line
   */
  add(file: string, line: JournalRecord): void {
    this.#entries = undefined;
    const known = this.#gathered.get(line.entry);
    if (known) {
      known.entry = undefined;
      known.lines.push({ file, line });
    } else this.#gathered.set(line.entry, { lines: [{ file, line }] });
  }

  /**
   * Forgets the lines of a file.
   *
   * @param file its name
   */
  removeFile(file: string): void {
    this.#entries = undefined;
    this.#unreliable.delete(file);
    for (const [id, { lines }] of this.#gathered) {
      const left = lines.filter((one) => one.file !== file);
      if (left.length === 0) this.#gathered.delete(id);
      else if (left.length < lines.length) this.#gathered.set(id, { lines: left });
    }
  }

  /**
   * Takes note that a file has lines that could not be used: that no call is written down proves nothing there.
   *
   * @param file its name
   */
  markUnreliable(file: string): void {
    if (this.#unreliable.has(file)) return;
    this.#unreliable.add(file);
    this.#entries = undefined;
    for (const gathered of this.#gathered.values()) gathered.entry = undefined;
  }

  /** @returns all entries, newest first; the same list as long as nothing is new */
  entries(): readonly JournalEntry[] {
    if (this.#entries) return this.#entries;
    const entries: JournalEntry[] = [];
    for (const [id, gathered] of this.#gathered) {
      gathered.entry ??= buildEntry(id, gathered, this.#unreliable);
      if (gathered.entry) entries.push(gathered.entry);
    }
    // Those of one instant stay in the order in which they were found, turned round with the rest.
    this.#entries = Object.freeze(entries.reverse().sort((a, b) => b.at - a.at));
    return this.#entries;
  }

  /** @returns for each file, how many of its lines belong to an entry that nobody knows */
  orphans(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { lines } of this.#gathered.values()) {
      if (lines.some(({ line }) => line.type === 'intent')) continue;
      for (const { file } of lines) counts.set(file, (counts.get(file) ?? 0) + 1);
    }
    return counts;
  }

  /** @returns the names of the files that each entry, or what is left of it, stands in */
  *filesOfEntries(): Iterable<{ readonly files: ReadonlySet<string>; readonly entry: JournalEntry | undefined }> {
    this.entries();
    for (const { lines, entry } of this.#gathered.values()) {
      yield { files: new Set(lines.map(({ file }) => file)), entry };
    }
  }
}

function buildEntry(id: string, { lines }: EntryLines, doubted: ReadonlySet<string>): JournalEntry | undefined {
  const found = lines.find(({ line }) => line.type === 'intent');
  if (found?.line.type !== 'intent') return undefined;
  const { at, planId, action, resource, operation, input, evidence } = found.line;
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
    instance: instanceOf(found.file),
    calls,
    ...(outcome && { outcome }),
    state: stateOf(calls, outcome, doubted.has(found.file)),
  });
}

function stateOf(calls: readonly StoredCall[], outcome: StoredOutcome | undefined, doubted: boolean): EntryState {
  if (outcome && isFinal(outcome.kind)) return 'completed';
  return calls.length > 0 || outcome || doubted ? 'sent' : 'pending';
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

/** What is known outweighs what is not, whoever wrote last; of equals the later one counts. */
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

/**
 * Who writes a file, as its name says.
 *
 * @param file `<startedAt>-<pid>-<random>.jsonl`
 * @returns the writer; zeros where the name says nothing
 */
export function instanceOf(file: string): InstanceInfo {
  const id = file.replace(/\.jsonl$/, '');
  const [, startedAt, pid] = /^(\d+)-(\d+)-/.exec(id) ?? [];
  return { id, pid: Number(pid ?? 0), startedAt: Number(startedAt ?? 0) };
}
