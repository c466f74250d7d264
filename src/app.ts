import { homedir } from 'node:os';
import path from 'node:path';
import { config as configureTexts } from '@vscode/l10n';
import * as vscode from 'vscode';
import { accountAlias } from './aws/accountAlias.ts';
import { awsFiles } from './aws/awsFiles.ts';
import { Choices } from './aws/choices.ts';
import { SdkCaller } from './aws/clients.ts';
import { decodeMessage } from './aws/decodeMessage.ts';
import { Session } from './aws/session.ts';
import { SharedConfigReader } from './aws/sharedConfigReader.ts';
import { simulate } from './aws/simulate.ts';
import type { CredentialSource, Target } from './aws/target.ts';
import { TargetResolver } from './aws/targets.ts';
import { kindById } from './catalog/index.ts';
import { askMfaCode } from './commands/askMfaCode.ts';
import { CarryOut } from './commands/carryOut.ts';
import { commandHandlers } from './commands/commandHandlers.ts';
import { runCommand, type CommandId } from './commands/host.ts';
import { Removals } from './commands/removals.ts';
import { knownWords, learnNames } from './commands/reportIssue.ts';
import { restorePlanned } from './commands/restoreResource.ts';
import { settings } from './commands/settings.ts';
import { suggestProfile } from './commands/suggestProfile.ts';
import { COMMANDS, SETTINGS } from './contributions.ts';
import { SYSTEM_CLOCK } from './deletion/clock.ts';
import { Engine } from './deletion/engine.ts';
import { Journal } from './deletion/journal/journal.ts';
import { engineJournal, intendIn, restoreJournal } from './deletion/journaled.ts';
import { planDocument } from './deletion/planDocument.ts';
import { protectionOf } from './deletion/protection.ts';
import { Restorer } from './deletion/restore.ts';
import { Inventory } from './inventory/inventory.ts';
import { Redactor } from './text/redaction.ts';
import { toolRunner, type ToolRunner } from './tools/toolHandlers.ts';
import { DeletionsTree, type EntryNode, type MoreNode } from './views/deletionsTree.ts';
import { DetailsDocuments } from './views/detailsDocuments.ts';
import { onFirstSight } from './views/firstSight.ts';
import { followResults } from './views/followResults.ts';
import { keepFresh } from './views/keepFresh.ts';
import { Log } from './views/log.ts';
import { logFailedLists } from './views/logFailedLists.ts';
import type { Node } from './views/nodes.ts';
import { offerEmptyKinds } from './views/offerEmptyKinds.ts';
import { PlanDocuments } from './views/planDocuments.ts';
import { Recovery } from './views/recoverDeletions.ts';
import { MARKS_PROVIDER } from './views/marks.ts';
import { ProtectedRows } from './views/protectedRows.ts';
import { ResourceTree } from './views/resourceTree.ts';
import { ResponseChannel } from './views/responseChannel.ts';
import { TargetDisplay } from './views/showTarget.ts';
import { showFilter } from './views/showFilter.ts';
import { showUnderWay } from './views/showUnderWay.ts';
import { followSituation } from './views/situation.ts';
import { StatusBar } from './views/statusBar.ts';
import { ViewChoices } from './views/viewChoices.ts';
import { watchAwsFiles } from './views/watchAwsFiles.ts';

/** What `extension.ts` has made already: the views that VS Code asks for rows before anything else is loaded. */
export interface Shell {
  readonly context: vscode.ExtensionContext;
  readonly view: vscode.TreeView<Node>;
  readonly deletionsView: vscode.TreeView<EntryNode | MoreNode>;
}

