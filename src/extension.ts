import * as vscode from 'vscode';
import type { App } from './app/createApp.ts';
import type { CommandId } from './commands/runCommand.ts';
import { VIEWS } from './contributions.ts';
import type { ToolName } from './tools/invokeTool.ts';
import type { DeletionNode } from './views/deletions/deletionNodes.ts';
import { LazyTreeDataProvider } from './views/lazyTreeDataProvider.ts';
import type { PlanNode } from './views/plan/planNodes.ts';
import type { Node } from './views/resources/nodes.ts';

/** Gives the tests in the extension host access to the app: no API of VS Code returns the rows of another extension's tree. */
export interface TestApi {
  readonly app: () => Promise<App>;
}

/** What package.json contributes, as `contributions.ts` has it too: read here, so that the main file need not repeat it. */
interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: CommandId }[];
    readonly languageModelTools: readonly { readonly name: ToolName }[];
  };
}

/** The app of this window, once it is wanted. Of the module: VS Code hands `deactivate` nothing of what `activate` made. */
let loaded: Promise<App> | undefined;

/**
 * Creates the views and registers the commands and the language model tools. The app behind them is loaded when a view is first
 * visible, or a command or a tool first runs: until then, a window loads this file alone. Returns the `TestApi` to a test
 * runner, else nothing.
 */
export function activate(context: vscode.ExtensionContext): TestApi | undefined {
  const app = (): Promise<App> =>
    (loaded ??= import('./app/createApp.ts').then(({ createApp }) =>
      createApp(context, { view, deletionsView, planView }),
    ));
  const resources = new LazyTreeDataProvider<Node>(async () => (await app()).tree);
  const deletions = new LazyTreeDataProvider<DeletionNode>(async () => (await app()).deletions);
  const plan = new LazyTreeDataProvider<PlanNode>(async () => (await app()).plan);
  const view: vscode.TreeView<Node> = vscode.window.createTreeView(VIEWS.resources, {
    treeDataProvider: resources,
    canSelectMany: true,
  });
  const deletionsView = vscode.window.createTreeView(VIEWS.deletions, {
    treeDataProvider: deletions,
    canSelectMany: true,
  });
  const planView = vscode.window.createTreeView(VIEWS.plan, {
    treeDataProvider: plan,
    // A choice of the user changes what else is chosen: no state is VS Code's to keep.
    manageCheckboxStateManually: true,
  });
  const { commands, languageModelTools } = (context.extension.packageJSON as Manifest).contributes;
  context.subscriptions.push(
    ...[resources, view, deletions, deletionsView, plan, planView],
    ...commands.map(({ command: id }) =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => (await app()).run(id, args)),
    ),
    ...languageModelTools.map(({ name }) =>
      vscode.lm.registerTool<unknown>(name, {
        prepareInvocation: async ({ input }) => (await app()).prepareInvocation(name, input),
        invoke: async ({ input }, token) => (await app()).runTool(name, input, token),
      }),
    ),
  );
  return context.extensionMode === vscode.ExtensionMode.Test ? { app } : undefined;
}

/**
 * Ends the work of this window. VS Code waits for it (five seconds at most) before the extension host exits: the next window can
 * then settle at once what this one leaves unfinished.
 */
export async function deactivate(): Promise<void> {
  const app = await loaded?.catch(() => undefined);
  await app?.close();
}
