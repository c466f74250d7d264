import type { Structure } from '../../catalog/model/structure.ts';

/**
 * Escapes what a filter value would read as a wildcard
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html).
 */
export function escapeFilterValue(value: string): string {
  return value.replace(/[\\*?]/g, '\\$&');
}

/** Returns a request whose filter values are escaped; all else is unchanged. */
export function escapeFilters(input: Structure): Structure {
  return Object.fromEntries(
    Object.entries(input).map(([member, value]) => [
      member,
      /^Filters?$/.test(member) && Array.isArray(value) ? value.map(escapeFilter) : value,
    ]),
  );
}

function escapeFilter(filter: { readonly Values?: readonly unknown[] }): object {
  const { Values: values } = filter;
  return values
    ? { ...filter, Values: values.map((value) => (typeof value === 'string' ? escapeFilterValue(value) : value)) }
    : filter;
}
