import * as vscode from 'vscode';
import type { OrderedRows, TreeChange } from './orderedRows.ts';

/** The rows of a view whose code is loaded when VS Code first asks for rows: no earlier, and once. */
export class LazyTreeDataProvider<Row> implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #load: () => Promise<vscode.TreeDataProvider<Row>>;
  readonly #changed = new vscode.EventEmitter<TreeChange<Row>>();
  #loaded: Promise<OrderedRows<Row>> | undefined;
  #rows: OrderedRows<Row> | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  /** `load` returns the rows; it is called again only when it failed. */
  constructor(load: () => Promise<vscode.TreeDataProvider<Row>>) {
    this.#load = load;
  }

  dispose(): void {
    this.#rows?.dispose();
    this.#changed.dispose();
  }

  async getChildren(row?: Row): Promise<Row[]> {
    return (await this.#provider()).getChildren(row);
  }

  async getTreeItem(row: Row): Promise<vscode.TreeItem> {
    return (await this.#provider()).getTreeItem(row);
  }

  async resolveTreeItem(
    item: vscode.TreeItem,
    row: Row,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem | undefined> {
    return (await this.#provider()).resolveTreeItem(item, row, token);
  }

  getParent(row: Row): vscode.ProviderResult<Row> {
    return this.#rows?.getParent(row);
  }

  async #provider(): Promise<OrderedRows<Row>> {
    this.#loaded ??= this.#create();
    try {
      return await this.#loaded;
    } catch (error) {
      this.#loaded = undefined;
      throw error;
    }
  }

  async #create(): Promise<OrderedRows<Row>> {
    const [rows, { OrderedRows }] = await Promise.all([this.#load(), import('./orderedRows.ts')]);
    return (this.#rows = new OrderedRows(rows, (change) => {
      this.#changed.fire(change);
    }));
  }
}
