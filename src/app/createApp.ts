import { config as configureTexts } from '@vscode/l10n';
import * as vscode from 'vscode';
import { promptMfaCode } from '../commands/target/promptMfaCode.ts';
import { createCore } from '../core.ts';
import { AccountAliases } from '../session/accountAliases.ts';
import type { Stores } from '../session/keyValueStore.ts';
import { queuedStore } from '../session/queuedStore.ts';
import { SelectionStore } from '../session/selectionStore.ts';
import type { ToolRunner } from '../tools/invokeTool.ts';
import { prepareInvocation } from '../tools/prepareInvocation.ts';
import type { DeletionsTreeProvider } from '../views/deletions/deletionsTreeProvider.ts';
import type { PlanTreeProvider } from '../views/plan/planTreeProvider.ts';
import { ResponseChannel } from '../views/output/responseChannel.ts';
import type { ResourceTreeProvider } from '../views/resources/resourceTreeProvider.ts';
import { loadCatalogTexts } from '../vscode/catalogTexts.ts';
import { settings } from '../vscode/settings.ts';
import { createCommandRunner, type CommandRunner } from './commands.ts';
import { createDeletionFlow } from './deletionFlow.ts';
import { registerListeners } from './listeners.ts';
import { createOutput } from './output.ts';
import { Startup } from './startup.ts';
import { createToolRunner } from './tools.ts';
import { createViews, type ViewHandles } from './views.ts';

/** What `extension.ts` hands on to VS Code. */
export interface App {
  readonly tree: ResourceTreeProvider;
  readonly deletions: DeletionsTreeProvider;
  readonly plan: PlanTreeProvider;
  readonly run: CommandRunner;
  /** Returns what VS Code shows and asks before it runs a language model tool. */
  readonly prepareInvocation: typeof prepareInvocation;
  /** Runs a language model tool. Its errors are worded for the model. */
  readonly runTool: ToolRunner;
  /** Ends all work, and writes to the journal that this window has closed. */
  close(): Promise<void>;
}

/**
 * Creates everything behind the views, commands and tools; the context's subscriptions dispose of what belongs to VS Code, and `close`
 * ends the rest. Nothing is sent to AWS, and no SDK is loaded, before a view is visible.
 */
export function createApp(context: vscode.ExtensionContext, handles: ViewHandles): App {
  // VS Code has read the bundle of the display language. English has none.
  if (vscode.l10n.bundle) {
    configureTexts({ contents: vscode.l10n.bundle });
    void loadCatalogTexts();
  }
  const stores: Stores = { workspace: queuedStore(context.workspaceState), global: queuedStore(context.globalState) };
  const responses = new ResponseChannel();
  const core = createCore({
    storageDirectory: context.globalStorageUri.fsPath,
    settings,
    prompts: { askMfaCode: promptMfaCode, canRunProcess: () => vscode.workspace.isTrusted },
    selection: () => selections.current(),
    accountAlias: (accountId) => aliases.of(accountId),
    knownAliases: () => aliases.known(),
    hasUnreadAlias: (accountId) => aliases.mayHaveAnother(accountId),
    accountLabel: (accountId) => aliases.label(accountId),
    loadAlias: (target) => aliases.loadForMessage(target),
    onCallRecorded: (record) => {
      responses.append(record);
    },
  });
  const selections = new SelectionStore({
    ...stores,
    setting: settings.profile,
    config: core.profiles.config,
    env: process.env,
  });
  const aliases = new AccountAliases({
    global: stores.global,
    load: (target) => core.profiles.accountAlias(target),
    credentials: (target) => core.profiles.credentials(target)(),
  });
  const output = createOutput(core, responses);
  const views = createViews({ context, stores, handles, core, selections, aliases, output });
  const startup = new Startup({ core, selections, statusBar: views.statusBar });
  const { flow, review } = createDeletionFlow({ core, views, output });
  context.subscriptions.push(
    ...output.disposables,
    ...views.disposables,
    ...registerListeners({ core, views, output, startup, review, aliases, global: stores.global }),
  );
  return {
    tree: views.tree,
    deletions: views.deletions,
    plan: views.plan,
    run: createCommandRunner({ context, stores, core, selections, aliases, views, output, flow, review }),
    prepareInvocation,
    runTool: createToolRunner({ core, views, flow, startup, aliases }),
    close: () => core.dispose(),
  };
}
