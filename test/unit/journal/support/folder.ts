import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Journal } from '../../../../src/deletion/journal/journal.ts';
import type { JournalOptions } from '../../../../src/deletion/journal/journalOptions.ts';
import { localProcesses, type ProcessTable } from '../../../../src/deletion/journal/locking/processInfo.ts';

const MACHINE = localProcesses();

/** A temporary folder for journals. */
export class Folder {
  readonly #base = mkdtempSync(path.join(tmpdir(), 'teardown-journal-'));
  readonly #journals: Journal[] = [];
  /** The path of the journal, which does not exist yet. */
  readonly path = path.join(this.#base, 'journal');
  /** The time of the clock for all windows. */
  now = Date.now();
  /** The monotonic time for all windows. */
  elapsed = 0;

  /** Opens the journal as another window. One process can have several. */
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

  /** Opens the journal as another window, which counts as exited after `processes.dead.add(pid)`. */
  openAs(pid: number, processes: Processes): Journal {
    return this.open({ machine: processes.machine(pid) });
  }

  /** Advances the time while a window observes the others every ten seconds. */
  async observe(observer: Journal, ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 10_000) {
      for (const entry of await observer.unfinished()) await entry.release();
      const step = Math.min(10_000, ms - passed);
      this.elapsed += step;
      this.now += step;
    }
  }

  /** Returns the names of the files in the journal folder that have a suffix. */
  names(end = '.jsonl'): string[] {
    return readdirSync(this.path).filter((name) => name.endsWith(end));
  }

  file(name: string): string {
    return path.join(this.path, name);
  }

  /** Returns the path of the only journal file. */
  onlyFile(): string {
    const [name, ...others] = this.names();
    assert.ok(name !== undefined && others.length === 0);
    return this.file(name);
  }

  /** Returns the text of all journal files. */
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

/** Processes that a test starts and ends. */
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
