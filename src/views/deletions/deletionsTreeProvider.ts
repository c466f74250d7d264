import * as vscode from 'vscode';
import type { JournalEntry } from '../../deletion/journal/entry.ts';
import type { Journal } from '../../deletion/journal/journal.ts';
import { journalPlaces, type PlaceOf } from '../../deletion/presentation/journalPlaces.ts';
import type { AccountLabel } from '../../deletion/presentation/placeLines.ts';
import { groupRuns, outcomeTest, restoredTest, type OutcomeFilter } from '../../deletion/presentation/deletionRuns.ts';
import { namesakeDifferences, PLACE_FIRST, type Distinguishable } from '../../inventory/namesakes.ts';
import { RefreshScheduler } from '../refreshScheduler.ts';
import { EntryNode, LoadMoreNode, ReadingNode, RunNode, type DeletionNode } from './deletionNodes.ts';
import { entryItem, runItem } from './entryItem.ts';

/** How many rows are shown before **Show More**. */
const PAGE_SIZE = 200;

/** How long several changes of the journal are waited for: milliseconds. */
const REFRESH_DELAY_MS = 100;

/** What the rows of the journal are made with. */
export interface DeletionsTreeDeps {
  readonly journal: Pick<Journal, 'entries' | 'newestEntries' | 'onDidChange'>;
  /** Returns whether some window works on an entry. */
  readonly isRunning: (entry: JournalEntry) => boolean;
  /** Returns an account with its alias, where that is known. */
  readonly accountLabel: AccountLabel;
}

/** How many entries the filter shows. */
export interface ShownEntries {
  readonly shown: number;
  readonly total: number;
  /** All entries, newest first. */
  readonly entries: readonly JournalEntry[];
}

