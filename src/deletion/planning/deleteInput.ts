import { t } from '@vscode/l10n';
import type { InputSource, RequestPlace } from '../../catalog/model/deleteAction.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { getPath } from '../../inventory/listing/memberPath.ts';
import type { Resource } from '../../inventory/resource.ts';

/** Thrown when a request cannot be written, because AWS did not return a value that it needs. */
export class MissingInputError extends Error {
  constructor(operation: string, member: string) {
    super(t('{0} needs {1}, which AWS did not return for this resource.', operation, member));
    this.name = 'IncompleteRequestError';
  }
}

/**
 * Returns the input of the delete request, every member set. Throws MissingInputError when a member has no value; sent without it, the
 * request could mean something else.
 */
export function deleteInput(resource: Resource): Structure {
  const { action } = resource.kind;
  const { partition } = resource.target.identity;
  const input: Record<string, unknown> = {};
  for (const [member, from] of Object.entries(action.input)) {
    const value = resolveInput(from, resource);
    if (!isComplete(value, member, partition)) throw new MissingInputError(action.operation, member);
    input[member] = value;
  }
  for (const [member, value] of Object.entries(action.computedInput?.(resource.entry, placeOf(resource)) ?? {})) {
    if (!isComplete(value, member, partition)) throw new MissingInputError(action.operation, member);
    input[member] = value;
  }
  return input;
}

/** Members with tags: their keys and values may be any text. */
const TAGS = /tags?$|tagKeys$/i;

/** Returns whether a text has no visible character. */
const isBlank = (text: string): boolean => /^[\s\p{Cf}\p{Cc}]*$/u.test(text);

/**
 * Returns whether a value of a request has all its parts: without one of them the request could mean another resource, or all. An ARN
 * without its account names another one, one of another partition something that the account cannot have, and a blank text or a number that
 * is none names nothing.
 */
function isComplete(value: unknown, member: string, partition: string): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (typeof value === 'string') return isCompleteText(value, member, partition);
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every((part) => isComplete(part, member, partition));
  if (typeof value !== 'object') return true;
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  return Object.entries(value).every(
    ([name, part]) =>
      (part === '' && isTagValue(name, member)) || isComplete(part, TAGS.test(member) ? member : name, partition),
  );
}

const isTagValue = (name: string, member: string): boolean => TAGS.test(member) && /^value$/i.test(name);

function isCompleteText(text: string, member: string, partition: string): boolean {
  if (TAGS.test(member)) return true;
  // A CIDR without its address.
  if (isBlank(text.replace(/\/\d+$/, ''))) return false;
  return !text.startsWith('arn:') || isCompleteArn(text, partition);
}

/** Returns whether an ARN has all its parts, in a partition. Only the Region may be empty, for what AWS has in all Regions. */
function isCompleteArn(arn: string, partition: string): boolean {
  const [, own, service, , account, ...resource] = arn.split(':');
  const name = resource.join(':');
  const isWhole = own === partition && [service, account, name].every(Boolean) && !name.endsWith('/');
  return isWhole && !/[\s\p{Cf}\p{Cc}]|[:/](?:undefined|null|NaN)(?:[:/]|$)/u.test(arn);
}

function placeOf({ target: { identity, region } }: Resource): RequestPlace {
  return { partition: identity.partition, accountId: identity.accountId, region };
}

/** Returns the value of one member of the request, from the source that the kind defines. */
function resolveInput(from: InputSource, { entry }: Resource): unknown {
  if (typeof from === 'string') return getPath(entry.item, from);
  if ('parent' in from) return from.parent === 'id' ? entry.parent?.id : getPath(entry.parent?.raw ?? {}, from.parent);
  if ('value' in from) return from.value;
  if (!('item' in from)) {
    const value = getPath(entry.item, from[0]);
    return value === undefined ? undefined : [value];
  }
  const value = convert(getPath(entry.item, from.item), from.as);
  return from.list && value !== undefined ? [value] : value;
}

/** Converts a number to text, or text to a number; undefined where that is none. */
function convert(value: unknown, as: 'text' | 'number' | undefined): unknown {
  if (as === 'text') return typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (as !== 'number' || typeof value !== 'string') return value;
  return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined;
}
