import type { AwsClient } from '../../aws/client/sdkClient.ts';
import { AwsCallError } from '../../aws/errors/callError.ts';
import { translateCatalogText } from '../../catalog/translate.ts';
import type { Probe } from '../../catalog/model/kind.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { bindClient, type BoundClient } from '../../inventory/listing/boundClient.ts';
import { escapeFilters } from '../../inventory/listing/filterValue.ts';
import { paginate } from '../../inventory/listing/paginate.ts';
import type { Resource } from '../../inventory/resource.ts';
import { findDependents } from './dependents.ts';
import type { Evidence } from './evidence.ts';
import { unknownEvidence } from './unknownEvidence.ts';

/**
 * Sends the probes of a resource's kind, and lists what must be deleted first; `onFound` receives each such resource. Returns what was
 * found; a request that failed is `unknown`.
 */
export async function runProbes(
  resource: Resource,
  client: AwsClient,
  signal: AbortSignal,
  onFound?: (resource: Resource) => void,
): Promise<readonly Evidence[]> {
  const { kind, target } = resource;
  const call = bindClient(client, target, kind.service, { signal });
  const found = await Promise.all([
    ...(kind.probes ?? []).map((probe) => runProbe(resource, probe, call)),
    ...(kind.dependents ?? []).map((dependents) =>
      findDependents(resource, dependents, { client, signal, ...(onFound && { onFound }) }),
    ),
  ]);
  return found.flat();
}

async function runProbe({ entry, kind, target }: Resource, first: Probe, call: BoundClient): Promise<Evidence[]> {
  for (let probe = first; ;) {
    const { check, operation } = probe;
    const input = probe.input(entry);
    if (input === undefined) return [];
    try {
      const found = probe.assess(await sendProbe(call, probe, input), entry);
      if (found === undefined) return [];
      if (!('assess' in found)) return [{ ...found, text: translateCatalogText(found.text), check, operation }];
      probe = found;
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error;
      const isOwnEndpoint = target.endpoints[kind.service] !== undefined;
      return [unknownEvidence({ check, operation, isOwnEndpoint }, error.failure)];
    }
  }
}

async function sendProbe(
  call: BoundClient,
  { operation, missingIsEmpty }: Probe,
  input: Structure,
): Promise<Structure> {
  try {
    return await sendForAllPages(call, operation, escapeFilters(input));
  } catch (error) {
    if (missingIsEmpty && error instanceof AwsCallError && error.failure.cause === 'notFound') return {};
    throw error;
  }
}

/** Sends a request for each page. Returns one response with all elements. Throws AwsCallError when a page fails. */
async function sendForAllPages(call: BoundClient, operation: string, input: Structure): Promise<Structure> {
  const { elements: pages, failure } = await paginate(call, operation, '', input);
  if (failure) throw new AwsCallError(failure);
  const [first = {}, ...rest] = pages;
  const all: Record<string, unknown> = { ...first };
  for (const page of rest) {
    for (const [member, value] of Object.entries(page)) {
      const before = all[member];
      all[member] =
        Array.isArray(before) && Array.isArray(value) ? [...(before as unknown[]), ...(value as unknown[])] : value;
    }
  }
  return all;
}