/** The journal of all windows: a row for each plan, the newest first, what still runs on top. */
export class DeletionsTreeProvider implements vscode.TreeDataProvider<DeletionNode>, vscode.Disposable {
  readonly #deps: DeletionsTreeDeps;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #counted = new vscode.EventEmitter<ShownEntries>();
  readonly #unsubscribe: () => void;
  #filters: ReadonlySet<OutcomeFilter> = new Set();
  #shown = PAGE_SIZE;
  /** Of the entries that were read last. */
  #isRestored: (entry: JournalEntry) => boolean = () => false;
  #placeOf: PlaceOf = ({ region }) => ({ region });
  #readingOlder: Promise<void> | undefined;
  readonly #refresh = new RefreshScheduler(() => {
    this.#changed.fire(undefined);
  });

  readonly onDidChangeTreeData = this.#changed.event;
  /** Fires whenever the rows are read. */
  readonly onDidCount = this.#counted.event;

  constructor(deps: DeletionsTreeDeps) {
    this.#deps = deps;
    this.#unsubscribe = deps.journal.onDidChange(() => {
      this.scheduleRefresh();
    });
  }

  dispose(): void {
    this.#refresh.dispose();
    this.#unsubscribe();
    this.#changed.dispose();
    this.#counted.dispose();
  }

  /** Returns the outcomes that the view is kept to; empty where it shows all. */
  get filters(): ReadonlySet<OutcomeFilter> {
    return this.#filters;
  }

  /** Keeps the view to some outcomes; none shows all. */
  setFilters(filters: ReadonlySet<OutcomeFilter>): void {
    this.#filters = filters;
    this.#changed.fire(undefined);
  }

  /** Returns all entries that can have a row, newest first. */
  async entries(): Promise<readonly JournalEntry[]> {
    return (await this.#deps.journal.entries()).filter(isVisible);
  }

  async getChildren(node?: DeletionNode): Promise<DeletionNode[]> {
    if (node instanceof RunNode) return entriesOf(node, this.#placeOf);
    if (node) return [];
    const newest = await this.#deps.journal.newestEntries();
    const entries = newest.entries.filter(isVisible);
    const passes = outcomeTest(this.#filters, entries);
    this.#isRestored = restoredTest(entries);
    this.#placeOf = journalPlaces(entries, this.#deps.accountLabel);
    // Counts and savings are those of all entries.
    if (newest.complete) {
      this.#counted.fire({ shown: entries.filter(passes).length, total: entries.length, entries });
    } else this.#readOlder();
    const runs = groupRuns(entries).flatMap((run) => {
      const passing = run.entries.filter(passes);
      return passing.length > 0 ? [new RunNode(run, passing)] : [];
    });
    const rows = rowsOf(runs.slice(0, this.#shown), this.#placeOf);
    if (!newest.complete) return [...rows, new ReadingNode()];
    const hiddenCount = runs.length - this.#shown;
    return hiddenCount > 0 ? [...rows, new LoadMoreNode(hiddenCount)] : rows;
  }

  /** Reads the whole journal, and then draws the rows again. */
  #readOlder(): void {
    this.#readingOlder ??= this.#deps.journal.entries().then(() => {
      this.#readingOlder = undefined;
      this.#changed.fire(undefined);
    });
  }

  getParent(node: DeletionNode): DeletionNode | undefined {
    return node instanceof EntryNode ? node.parent : undefined;
  }

  getTreeItem(node: DeletionNode): vscode.TreeItem {
    const { isRunning, accountLabel } = this.#deps;
    const read = { isRestored: this.#isRestored, placeOf: this.#placeOf };
    const about = { isRunning, ...read, accountLabel, now: Date.now() };
    if (node instanceof EntryNode) return entryItem(node, about);
    if (node instanceof RunNode) return runItem(node.run, about);
    if (node instanceof ReadingNode) {
      const reading = new vscode.TreeItem(vscode.l10n.t('Reading older deletions…'));
      reading.id = node.id;
      reading.iconPath = new vscode.ThemeIcon('loading~spin');
      return reading;
    }
    const item = new vscode.TreeItem(vscode.l10n.t('{0} older rows', node.hiddenCount));
    item.id = 'more';
    item.contextValue = ';more;';
    return item;
  }

  /** Redraws the rows shortly, once for several changes. */
  scheduleRefresh(): void {
    this.#refresh.schedule(REFRESH_DELAY_MS);
  }

  /** Shows all rows. */
  showAll(): void {
    this.#shown = Number.POSITIVE_INFINITY;
    this.#changed.fire(undefined);
  }
}

/** Returns the rows of runs; a run of one entry is the row of that entry. Those of one name begin with what differs. */
function rowsOf(runs: readonly RunNode[], placeOf: PlaceOf): DeletionNode[] {
  const single = runs.flatMap(({ run: { entries } }) => (entries.length === 1 ? entries : []));
  const differences = namesakeDifferences(single, rowLabel, distinguishable(placeOf), PLACE_FIRST);
  return runs.map((node) => {
    const [only, another] = node.run.entries;
    return only && !another ? new EntryNode(only, differences.get(only)) : node;
  });
}

/** Returns the rows of a run. Those of one name begin with what differs. */
function entriesOf(run: RunNode, placeOf: PlaceOf): EntryNode[] {
  const differences = namesakeDifferences(run.entries, rowLabel, distinguishable(placeOf));
  return run.entries.map((entry) => new EntryNode(entry, differences.get(entry), run));
}

/** Returns what rows of one name have in common. */
function rowLabel({ resource: { kind, name, id } }: JournalEntry): string {
  return JSON.stringify([kind, name ?? id]);
}

/** Returns a function that returns what can distinguish the row of an entry. */
function distinguishable(placeOf: PlaceOf): (entry: JournalEntry) => Distinguishable {
  return ({ resource }) => ({ id: resource.id, ...placeOf(resource) });
}

/** Returns whether an entry is shown: a dry run is, only if the endpoint ignored `DryRun`. */
function isVisible({ action, outcome }: JournalEntry): boolean {
  return action !== 'dryRun' || outcome?.kind === 'executed';
}
