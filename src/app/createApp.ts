import { homedir } from 'node:os';
import path from 'node:path';
import { config as configureTexts } from '@vscode/l10n';
import * as vscode from 'vscode';
import { accountAlias } from '../aws/identity/accountAlias.ts';
import { resolveSharedFilePaths } from '../aws/config/sharedFilePaths.ts';
import { SelectionStore } from '../session/targetSelection.ts';
import { SdkAwsClient } from '../aws/client/sdkClient.ts';
import { decodeMessage } from '../aws/errors/decodeAuthorizationMessage.ts';
import { Session } from '../session/session.ts';
import { SharedConfigCache } from '../aws/config/sharedConfigCache.ts';
import { simulate } from '../aws/identity/simulatePolicy.ts';
import type { CredentialSource, Target } from '../aws/identity/target.ts';
import { TargetResolver } from '../aws/identity/targetResolver.ts';
import { kindById } from '../catalog/index.ts';
import { askMfaCode } from '../commands/target/promptMfaCode.ts';
import { PlanRunner } from '../commands/deletion/runPlan.ts';
import { commandHandlers } from '../commands/commandRegistry.ts';
import { runCommand, type CommandId } from '../commands/runCommand.ts';
import { DeletionFlow } from '../commands/deletion/deletionFlow.ts';
import { sensitiveTerms, indexResourceNames } from '../commands/help/reportIssue.ts';
import { restorePlan } from '../commands/history/restoreResource.ts';
import { settings } from '../vscode/settings.ts';
import { suggestProfile } from '../commands/target/suggestProfile.ts';
import { COMMANDS, SETTINGS } from '../contributions.ts';
import { systemClock } from '../common/clock.ts';
import { PlanExecutor } from '../deletion/execution/planExecutor.ts';
import { Journal } from '../deletion/journal/journal.ts';
import { engineJournal, intendIn, restoreJournal } from '../deletion/journal/journalAdapters.ts';
import { planDocument } from '../deletion/presentation/planDocument.ts';
import { protectionOf } from '../deletion/planning/protection.ts';
import { Restorer } from '../deletion/restore/restorer.ts';
import { Inventory } from '../inventory/inventory.ts';
import { Redactor } from '../common/text/redactor.ts';
import { createToolInvoker, type ToolRunner } from '../tools/invokeTool.ts';
import { DeletionsTreeProvider, type EntryNode, type LoadMoreNode } from '../views/deletions/deletionsTreeProvider.ts';
import { DetailsDocumentProvider } from '../views/documents/detailsDocumentProvider.ts';
import { onFirstVisible } from '../vscode/onFirstVisible.ts';
import { syncAfterResults } from './syncAfterResults.ts';
import { autoRefresh } from '../views/resources/autoRefresh.ts';
import { Logger } from '../views/output/logger.ts';
import { logListingFailures } from '../views/output/listingFailureLogger.ts';
import type { Node } from '../views/resources/nodes.ts';
import { syncEmptyKindsContext } from '../views/resources/emptyKindsContext.ts';
import { PlanDocumentProvider } from '../views/documents/planDocumentProvider.ts';
import { RecoveryService } from '../views/deletions/recoveryService.ts';
import { ResourceDecorationProvider } from '../views/resources/decorations.ts';
import { ProtectionIndex } from '../views/resources/protectionIndex.ts';
import { ResourceTreeProvider } from '../views/resources/resourceTreeProvider.ts';
import { ResponseChannel } from '../views/output/responseChannel.ts';
import { TargetPresenter } from '../views/target/targetPresenter.ts';
import { syncFilterMessage } from '../views/resources/filterMessage.ts';
import { showActivityBadge } from '../views/deletions/activityBadge.ts';
import { syncEmptyReasonContext } from '../views/resources/emptyReasonContext.ts';
import { TargetStatusBarItem } from '../views/target/statusBarItem.ts';
import { ViewState } from '../views/resources/viewState.ts';
import { watchAwsFiles } from '../views/target/awsFileWatcher.ts';

