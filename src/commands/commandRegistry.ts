import * as vscode from 'vscode';
import type { AwsClient } from '../aws/client/sdkClient.ts';
import type { Verb } from '../catalog/model/deleteAction.ts';
import { COMMANDS, VIEWS } from '../contributions.ts';
import type { CreatorService } from '../inventory/creators/creatorService.ts';
import type { UsageService } from '../inventory/usage/usageService.ts';
import type { PriceService } from '../pricing/priceService.ts';
import type { DeletionService } from '../deletion/deletionService.ts';
import type { DeletionsTreeProvider } from '../views/deletions/deletionsTreeProvider.ts';
import type { DetailsDocumentProvider } from '../views/documents/detailsDocumentProvider.ts';
import { EntryNode, RunNode, type DeletionNode } from '../views/deletions/deletionNodes.ts';
import { LoadMoreNode } from '../views/resources/nodes.ts';
import type { PlanDocumentProvider } from '../views/documents/planDocumentProvider.ts';
import type { ResponseChannel } from '../views/output/responseChannel.ts';
import type { SavedViews } from '../views/resources/savedViews.ts';
import type { ViewState } from '../views/resources/viewState.ts';
import { checkPermission } from './deletion/checkPermission.ts';
import { chooseKinds } from './resources/chooseKinds.ts';
import { chooseRegions, type RegionDeps } from './target/chooseRegions.ts';
import { copyIamPolicy } from './resources/copyIamPolicy.ts';
import { copyScript } from './deletion/copyScript.ts';
import { copyEntryIds, copyIdentifiers } from './resources/copyIdentifiers.ts';
import {
  exportDeletions,
  resourcesToRetry,
  revealEntryResource,
  selectedEntries,
  showEntryDetails,
  showEntryPlan,
  showResponses,
  type DeletionsDeps,
} from './history/entryCommands.ts';
import { filterDeletions } from './history/filterDeletions.ts';
import { exportResources } from './resources/exportResources.ts';
import { filterResources } from './resources/filterResources.ts';
import { findUnused } from './resources/findUnused.ts';
import { focusRowsAfter, focusView } from './resources/focusRows.ts';
import { groupResources } from './resources/groupResources.ts';
import type { CommandHandler, CommandId } from './runCommand.ts';
import { openHelp } from './help/openHelp.ts';
import { createRowOpener } from './resources/openRow.ts';
import { lookUpCreator, lookUpPlanCreators } from './resources/lookUpCreator.ts';
import { openInConsole } from './resources/openInConsole.ts';
import { refresh, type RefreshDeps } from './resources/refresh.ts';
import { deleteAllShown } from './deletion/deleteAllShown.ts';
import { copyPlan } from './deletion/copyPlan.ts';
import type { PlanReview } from './deletion/planReview.ts';
import type { PlanBoard } from '../views/plan/planBoard.ts';
import type { DeletionFlow } from './deletion/deletionFlow.ts';
import { restorePlanItems, restoreSelected } from './history/restoreMany.ts';
import type { RestoreDeps } from './history/restoreResource.ts';
import { retryListing } from './resources/retryListing.ts';
import { openView, saveView } from './resources/savedViews.ts';
import { scanResources } from './resources/scanResources.ts';
import { resolveInvocation } from './selectedResources.ts';
import { reportIssue, type ReportDeps } from './help/reportIssue.ts';
import { signInToAws, type SignInDeps } from './target/signIn.ts';
import { showDetails } from './resources/showDetails.ts';
import { sortResources } from './resources/sortResources.ts';
import { protectProfile } from './target/protectProfile.ts';
import { switchProfile, type SwitchDeps } from './target/switchProfile.ts';

/** Dependencies of all commands. */
export interface CommandDeps
  extends RefreshDeps, SwitchDeps, RegionDeps, SignInDeps, DeletionsDeps, RestoreDeps, ReportDeps {
  readonly client: AwsClient;
  readonly usage: UsageService;
  readonly prices: PriceService;
  readonly creators: CreatorService;
  readonly deletion: DeletionService;
  readonly deletionFlow: DeletionFlow;
  readonly review: PlanReview;
  readonly board: PlanBoard;
  readonly plans: PlanDocumentProvider;
  readonly deletions: DeletionsTreeProvider;
  readonly deletionsView: vscode.TreeView<DeletionNode>;
  readonly details: DetailsDocumentProvider;
  readonly responses: ResponseChannel;
  /** Where the extension is installed. */
  readonly extensionUri: vscode.Uri;
  readonly viewState: ViewState;
  readonly savedViews: SavedViews;
}

