import type { Filter, Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { AwsError } from '../../wire/awsError.ts';
import { matches } from '../../wildcard.ts';
import type { Collection, Row } from '../../world/collection.ts';
import type { Call } from '../call.ts';
import { ec2PageSize, takePage } from '../paging.ts';

/** What EC2's describing operations have in common. */
export interface DescribeInput {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
  readonly Filters?: readonly Filter[] | undefined;
}

/** How a kind is described. */
export interface DescribeRules<T extends object> {
  /** The ids that were asked for; undefined for all. */
  readonly ids: readonly string[] | undefined;
  /** The error for an id that there is none of. */
  readonly notFound: (id: string) => AwsError;
  /** The values that a filter compares, by the filter's name. */
  readonly filters: Readonly<Record<string, (item: T) => string | undefined>>;
}

function tagsOf(item: object): readonly Tag[] {
  return (item as { Tags?: readonly Tag[] }).Tags ?? [];
}

function valuesFor<T extends object>(name: string, item: T, rules: DescribeRules<T>): readonly (string | undefined)[] {
  if (name.startsWith('tag:')) {
    return tagsOf(item)
      .filter((tag) => tag.Key === name.slice('tag:'.length))
      .map((tag) => tag.Value ?? '');
  }
  if (name === 'tag-key') return tagsOf(item).map((tag) => tag.Key);
  const value = rules.filters[name];
  if (value === undefined) throw new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`);
  return [value(item)];
}

function passes<T extends object>(item: T, filters: readonly Filter[], rules: DescribeRules<T>): boolean {
  return filters.every((filter) => {
    const values = valuesFor(filter.Name ?? '', item, rules);
    return (filter.Values ?? []).some((wanted) =>
      values.some((value) => value !== undefined && matches(wanted, value)),
    );
  });
}

/**
 * Describes resources as EC2 does: by ids, with filters, a page at a time
 * (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-pagination.html).
 *
 * @param call the call
 * @param collection what is described
 * @param input of the operation
 * @param rules of the kind
 * @returns what is shown, and the token of the next page
 */
export function describe<T extends object>(
  call: Call,
  collection: Collection<T>,
  input: DescribeInput,
  rules: DescribeRules<T>,
): { readonly items: T[]; readonly next: string | undefined } {
  const { NextToken: token, Filters: filters = [] } = input;
  const size = ec2PageSize(call, input);
  const ids = rules.ids === undefined || rules.ids.length === 0 ? undefined : new Set(rules.ids);
  const isThere = (id: string): boolean =>
    collection.find(id, call.now) !== undefined || collection.rows().some((row) => row.id === id);
  for (const id of ids ?? []) if (!isThere(id)) throw rules.notFound(id);
  const page = takePage(call, collection, {
    token,
    size,
    matches: (row: Row<T>) => (ids?.has(row.id) ?? true) && passes(row.item, filters, rules),
    badToken: () => new AwsError('InvalidNextToken', `The token '${token ?? ''}' is invalid.`),
  });
  return { items: page.entries.map((entry) => entry.item), next: page.next };
}

/**
 * The tags that a creating call asks for.
 *
 * @param specifications of the call
 * @param resourceType which of them count: `route-server-peer`
 * @returns the tags
 */
export function tagsFor(specifications: readonly TagSpecification[] | undefined, resourceType: string): Tag[] {
  for (const { ResourceType: type } of specifications ?? []) {
    if (type !== resourceType) {
      throw new AwsError(
        'InvalidParameterValue',
        `'${type ?? ''}' is not a valid taggable resource type for this operation.`,
      );
    }
  }
  return (specifications ?? []).flatMap((specification) => specification.Tags ?? []);
}

/**
 * The error for an id of the wrong form or of nothing.
 *
 * @param prefix that such ids have
 * @param name of the id in error codes: `RouteServerPeer` in `InvalidRouteServerPeerId.NotFound`
 * @returns a function from an id to its error
 */
export function idErrors(prefix: string, name: string): (id: string) => AwsError {
  const words = name.charAt(0).toLowerCase() + name.slice(1);
  return (id) =>
    id.startsWith(`${prefix}-`)
      ? new AwsError(`Invalid${name}Id.NotFound`, `The ${words} ID '${id}' does not exist`)
      : new AwsError(`Invalid${name}Id.Malformed`, `Invalid id: "${id}" (expecting "${prefix}-...")`);
}
