import * as vscode from 'vscode';
import type { AwsCaller } from '../aws/clients.ts';
import { COMMANDS, VIEWS } from '../contributions.ts';
import type { DryRunParts } from '../deletion/dryRun.ts';
import type { DeletionsTree } from '../views/deletionsTree.ts';
import type { DetailsDocuments } from '../views/detailsDocuments.ts';
import type { PlanDocuments } from '../views/planDocuments.ts';
import type { ResponseChannel } from '../views/responseChannel.ts';
import { checkPermission } from './checkPermission.ts';
import { chooseRegions, type RegionParts } from './chooseRegions.ts';
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
import type { CommandHandler, CommandId } from './host.ts';
import { refresh, type RefreshParts } from './refresh.ts';
import type { Removals } from './removals.ts';
import { restoreResource, type RestoreParts } from './restoreResource.ts';
import { retry } from './retry.ts';
import { resourceOf } from './selection.ts';
import { signInToAws, type SignInParts } from './signIn.ts';
import { switchProfile, type SwitchParts } from './switchProfile.ts';

/** What the commands work with, all together. */
export interface CommandParts
  extends RefreshParts, SwitchParts, RegionParts, SignInParts, DeletionsParts, RestoreParts {
  readonly caller: AwsCaller;
  readonly dryRun: DryRunParts;
  readonly removals: Removals;
  readonly plans: PlanDocuments;
  readonly deletions: DeletionsTree;
  readonly details: DetailsDocuments;
  readonly responses: ResponseChannel;
  readonly log: vscode.LogOutputChannel;
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
  return { ...resourceCommands(parts), ...targetCommands(parts), ...deletionCommands(parts) };
}

function resourceCommands(parts: CommandParts) {
  const { responses, details, dryRun, removals, plans } = parts;
  return {
    [COMMANDS.checkPermission]: (node) => checkPermission(node, dryRun, parts),
    [COMMANDS.confirmPlan]: (uri) => removals.confirmPlan(uri),
    [COMMANDS.copyArn]: (node) => copyText(node, 'arn'),
    [COMMANDS.copyAsBoto3]: (node) => copyScript(node, 'boto3', plans),
    [COMMANDS.copyAsCli]: (node) => copyScript(node, 'cli', plans),
    [COMMANDS.copyId]: (node) => copyText(node, 'id'),
    [COMMANDS.deleteResource]: (node, selected) => removals.remove(node, selected),
    [COMMANDS.deleteSelected]: (node, selected) => removals.remove(node, selected),
    [COMMANDS.disassociateResource]: (node, selected) => removals.remove(node, selected),
    [COMMANDS.showDetails]: async (node) => {
      const resource = resourceOf(node);
      if (resource) await details.show(resource);
    },
    [COMMANDS.showResponses]: () => {
      responses.show();
    },
  } satisfies Handlers;
}

function targetCommands(parts: CommandParts) {
  const { log } = parts;
  return {
    [COMMANDS.chooseRegions]: () => chooseRegions(parts),
    [COMMANDS.refresh]: (node) => refresh(node, parts),
    [COMMANDS.retry]: (node, tell) => retry(node, tell, parts, log),
    [COMMANDS.showLog]: () => {
      log.show(true);
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
