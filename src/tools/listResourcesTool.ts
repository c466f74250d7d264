import type { CallFailure } from '../aws/errors/callError.ts';
import type { Target } from '../aws/identity/target.ts';
import { kindById } from '../catalog/index.ts';
import type { Kind } from '../catalog/model/kind.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { listingTargets, mayExistInRegion } from '../inventory/regionAvailability.ts';
import type { Listing } from '../inventory/listing/listKind.ts';
import { distinctResources, type Resource } from '../inventory/resource.ts';
import { scan, type ScanStep } from '../inventory/scan.ts';
import { toolResultText, UNTRUSTED_DATA_NOTE, failuresResult, targetResult, type TargetFacts } from './toolResponse.ts';
import { listedResource, priceResult, usageResult, type ListedResourceDeps } from './listedResource.ts';
import { ToolError } from './toolError.ts';
import { MAX_COMPARISONS, MAX_LISTS } from './toolSchemas.ts';
import type { ListRequest } from './toolInput.ts';

/** What the listing tool depends on. */
export interface ListDeps extends TargetFacts, ListedResourceDeps {
  readonly inventory: Inventory;
  /** The resource types that the user has chosen. */
  readonly kinds: () => readonly Kind[];
  /** Keeps rows of the tree from moving while many kinds are listed. */
  readonly holdStill: <T>(work: Promise<T>) => Promise<T>;
}

/** A younger list is not requested again: the pages of one result belong together. Milliseconds. */
const FRESH_MS = 120_000;

/** How long the resources of one result may be together, in characters. */
const MAX_CHARS = 24_000;

/**
 * Runs `teardown_list_resources` in the window's present profile, account and Regions. Returns JSON, which names what failed and what was
 * cut off. Throws ToolError where the Region is none of the window's, or no chosen resource type matches.
 */
export async function listResources(
  request: ListRequest,
  targets: readonly Target[],
  deps: ListDeps,
  signal: AbortSignal,
): Promise<string> {
  if (targets.length === 0)
    throw new ToolError(
      'No Region is chosen in this window. The user chooses Regions with "Teardown: Choose Regions".',
    );
  const steps = scanSteps(request, targets, deps.kinds());
  checkWork(steps.length + (request.filter?.asksUsage ? usageSteps(steps, deps).length : 0));
  const { listings, done } = await listAll(steps, deps, signal);
  const all = distinctResources(listings.flatMap(({ resources }) => resources));
  checkComparisons(all.length, request);
  await readFacts({ request, steps, resources: all }, deps, signal);
  if (signal.aborted) throw new ToolError('Canceled: the list is incomplete, and is not returned.');
  const now = Date.now();
  const failures: CallFailure[] = listings.flatMap((listing) => listing.failures);
  const matches = all.map((resource) => request.filter?.match(resource, now) ?? 'yes');
  const shown = all.filter((_, index) => matches[index] === 'yes');
  const unknown = matches.filter((match) => match === 'unknown').length;
  const rows = shown.slice(request.offset, request.offset + request.limit);
  const page = pageWithinBudget(rows, (resource) => ({
    ...listedResource(resource, deps),
    ...filterFacts(request, resource, deps, now),
  }));
  const next = request.offset + page.length;
  return toolResultText({
    note: UNTRUSTED_DATA_NOTE,
    target: targetResult(targets, deps),
    found: all.length,
    matching: shown.length,
    ...(unknown > 0 && {
      unknown: `${unknown} more may match: their age or tags, what uses them or what they cost is not known.`,
    }),
    listed: `${page.length} resources, from offset ${request.offset}`,
    ...(next < shown.length && {
      truncated: `${shown.length - next} more match. Use the same input with "offset": ${next}, or narrow it with "kind" or "filter".`,
    }),
    ...(done < steps.length && {
      notListed: `${steps.length - done} lists were not requested: their resources are missing here, and may exist.`,
    }),
    ...failuresResult(failures),
    ...(request.kind === undefined && { kinds: countsOf(shown) }),
    resources: page,
  });
}

/** Returns the kinds and targets to list. A kind that is another action on the same rows stands for their kind. */
function scanSteps(request: ListRequest, targets: readonly Target[], chosen: readonly Kind[]): readonly ScanStep[] {
  const { kind, service, region } = request;
  const rows = kind && (kindById(kind.baseKind ?? kind.id) ?? kind);
  if (rows && service !== undefined && rows.service !== service) {
    throw new ToolError(`${rows.id} is no resource type of ${service}: leave "service" out, or "kind".`);
  }
  const places = targets.filter((target) => region === undefined || target.region === region);
  if (places.length === 0) {
    throw new ToolError(
      `This window works in ${targets.map((target) => target.region).join(', ')} only. The user chooses Regions with "Teardown: Choose Regions".`,
    );
  }
  const kinds = rows ? [rows] : chosen.filter((one) => service === undefined || one.service === service);
  if (kinds.length === 0) {
    throw new ToolError(
      `The user has chosen no resource type of ${service ?? 'any service'}. Name a resource type in "kind".`,
    );
  }
  return kinds.flatMap((one) =>
    listingTargets(
      one,
      places.filter(({ region: place }) => mayExistInRegion(one, place)),
    ).map((target) => ({ kind: one, target })),
  );
}

