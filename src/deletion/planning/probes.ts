import { t } from '@vscode/l10n';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import { AwsCallError } from '../../aws/errors/callError.ts';
import { kindById } from '../../catalog/index.ts';
import type { Dependents, Probe } from '../../catalog/model/kind.ts';
import { stateMeaning } from '../../catalog/model/stateMeaning.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { getListPath } from '../../inventory/listing/memberPath.ts';
import { displayName, resourceFrom, type Resource } from '../../inventory/resource.ts';
import type { Evidence } from './evidence.ts';
import { failureReason } from '../execution/classifyFailure.ts';
import { pluralize } from '../presentation/phrases.ts';

/** How many of what stands in the way are named. */
const MAX_NAMES = 5;

type CallOperation = (operation: string, input: Structure) => Promise<Structure>;

/**
 * Asks AWS what its kind wants to know of one resource before it is removed, and for what stands in the way.
 *
 * Returns what was found; a question that could not be answered is `unknown`.
 */
export async function runProbes(
  resource: Resource,
  client: AwsClient,
  signal: AbortSignal,
): Promise<readonly Evidence[]> {
  const { kind, target } = resource;
  const call: CallOperation = async (operation, input) =>
    (await client.call(target, kind.service, operation, input, { signal })).output;
  const found = await Promise.all([
    ...(kind.probes ?? []).map((probe) => runProbe(resource, probe, call)),
    ...(kind.dependents ?? []).map((dependents) => findDependents(resource, dependents, call)),
  ]);
  return found.flat();
}

async function runProbe(resource: Resource, probe: Probe, call: CallOperation): Promise<Evidence[]> {
  const { check, operation } = probe;
  const { entry } = resource;
  return unknownOnError(check, operation, async () => {
    const found = probe.assess(await call(operation, probe.input(entry)), entry);
    if (found === undefined) return [];
    return 'assess' in found ? runProbe(resource, found, call) : [{ ...found, check, operation }];
  });
}

async function findDependents(resource: Resource, dependents: Dependents, call: CallOperation): Promise<Evidence[]> {
  const kind = kindById(dependents.kind);
  const source = kind?.sources[0];
  const value = dependents.filterValue ? dependents.filterValue(resource.entry) : resource.id;
  if (!kind || !source || value === undefined) return [];
  const { operation, items } = source;
  const check = `dependents ${kind.id} ${dependents.filter}`;
  return unknownOnError(check, operation, async () => {
    const output = await call(operation, {
      ...source.input,
      [dependents.member ?? 'Filters']: [{ Name: dependents.filter, Values: [value] }],
    });
    const existing = getListPath(output, items)
      .flatMap((item) => resourceFrom(kind, resource.target, { item, extra: undefined, source: 0 }) ?? [])
      .filter(({ id, entry, state }) => {
        return stateMeaning(kind, state) !== 'deleted' && id !== resource.id && dependents.ignore?.(entry) !== true;
      });
    if (existing.length === 0) return [];
    const names = existing.slice(0, MAX_NAMES).map(displayName).join(', ');
    const more = existing.length > MAX_NAMES ? t(' and {0} more', existing.length - MAX_NAMES) : '';
    const level = dependents.deletedTogether ? 'warning' : 'blocker';
    const text = dependents.deletedTogether
      ? t('Also deletes {0}: {1}{2}', pluralize(existing.length, kind), names, more)
      : t('Blocked by {0}: {1}{2}', pluralize(existing.length, kind), names, more);
    return [{ level, text, check, operation, blockers: existing.map(({ id }) => ({ kind: kind.id, id })) }];
  });
}

async function unknownOnError(check: string, operation: string, call: () => Promise<Evidence[]>): Promise<Evidence[]> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    return [
      {
        level: 'unknown',
        text: t('{0} failed: {1}', operation, failureReason(error.failure)),
        check,
        operation,
      },
    ];
  }
}
