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
  /** What distinguishes it from others of the run with the same name; undefined where there are none. */
  readonly difference: string | undefined;

  constructor(entry: JournalEntry, parent?: RunNode, difference?: string) {
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