/** Lists as fast as AWS permits. A list that was just read is not requested again. */
async function listAll(
  steps: readonly ScanStep[],
  { inventory, holdStill }: ListDeps,
  signal: AbortSignal,
): Promise<{ readonly listings: readonly Listing[]; readonly done: number }> {
  const batch = inventory.batchLister();
  const began = Date.now();
  const list = (kind: Kind, target: Target, ending: AbortSignal) => {
    const known = inventory.state(kind, target).listing;
    const isFresh = known?.failures.length === 0 && began - known.listedAt < FRESH_MS;
    return isFresh ? Promise.resolve(known) : batch.list(kind, target, ending);
  };
  const listings = new Map<ScanStep, Listing>();
  const work = scan(
    steps,
    {
      ...batch,
      list: async (kind, target, ending) => {
        const listing = await list(kind, target, ending);
        const step = steps.find((one) => one.kind === kind && one.target === target);
        if (step) listings.set(step, listing);
        return listing;
      },
    },
    signal,
    () => undefined,
  );
  const { done } = await holdStill(work);
  return { listings: steps.flatMap((step) => listings.get(step) ?? []), done };
}

/** Throws ToolError where a request needs too many lists. */
function checkWork(lists: number): void {
  if (lists <= MAX_LISTS) return;
  throw new ToolError(
    `This needs ${lists} lists, and one request may need ${MAX_LISTS}. Narrow it with "kind", "service" or "region".`,
  );
}

/** Throws ToolError where a filter has too many terms for that many resources. */
function checkComparisons(resources: number, { filter }: ListRequest): void {
  const terms = filter?.terms ?? 0;
  if (resources * terms <= MAX_COMPARISONS) return;
  throw new ToolError(
    `The filter has ${terms} terms for ${resources} resources: that is too much for one request. Use fewer terms, or narrow the list with "kind", "service" or "region".`,
  );
}

/** Returns what must be listed to find the use of resources. */
function usageSteps(steps: readonly ScanStep[], { usage }: ListDeps): readonly ScanStep[] {
  const kinds = [...new Set(steps.map(({ kind }) => kind))];
  return usage.steps(kinds, [...new Set(steps.map(({ target }) => target))]);
}

/** Reads what the filter needs beside the lists: the use of resources, and their prices. */
async function readFacts(
  {
    request: { filter },
    steps,
    resources,
  }: { readonly request: ListRequest; readonly steps: readonly ScanStep[]; readonly resources: readonly Resource[] },
  deps: ListDeps,
  signal: AbortSignal,
): Promise<void> {
  if (filter?.asksUsage) await readUsage(steps, deps, signal);
  if (filter?.asksCost && !signal.aborted) await deps.prices.load(resources, signal);
}

/** Returns what the filter asked for, of one resource. */
function filterFacts({ filter }: ListRequest, resource: Resource, deps: ListDeps, now: number): object {
  return {
    ...(filter?.asksUsage && usageResult(resource, deps, now)),
    ...(filter?.asksCost && priceResult(resource, deps)),
  };
}

/** Lists and requests what verdicts on the use of these resource types rest on. */
async function readUsage(steps: readonly ScanStep[], deps: ListDeps, signal: AbortSignal): Promise<void> {
  const { usage } = deps;
  const kinds = [...new Set(steps.map(({ kind }) => kind))];
  const targets = [...new Set(steps.map(({ target }) => target))];
  await listAll(usageSteps(steps, deps), deps, signal);
  if (!signal.aborted) await usage.lookUp(kinds, targets, signal);
}

/** Returns as many resources as fit into a result. */
function pageWithinBudget(resources: readonly Resource[], rowOf: (resource: Resource) => object): readonly object[] {
  const page: object[] = [];
  let length = 0;
  for (const resource of resources) {
    const row = rowOf(resource);
    length += toolResultText(row).length;
    if (length > MAX_CHARS && page.length > 0) break;
    page.push(row);
  }
  return page;
}

/** Returns the number of resources by kind, without the empty ones. */
function countsOf(resources: readonly Resource[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind } of resources) counts[kind.id] = (counts[kind.id] ?? 0) + 1;
  return counts;
}
