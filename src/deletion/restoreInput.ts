import { t } from '@vscode/l10n';
import type { Entry, Kind, Structure } from '../catalog/kind.ts';
import type { Restore, RestoreFrom } from '../catalog/restore.ts';
import { memberAt, tagsAt } from '../inventory/member.ts';

/** What a person answered, by the id of what was asked. */
export type Answers = Readonly<Record<string, string>>;

/** A request, or what keeps it from being written. */
export type Made = { readonly input: Structure } | { readonly problem: string };

/** A tag's key and value. */
type Tag = readonly [string, string];

/** The tags of a resource by what becomes of them. */
export interface RestoredTags {
  /** Sent with the restoring call. */
  readonly kept: readonly Tag[];
  /** Left out: keys that begin with `aws:` can be set by AWS alone. */
  readonly ofAws: readonly Tag[];
  /** Left out: the call takes none. */
  readonly lost: readonly Tag[];
}

/** What one member comes to: its value, nothing where it may be missing, or why there is none. */
type Value = { readonly value: unknown } | { readonly problem: string };

const missing = (value: unknown) => value === undefined || value === null || value === '';

/** Timestamps are text after a journal's JSON. */
function asDate(value: unknown): Date | undefined {
  const date = value instanceof Date ? value : new Date(typeof value === 'string' ? value : Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The value of one member of the request. */
function valueFrom(from: RestoreFrom, restore: Restore, entry: Entry, answers: Answers): Value {
  if ('value' in from) return from;
  if ('parent' in from) {
    return entry.parent ? { value: entry.parent.id } : { problem: t('What it hung under is not known.') };
  }
  if ('answer' in from) return answerTo(from.answer, restore, answers);
  const value = memberAt(entry.item, from.item);
  if (missing(value)) {
    return from.optional ? { value: undefined } : { problem: t('Its {0} before is not known.', from.item) };
  }
  if (from.as !== 'date') return { value };
  const date = asDate(value);
  return date ? { value: date } : { problem: t('Its {0} before is no date.', from.item) };
}

function answerTo(id: string, { asks = [] }: Restore, answers: Answers): Value {
  const ask = asks.find((one) => one.id === id);
  if (!ask) return { problem: t('Nothing was asked for {0}.', id) };
  const answer = answers[id] ?? '';
  const problem = ask.check(answer);
  if (problem !== undefined) return { problem: `${ask.label}: ${problem}` };
  return { value: ask.value ? ask.value(answer) : answer.trim() };
}

/** Sets a member by its dotted path, making the structures on the way. */
function setAt(structure: Record<string, unknown>, path: string, value: unknown): void {
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
export function restoreInput(kind: Kind, restore: Restore, entry: Entry, answers: Answers): Made {
  const input: Record<string, unknown> = {};
  for (const [path, from] of Object.entries(restore.input)) {
    const result = valueFrom(from, restore, entry, answers);
    if ('problem' in result) return result;
    if (result.value !== undefined) setAt(input, path, result.value);
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
function tagMembers({ members }: Kind, restore: Restore, entry: Entry): readonly Structure[] {
  const list = restore.tags && members.tags !== undefined ? memberAt(entry.item, members.tags) : undefined;
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
export function tagsToRestore(kind: Kind, restore: Restore, entry: Entry): RestoredTags {
  const all = kind.members.tags === undefined ? [] : [...tagsAt(entry.item, kind.members.tags)];
  const own = all.filter(([key]) => !isOfAws(key));
  return {
    kept: restore.tags ? own : [],
    ofAws: all.filter(([key]) => isOfAws(key)),
    lost: restore.tags ? [] : own,
  };
}