/** Handlers of some commands. */
type Handlers = Partial<Record<CommandId, CommandHandler>>;

/** Returns the handler of every command, by the command's id. */
export function commandHandlers(deps: CommandDeps): Readonly<Record<CommandId, CommandHandler>> {
  return {
    ...resourceCommands(deps),
    ...actionCommands(deps),
    ...treeCommands(deps),
    ...targetCommands(deps),
    ...deletionCommands(deps),
    ...planCommands(deps),
  };
}

function resourceCommands(deps: CommandDeps) {
  const { responses, deletion, deletionFlow, plans, view } = deps;
  return {
    [COMMANDS.checkPermission]: (node, selected) => checkPermission(node, selected, deps),
    [COMMANDS.copyArn]: async (node, selected) => copyIdentifiers(await resolveInvocation(node, selected, view), 'arn'),
    [COMMANDS.copyAsBoto3]: (node, selected) => copyScript(node, selected, 'boto3', plans, deletion),
    [COMMANDS.copyAsCli]: (node, selected) => copyScript(node, selected, 'cli', plans, deletion),
    [COMMANDS.copyId]: async (node, selected) => {
      if (node instanceof EntryNode || node instanceof RunNode)
        await copyEntryIds(selectedEntries(node, selected) ?? []);
      else await copyIdentifiers(await resolveInvocation(node, selected, view), 'id');
    },
    // VS Code hands the focused row to a command of the view's title too: this one takes no row.
    [COMMANDS.deleteAllInView]: () => deleteAllShown(undefined, deps),
    [COMMANDS.deleteAllShown]: (node) => deleteAllShown(node, deps),
    [COMMANDS.deleteSelected]: async (node, selected) => {
      const called = await resolveInvocation(node, selected, view);
      await deletionFlow.deleteSelected(called.node, called.selected);
    },
    [COMMANDS.deleteWithDependents]: (node, selected) => deletionFlow.deleteWithDependencies(node, selected),
    [COMMANDS.openRow]: createRowOpener((node) => showDetails(node, deps)),
    [COMMANDS.showDetails]: (node) => showDetails(node, deps),
    [COMMANDS.lookUpCreator]: (node, selected) => lookUpCreator(node, selected, deps),
    [COMMANDS.lookUpPlanCreators]: () => lookUpPlanCreators(deps),
    [COMMANDS.openInConsole]: (node, selected) => openInConsole(node, selected, deps.accountLabel),
    [COMMANDS.showResponses]: () => {
      responses.show();
    },
  } satisfies Handlers;
}

/**
 * Creates a command for each verb that AWS has. The catalog row of a resource and its state determine which of them its
 * row offers.
 */
function actionCommands({ deletionFlow }: CommandDeps) {
  const runAction =
    (verb: Verb): CommandHandler =>
    (node, selected) =>
      deletionFlow.runAction(verb, node, selected);
  return {
    [COMMANDS.deleteResource]: runAction('delete'),
    [COMMANDS.terminateResource]: runAction('terminate'),
    [COMMANDS.releaseResource]: runAction('release'),
    [COMMANDS.detachResource]: runAction('detach'),
    [COMMANDS.disassociateResource]: runAction('disassociate'),
    [COMMANDS.deregisterResource]: runAction('deregister'),
    [COMMANDS.cancelResource]: runAction('cancel'),
    [COMMANDS.revokeResource]: runAction('revoke'),
    [COMMANDS.rejectResource]: runAction('reject'),
    [COMMANDS.deprovisionResource]: runAction('deprovision'),
    [COMMANDS.disableResource]: runAction('disable'),
    [COMMANDS.unassignResource]: runAction('unassign'),
    [COMMANDS.unlockResource]: runAction('unlock'),
    [COMMANDS.closeResource]: runAction('close'),
    [COMMANDS.removeResource]: runAction('remove'),
  } satisfies Record<(typeof COMMANDS)[`${Verb}Resource`], CommandHandler>;
}