/** What `extension.ts` has made already: the views that VS Code asks for rows before anything else is loaded. */
export interface ViewHandles {
  readonly context: vscode.ExtensionContext;
  readonly view: vscode.TreeView<Node>;
  readonly deletionsView: vscode.TreeView<EntryNode | LoadMoreNode>;
}

/** All that is behind the views and the commands. */
export interface App {
  readonly tree: ResourceTreeProvider;
  readonly deletions: DeletionsTreeProvider;
  /** Runs a command. Whatever it throws is logged and told, once. */
  readonly run: (id: CommandId, args: readonly unknown[]) => Promise<void>;
  /** Runs a language model tool. What it throws is for the model. */
  readonly runTool: ToolRunner;
}

/**
 * Builds and wires everything. Nothing is asked of AWS, and nothing of an SDK is loaded, before a view is visible.
 *
 * @param shell what is there already
 * @returns what the views show and the commands do; ended with the context's subscriptions
 */
export function createApp({ context, view, deletionsView }: ViewHandles): App {
  // VS Code has read the bundle of the display language, where there is one. In English there is none, and nothing to do.
  if (vscode.l10n.bundle) configureTexts({ contents: vscode.l10n.bundle });
  const { env } = process;
  const files = resolveSharedFilePaths(env, homedir());
  const config = new SharedConfigCache(files);
  const choices = new SelectionStore({
    workspace: context.workspaceState,
    global: context.globalState,
    setting: settings.profile,
    config,
    env,
  });
  const resolver = new TargetResolver({
    config,
    env,
    askMfaCode,
    canRunProcess: () => vscode.workspace.isTrusted,
    now: () => Date.now(),
  });
  const session = new Session(resolver, () => choices.current());
  const client = new SdkAwsClient((target) => resolver.credentials(target));
  const inventory = new Inventory(client);

  const redactor = new Redactor(() => sensitiveTerms(session), homedir());
  const log = new Logger((text) => redactor.redact(text));
  const responses = new ResponseChannel();
  const details = new DetailsDocumentProvider();
  const plans = new PlanDocumentProvider((plan) => planDocument(plan, Date.now()));
  const statusBar = new TargetStatusBarItem();
  const journal = new Journal(path.join(context.globalStorageUri.fsPath, 'journal'));
  const intend = intendIn(journal);
  const resolve = async (source: CredentialSource, region: string) => (await resolver.resolve(source, [region]))[0];
  const removal = {
    ...{ client, clock: systemClock, intend, resolve },
    verify: resolver.verify.bind(resolver),
    protectionAt: ({ identity }: Target) => protectionOf(identity, settings.protected()),
    resourceRules: settings.resourceRules,
    onCallRecorded: responses.append.bind(responses),
    onObserved: inventory.update.bind(inventory),
    allowedEndpoints: settings.dryRunEndpoints,
    simulate: (target: Target, action: string, arn: string | undefined, signal: AbortSignal) =>
      simulate(target, resolver.credentials(target), action, arn, signal),
    list: inventory.list.bind(inventory),
    confirmation: settings.confirmation,
  };
  const viewChoices = new ViewState(context.workspaceState);
  const engine = new PlanExecutor({ ...removal, journal: engineJournal(journal) });
  const restorer = new Restorer({
    ...removal,
    journal: restoreJournal(intend),
    onObserved: ({ kind, target }) => void inventory.list(kind, target),
  });
  const restoreDeps = { ...removal, restorer, inventory, details };
  const carryOut = new PlanRunner({
    ...{ engine, responses, log },
    restore: ({ id }) => restorePlan(id, journal, restoreDeps),
    decode: async (resource, failure) => {
      const decoded = await decodeMessage(resource.target, resolver.credentials(resource.target), failure);
      await details.showValue(failure.action, `decoded ${resource.key}`, decoded);
    },
  });
  const removals = new DeletionFlow({
    ...removal,
    inventory,
    engine,
    plans,
    carryOut,
    isHidden: viewChoices.isHidden.bind(viewChoices),
  });

  const protectedRows = new ProtectionIndex(settings);
  const tree = new ResourceTreeProvider({
    ...{ session, inventory, engine, protectedRows },
    ...{ groupBy: settings.groupBy, choices: viewChoices },
  });
  const deletions = new DeletionsTreeProvider(journal, ({ writer }) => writer.id === journal.instanceId);
  const aliasOf = (target: Target) => accountAlias(target, resolver.credentials(target));
  const shared = { session, choices, inventory, log, view, statusBar, files, aliasOf, ...removal };
  const display = new TargetPresenter(shared);

  const recovery = new RecoveryService({
    ...{ journal, log, deletions },
    recover: { ...removal, kindById },
    retentionDays: settings.journalDays,
  });

  const startOnFirstView = async () => {
    statusBar.show();
    await session.start();
    // Not waited for: a notification may stay unanswered for days.
    void suggestProfile(choices, session);
    await recovery.start();
  };
  let begun: Promise<void> | undefined;
  const start = () => (begun ??= startOnFirstView());
  const recheckSuggestion = async () => {
    if (session.state.kind === 'idle') return;
    await session.onSharedFilesChanged();
    await suggestProfile(choices, session);
  };
  const commands = commandHandlers({
    ...shared,
    ...{ config, resolver, engine, tree, details, responses, plans, removals, restorer, journal, deletions },
    ...{ dryRun: removal, env, viewChoices, redactor, extensionUri: context.extensionUri },
    version: (context.extension.packageJSON as { readonly version: string }).version,
  });
  const runTool = createToolInvoker({
    ...shared,
    removals,
    start: async () => {
      // Not waited for: it settles what other windows have left behind, too.
      void start();
      await session.start();
    },
    isTrusted: () => vscode.workspace.isTrusted,
    isAllowed: settings.agentTools,
    kinds: () => viewChoices.kinds,
    holdStill: tree.freezeVisibility.bind(tree),
  });
  context.subscriptions.push(
    ...[log, responses, details, plans, statusBar, tree, deletions, display, recovery],
    syncAfterResults(session, inventory, engine),
    syncEmptyReasonContext(session, tree),
    onFirstVisible([view, deletionsView], () => void start()),
    // First the names, then the lines that may have them.
    indexResourceNames(inventory, redactor),
    logListingFailures(inventory, log),
    autoRefresh(view, tree, inventory),
    syncEmptyKindsContext(viewChoices),
    syncFilterMessage(view, tree, viewChoices),
    showActivityBadge(deletionsView, engine),
    vscode.window.registerFileDecorationProvider(ResourceDecorationProvider),
    view.onDidCollapseElement(({ element }) => {
      tree.toggled(element, 'collapsed');
    }),
    view.onDidExpandElement(({ element }) => {
      tree.toggled(element, 'expanded');
    }),
    watchAwsFiles(files, () => void session.onSharedFilesChanged()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SETTINGS.groupBy)) tree.rebuild();
      if (event.affectsConfiguration(SETTINGS.protected)) display.render();
      if (event.affectsConfiguration(SETTINGS.protected) || event.affectsConfiguration(SETTINGS.protectedResources)) {
        protectedRows.reload();
        tree.redraw();
      }
      if (event.affectsConfiguration(SETTINGS.profile)) void recheckSuggestion();
    }),
    // What was refused in a workspace that was not trusted, and the settings that it brings, count from now on.
    vscode.workspace.onDidGrantWorkspaceTrust(() => void recheckSuggestion()),
    new vscode.Disposable(() => {
      client.dispose();
      void journal.close();
    }),
  );
  return {
    ...{ tree, deletions, runTool },
    run: (id, args) => {
      // Whoever runs a command may be asked for an MFA code once more; what runs by itself may not. The pick of profiles waits for
      // its answer: a question of the profile that is to be left must not come up over it.
      if (id !== COMMANDS.switchProfile) resolver.allowMfaPrompts();
      return runCommand(id, log, () => commands[id](...args));
    },
  };
}
