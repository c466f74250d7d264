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
import { entryOf, exportDeletions, listedResource, revealEntry, showEntry, type DeletionsParts } from './deletions.ts';
import { register, type CommandHandler, type CommandId } from './host.ts';
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

/**
 * Registers every command.
 *
 * @param parts what they work with
 * @returns the registrations
 */
export function registerCommands(parts: CommandParts): vscode.Disposable[] {
  // Whoever runs a command may be asked for an MFA code once more; what runs by itself may not. The pick of profiles waits for its
  // answer: a question of the profile that is to be left must not come up over it.
  const command: Command = (id, handler) =>
    register(id, parts.log, handler, () => {
      if (id !== COMMANDS.switchProfile) parts.resolver.forgetRefusals();
    });
  return [...resourceCommands(command, parts), ...targetCommands(command, parts), ...deletionCommands(command, parts)];
}

/** Registers one command. */
type Command = (id: CommandId, handler: CommandHandler) => vscode.Disposable;

function resourceCommands(command: Command, parts: CommandParts): vscode.Disposable[] {
  const { responses, details, dryRun, removals, plans } = parts;
  return [
    command(COMMANDS.checkPermission, (node) => checkPermission(node, dryRun, parts)),
    command(COMMANDS.confirmPlan, (uri) => removals.confirmPlan(uri)),
    command(COMMANDS.copyArn, (node) => copyText(node, 'arn')),
    command(COMMANDS.copyAsBoto3, (node) => copyScript(node, 'boto3', plans)),
    command(COMMANDS.copyAsCli, (node) => copyScript(node, 'cli', plans)),
    command(COMMANDS.copyId, (node) => copyText(node, 'id')),
    command(COMMANDS.deleteResource, (node, selected) => removals.remove(node, selected)),
    command(COMMANDS.deleteSelected, (node, selected) => removals.remove(node, selected)),
    command(COMMANDS.disassociateResource, (node, selected) => removals.remove(node, selected)),
    command(COMMANDS.showDetails, async (node) => {
      const resource = resourceOf(node);
      if (resource) await details.show(resource);
    }),
    command(COMMANDS.showResponses, () => {
      responses.show();
    }),
  ];
}

function targetCommands(command: Command, parts: CommandParts): vscode.Disposable[] {
  const { log } = parts;
  return [
    command(COMMANDS.chooseRegions, () => chooseRegions(parts)),
    command(COMMANDS.refresh, (node) => refresh(node, parts)),
    command(COMMANDS.retry, (node, tell) => retry(node, tell, parts, log)),
    command(COMMANDS.showLog, () => {
      log.show(true);
    }),
    command(COMMANDS.signIn, () => signInToAws(parts)),
    command(COMMANDS.switchProfile, () => switchProfile(parts)),
  ];
}

function deletionCommands(command: Command, parts: CommandParts): vscode.Disposable[] {
  const { details, journal, removals, deletions } = parts;
  return [
    command(COMMANDS.exportDeletions, () => exportDeletions(journal)),
    command(COMMANDS.restore, (node) => restoreResource(node, parts)),
    command(COMMANDS.retryDeletion, async (node) => {
      const entry = entryOf(node);
      const resource = entry && (await listedResource(entry, parts));
      if (resource) await removals.removeResources([resource]);
    }),
    command(COMMANDS.revealResource, (node) => revealEntry(node, parts)),
    command(COMMANDS.showDeletions, async () => {
      await vscode.commands.executeCommand(`${VIEWS.deletions}.focus`);
    }),
    command(COMMANDS.showEntry, (node) => showEntry(node, details)),
    command(COMMANDS.showMoreDeletions, () => {
      deletions.showAll();
    }),
  ];
}
