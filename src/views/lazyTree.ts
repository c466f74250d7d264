import * as vscode from 'vscode';

/** Which rows are to be drawn again, as VS Code takes it. */
type Change<Row> = Parameters<Parameters<NonNullable<vscode.TreeDataProvider<Row>['onDidChangeTreeData']>>[0]>[0];

/**
 * The rows of a view whose code is loaded when VS Code first asks for rows: no earlier, and once.
 *
 * A change of a row is held back while the window waits for that row's children, and until it has got them. Otherwise VS Code
 * forgets the children that it was just given, the window does not ask for them again, and its menus act on nothing
 * (microsoft/vscode#144250; seen in 1.139).
 */
export class LazyTree<Row> implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #load: () => Promise<vscode.TreeDataProvider<Row>>;
  readonly #changed = new vscode.EventEmitter<Change<Row>>();
  #loaded: Promise<vscode.TreeDataProvider<Row>> | undefined;
  #rows: vscode.TreeDataProvider<Row> | undefined;
  #subscription: vscode.Disposable | undefined;
  /** The rows whose children the window waits for, and how many times; undefined is the root. */
  readonly #awaited = new Map<Row | undefined, number>();
  /** Changes that are held back. */
  readonly #held = new Set<Row | undefined>();

  readonly onDidChangeTreeData = this.#changed.event;

  /** @param load gives the rows; asked again only when it failed */
  constructor(load: () => Promise<vscode.TreeDataProvider<Row>>) {
    this.#load = load;
  }

  /** @inheritdoc */
  dispose(): void {
    this.#subscription?.dispose();
    this.#changed.dispose();
  }

  /** @inheritdoc */
  async getChildren(row?: Row): Promise<Row[]> {
    this.#awaited.set(row, (this.#awaited.get(row) ?? 0) + 1);
    try {
      const rows = await this.#provider();
      return (await rows.getChildren(row)) ?? [];
    } finally {
      void this.#release(row);
    }
  }

  /** @inheritdoc */
  async getTreeItem(row: Row): Promise<vscode.TreeItem> {
    return (await this.#provider()).getTreeItem(row);
  }

  /** @inheritdoc */
  getParent(row: Row): vscode.ProviderResult<Row> {
    return this.#rows?.getParent?.(row);
  }

  async #provider(): Promise<vscode.TreeDataProvider<Row>> {
    this.#loaded ??= this.#load();
    try {
      const rows = await this.#loaded;
      if (this.#rows === undefined) {
        this.#rows = rows;
        this.#subscription = rows.onDidChangeTreeData?.((changed) => {
          for (const row of Array.isArray(changed) ? changed : [changed ?? undefined]) this.#fire(row);
        });
      }
      return rows;
    } catch (error) {
      this.#loaded = undefined;
      throw error;
    }
  }

  #fire(row: Row | undefined): void {
    if (this.#awaited.has(row)) this.#held.add(row);
    else this.#changed.fire(row);
  }

  async #release(row: Row | undefined): Promise<void> {
    await windowCaughtUp();
    const others = (this.#awaited.get(row) ?? 1) - 1;
    if (others > 0) {
      this.#awaited.set(row, others);
      return;
    }
    this.#awaited.delete(row);
    if (this.#held.delete(row)) this.#changed.fire(row);
  }
}

/** Comes back when the window has dealt with all that it was sent before: a question is answered after what came first. */
async function windowCaughtUp(): Promise<void> {
  // VS Code sends the children once the promises that they came in are through.
  await new Promise(setImmediate);
  await vscode.languages.getLanguages();
}
