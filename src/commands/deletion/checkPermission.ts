import * as vscode from 'vscode';
import { accessDeniedMessage } from '../../aws/errors/accessDenied.ts';
import type { DeletionService } from '../../deletion/deletionService.ts';
import type { DryRunResult } from '../../deletion/planning/dryRun.ts';
import { accountsOf, type AccountLabel } from '../../deletion/presentation/placeLines.ts';
import { displayLabel } from '../../deletion/presentation/resourceLabels.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Resource } from '../../inventory/resource.ts';
import { duringTargets } from '../../session/duringTargets.ts';
import type { Session } from '../../session/session.ts';
import { escapeInvisible, escapeLabelMarkup } from '../../common/text/displayText.ts';
import { SETTINGS } from '../../contributions.ts';
import type { ResponseChannel } from '../../views/output/responseChannel.ts';
import { toAbortSignal } from '../../vscode/abortSignal.ts';
import { offer, responseActions, type NotificationAction } from '../nextActions.ts';
import { selectedResources } from '../selectedResources.ts';
import { notify } from '../../vscode/notifications.ts';

/** Dependencies of **Check Permission (Dry Run)**. */
export interface CheckPermissionDeps {
  readonly session: Pick<Session, 'onDidChange'>;
  readonly deletion: Pick<DeletionService, 'dryRun'>;
  readonly responses: ResponseChannel;
  readonly inventory: Inventory;
  readonly accountLabel: AccountLabel;
}

/** How each result is shown. */
const TELL = {
  allowed: notify.info,
  denied: notify.warn,
  failed: notify.warn,
  refused: notify.warn,
  executed: notify.error,
} as const;

/**
 * Sends a dry run for each selected resource and shows whether the user has permission to delete it: **Check Permission
 * (Dry Run)**.
 */
export async function checkPermission(node: unknown, selected: unknown, deps: CheckPermissionDeps): Promise<void> {
  const resources = selectedResources(node, selected);
  const [first] = resources ?? [];
  if (!resources || !first) return;
  const able = resources.filter(({ kind }) => kind.action.dryRun);
  if (able.length === 0) {
    void notify.info(
      vscode.l10n.t(
        'AWS offers no dry run for {0}. The deletion dialog shows the result of the IAM policy simulation.',
        first.kind.action.operation,
      ),
    );
    return;
  }
  const hasResponded = deps.responses.watch(able);
  const results = await dryRuns(able, deps);
  const actions = responseActions(deps.responses, hasResponded());
  const [only] = results;
  if (resources.length === 1 && only) await showResult(first, only, actions, deps);
  else await showResults(able, results, resources.length - able.length, actions, deps);
}

/** Sends one dry run after the other. What was canceled, or left by a switch of the profile, has no result. */
async function dryRuns(
  resources: readonly Resource[],
  { session, deletion, inventory }: CheckPermissionDeps,
): Promise<readonly DryRunResult[]> {
  const [first] = resources;
  const what = resources.length === 1 && first ? displayLabel(first) : vscode.l10n.t('{0} resources', resources.length);
  const title = escapeLabelMarkup(vscode.l10n.t('Teardown: checking permission for {0}', what));
  const location = resources.length === 1 ? vscode.ProgressLocation.Window : vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
    const work = async (signal: AbortSignal) => {
      const results: DryRunResult[] = [];
      for (const resource of resources) {
        if (signal.aborted) break;
        progress.report({ message: vscode.l10n.t('{0} of {1}', results.length + 1, resources.length) });
        const result = await deletion.dryRun(resource);
        if (result.kind === 'executed') void inventory.list(resource.kind, resource.target);
        results.push(result);
      }
      return results;
    };
    return duringTargets(session, work, toAbortSignal(token));
  });
}

async function showResults(
  resources: readonly Resource[],
  results: readonly DryRunResult[],
  withoutDryRun: number,
  actions: readonly NotificationAction[],
  deps: CheckPermissionDeps,
): Promise<void> {
  const worst = results.findIndex(({ kind }) => kind === 'executed');
  const failing = worst < 0 ? results.findIndex(({ kind }) => kind !== 'allowed') : worst;
  const account = accountsOf(
    resources.map((resource) => ({ resource })),
    deps.accountLabel,
  );
  const allowed = results.filter(({ kind }) => kind === 'allowed').length;
  const sentences = [
    vscode.l10n.t('You have permission for {0} of {1} resources in account {2}.', allowed, resources.length, account),
  ];
  const [result, resource] = [results[failing], resources[failing]];
  if (result && resource) sentences.push(`${displayLabel(resource)}: ${resultSentence(resource, result, deps)}`);
  else sentences.push(vscode.l10n.t('Nothing was deleted.'));
  if (withoutDryRun > 0) sentences.push(vscode.l10n.t('AWS offers no dry run for {0} others.', withoutDryRun));
  const tell = result ? TELL[result.kind] : notify.info;
  await offer(tell, sentences.join(' '), actions);
}

async function showResult(
  resource: Resource,
  result: DryRunResult,
  actions: readonly NotificationAction[],
  deps: CheckPermissionDeps,
): Promise<void> {
  const sentence = resultSentence(resource, result, deps);
  if (result.kind === 'refused') {
    const settings = vscode.l10n.t('Open Settings');
    if ((await notify.warn(sentence, settings)) === settings)
      await vscode.commands.executeCommand('workbench.action.openSettings', SETTINGS.dryRunEndpoints);
    return;
  }
  await offer(TELL[result.kind], sentence, actions);
}

/** Returns what a dry run has shown. */
function resultSentence(resource: Resource, result: DryRunResult, { accountLabel }: CheckPermissionDeps): string {
  const name = displayLabel(resource);
  const { operation } = resource.kind.action;
  const account = accountLabel(resource.target.identity.accountId);
  switch (result.kind) {
    case 'allowed':
      return vscode.l10n.t(
        '{0}: you have permission for {1} in account {2}. Nothing was deleted.',
        name,
        operation,
        account,
      );
    case 'denied':
      return vscode.l10n.t(
        '{0}: you do not have permission for {1} in account {2}. {3}',
        name,
        operation,
        account,
        accessDeniedMessage(result.failure, resource.target.identity.arn),
      );
    case 'failed':
      return vscode.l10n.t('Permission for {0} could not be checked. {1}', operation, escapeInvisible(result.reason));
    case 'executed':
      return vscode.l10n.t(
        'The endpoint ignored DryRun and executed {0} on {1}. Check what it deleted.',
        operation,
        name,
      );
    case 'refused':
      return vscode.l10n.t('Permission was not checked. {0}', escapeInvisible(result.reason));
  }
}
