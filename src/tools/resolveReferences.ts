import { describeFailure } from '../aws/errors/errorMessages.ts';
import { serviceExistsIn } from '../aws/regions/regions.ts';
import type { Target } from '../aws/identity/target.ts';
import { kindById } from '../catalog/index.ts';
import type { Kind } from '../catalog/model/kind.ts';
import { SERVICES } from '../catalog/model/services.ts';
import { verbForms } from '../deletion/presentation/phrases.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { isListedInRegion, mayExistInRegion } from '../inventory/regionAvailability.ts';
import type { Listing } from '../inventory/listing/listKind.ts';
import { availableActions, type Resource } from '../inventory/resource.ts';
import { truncateMiddle, escapeInvisible } from '../common/text/displayText.ts';
import { ToolError } from './toolError.ts';
import { MAX_SEARCHES } from './toolSchemas.ts';
import type { Reference } from './toolInput.ts';

/** How long an id may be in a sentence, in characters. */
const ID_LIMIT = 120;

/** Lists a kind in a target, once for each. */
type List = (kind: Kind, target: Target) => Promise<Listing>;

/**
 * Returns the resources with exactly the ids and Regions that a caller names, each once, in the order of the names. Throws ToolError with a
 * line for each name that no resource, or more than one, has.
 */
export async function findResources(
  references: readonly Reference[],
  targets: readonly Target[],
  inventory: Inventory,
  signal: AbortSignal,
): Promise<readonly Resource[]> {
  const asked = new Map<string, Promise<Listing>>();
  const list: List = (kind, target) => {
    const key = `${kind.id} ${target.region}`;
    const before = asked.get(key);
    if (!before && asked.size >= MAX_SEARCHES) {
      const reason = `The search for these resources needs more than ${MAX_SEARCHES} lists. Name fewer resource types and Regions at a time.`;
      return Promise.reject(new ToolError(reason));
    }
    const listing = before ?? inventory.list(kind, target, signal);
    asked.set(key, listing);
    return listing;
  };
  const found = await Promise.all(
    references.map(async (reference) => {
      try {
        return await findOne(reference, targets, inventory, list);
      } catch (error) {
        if (error instanceof ToolError) return error;
        throw error;
      }
    }),
  );
  const errors = found.filter((one) => one instanceof ToolError);
  if (errors.length > 0) {
    throw new ToolError([...new Set(errors.map(({ message }) => message))].join('\n'));
  }
  const resources = found.flatMap((one) => (one instanceof ToolError ? [] : [one]));
  return [...new Map(resources.map((resource) => [resource.key, resource])).values()];
}

async function findOne(
  reference: Reference,
  targets: readonly Target[],
  inventory: Inventory,
  list: List,
): Promise<Resource> {
  const { kind, region } = reference;
  const target = targets.find((one) => one.region === region);
  if (!target) {
    throw new ToolError(
      `This window works in ${regionsOf(targets)}, and not in "${truncateMiddle(region, 60)}". The user chooses Regions with "Teardown: Choose Regions".`,
    );
  }
  checkPlace(kind, target);
  // A kind that is another action has no rows of its own: it is found on the rows of its base kind.
  const rows = kindById(kind.baseKind ?? kind.id) ?? kind;
  const known = inventory.state(rows, target).listing;
  const before = known ? matching(known.resources, reference) : [];
  const listing = known && before.length > 0 ? known : await list(rows, target);
  const matches = before.length > 0 ? before : matching(listing.resources, reference);
  const [row] = matches;
  if (!row) throw await notFound(reference, listing, rows, targets, list);
  if (matches.length > 1) {
    const parents = matches.map(({ entry }) => `"${escapeInvisible(entry.parent?.id ?? '')}"`).join(', ');
    throw new ToolError(
      `${matches.length} ${rows.pluralNoun} have the id "${truncateMiddle(reference.id, ID_LIMIT)}". Add "parentId", one of: ${parents}.`,
    );
  }
  const wanted = availableActions(row).find((one) => one.kind === kind);
  if (wanted) return wanted;
  throw new ToolError(
    `"${truncateMiddle(reference.id, ID_LIMIT)}" cannot be ${verbForms(kind.action.verb).participle} now: ${kind.id} does not apply to its state.`,
  );
}

/** Checks that the kind exists in the Region. Throws ToolError where it does not. */
function checkPlace(kind: Kind, { region }: Target): void {
  if (kind.homeRegion !== undefined && !isListedInRegion(kind, region)) {
    throw new ToolError(`AWS has ${kind.pluralNoun} in ${kind.homeRegion} only, and not in ${region}.`);
  }
  if (serviceExistsIn(kind.service, region) === 'no') {
    throw new ToolError(`${SERVICES[kind.service].label} does not exist in ${region}.`);
  }
}

/** Returns the resources with the id, exactly or with invisible characters escaped as in results. */
function matching(resources: readonly Resource[], { kind, id, parentId }: Reference): readonly Resource[] {
  const is = (known: string, said: string) => known === said || escapeInvisible(known) === said;
  // The object of another action may have an id of its own: that of an attachment.
  const isMeant = (row: Resource) =>
    is(row.id, id) ||
    (kind.baseKind !== undefined && availableActions(row).some((one) => one.kind === kind && is(one.id, id)));
  return resources.filter(
    (one) => isMeant(one) && (parentId === undefined || is(one.entry.parent?.id ?? '', parentId)),
  );
}

/**
 * Returns the error for an id without a resource: it names the other Region, the ids that have this name, or the failed
 * listing.
 */
async function notFound(
  reference: Reference,
  { resources, failures }: Listing,
  rows: Kind,
  targets: readonly Target[],
  list: List,
): Promise<ToolError> {
  const id = truncateMiddle(reference.id, ID_LIMIT);
  const what = `There is no ${rows.noun} with the id "${id}" in ${reference.region}`;
  const [failure] = failures;
  if (failure) {
    return new ToolError(
      `Whether there is a ${rows.noun} "${id}" in ${reference.region} is not known: ${describeFailure(failure).message}`,
    );
  }
  const named = resources.filter(
    ({ name }) => name !== undefined && [name, escapeInvisible(name)].includes(reference.id),
  );
  if (named.length > 0) {
    const ids = named.map((one) => `"${escapeInvisible(one.id)}"`).join(', ');
    return new ToolError(`${what}. That is a name, and names are not unique: use an id. It is the name of ${ids}.`);
  }
  const others = targets.filter(({ region }) => region !== reference.region && mayExistInRegion(rows, region));
  const listings = await Promise.all(others.map((target) => list(rows, target)));
  const elsewhere = listings.filter((listing) => matching(listing.resources, reference).length > 0);
  if (elsewhere.length > 0) {
    return new ToolError(
      `${what}. It is in ${regionsOf(elsewhere.map(({ target }) => target))}: use that Region if you mean that resource.`,
    );
  }
  return new ToolError(`${what}. It may be deleted. Ids come from teardown_list_resources.`);
}

function regionsOf(targets: readonly Target[]): string {
  return targets.map(({ region }) => region).join(', ');
}
