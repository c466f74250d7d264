import * as vscode from 'vscode';
import { suggestProtection } from '../commands/target/suggestProtection.ts';
import type { PlanReview } from '../commands/deletion/planReview.ts';
import { indexResourceNames } from '../commands/help/reportIssue.ts';
import { escapeInvisible } from '../common/text/displayText.ts';
import { SETTINGS } from '../contributions.ts';
import type { Core } from '../core.ts';
import type { AccountAliases } from '../session/accountAliases.ts';
import type { KeyValueStore } from '../session/keyValueStore.ts';
import { syncOutcomeFilter } from '../views/deletions/outcomeFilterSync.ts';
import { showActivityBadge } from '../views/deletions/activityBadge.ts';
import { logListingFailures } from '../views/output/listingFailureLogger.ts';
import { PlanItemNode } from '../views/plan/planNodes.ts';
import { syncPlanView } from '../views/plan/planViewSync.ts';
import { autoRefresh } from '../views/resources/sync/autoRefresh.ts';
import { syncEmptyKindsContext } from '../views/resources/sync/emptyKindsContext.ts';
import { syncEmptyReasonContext } from '../views/resources/sync/emptyReasonContext.ts';
import { syncFilterMessage } from '../views/resources/sync/filterMessage.ts';
import { watchAwsFiles } from '../views/target/awsFileWatcher.ts';
import { onFirstVisible } from '../vscode/onFirstVisible.ts';
import type { Output } from './output.ts';
import type { Startup } from './startup.ts';
import { scanOnOpen } from './scanOnOpen.ts';
import { syncAfterResults } from './syncAfterResults.ts';
import type { Views } from './views.ts';

/** What is connected with each other. */
export interface ListenerParts {
  readonly core: Core;
  readonly views: Views;
  readonly output: Output;
  readonly startup: Startup;
  readonly aliases: AccountAliases;
  /** Kept for all workspaces. */
  readonly global: KeyValueStore;
  readonly review: PlanReview;
}

/** Connects the core, the views and VS Code's events. Returns what ends each connection. */
export function registerListeners(parts: ListenerParts): readonly vscode.Disposable[] {
  const { aliases, core, global, views, startup } = parts;
  return [
    syncAfterResults(core.session, core.inventory, core.deletion),
    onFirstVisible([views.view, views.deletionsView], () => void startup.forView()),
    watchAwsFiles(core.profiles.files, () => void core.session.onSharedFilesChanged()),
    // What was declined in an untrusted workspace, and the settings that the workspace brings, count from now on.
    vscode.workspace.onDidGrantWorkspaceTrust(() => void startup.recheckProfile()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      applySettings(event, parts);
    }),
    suggestProtection({
      session: core.session,
      aliases,
      global,
      protectionAt: (target) => core.deletion.protectionAt(target),
    }),
    // A rule of protection may name it.
    new vscode.Disposable(
      aliases.onDidChange(() => {
        if (views.protectedRows.forgetLevels()) views.tree.refreshRows();
      }),
    ),
    ...outputListeners(parts),
    ...viewListeners(parts),
    ...planListeners(parts),
  ];
}

function outputListeners({ core, output, views }: ListenerParts): readonly vscode.Disposable[] {
  const { log } = output;
  const stopRecoveryLog = core.recovery.onProgress(({ entry, watching, outcome }) => {
    views.deletions.scheduleRefresh();
    if (watching) return;
    const result = outcome?.kind ?? 'unfinished';
    log.info(`Recovery of ${entry.operation} ${escapeInvisible(entry.resource.id)}: ${result}`);
  });
  return [
    // The names come first, then the lines that may contain them.
    indexResourceNames(core.inventory, output.redactor),
    logListingFailures(core.inventory, log),
    new vscode.Disposable(stopRecoveryLog),
  ];
}

function viewListeners({ core, views }: ListenerParts): readonly vscode.Disposable[] {
  const { deletions, deletionsView, protectedRows, tree, view, viewState } = views;
  return [
    syncEmptyReasonContext(core.session, tree),
    autoRefresh(view, { session: core.session, inventory: core.inventory, tree }),
    syncEmptyKindsContext(viewState),
    scanOnOpen(view, core, views),
    syncFilterMessage(view, tree, viewState, () => protectedRows.problems),
    syncOutcomeFilter(deletionsView, deletions),
    showActivityBadge(deletionsView, core.deletion),
    view.onDidCollapseElement(({ element }) => {
      tree.toggled(element, 'collapsed');
    }),
    view.onDidExpandElement(({ element }) => {
      tree.toggled(element, 'expanded');
    }),
  ];
}

function planListeners({
  views: { board, planView, accountLabel, costs },
  review,
}: ListenerParts): readonly vscode.Disposable[] {
  return [
    syncPlanView(planView, board, { accountLabel, ends: costs.ends, ended: costs.ended }),
    planView.onDidChangeCheckboxState(({ items }) => {
      const keys = (wanted: vscode.TreeItemCheckboxState) =>
        items.flatMap(([node, state]) =>
          node instanceof PlanItemNode && state === wanted ? [node.item.resource.key] : [],
        );
      void review.choose(keys(vscode.TreeItemCheckboxState.Checked), keys(vscode.TreeItemCheckboxState.Unchecked));
    }),
  ];
}

function applySettings(event: vscode.ConfigurationChangeEvent, { views, startup }: ListenerParts): void {
  const { presenter, protectedRows, terminals, tree } = views;
  if (event.affectsConfiguration(SETTINGS.groupBy) || event.affectsConfiguration(SETTINGS.scanOnOpen)) tree.rebuild();
  if (event.affectsConfiguration(SETTINGS.terminalProfile)) terminals.render();
  if (event.affectsConfiguration(SETTINGS.protected)) presenter.render();
  if (event.affectsConfiguration(SETTINGS.protected) || event.affectsConfiguration(SETTINGS.protectedResources)) {
    protectedRows.reload();
    tree.refreshRows();
  }
  if (event.affectsConfiguration(SETTINGS.profile)) void startup.recheckProfile();
}
