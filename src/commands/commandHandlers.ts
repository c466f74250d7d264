import * as vscode from 'vscode';
import type { AwsCaller } from '../aws/clients.ts';
import type { Verb } from '../catalog/kind.ts';
import { COMMANDS, VIEWS } from '../contributions.ts';
import type { DryRunParts } from '../deletion/dryRun.ts';
import type { DeletionsTree } from '../views/deletionsTree.ts';
import type { DetailsDocuments } from '../views/detailsDocuments.ts';
import { MoreNode } from '../views/nodes.ts';
import type { PlanDocuments } from '../views/planDocuments.ts';
import type { ResponseChannel } from '../views/responseChannel.ts';
import type { ViewChoices } from '../views/viewChoices.ts';
import { checkPermission } from './checkPermission.ts';
import { chooseKinds } from './chooseKinds.ts';
import { chooseRegions, type RegionParts } from './chooseRegions.ts';
import { copyIamPolicy } from './copyIamPolicy.ts';
import { copyScript } from './copyScript.ts';
import { copyText } from './copyText.ts';
import {
  exportDeletions,
  resourceToRetry,
  revealEntry,
  showEntry,
  showPastPlan,
  type DeletionsParts,
} from './deletions.ts';
import { exportResources } from './exportResources.ts';
import { filterResources } from './filterResources.ts';
import type { CommandHandler, CommandId } from './host.ts';
import { openHelp } from './openHelp.ts';
import { openInConsole } from './openInConsole.ts';
import { refresh, type RefreshParts } from './refresh.ts';
import type { Removals } from './removals.ts';
import { restoreResource, type RestoreParts } from './restoreResource.ts';
import { retry } from './retry.ts';
import { scanResources } from './scanResources.ts';
import { calledOn, resourceOf } from './selection.ts';
import { reportIssue, type ReportParts } from './reportIssue.ts';
import { signInToAws, type SignInParts } from './signIn.ts';
import { sortResources } from './sortResources.ts';
import { switchProfile, type SwitchParts } from './switchProfile.ts';

/** What the commands work with, all together. */
export interface CommandParts
  extends RefreshParts, SwitchParts, RegionParts, SignInParts, DeletionsParts, RestoreParts, ReportParts {
  readonly caller: AwsCaller;
  readonly dryRun: DryRunParts;
  readonly removals: Removals;
  readonly plans: PlanDocuments;
  readonly deletions: DeletionsTree;
  readonly details: DetailsDocuments;
  readonly responses: ResponseChannel;
  /** Where the extension is installed. */
  readonly extensionUri: vscode.Uri;
  readonly viewChoices: ViewChoices;
}

/** What some of the commands do. */
type Handlers = Partial<Record<CommandId, CommandHandler>>;

/**
 * What every command does.
 *
 * @param parts what they work with
 * @returns the handlers, by the ids of their commands
 */
export function commandHandlers(parts: CommandParts): Readonly<Record<CommandId, CommandHandler>> {
  return {
    ...resourceCommands(parts),
    ...verbCommands(parts),
    ...treeCommands(parts),
    ...targetCommands(parts),
    ...deletionCommands(parts),
  };
}

function resourceCommands(parts: CommandParts) {
  const { responses, details, dryRun, removals, plans, view, journal } = parts;
  return {
    [COMMANDS.checkPermission]: (node) => checkPermission(node, dryRun, parts),
    [COMMANDS.confirmPlan]: (uri) => removals.confirmPlan(uri),
    [COMMANDS.copyArn]: async (node, selected) => copyText(await calledOn(node, selected, view), 'arn'),
    [COMMANDS.copyAsBoto3]: (node) => copyScript(node, 'boto3', plans),
    [COMMANDS.copyAsCli]: (node) => copyScript(node, 'cli', plans),
    [COMMANDS.copyId]: async (node, selected) => copyText(await calledOn(node, selected, view), 'id'),
    [COMMANDS.deleteSelected]: async (node, selected) => {
      const called = await calledOn(node, selected, view);
      await removals.remove(called.node, called.selected);
    },
    [COMMANDS.deleteWithDependents]: (node, selected) => removals.removeWithDependents(node, selected),
    [COMMANDS.showDetails]: async (node) => {
      const resource = resourceOf(node);
      if (resource) await details.show(resource, await journal.entries());
    },
    [COMMANDS.openInConsole]: (node) => openInConsole(node),
    [COMMANDS.showResponses]: () => {
      responses.show();
    },
  } satisfies Handlers;
}

