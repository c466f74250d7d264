// The bench extension. It runs beside the extension under test in the same host, and bench/benchExtension.ts packs
// it. It sends requests with the bare SDK, measures how long the host is blocked, and has the tree of plain strings
// that serves as a baseline.
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
  type BenchExtensionConfig,
} from './benchExtensionOrder.ts';

const order = JSON.parse(process.env['TEARDOWN_BENCH'] ?? '') as BenchExtensionConfig;
const delay = monitorEventLoopDelay({ resolution: 1 });

let client: EC2Client | undefined;

/** Sends one request with the bare SDK. Returns the milliseconds that it took, including the loading of modules. */
async function call(operation: string): Promise<number> {
  const started = performance.now();
  const { requestList, newClient } = await import('./benchExtensionSdk.ts');
  client ??= newClient(order);
  await requestList(client, operation === 'peers' ? 'peers' : 'tokens');
  return performance.now() - started;
}

/** A tree with one row, whose children are strings, shown in pages. */
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

/** Handles a request of the measurement: `/call/OPERATION`, `/watch`, `/longest`. */
async function handle(path: string): Promise<number> {
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

/** Shows the tree and starts the HTTP server. */
export function activate(context: vscode.ExtensionContext): void {
  const strings = new Strings();
  const server = createServer((request, response) => {
    handle(request.url ?? '').then(
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
