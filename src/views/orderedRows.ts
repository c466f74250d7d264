import { setImmediate, setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { TimeSlices } from '../common/timeSlices.ts';

/** How long VS Code may take to draw a row: it puts changes together that come within 200 ms. */
const RENDER_TIMEOUT_MS = 500;

/** VS Code asks for the items of a thousand children in one turn. So many are created before other work runs. */
const ITEMS_IN_A_TURN = 200;

/** Which rows are to be drawn again, as VS Code takes it. */
export type TreeChange<Row> = Parameters<
  Parameters<NonNullable<vscode.TreeDataProvider<Row>['onDidChangeTreeData']>>[0]
>[0];

/**
 * The rows of a view, whose changes and children reach the window in an order that it can draw.
 *
 * When a row changes, VS Code forgets its children until the window has asked for them again, and meanwhile a menu acts
 * on nothing (microsoft/vscode#144250; seen in 1.139). So a change that comes with the children, as the count of what
 * was just listed, is fired before they are returned, when there is nothing to forget. A later one is fired only when
 * the window has received them.
 *
 * A change of a row is a change of all under it: it waits for what the window awaits there, too. A change of the whole
 * view waits for nothing but itself, for it may be another account's. It is not fired again before the window has asked
 * for the rows.
 */
export class OrderedRows<Row> implements vscode.Disposable {
  readonly #rows: vscode.TreeDataProvider<Row>;
  readonly #draw: (change: TreeChange<Row>) => void;
  readonly #subscription: vscode.Disposable | undefined;
  /** The rows whose children the window waits for, and how many times; undefined is the root. */
  readonly #pendingRequests = new Map<Row | undefined, number>();
  /** Whether a change of the whole view was fired, and the window has not asked for the rows since. */
  #rootChangeFired = false;
  /** Changes that are held back. */
  readonly #deferred = new Set<Row | undefined>();
  /** Called when VS Code draws a row. */
  readonly #onRendered = new Map<Row, () => void>();
  readonly #slices = new TimeSlices(ITEMS_IN_A_TURN);

  /** `draw` makes VS Code draw rows again. */
  constructor(rows: vscode.TreeDataProvider<Row>, draw: (change: TreeChange<Row>) => void) {
    this.#rows = rows;
    this.#draw = draw;
    this.#subscription = rows.onDidChangeTreeData?.((changed) => {
      for (const row of Array.isArray(changed) ? changed : [changed ?? undefined]) this.#fire(row);
    });
  }

  dispose(): void {
    this.#subscription?.dispose();
  }

  async getChildren(row?: Row): Promise<Row[]> {
    this.#pendingRequests.set(row, (this.#pendingRequests.get(row) ?? 0) + 1);
    if (row === undefined) this.#rootChangeFired = false;
    try {
      const children = (await this.#rows.getChildren(row)) ?? [];
      if (row !== undefined && this.#deferred.delete(row)) await this.#waitUntilRendered(row);
      return children;
    } finally {
      void this.#release(row);
    }
  }

  async getTreeItem(row: Row): Promise<vscode.TreeItem> {
    const item = await this.#slices.run(() => this.#rows.getTreeItem(row));
    this.#onRendered.get(row)?.();
    return item;
  }

  async resolveTreeItem(
    item: vscode.TreeItem,
    row: Row,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem | undefined> {
    return (await this.#rows.resolveTreeItem?.(item, row, token)) ?? item;
  }

  getParent(row: Row): vscode.ProviderResult<Row> {
    return this.#rows.getParent?.(row);
  }

  #fire(row: Row | undefined): void {
    if (this.#isAwaited(row)) this.#deferred.add(row);
    else this.#fireOrDefer(row);
  }

  #fireOrDefer(row: Row | undefined): void {
    if (row === undefined) {
      if (this.#rootChangeFired) return;
      this.#rootChangeFired = true;
    }
    this.#draw(row);
  }

  /** Draws a row anew. Resolves when VS Code has requested its item, or after a timeout. */
  async #waitUntilRendered(row: Row): Promise<void> {
    const timer = new AbortController();
    const rendered = new Promise<void>((resolve) => this.#onRendered.set(row, resolve));
    this.#draw(row);
    await Promise.race([
      rendered,
      setTimeout(RENDER_TIMEOUT_MS, undefined, { signal: timer.signal }).catch(() => undefined),
    ]);
    timer.abort();
    this.#onRendered.delete(row);
    await setImmediate();
  }

  /** Returns whether the window waits for the children of a row, or of one under it. */
  #isAwaited(row: Row | undefined): boolean {
    if (row === undefined) return this.#pendingRequests.has(undefined);
    for (const awaited of this.#pendingRequests.keys()) {
      for (let at = awaited; ; at = this.getParent(at) as Row | undefined) {
        if (at === row) return true;
        if (at === undefined) break;
      }
    }
    return false;
  }

  async #release(row: Row | undefined): Promise<void> {
    await this.#waitForWindow();
    const others = (this.#pendingRequests.get(row) ?? 1) - 1;
    if (others > 0) {
      this.#pendingRequests.set(row, others);
      return;
    }
    this.#pendingRequests.delete(row);
    for (const deferred of [...this.#deferred]) {
      if (this.#isAwaited(deferred)) continue;
      this.#deferred.delete(deferred);
      this.#fireOrDefer(deferred);
    }
  }

  /** Resolves when the window has processed the children that were returned: it handles messages in their order. */
  async #waitForWindow(): Promise<void> {
    // VS Code sends the children once their items are there, and the promises that they came in are through.
    await setImmediate();
    await this.#slices.idle();
    await setImmediate();
    await vscode.languages.getLanguages();
  }
}