/** A command for each verb that AWS has; which of them a row offers is told by its catalogue row and its state. */
function verbCommands({ removals }: CommandParts) {
  const by =
    (verb: Verb): CommandHandler =>
    (node, selected) =>
      removals.removeBy(verb, node, selected);
  return {
    [COMMANDS.deleteResource]: by('delete'),
    [COMMANDS.terminateResource]: by('terminate'),
    [COMMANDS.releaseResource]: by('release'),
    [COMMANDS.detachResource]: by('detach'),
    [COMMANDS.disassociateResource]: by('disassociate'),
    [COMMANDS.deregisterResource]: by('deregister'),
    [COMMANDS.cancelResource]: by('cancel'),
    [COMMANDS.revokeResource]: by('revoke'),
    [COMMANDS.rejectResource]: by('reject'),
    [COMMANDS.deprovisionResource]: by('deprovision'),
    [COMMANDS.disableResource]: by('disable'),
    [COMMANDS.unassignResource]: by('unassign'),
    [COMMANDS.unlockResource]: by('unlock'),
    [COMMANDS.closeResource]: by('close'),
    [COMMANDS.removeResource]: by('remove'),
  } satisfies Record<(typeof COMMANDS)[`${Verb}Resource`], CommandHandler>;
}

function treeCommands(parts: CommandParts) {
  const { viewChoices, tree } = parts;
  return {
    [COMMANDS.chooseKinds]: () => chooseKinds(viewChoices),
    [COMMANDS.clearFilter]: () => viewChoices.filterBy(''),
    [COMMANDS.copyIamPolicy]: (node) => copyIamPolicy(node, tree),
    [COMMANDS.exportResources]: (node) => exportResources(node, parts),
    [COMMANDS.filterResources]: () => filterResources(viewChoices, tree),
    [COMMANDS.hideEmptyKinds]: () => viewChoices.showEmpty(false),
    [COMMANDS.scanResources]: (node) => scanResources(node, parts),
    [COMMANDS.showEmptyKinds]: () => viewChoices.showEmpty(true),
    [COMMANDS.showMoreResources]: (node) => {
      if (node instanceof MoreNode) tree.showMore(node);
    },
    [COMMANDS.sortResources]: () => sortResources(viewChoices),
  } satisfies Handlers;
}

function targetCommands(parts: CommandParts) {
  const { log } = parts;
  return {
    [COMMANDS.chooseRegions]: () => chooseRegions(parts),
    [COMMANDS.openHelp]: () => openHelp(parts.extensionUri),
    [COMMANDS.refresh]: (node) => refresh(node, parts),
    [COMMANDS.retry]: (node, tell) => retry(node, tell, parts, log),
    [COMMANDS.reportIssue]: () => reportIssue(parts),
    [COMMANDS.showLog]: () => {
      log.show();
    },
    [COMMANDS.signIn]: () => signInToAws(parts),
    [COMMANDS.switchProfile]: () => switchProfile(parts),
  } satisfies Handlers;
}

function deletionCommands(parts: CommandParts) {
  const { details, journal, removals, deletions } = parts;
  return {
    [COMMANDS.exportDeletions]: () => exportDeletions(journal),
    [COMMANDS.restore]: (node) => restoreResource(node, parts),
    [COMMANDS.retryDeletion]: async (node) => {
      const resource = await resourceToRetry(node, parts);
      if (resource) await removals.removeResources([resource]);
    },
    [COMMANDS.revealResource]: (node) => revealEntry(node, parts),
    [COMMANDS.showDeletions]: async () => {
      await vscode.commands.executeCommand(`${VIEWS.deletions}.focus`);
    },
    [COMMANDS.showEntry]: (node) => showEntry(node, details),
    [COMMANDS.showPlan]: (node) => showPastPlan(node, parts),
    [COMMANDS.showMoreDeletions]: () => {
      deletions.showAll();
    },
  } satisfies Handlers;
}
