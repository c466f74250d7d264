import type { JournalEntry } from '../../deletion/journal/entry.ts';
import type { DeletionRun } from '../../deletion/presentation/deletionRuns.ts';

/** Several entries of one plan. */
export class RunNode {
  readonly run: DeletionRun;
  /** Those that the filter shows. */
  readonly entries: readonly JournalEntry[];

  constructor(run: DeletionRun, entries: readonly JournalEntry[]) {
    this.run = run;
    this.entries = entries;
  }
}

/** One entry of the journal. */
export class EntryNode {
  readonly entry: JournalEntry;
  readonly parent: RunNode | undefined;
  /** What distinguishes its row from others of the same name; empty where there are none. */
  readonly difference: readonly string[];

  constructor(entry: JournalEntry, difference: readonly string[] = [], parent?: RunNode) {
    this.entry = entry;
    this.parent = parent;
    this.difference = difference;
  }
}

/** Shows more rows when it is clicked. */
export class LoadMoreNode {
  readonly hiddenCount: number;

  constructor(hiddenCount: number) {
    this.hiddenCount = hiddenCount;
  }
}

/** Shows that older entries of a long journal are still being read. */
export class ReadingNode {
  readonly id = 'reading';
}

/** A row of the Deletions view. */
export type DeletionNode = RunNode | EntryNode | LoadMoreNode | ReadingNode;
