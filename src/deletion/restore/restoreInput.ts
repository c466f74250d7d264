import { t } from '@vscode/l10n';
import type { Kind } from '../../catalog/model/kind.ts';
import type { ListedItem } from '../../catalog/model/listedItem.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Restore, RestoreInputSource } from '../../catalog/model/restore.ts';
import { getPath, getTags } from '../../inventory/listing/memberPath.ts';

/** What a person answered, by the id of what was asked. */
export type Answers = Readonly<Record<string, string>>;

/** A request, or what keeps it from being written. */
export type InputResult = { readonly input: Structure } | { readonly problem: string };

/** A tag's key and value. */
type Tag = readonly [string, string];

/** The tags of a resource by what becomes of them. */
export interface RestoredTags {
  /** Sent with the restoring call. */
  readonly restored: readonly Tag[];
  /** Left out: keys that begin with `aws:` can be set by AWS alone. */
  readonly awsManaged: readonly Tag[];
  /** Left out: the call takes none. */
  readonly dropped: readonly Tag[];
}

/** What one member comes to: its value, nothing where it may be missing, or why there is none. */
type ValueResult = { readonly value: unknown } | { readonly problem: string };

const missing = (value: unknown) => value === undefined || value === null || value === '';

/** Timestamps are text after a journal's JSON. */
function asDate(value: unknown): Date | undefined {
  const date = value instanceof Date ? value : new Date(typeof value === 'string' ? value : Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The value of one member of the request. */
function valueFrom(from: RestoreInputSource, restore: Restore, entry: ListedItem, answers: Answers): ValueResult {
  if ('value' in from) return from;
  if ('parent' in from) {
    return entry.parent ? { value: entry.parent.id } : { problem: t('Its parent is unknown.') };
  }
  if ('promptId' in from) return answerTo(from.promptId, restore, answers);
  const value = getPath(entry.item, from.item);
  if (missing(value)) {
    return from.optional ? { value: undefined } : { problem: t('Its previous {0} is unknown.', from.item) };
  }
  if (from.as !== 'date') return { value };
  const date = asDate(value);
  return date ? { value: date } : { problem: t('Its previous {0} is not a date.', from.item) };
}

function answerTo(id: string, { prompts = [] }: Restore, answers: Answers): ValueResult {
  const ask = prompts.find((one) => one.id === id);
  if (!ask) return { problem: t('No value was requested for {0}.', id) };
  const answer = answers[id] ?? '';
  const problem = ask.validate(answer);
  if (problem !== undefined) return { problem: `${ask.label}: ${problem}` };
  return { value: ask.value ? ask.value(answer) : answer.trim() };
}

/** Sets a member by its dotted path, making the structures on the way. */
function setPath(structure: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? path;
  let inner = structure;
  for (const name of names) inner = (inner[name] ??= {}) as Record<string, unknown>;
  inner[last] = value;
}

/**
 * Writes the request of a restore.
 *
 * @param kind the kind
 * @param restore how it is restored
 * @param entry the resource as it was
 * @param answers what the person answered
 * @returns the operation's input, or a sentence that says what it lacks
 */
export function restoreInput(kind: Kind, restore: Restore, entry: ListedItem, answers: Answers): InputResult {
  const input: Record<string, unknown> = {};
  for (const [path, from] of Object.entries(restore.input)) {
    const result = valueFrom(from, restore, entry, answers);
    if ('problem' in result) return result;
    if (result.value !== undefined) setPath(input, path, result.value);
  }
  const tags = tagMembers(kind, restore, entry);
  if (restore.tags && tags.length > 0) {
    const { member, resourceType } = restore.tags;
    input[member] = resourceType === undefined ? tags : [{ ResourceType: resourceType, Tags: tags }];
  }
  return { input };
}

const isOfAws = (key: string) => /^aws:/i.test(key);

/** The tags that the call takes, spelled as the resource's own description spells them. */
function tagMembers({ members }: Kind, restore: Restore, entry: ListedItem): readonly Structure[] {
  const list = restore.tags && members.tags !== undefined ? getPath(entry.item, members.tags) : undefined;
  return (Array.isArray(list) ? (list as Structure[]) : []).filter((tag) => {
    const key = tag['Key'] ?? tag['key'];
    return typeof key === 'string' && !isOfAws(key);
  });
}

/**
 * Sorts a resource's tags by what becomes of them in a restore.
 *
 * @param kind the kind
 * @param restore how it is restored
 * @param entry the resource as it was
 * @returns the tags
 */
export function partitionTags(kind: Kind, restore: Restore, entry: ListedItem): RestoredTags {
  const all = kind.members.tags === undefined ? [] : [...getTags(entry.item, kind.members.tags)];
  const own = all.filter(([key]) => !isOfAws(key));
  return {
    restored: restore.tags ? own : [],
    awsManaged: all.filter(([key]) => isOfAws(key)),
    dropped: restore.tags ? [] : own,
  };
}
