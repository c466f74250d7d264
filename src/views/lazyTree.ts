import * as vscode from 'vscode';

/** Which rows are to be drawn again, as VS Code takes it. */
type Change<Row> = Parameters<Parameters<NonNullable<vscode.TreeDataProvider<Row>['onDidChangeTreeData']>>[0]>[0];

/** The rows of a view whose code is loaded when VS Code first asks for rows: no earlier, and once. */
export class LazyTree<Row> implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #load: () => Promise<vscode.TreeDataProvider<Row>>;
  readonly #changed = new vscode.EventEmitter<Change<Row>>();
  #loaded: Promise<vscode.TreeDataProvider<Row>> | undefined;
  #rows: vscode.TreeDataProvider<Row> | undefined;
  #subscription: vscode.Disposable | undefined;

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
    const rows = await this.#provider();
    return (await rows.getChildren(row)) ?? [];
  }

  /** @inheritdoc */
  async getTreeItem(row: Row): Promise<vscode.TreeItem> {
    // Not awaited once they are there: VS Code draws a row that is given at once without a gap.
    return (this.#rows ?? (await this.#provider())).getTreeItem(row);
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
          this.#changed.fire(changed);
        });
      }
      return rows;
    } catch (error) {
      this.#loaded = undefined;
      throw error;
    }
  }
}
