import { t } from '@vscode/l10n';
import type { AwsCaller } from '../aws/clients.ts';
import { AwsCallError } from '../aws/failure.ts';
import { kindById } from '../catalog/index.ts';
import type { Dependents, Probe, Structure } from '../catalog/kind.ts';
import { elementsAt } from '../inventory/member.ts';
import { displayName, resourceFrom, type Resource } from '../inventory/resource.ts';
import type { Evidence } from './evidence.ts';
import { reasonOf } from './refusal.ts';
import { countOf } from './words.ts';

/** How many of what stands in the way are named. */
const NAMED = 5;

type Ask = (operation: string, input: Structure) => Promise<Structure>;

/**
 * Asks AWS what its kind wants to know of one resource before it is removed, and for what stands in the way.
 *
 * @param resource the resource
 * @param caller the way to AWS
 * @param signal ends the asking
 * @returns what was found; a question that could not be answered is `unknown`
 */
export async function probeEvidence(
  resource: Resource,
  caller: AwsCaller,
  signal: AbortSignal,
): Promise<readonly Evidence[]> {
  const { kind, target } = resource;
  const ask: Ask = async (operation, input) =>
    (await caller.call(target, kind.service, operation, input, { signal })).output;
  const found = await Promise.all([
    ...(kind.probes ?? []).map((probe) => probed(resource, probe, ask)),
    ...(kind.dependents ?? []).map((dependents) => dependentsOf(resource, dependents, ask)),
  ]);
  return found.flat();
}

async function probed(resource: Resource, probe: Probe, ask: Ask): Promise<Evidence[]> {
  const { check, operation } = probe;
  const { entry } = resource;
  return orUnknown(check, operation, async () => {
    const found = probe.assess(await ask(operation, probe.input(entry)), entry);
    if (found === undefined) return [];
    return 'assess' in found ? probed(resource, found, ask) : [{ ...found, check, operation }];
  });
}

async function dependentsOf(resource: Resource, dependents: Dependents, ask: Ask): Promise<Evidence[]> {
  const kind = kindById(dependents.kind);
  const source = kind?.sources[0];
  const value = dependents.value ? dependents.value(resource.entry) : resource.id;
  if (!kind || !source || value === undefined) return [];
  const { operation, items } = source;
  const check = `dependents ${kind.id} ${dependents.filter}`;
  return orUnknown(check, operation, async () => {
    const output = await ask(operation, {
      ...source.input,
      [dependents.member ?? 'Filters']: [{ Name: dependents.filter, Values: [value] }],
    });
    const there = elementsAt(output, items)
      .flatMap((item) => resourceFrom(kind, resource.target, { item, extra: undefined, source: 0 }) ?? [])
      .filter(({ id, entry, state }) => {
        const gone = state !== undefined && kind.settling.states?.gone.includes(state);
        return !gone && id !== resource.id && dependents.unless?.(entry) !== true;
      });
    if (there.length === 0) return [];
    const names = there.slice(0, NAMED).map(displayName).join(', ');
    const more = there.length > NAMED ? t(' and {0} more', there.length - NAMED) : '';
    const level = dependents.goAlong ? 'warning' : 'blocker';
    const text = dependents.goAlong
      ? t('{0} will go with it: {1}{2}', countOf(there.length, kind), names, more)
      : t('{0} must go first: {1}{2}', countOf(there.length, kind), names, more);
    return [{ level, text, check, operation, blocking: there.map(({ id }) => ({ kind: kind.id, id })) }];
  });
}

async function orUnknown(check: string, operation: string, ask: () => Promise<Evidence[]>): Promise<Evidence[]> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    return [
      {
        level: 'unknown',
        text: t('{0} could not be asked: {1}', operation, reasonOf(error.failure)),
        check,
        operation,
      },
    ];
  }
}
