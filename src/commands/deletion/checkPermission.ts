import * as vscode from 'vscode';
import type { DeletionService } from '../../deletion/deletionService.ts';
import type { DryRunResult } from '../../deletion/planning/dryRun.ts';
import { displayLabel } from '../../deletion/presentation/resourceLabels.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Resource } from '../../inventory/resource.ts';
import { truncateMiddle, escapeLabelMarkup } from '../../common/text/displayText.ts';
import { SETTINGS } from '../../contributions.ts';
import type { ResponseChannel } from '../../views/output/responseChannel.ts';
import { resourceOf } from '../selectedResources.ts';
import { notify } from '../../vscode/notifications.ts';

/** **Check Permission (Dry Run)**: sends a dry run and shows whether the user has permission to delete the resource. */
export async function checkPermission(
  node: unknown,
  deletion: DeletionService,
  { responses, inventory }: { readonly responses: ResponseChannel; readonly inventory: Inventory },
): Promise<void> {
  const resource = resourceOf(node);
  if (!resource) return;
  if (!resource.kind.action.dryRun) {
    void notify.info(vscode.l10n.t('AWS offers no dry run for {0}.', resource.kind.action.operation));
    return;
  }
  const title = escapeLabelMarkup(vscode.l10n.t('Teardown: checking permission for {0}', displayLabel(resource)));
  const result = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
    deletion.dryRun(resource),
  );
  if (result.kind === 'executed') void inventory.list(resource.kind, resource.target);
  await showResult(resource, result, responses);
}

async function showResult(resource: Resource, result: DryRunResult, responses: ResponseChannel): Promise<void> {
  const name = displayLabel(resource);
  const { operation } = resource.kind.action;
  const { accountId } = resource.target.identity;
  const show = vscode.l10n.t('Show Response');
  const settings = vscode.l10n.t('Open Settings');
  switch (result.kind) {
    case 'allowed':
      return offerResponse(
        notify.info(
          vscode.l10n.t(
            'You have permission to call {0} on {1} in account {2}. Nothing was deleted.',
            operation,
            name,
            accountId,
          ),
          show,
        ),
        responses,
      );
    case 'denied':
      return offerResponse(
        notify.warn(
          vscode.l10n.t(
            'You do not have permission to call {0} on {1} in account {2}. {3}',
            operation,
            name,
            accountId,
            truncateMiddle(result.reason, 300),
          ),
          show,
        ),
        responses,
      );
    case 'failed':
      return offerResponse(
        notify.warn(
          vscode.l10n.t('Permission for {0} could not be checked. {1}', operation, truncateMiddle(result.reason, 300)),
          show,
        ),
        responses,
      );
    case 'executed':
      return offerResponse(
        notify.error(
          vscode.l10n.t('The endpoint ignored DryRun and executed {0} on {1}. Check what it deleted.', operation, name),
          show,
        ),
        responses,
      );
    case 'refused': {
      const answer = await notify.warn(
        vscode.l10n.t('Permission was not checked. {0}', truncateMiddle(result.reason, 400)),
        settings,
      );
      if (answer === settings) {
        await vscode.commands.executeCommand('workbench.action.openSettings', SETTINGS.dryRunEndpoints);
      }
    }
  }
}

async function offerResponse(message: Thenable<string | undefined>, responses: ResponseChannel): Promise<void> {
  if ((await message) !== undefined) responses.show();
}
