import * as vscode from 'vscode';
import type { JournalEntry } from '../../deletion/journal/entry.ts';
import type { Journal } from '../../deletion/journal/journal.ts';
import { entryItem } from './entryItem.ts';
import { RefreshScheduler } from '../refreshScheduler.ts';

/** How many entries are shown before **Show More**. */
const PAGE_SIZE = 200;

/** How long several changes of the journal are waited for: milliseconds. */
const REFRESH_DELAY_MS = 100;

/** One entry of the journal. */
export class EntryNode {
  readonly entry: JournalEntry;

  constructor(entry: JournalEntry) {
    this.entry = entry;
  }
}

/** Shows more entries when it is clicked. */
export class LoadMoreNode {
  readonly hiddenCount: number;

  constructor(hiddenCount: number) {
    this.hiddenCount = hiddenCount;
  }
}

/** The journal of all windows, newest first, running ones on top. */
export class DeletionsTreeProvider implements vscode.TreeDataProvider<EntryNode | LoadMoreNode>, vscode.Disposable {
  readonly #journal: Journal;
  readonly #isRunning: (entry: JournalEntry) => boolean;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #unsubscribe: () => void;
  #shown = PAGE_SIZE;
  readonly #refresh = new RefreshScheduler(() => {
    this.#changed.fire(undefined);
  });

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(journal: Journal, isRunning: (entry: JournalEntry) => boolean) {
    this.#journal = journal;
    this.#isRunning = isRunning;
    this.#unsubscribe = journal.onDidChange(() => {
      this.scheduleRefresh();
    });
  }

  /** @inheritdoc */
  dispose(): void {
    this.#refresh.dispose();
    this.#unsubscribe();
    this.#changed.dispose();
  }

  /** @inheritdoc */
  async getChildren(node?: EntryNode | LoadMoreNode): Promise<(EntryNode | LoadMoreNode)[]> {
    if (node) return [];
    const entries = (await this.#journal.entries()).filter(isVisible);
    const running = entries.filter(({ state }) => state !== 'completed');
    const ended = entries.filter(({ state }) => state === 'completed');
    const ordered = [...running, ...ended];
    const rows = ordered.slice(0, this.#shown).map((entry) => new EntryNode(entry));
    const hiddenCount = ordered.length - rows.length;
    return hiddenCount > 0 ? [...rows, new LoadMoreNode(hiddenCount)] : rows;
  }

  /** @inheritdoc */
  getTreeItem(node: EntryNode | LoadMoreNode): vscode.TreeItem {
    if (node instanceof EntryNode) {
      const isRunning = this.#isRunning(node.entry);
      return entryItem(node.entry, isRunning, Date.now());
    }
    const item = new vscode.TreeItem(vscode.l10n.t('{0} older deletions', node.hiddenCount));
    item.id = 'more';
    item.contextValue = ';more;';
    return item;
  }

  /** Redraws the rows shortly, once for several changes. */
  scheduleRefresh(): void {
    this.#refresh.schedule(REFRESH_DELAY_MS);
  }

  /** Shows all entries. */
  showAll(): void {
    this.#shown = Number.POSITIVE_INFINITY;
    this.#changed.fire(undefined);
  }
}

/** Returns whether an entry is shown: a dry run is, only if the endpoint ignored `DryRun`. */
function isVisible({ action, outcome }: JournalEntry): boolean {
  return action !== 'dryRun' || outcome?.kind === 'executed';
}
