import { AwsError } from '../wire/awsError.ts';
import type { Fields } from '../types.ts';
import { matches } from '../wildcard.ts';

interface Filter {
  readonly Name?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

/** Filters that do not have the name of their member (the filter lists of the Describe operations). */
const NAMES: Readonly<Record<string, string>> = {
  'placement-group-name': 'placement.group-name',
  'ip-permission.group-id': 'ip-permissions.group-id',
  'egress.ip-permission.group-id': 'ip-permissions-egress.group-id',
  'attachment.vpc-id': 'attachments.vpc-id',
};

const kebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

const same = (member: string, name: string): boolean => {
  const own = kebab(member);
  return own === name || own === `${name}s` || own === `${name}-set` || own.endsWith(`-${name}`);
};

/** Returns all values under members with the given names, at any depth. */
function valuesOf(value: unknown, names: readonly string[]): readonly unknown[] {
  const [name, ...rest] = names;
  if (name === undefined) return Array.isArray(value) ? (value as unknown[]) : [value];
  if (Array.isArray(value)) return (value as unknown[]).flatMap((one) => valuesOf(one, names));
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  const here = Object.entries(value).filter(([member]) => same(member, name));
  const exact = here.filter(([member]) => kebab(member) === name);
  const found = (exact.length > 0 ? exact : here).flatMap(([, inner]) => valuesOf(inner, rest));
  return found.length > 0 ? found : Object.values(value).flatMap((inner) => valuesOf(inner, names));
}

function passes(item: Fields, { Name: name = '', Values: wanted = [] }: Filter): boolean {
  if (name.startsWith('tag:')) {
    const tags = [...valuesOf(item, ['tags']), ...valuesOf(item, ['tag-set'])] as Fields[];
    return tags.some(
      (tag) => tag['Key'] === name.slice(4) && wanted.some((value) => matches(value, String(tag['Value']))),
    );
  }
  const values = valuesOf(item, (NAMES[name] ?? name).split('.'));
  return wanted.some((pattern) => values.some((value) => matches(pattern, String(value))));
}

/**
 * Returns whether a resource matches all filters of a request. Throws `InvalidParameterValue` for a filter without a
 * name.
 */
export function passesFilters(item: Fields, input: Fields): boolean {
  const filters = (input['Filters'] ?? input['Filter'] ?? []) as readonly Filter[];
  for (const { Name: name } of filters) {
    if (name === undefined || name === '') throw new AwsError('InvalidParameterValue', 'A filter must have a name');
  }
  return filters.every((filter) => passes(item, filter));
}
