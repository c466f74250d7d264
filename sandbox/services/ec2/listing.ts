import type { Filter, Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { AwsError } from '../../wire/awsError.ts';
import { matches } from '../../wildcard.ts';
import type { Collection, Row } from '../../world/collection.ts';
import type { Call } from '../call.ts';
import { ec2PageSize, takePage } from '../paging.ts';

/** The common input of EC2's Describe operations. */
export interface DescribeInput {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
  readonly Filters?: readonly Filter[] | undefined;
}

/** How a kind is described. */
export interface DescribeRules<T extends object> {
  /** The requested ids. Undefined for all. */
  readonly ids: readonly string[] | undefined;
  /** Returns the error for an unknown id. */
  readonly notFound: (id: string) => AwsError;
  /** The values that filters compare, by filter. */
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
 * Lists resources as EC2 does: by ids, by filters and by pages
 * (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-pagination.html).
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
  const exists = (id: string): boolean =>
    collection.find(id, call.now) !== undefined || collection.rows().some((row) => row.id === id);
  for (const id of ids ?? []) if (!exists(id)) throw rules.notFound(id);
  const page = takePage(call, collection, {
    token,
    size,
    matches: (row: Row<T>) => (ids?.has(row.id) ?? true) && passes(row.item, filters, rules),
    invalidToken: () => new AwsError('InvalidNextToken', `The token '${token ?? ''}' is invalid.`),
  });
  return { items: page.entries.map((entry) => entry.item), next: page.next };
}

/**
 * Returns the tags of a Create request. Throws `InvalidParameterValue` if they are for another resource type than
 * `route-server-peer` and its like.
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
 * Returns a function from an id to EC2's error: malformed without `prefix`, else not found. `name` is the code's:
 * `RouteServerPeer` in `InvalidRouteServerPeerId.NotFound`.
 */
export function idErrors(prefix: string, name: string): (id: string) => AwsError {
  const words = name.charAt(0).toLowerCase() + name.slice(1);
  return (id) =>
    id.startsWith(`${prefix}-`)
      ? new AwsError(`Invalid${name}Id.NotFound`, `The ${words} ID '${id}' does not exist`)
      : new AwsError(`Invalid${name}Id.Malformed`, `Invalid id: "${id}" (expecting "${prefix}-...")`);
}
