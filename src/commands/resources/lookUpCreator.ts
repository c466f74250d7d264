import * as vscode from 'vscode';
import type { Creator } from '../../inventory/creators/creationEvent.ts';
import type { CreatorResult, CreatorService, UnknownCreator } from '../../inventory/creators/creatorService.ts';
import { displayName, type Resource } from '../../inventory/resource.ts';
import { duringTargets } from '../../session/duringTargets.ts';
import type { Session } from '../../session/session.ts';
import type { DetailsDocumentProvider } from '../../views/documents/detailsDocumentProvider.ts';
import type { PlanBoard } from '../../views/plan/planBoard.ts';
import { toAbortSignal } from '../../vscode/abortSignal.ts';
import { notify } from '../../vscode/notifications.ts';
import { selectedResources } from '../selectedResources.ts';

/** CloudTrail accepts two requests a second: a lookup of more takes too long. */
const MAX_RESOURCES = 20;

/** Dependencies of **Look Up Creator**. */
export interface CreatorDeps {
  readonly session: Pick<Session, 'onDidChange'>;
  readonly creators: CreatorService;
  readonly board: Pick<PlanBoard, 'current'>;
  readonly details: DetailsDocumentProvider;
}

/**
 * Looks up who created the selected resources, by CloudTrail, and shows it in a read-only document: **Look Up Creator**
 * on rows.
 */
export async function lookUpCreator(node: unknown, selected: unknown, deps: CreatorDeps): Promise<void> {
  await lookUp(selectedResources(node, selected) ?? [], deps);
}

/** Looks up who created the resources of the plan that is shown: **Look Up Creators**. */
export async function lookUpPlanCreators(deps: CreatorDeps): Promise<void> {
  await lookUp(
    (deps.board.current?.plan.items ?? []).map(({ resource }) => resource),
    deps,
  );
}

async function lookUp(resources: readonly Resource[], { session, creators, details }: CreatorDeps): Promise<void> {
  if (resources.length === 0) return;
  if (resources.length > MAX_RESOURCES) {
    void notify.info(vscode.l10n.t('Select at most {0} resources, and look up their creators again.', MAX_RESOURCES));
    return;
  }
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Looking up creators in CloudTrail'),
    cancellable: true,
  };
  const results = await vscode.window.withProgress(options, (progress, token) => {
    const work = async (signal: AbortSignal) => {
      const found: object[] = [];
      for (const resource of resources) {
        const result = await creators.lookUp(resource, signal);
        if (signal.aborted) return undefined;
        found.push(describe(resource, result));
        progress.report({ increment: 100 / resources.length });
      }
      return found;
    };
    return duringTargets(session, work, toAbortSignal(token));
  });
  if (!results) return;
  const [first] = resources;
  const name = resources.length === 1 && first ? displayName(first) : vscode.l10n.t('{0} resources', resources.length);
  const key = `creators ${resources.map((resource) => resource.key).join(' ')}`;
  await details.showValue(vscode.l10n.t('Creator of {0}', name), key, results);
}

function describe(resource: Resource, result: CreatorResult): object {
  const { kind, id, name, target } = resource;
  const about = { resource: kind.noun, id, ...(name !== undefined && { name }), region: target.region };
  if ('unknown' in result) return { ...about, creator: reasonText(result.unknown) };
  const { user: creator, role, arn, tool, at, operation } = result;
  return { ...about, creator, role, arn, tool, at, operation };
}

/** Returns who created a resource, for its details: what the last lookup found. Requests nothing. */
export function knownCreator(resource: Resource, creators: CreatorService): Creator | string {
  const result = creators.known(resource);
  if (!result) return vscode.l10n.t('not looked up: choose Look Up Creator');
  return 'unknown' in result ? reasonText(result.unknown) : result;
}

function reasonText(reason: UnknownCreator): string {
  switch (reason) {
    case 'tooOld':
      return vscode.l10n.t('not known: it is older than the 90 days of events that CloudTrail keeps');
    case 'notFound':
      return vscode.l10n.t('not known: CloudTrail has no event of its creation in this Region in the last 90 days');
    case 'tooMany':
      return vscode.l10n.t('not known: CloudTrail has more events of it than Teardown reads');
    case 'denied':
      return vscode.l10n.t('not known: no permission for cloudtrail:LookupEvents');
    case 'failed':
      return vscode.l10n.t('not known: CloudTrail could not be requested');
  }
}
