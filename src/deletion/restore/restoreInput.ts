import { t } from '@vscode/l10n';
import type { Kind } from '../../catalog/model/kind.ts';
import type { ListedItem } from '../../catalog/model/listedItem.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Restore, RestoreInputSource } from '../../catalog/model/restore.ts';
import { getPath, getTags } from '../../inventory/listing/memberPath.ts';
import { parseTime } from '../../common/text/parseTime.ts';

/** The user's input, by prompt id. */
export type Answers = Readonly<Record<string, string>>;

/** An input, or why it cannot be built. */
export type InputResult = { readonly input: Structure } | { readonly problem: string };

/** A tag's key and value. */
type Tag = readonly [string, string];

/** The tags of a resource, by what a restore does with them. */
export interface RestoredTags {
  /** Sent with the request. */
  readonly restored: readonly Tag[];
  /** Left out: only AWS can set keys that begin with `aws:`. */
  readonly awsManaged: readonly Tag[];
  /** Left out: the operation takes none. */
  readonly dropped: readonly Tag[];
}

/** The value of a member, undefined where it is optional; or why there is none. */
type ValueResult = { readonly value: unknown } | { readonly problem: string };

const missing = (value: unknown) => value === undefined || value === null || value === '';

/** Converts a timestamp, which is text in the journal. */
function asDate(value: unknown): Date | undefined {
  if (typeof value === 'string') return parseTime(value);
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value : undefined;
}

/** Returns the value of one member of the input. */
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

/** Sets a member by its dotted path, and creates the structures on the way. */
function setPath(structure: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? path;
  let inner = structure;
  for (const name of names) inner = (inner[name] ??= {}) as Record<string, unknown>;
  inner[last] = value;
}

/** Builds the input of a restore. Returns a sentence that names what is missing, where it cannot be complete. */
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

/** Returns the tags that the operation takes, spelled as in the resource's own description. */
function tagMembers({ members }: Kind, restore: Restore, entry: ListedItem): readonly Structure[] {
  const list = restore.tags && members.tags !== undefined ? getPath(entry.item, members.tags) : undefined;
  return (Array.isArray(list) ? (list as Structure[]) : []).filter((tag) => {
    const key = tag['Key'] ?? tag['key'];
    return typeof key === 'string' && !isOfAws(key);
  });
}

/** Sorts a resource's tags by what a restore does with them. */
export function partitionTags(kind: Kind, restore: Restore, entry: ListedItem): RestoredTags {
  const all = kind.members.tags === undefined ? [] : [...getTags(entry.item, kind.members.tags)];
  const own = all.filter(([key]) => !isOfAws(key));
  return {
    restored: restore.tags ? own : [],
    awsManaged: all.filter(([key]) => isOfAws(key)),
    dropped: restore.tags ? [] : own,
  };
}
