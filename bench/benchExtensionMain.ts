// The companion: an extension of its own beside ours in the same host, packed by bench/benchExtension.ts. It makes bare SDK calls there,
// watches how long that host is kept from its work, and has the tree of plain strings that ours is compared with.
import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { EC2Client } from '@aws-sdk/client-ec2';
import * as vscode from 'vscode';
import {
  FILTER_COMMAND,
  MORE_COMMAND,
  MORE_LABEL,
  ROWS_AT_A_TIME,
  STRINGS_LABEL,
  VIEW_ID,
  type CompanionOrder,
} from './benchExtensionOrder.ts';

const order = JSON.parse(process.env['TEARDOWN_BENCH'] ?? '') as CompanionOrder;
const delay = monitorEventLoopDelay({ resolution: 1 });

let client: EC2Client | undefined;

/** Makes one call with the SDK alone. @returns how long it took, in milliseconds, loading what was not loaded yet included */
async function call(operation: string): Promise<number> {
  const started = performance.now();
  const { ask, newClient } = await import('./benchExtensionSdk.ts');
  client ??= newClient(order);
  await ask(client, operation === 'peers' ? 'peers' : 'tokens');
  return performance.now() - started;
}

/** The tree: one row, under which the strings stand, so many at a time. */
class Strings implements vscode.TreeDataProvider<string> {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #all: readonly string[] = [];
  #filter = '';
  #limit = ROWS_AT_A_TIME;

  matching(filter = this.#filter): readonly string[] {
    return filter === '' ? this.#all : this.#all.filter((name) => name.includes(filter));
  }

  set(change: { filter?: string; more?: boolean }): void {
    this.#filter = change.filter ?? this.#filter;
    if (change.more) this.#limit += ROWS_AT_A_TIME;
    this.#changed.fire(undefined);
  }

  async getChildren(parent?: string): Promise<string[]> {
    if (parent === undefined) return [STRINGS_LABEL];
    if (this.#all.length === 0) {
      await pause(order.delayMs);
      this.#all = Array.from({ length: order.count }, (_, index) => `many-${index}`);
    }
    const matching = this.matching();
    const shown = matching.slice(0, this.#limit);
    return shown.length < matching.length ? [...shown, MORE_LABEL] : shown;
  }

  getTreeItem(name: string): vscode.TreeItem {
    const state =
      name === STRINGS_LABEL ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
    const item = new vscode.TreeItem(name, state);
    item.id = name;
    if (name === MORE_LABEL) item.command = { command: MORE_COMMAND, title: name };
    return item;
  }
}

/** Answers what the measurement asks over HTTP: `/call/OPERATION`, `/watch`, `/longest`. */
async function answer(path: string): Promise<number> {
  const [, what, operation = ''] = path.split('/');
  if (what === 'call') return call(operation);
  if (what === 'watch') {
    delay.reset();
    delay.enable();
    return 0;
  }
  delay.disable();
  return delay.max / 1e6;
}

/** Shows the tree and listens. */
export function activate(context: vscode.ExtensionContext): void {
  const strings = new Strings();
  const server = createServer((request, response) => {
    answer(request.url ?? '').then(
      (value) => response.end(JSON.stringify(value)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(order.port, '127.0.0.1');
  context.subscriptions.push(
    vscode.window.createTreeView(VIEW_ID, { treeDataProvider: strings }),
    vscode.commands.registerCommand(MORE_COMMAND, () => {
      strings.set({ more: true });
    }),
    vscode.commands.registerCommand(FILTER_COMMAND, async () => {
      const filter = await vscode.window.showInputBox({
        validateInput: (text) => ({
          message: `showing ${strings.matching(text).length} of ${order.count}`,
          severity: vscode.InputBoxValidationSeverity.Info,
        }),
      });
      if (filter !== undefined) strings.set({ filter });
    }),
    new vscode.Disposable(() => server.close()),
  );
}