/** All that is behind the views and the commands. */
export interface App {
  readonly tree: ResourceTree;
  readonly deletions: DeletionsTree;
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
export function buildApp({ context, view, deletionsView }: Shell): App {
  // VS Code has read the bundle of the display language, where there is one. In English there is none, and nothing to do.
  if (vscode.l10n.bundle) configureTexts({ contents: vscode.l10n.bundle });
  const { env } = process;
  const files = awsFiles(env, homedir());
  const config = new SharedConfigReader(files);
  const choices = new Choices({
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
    mayRunProcess: () => vscode.workspace.isTrusted,
    now: () => Date.now(),
  });
  const session = new Session(resolver, () => choices.current());
  const caller = new SdkCaller((target) => resolver.credentials(target));
  const inventory = new Inventory(caller);

  const redactor = new Redactor(() => knownWords(session), homedir());
  const log = new Log((text) => redactor.redact(text));
  const responses = new ResponseChannel();
  const details = new DetailsDocuments();
  const plans = new PlanDocuments((plan) => planDocument(plan, Date.now()));
  const statusBar = new StatusBar();
  const journal = new Journal(path.join(context.globalStorageUri.fsPath, 'journal'));
  const intend = intendIn(journal);
  const resolve = async (source: CredentialSource, region: string) => (await resolver.resolve(source, [region]))[0];
  const removal = {
    ...{ caller, clock: SYSTEM_CLOCK, intend, resolve },
    verify: resolver.verify.bind(resolver),
    protectionAt: ({ identity }: Target) => protectionOf(identity, settings.protected()),
    resourceRules: settings.resourceRules,
    record: responses.append.bind(responses),
    seen: inventory.update.bind(inventory),
    allowedEndpoints: settings.dryRunEndpoints,
    simulate: (target: Target, action: string, arn: string | undefined, signal: AbortSignal) =>
      simulate(target, resolver.credentials(target), action, arn, signal),
    list: inventory.list.bind(inventory),
    confirmation: settings.confirmation,
  };
  const viewChoices = new ViewChoices(context.workspaceState);
  const engine = new Engine({ ...removal, journal: engineJournal(journal) });
  const restorer = new Restorer({
    ...removal,
    journal: restoreJournal(intend),
    seen: ({ kind, target }) => void inventory.list(kind, target),
  });
  const restoring = { ...removal, restorer, inventory, details };
  const carryOut = new CarryOut({
    ...{ engine, responses, log },
    restore: ({ id }) => restorePlanned(id, journal, restoring),
    decode: async (resource, failure) => {
      const decoded = await decodeMessage(resource.target, resolver.credentials(resource.target), failure);
      await details.showValue(failure.action, `decoded ${resource.key}`, decoded);
    },
  });
  const removals = new Removals({
    ...removal,
    inventory,
    engine,
    plans,
    carryOut,
    isHidden: viewChoices.hides.bind(viewChoices),
  });

  const protectedRows = new ProtectedRows(settings);
  const tree = new ResourceTree({
    ...{ session, inventory, engine, protectedRows },
    ...{ groupBy: settings.groupBy, choices: viewChoices },
  });
  const deletions = new DeletionsTree(journal, ({ writer }) => writer.id === journal.writerId);
  const aliasOf = (target: Target) => accountAlias(target, resolver.credentials(target));
  const shared = { session, choices, inventory, log, view, statusBar, files, aliasOf, ...removal };
  const display = new TargetDisplay(shared);

  const recovery = new Recovery({
    ...{ journal, log, deletions },
    recover: { ...removal, kindById },
    keepDays: settings.journalDays,
  });

  const firstSeen = async () => {
    statusBar.show();
    await session.start();
    // Not waited for: a notification may stay unanswered for days.
    void suggestProfile(choices, session);
    await recovery.begin();
  };
  let begun: Promise<void> | undefined;
  const begin = () => (begun ??= firstSeen());
  const suggestedAnew = async () => {
    if (session.state.kind === 'idle') return;
    await session.filesChanged();
    await suggestProfile(choices, session);
  };
  const commands = commandHandlers({
    ...shared,
    ...{ config, resolver, engine, tree, details, responses, plans, removals, restorer, journal, deletions },
    ...{ dryRun: removal, env, viewChoices, redactor, extensionUri: context.extensionUri },
    version: (context.extension.packageJSON as { readonly version: string }).version,
  });
  const runTool = toolRunner({
    ...shared,
    removals,
    start: async () => {
      // Not waited for: it settles what other windows have left behind, too.
      void begin();
      await session.start();
    },
    isTrusted: () => vscode.workspace.isTrusted,
    isAllowed: settings.agentTools,
    kinds: () => viewChoices.kinds,
    holdStill: tree.holdStill.bind(tree),
  });
  context.subscriptions.push(
    ...[log, responses, details, plans, statusBar, tree, deletions, display, recovery],
    followResults(session, inventory, engine),
    followSituation(session, tree),
    onFirstSight([view, deletionsView], () => void begin()),
    // First the names, then the lines that may have them.
    learnNames(inventory, redactor),
    logFailedLists(inventory, log),
    keepFresh(view, tree, inventory),
    offerEmptyKinds(viewChoices),
    showFilter(view, tree, viewChoices),
    showUnderWay(deletionsView, engine),
    vscode.window.registerFileDecorationProvider(MARKS_PROVIDER),
    view.onDidCollapseElement(({ element }) => {
      tree.toggled(element, 'collapsed');
    }),
    view.onDidExpandElement(({ element }) => {
      tree.toggled(element, 'expanded');
    }),
    watchAwsFiles(files, () => void session.filesChanged()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SETTINGS.groupBy)) tree.rebuild();
      if (event.affectsConfiguration(SETTINGS.protected)) display.draw();
      if (event.affectsConfiguration(SETTINGS.protected) || event.affectsConfiguration(SETTINGS.protectedResources)) {
        protectedRows.readAgain();
        tree.redraw();
      }
      if (event.affectsConfiguration(SETTINGS.profile)) void suggestedAnew();
    }),
    // What was refused in a workspace that was not trusted, and the settings that it brings, count from now on.
    vscode.workspace.onDidGrantWorkspaceTrust(() => void suggestedAnew()),
    new vscode.Disposable(() => {
      caller.dispose();
      void journal.close();
    }),
  );
  return {
    ...{ tree, deletions, runTool },
    run: (id, args) => {
      // Whoever runs a command may be asked for an MFA code once more; what runs by itself may not. The pick of profiles waits for
      // its answer: a question of the profile that is to be left must not come up over it.
      if (id !== COMMANDS.switchProfile) resolver.forgetRefusals();
      return runCommand(id, log, () => commands[id](...args));
    },
  };
}
