import * as v from 'valibot';
import { SERVICES } from '../catalog/model/services.ts';

/** How many resources one result lists at most, and how many by default. */
export const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 50;

/** How many resources one request may name. */
export const MAX_REFERENCES = 50;

/** How many lists one request may need: each is at least one request to AWS, for a resource type in a Region. */
export const MAX_LISTS = 1_000;

/** How many lists the search for named resources may need. */
export const MAX_SEARCHES = 200;

/** How many terms a filter may have, and how often one request may compare a term with a resource. */
export const MAX_TERMS = 20;
export const MAX_COMPARISONS = 2_000_000;

/** How many resources a plan may have, with its dependencies. */
export const MAX_PLAN_SIZE = 200;

/** The longest text in the input; AWS's ids and ARNs are shorter. */
const MAX_CHARS = 2_048;

const MAX_OFFSET = 1_000_000;

// Every message continues a sentence that begins with the member's name, as in: "limit" must be …

const text = (description: string) => {
  const message = `must be a text of 1 to ${MAX_CHARS} characters`;
  const isText = (value: string) => value.trim() !== '' && value.length <= MAX_CHARS;
  return v.pipe(v.string(message), v.check(isText, message), v.description(description));
};

const integer = (min: number, max: number, description: string) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(min, message),
    v.maxValue(max, message),
    v.description(description),
  );
};

/** Returns the schema of an object without other members: a misspelled member must not widen the request. */
function object<Entries extends v.ObjectEntries>(entries: Entries) {
  const names = Object.keys(entries).join(', ');
  return v.strictObject(entries, ({ expected, path }) => {
    const key = path?.at(-1)?.key;
    const missing = typeof key === 'string' && expected !== 'never' ? entries[key] : undefined;
    return missing ? problemOf(missing, undefined) : `It may have: ${names}`;
  });
}

/** Returns the message of the first problem of a value. */
function problemOf(schema: v.GenericSchema, value: unknown): string {
  return v.safeParse(schema, value).issues?.[0].message ?? '';
}

// Members that may be left out may be null too: models write that. The manifest does not offer it.

const SERVICE_IDS = Object.values(SERVICES).map(({ id }) => id);

/** The input of `teardown_list_resources`. */
export const LIST_INPUT = object({
  kind: v.nullish(
    text(
      'Only this resource type, for example ec2.routeServerPeer or lightsail.bucket. Leave it out to see which resource types have resources.',
    ),
  ),
  service: v.nullish(
    v.pipe(
      v.picklist(SERVICE_IDS, `must be a service. There are: ${SERVICE_IDS.join(', ')}`),
      v.description('Only resource types of this service.'),
    ),
  ),
  region: v.nullish(text('Only this Region. It must be one of the Regions that are chosen in this window.')),
  filter: v.nullish(
    text(
      'Terms that must all match: any text, or name: id: tag:env=dev state:available older:30d newer:2h region:eu-* is:unused is:used is:unknown unused-for:30d managed-by:terraform owner:jane cost:>10. A leading dash negates a term. * and ? are wildcards. Quotation marks keep spaces.',
    ),
  ),
  limit: v.nullish(integer(1, MAX_LIMIT, 'The maximum number of resources in the result.'), DEFAULT_LIMIT),
  offset: v.nullish(
    integer(0, MAX_OFFSET, 'How many matching resources to skip, to continue a list that was cut off.'),
    0,
  ),
});

/** One resource in the input of a tool. */
export const REFERENCE = object({
  kind: text(
    'The resource type, as teardown_list_resources returns it, for example ec2.routeServerPeer. A value from alsoPossible selects another action on the same resource, such as detach instead of delete.',
  ),
  id: text("AWS's id of the resource, exactly. Never a name."),
  region: text('The Region of the resource, for example eu-west-1. It must be one of the Regions of this window.'),
  parentId: v.nullish(
    text(
      'The id of the parent resource, where teardown_list_resources returns one and ids are unique only within the parent.',
    ),
  ),
});

const RESOURCES = `must be a list of 1 to ${MAX_REFERENCES} objects, each with "kind", "id" and "region" as teardown_list_resources returns them`;

/** Returns the problem of a list with too few or too many references. */
export const countProblem = ({ input }: { readonly input: readonly unknown[] }) =>
  `${RESOURCES}; it has ${input.length}`;

/** The input of `teardown_plan_deletion` and `teardown_delete_resources`. */
export const DELETION_INPUT = object({
  resources: v.pipe(
    v.array(REFERENCE, RESOURCES),
    v.minLength(1, countProblem),
    v.maxLength(MAX_REFERENCES, countProblem),
    v.description('The resources, each by resource type, id and Region.'),
  ),
  withDependents: v.nullish(
    v.pipe(
      v.boolean('must be true or false'),
      v.description('Whether to include the dependencies that block these deletions, and what blocks those.'),
    ),
    false,
  ),
});
