import type * as vscode from 'vscode';
import type { AwsCaller } from '../aws/clients.ts';
import { COMMANDS } from '../contributions.ts';
import type { DryRunParts } from '../deletion/dryRun.ts';
import type { DetailsDocuments } from '../views/detailsDocuments.ts';
import type { ResponseChannel } from '../views/responseChannel.ts';
import { checkPermission } from './checkPermission.ts';
import { chooseRegions, type RegionParts } from './chooseRegions.ts';
import { copyText } from './copyText.ts';
import { DeleteResource, type DeleteParts } from './deleteResource.ts';
import { register, type CommandHandler, type CommandId } from './host.ts';
import { refresh, type RefreshParts } from './refresh.ts';
import { retry } from './retry.ts';
import { resourceOf } from './selection.ts';
import { signInToAws, type SignInParts } from './signIn.ts';
import { switchProfile, type SwitchParts } from './switchProfile.ts';

/** What the commands work with, all together. */
export interface CommandParts extends DeleteParts, RefreshParts, SwitchParts, RegionParts, SignInParts {
  readonly caller: AwsCaller;
  readonly dryRun: DryRunParts;
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
  const { log, responses, details, dryRun } = parts;
  const deletion = new DeleteResource(parts);
  // Whoever runs a command may be asked for an MFA code once more; what runs by itself may not.
  const command = (id: CommandId, handler: CommandHandler) =>
    register(id, log, handler, () => {
      parts.resolver.forgetRefusals();
    });
  return [
    command(COMMANDS.checkPermission, (node) => checkPermission(node, dryRun, parts)),
    command(COMMANDS.chooseRegions, () => chooseRegions(parts)),
    command(COMMANDS.copyArn, (node) => copyText(node, 'arn')),
    command(COMMANDS.copyId, (node) => copyText(node, 'id')),
    command(COMMANDS.deleteResource, (node) => deletion.run(node)),
    command(COMMANDS.disassociateResource, (node) => deletion.run(node)),
    command(COMMANDS.refresh, (node) => refresh(node, parts)),
    command(COMMANDS.retry, (node, tell) => retry(node, tell, parts, log)),
    command(COMMANDS.showDetails, async (node) => {
      const resource = resourceOf(node);
      if (resource) await details.show(resource);
    }),
    command(COMMANDS.showLog, () => {
      log.show(true);
    }),
    command(COMMANDS.showResponses, () => {
      responses.show();
    }),
    command(COMMANDS.signIn, () => signInToAws(parts)),
    command(COMMANDS.switchProfile, () => switchProfile(parts)),
  ];
}