function treeCommands(deps: CommandDeps) {
  const { deletion, viewState, tree } = deps;
  return {
    [COMMANDS.browse]: () => focusRowsAfter(() => viewState.browse(), deps),
    [COMMANDS.chooseKinds]: () => chooseKinds(viewState),
    [COMMANDS.clearFilter]: () => focusRowsAfter(() => viewState.setFilter(''), deps),
    // VS Code's own button takes room from the account in the title.
    [COMMANDS.collapseAll]: async () => {
      await vscode.commands.executeCommand(`workbench.actions.treeView.${VIEWS.resources}.collapseAll`);
    },
    // VS Code hands the focused row to a command of the view's title too: those for the whole view take no row.
    [COMMANDS.copyAccountIamPolicy]: () => copyIamPolicy(undefined, tree, deletion),
    [COMMANDS.copyIamPolicy]: (node) => copyIamPolicy(node, tree, deletion),
    [COMMANDS.exportAccount]: () => exportResources(undefined, deps),
    [COMMANDS.exportResources]: (node) => exportResources(node, deps),
    [COMMANDS.filterResources]: () => filterResources(viewState, tree),
    [COMMANDS.findUnused]: () => findUnused(undefined, deps),
    [COMMANDS.findUnusedHere]: (node) => findUnused(node, deps),
    [COMMANDS.groupResources]: () => groupResources(viewState, tree),
    [COMMANDS.hideEmptyKinds]: () => viewState.setShowEmpty(false),
    [COMMANDS.openView]: () => openView(deps),
    [COMMANDS.saveView]: () => saveView(deps),
    [COMMANDS.scanAccount]: () => focusRowsAfter(() => scanResources(undefined, deps), deps),
    [COMMANDS.scanResources]: (node) => scanResources(node, deps),
    [COMMANDS.showEmptyKinds]: () => focusRowsAfter(() => viewState.setShowEmpty(true), deps),
    [COMMANDS.showMoreResources]: (node) => {
      if (node instanceof LoadMoreNode) tree.showMore(node);
    },
    [COMMANDS.sortResources]: () => sortResources(viewState),
  } satisfies Handlers;
}

function targetCommands(deps: CommandDeps) {
  const { log } = deps;
  return {
    [COMMANDS.chooseRegions]: () => chooseRegions(deps),
    [COMMANDS.openHelp]: () => openHelp(deps.extensionUri),
    [COMMANDS.protectProfile]: () => protectProfile(deps),
    [COMMANDS.refresh]: (node) => refresh(node, deps),
    [COMMANDS.refreshView]: () => refresh(undefined, deps),
    [COMMANDS.retry]: (node, tell) => retryListing(node, tell, deps, log),
    [COMMANDS.reportIssue]: () => reportIssue(deps),
    [COMMANDS.showLog]: () => {
      log.show();
    },
    [COMMANDS.signIn]: () => signInToAws(deps),
    [COMMANDS.switchProfile]: () => switchProfile(deps),
  } satisfies Handlers;
}

function deletionCommands(deps: CommandDeps) {
  const { details, journal, deletionFlow, deletions, deletionsView } = deps;
  return {
    [COMMANDS.exportDeletions]: () => exportDeletions(journal),
    [COMMANDS.restore]: (node, selected) => restoreSelected(node, selected, deps),
    [COMMANDS.retryDeletion]: async (node, selected) => {
      const resources = await resourcesToRetry(node, selected, deps);
      if (resources.length > 0) await deletionFlow.deleteResources(resources);
    },
    [COMMANDS.revealResource]: (node) => revealEntryResource(node, deps),
    [COMMANDS.showDeletions]: () => focusView(VIEWS.deletions, deletionsView, () => deletions.getChildren()),
    [COMMANDS.clearDeletionsFilter]: () => {
      deletions.setFilters(new Set());
    },
    [COMMANDS.filterDeletions]: () => filterDeletions(deletions),
    [COMMANDS.showEntry]: (node, selected) => showResponses(node, selected, details),
    [COMMANDS.showEntryDetails]: (node) => showEntryDetails(node, details),
    [COMMANDS.showPlan]: (node) => showEntryPlan(node, deps),
    [COMMANDS.showMoreDeletions]: () => {
      deletions.showAll();
    },
  } satisfies Handlers;
}

function planCommands(deps: CommandDeps) {
  const { review, board, journal } = deps;
  return {
    [COMMANDS.closeReport]: () => {
      review.discard();
    },
    [COMMANDS.confirmPlan]: (uri) => review.confirmDocument(uri),
    [COMMANDS.confirmShownPlan]: () => review.confirmShown(),
    [COMMANDS.copyPlan]: () => copyPlan(board),
    [COMMANDS.discardPlan]: () => {
      review.discard();
    },
    [COMMANDS.openPlanDocument]: () => review.openDocument(),
    [COMMANDS.restoreAll]: () => restorePlanItems(board.current?.plan.id, journal, deps),
    [COMMANDS.retryRemaining]: (planId) => review.retryRemaining(planId),
    [COMMANDS.showReport]: (planId) => review.showReport(planId),
  } satisfies Handlers;
}
