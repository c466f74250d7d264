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
import { register } from './host.ts';
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
  return [
    register(COMMANDS.checkPermission, log, (node) => checkPermission(node, dryRun, responses)),
    register(COMMANDS.chooseRegions, log, () => chooseRegions(parts)),
    register(COMMANDS.copyArn, log, (node) => copyText(node, 'arn')),
    register(COMMANDS.copyId, log, (node) => copyText(node, 'id')),
    register(COMMANDS.deleteResource, log, (node) => deletion.run(node)),
    register(COMMANDS.disassociateResource, log, (node) => deletion.run(node)),
    register(COMMANDS.refresh, log, (node) => refresh(node, parts)),
    register(COMMANDS.retry, log, (node) => retry(node, parts, log)),
    register(COMMANDS.showDetails, log, async (node) => {
      const resource = resourceOf(node);
      if (resource) await details.show(resource);
    }),
    register(COMMANDS.showLog, log, () => {
      log.show(true);
    }),
    register(COMMANDS.showResponses, log, () => {
      responses.show();
    }),
    register(COMMANDS.signIn, log, () => signInToAws(parts)),
    register(COMMANDS.switchProfile, log, () => switchProfile(parts)),
  ];
}
