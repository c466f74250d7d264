import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Journal } from '../../../../src/deletion/journal/journal.ts';
import type { JournalOptions } from '../../../../src/deletion/journal/journalOptions.ts';
import { localProcesses, type ProcessTable } from '../../../../src/deletion/journal/locking/processInfo.ts';

const MACHINE = localProcesses();

/** A folder for journals that goes with the test. */
export class Folder {
  readonly #base = mkdtempSync(path.join(tmpdir(), 'teardown-journal-'));
  readonly #journals: Journal[] = [];
  /** Not there yet. */
  readonly path = path.join(this.#base, 'journal');
  /** The time, for all windows on it. */
  now = Date.now();
  /** What a clock that is never set shows, for all windows on it. */
  elapsed = 0;

  /** Another window; one process can be several, for all that a journal knows. */
  open(options: JournalOptions = {}): Journal {
    const journal = new Journal(this.path, {
      now: () => this.now,
      elapsed: () => this.elapsed,
      machine: MACHINE,
      ...options,
    });
    this.#journals.push(journal);
    return journal;
  }

  /** Another window that is dead as soon as its process is said to be: `machine.dead.add(pid)`. */
  openAs(pid: number, processes: Processes): Journal {
    return this.open({ machine: processes.machine(pid) });
  }

  /** Lets time pass while a window observes the others, as each does every ten seconds. */
  async observe(observer: Journal, ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 10_000) {
      for (const entry of await observer.unfinished()) await entry.release();
      const step = Math.min(10_000, ms - passed);
      this.elapsed += step;
      this.now += step;
    }
  }

  /** The names of the files in it, without those in folders. */
  names(end = '.jsonl'): string[] {
    return readdirSync(this.path).filter((name) => name.endsWith(end));
  }

  file(name: string): string {
    return path.join(this.path, name);
  }

  /** The path of the one journal file in it. */
  onlyFile(): string {
    const [name, ...others] = this.names();
    assert.ok(name !== undefined && others.length === 0);
    return this.file(name);
  }

  /** The text of all journal files. */
  text(): string {
    return this.names()
      .map((name) => readFileSync(this.file(name), 'utf8'))
      .join('');
  }

  async remove(): Promise<void> {
    await Promise.all(this.#journals.map((journal) => journal.close()));
    rmSync(this.#base, { recursive: true, force: true });
  }
}

/** Processes that live and die as a test wants. */
export class Processes {
  readonly dead = new Set<number>();
  readonly starts = new Map<number, string>();

  machine(pid: number, change: Partial<ProcessTable['place']> = {}): ProcessTable {
    return {
      place: { ...MACHINE.place, ...change },
      pid,
      isRunning: (other) => !this.dead.has(other),
      startTimeOf: (other) => this.starts.get(other),
    };
  }
}
