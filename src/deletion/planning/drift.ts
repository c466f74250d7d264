import { t } from '@vscode/l10n';
import { KINDS, kindById } from '../../catalog/index.ts';
import type { Finding } from '../../catalog/model/evidence.ts';
import type { DisplayField, Kind } from '../../catalog/model/kind.ts';
import type { ParentRef } from '../../catalog/model/listedItem.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';
import { getPath } from '../../inventory/listing/memberPath.ts';
import type { Resource } from '../../inventory/resource.ts';
import { deleteInput, MissingInputError } from './deleteInput.ts';
import { collectEvidence, type Evidence } from './evidence.ts';
import type { PlanItem } from './plan.ts';
import { addsNothing } from './reduction.ts';

/** A difference between what was confirmed and what is there now, in words. */
export interface Difference {
  /** The member, fact or check that differs. */
  readonly what: string;
  readonly text: string;
}

const SEVERITY: Readonly<Record<Finding['level'], number>> = { ok: 0, unknown: 1, warning: 2, blocker: 3 };

/** Returns how bad a finding is: a severe warning weighs more than a plain one. */
function severityScore({ level, severe }: Pick<Finding, 'level' | 'severe'>): number {
  return SEVERITY[level] * 2 + (severe ? 1 : 0);
}

/** Formats a value for people. */
function formatValue(value: unknown): string {
  if (value === undefined || value === null) return t('nothing');
  if (value instanceof Date) return formatDate(value);
  if (Array.isArray(value)) return `[${value.map(formatValue).sort().join(', ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const formatDate = (date: Date): string => (Number.isNaN(date.getTime()) ? String(date) : date.toISOString());

/**
 * Returns a text that only equal values share, from AWS or from the journal, in whatever order AWS lists them. The text for people is the
 * same for the list of `a, b` and that of `a` and `b`.
 */
export function comparable(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (value instanceof Date) return JSON.stringify(formatDate(value));
  if (Array.isArray(value)) return `[${value.map(comparable).sort().join(',')}]`;
  // A number and its text are one value, as people read them.
  if (typeof value !== 'object') return JSON.stringify(typeof value === 'string' ? value : JSON.stringify(value));
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members
    .map(([name, member]) => `${JSON.stringify(name)}:${comparable(member)}`)
    .sort()
    .join(',')}}`;
}

function difference(what: string, before: unknown, after: unknown): Difference[] {
  if (comparable(before) === comparable(after)) return [];
  const [was, is] = [formatValue(before), formatValue(after)];
  return [{ what, text: t('{0} changed from {1} to {2}', what, escapeInvisible(was), escapeInvisible(is)) }];
}

/** Returns the differences that make a resource another one than was confirmed; empty where it is the same one under the same parent. */
function identityChanges(confirmed: Resource, now: Resource): readonly Difference[] {
  const own = confirmed.kind.identity.flatMap((path) =>
    difference(path, getPath(confirmed.entry.item, path), getPath(now.entry.item, path)),
  );
  return [...own, ...parentChanges(confirmed, now)];
}

/**
 * Returns how the parent's identity differs. A parent that was created again under its name has other children, though they may look the
 * same. A member that AWS no longer returns is a difference: nothing shows then that the parent is the same.
 */
function parentChanges({ kind, entry }: Resource, now: Resource): Difference[] {
  const [before, after] = [entry.parent, now.entry.parent];
  if (!before || !after) return [];
  return parentIdentity(kind, before).flatMap((path) => {
    const was = getPath(before.raw, path);
    return was === undefined ? [] : difference(parentPath(before, path), was, getPath(after.raw, path));
  });
}

const parentPath = ({ noun, id }: ParentRef, path: string): string => `${path} (${noun} ${id})`;

/**
 * Returns the paths that identify the parent of a kind's resource. Tags are listed with resources of many kinds, which are no rows above
 * them: their noun names the kind.
 */
function parentIdentity({ service, parentKinds = [] }: Kind, { noun }: ParentRef): readonly string[] {
  const named = parentKinds.flatMap((id) => kindById(id) ?? []);
  const kinds = named.length > 0 ? named : KINDS.filter((kind) => kind.service === service && kind.noun === noun);
  return [...new Set(kinds.flatMap(({ identity }) => identity))];
}

/**
 * Returns whether AWS lists another resource in the place of the confirmed one: a namesake that was created since. A member that AWS
 * no longer returns proves nothing: many disappear while a resource is deleted.
 */
export function isReplaced(confirmed: Resource, now: Resource): boolean {
  const differs = confirmed.kind.identity.some((path) => {
    const [before, after] = [getPath(confirmed.entry.item, path), getPath(now.entry.item, path)];
    return before !== undefined && after !== undefined && comparable(before) !== comparable(after);
  });
  return differs || isParentReplaced(confirmed, now);
}

/** Returns whether the parent is another one. As for the resource itself, a member that AWS no longer returns proves nothing here. */
function isParentReplaced(
  { kind, entry: { parent: before } }: Resource,
  { entry: { parent: after } }: Resource,
): boolean {
  if (!before || !after) return false;
  return parentIdentity(kind, before).some((path) => {
    const [was, is] = [getPath(before.raw, path), getPath(after.raw, path)];
    return was !== undefined && is !== undefined && comparable(was) !== comparable(is);
  });
}

/**
 * Returns every difference between what the question showed and what is there at `nowMs`: identity, the parent's identity, facts, findings
 * and the request itself, by value. What became less (a smaller count, a use that ended) is no difference.
 */
export function questionChanges(
  item: PlanItem,
  now: Pick<PlanItem, 'resource' | 'evidence'>,
  nowMs: number,
): readonly Difference[] {
  const { resource } = item;
  const identity = identityChanges(resource, now.resource);
  if (identity.length > 0) return identity;
  const shown = [...item.evidence, ...expectedAgain(item, collectEvidence(resource, nowMs))];
  return [
    ...factChanges(resource, now.resource),
    ...evidenceChanges(shown, now.evidence),
    ...inputChanges(item, now.resource),
  ];
}

/**
 * Returns the findings that the confirmed description has by today's clock, and the question need not have shown in these words: the
 * same ones with another age in them, and what the plan itself resolves.
 */
function expectedAgain({ evidence, dependsOn = [] }: PlanItem, again: readonly Evidence[]): readonly Evidence[] {
  const scores = highestScores(evidence);
  return again.filter(
    (piece) =>
      severityScore(piece) <= (scores.get(piece.check) ?? -1) || (piece.blockers !== undefined && dependsOn.length > 0),
  );
}

function highestScores(evidence: readonly Evidence[]): ReadonlyMap<string, number> {
  const scores = new Map<string, number>();
  for (const piece of evidence) scores.set(piece.check, Math.max(severityScore(piece), scores.get(piece.check) ?? 0));
  return scores;
}

/** Returns the findings that are worse or less certain than what was shown for the same check, or that add to it. */
function evidenceChanges(shown: readonly Evidence[], now: readonly Evidence[]): readonly Difference[] {
  const scores = highestScores(shown);
  return now
    .filter((piece) => {
      const before = scores.get(piece.check);
      if (before === undefined) return piece.level !== 'ok';
      if (severityScore(piece) > before) return true;
      const known = shown.filter(({ check }) => check === piece.check);
      if (piece.level === 'unknown') return !known.some(({ level }) => level === 'unknown');
      return !addsNothing(
        known.map(({ text }) => text),
        piece.text,
      );
    })
    .map(({ check, text }) => ({ what: check, text }));
}

/** Compares the facts that identify a resource in the question, and those beside them: all but the ones that change by themselves. */
function factChanges({ kind, entry, name }: Resource, now: Resource): readonly Difference[] {
  const facts = kind.facts.filter(({ dialogTemplate, volatile }) => dialogTemplate !== undefined && !volatile);
  return [
    ...difference(t('Name'), name, now.name),
    ...facts.flatMap((fact) => {
      const [before, after] = [fact.value(entry), fact.value(now.entry)];
      return isLess(fact, before, after) ? [] : difference(fact.label, before, after);
    }),
  ];
}

/**
 * Returns whether a use has ended (an attachment), or a count has shrunk, as it does when the plan deletes what it counts. Of everything
 * else a value that is missing now is a difference: the read is less sure than the question was.
 */
function isLess({ shrinks }: DisplayField, before: unknown, after: unknown): boolean {
  if (!shrinks) return false;
  if (after === undefined || after === false) return true;
  return typeof before === 'number' && typeof after === 'number' && after <= before;
}

/** Compares the request with the one that would be written now: an attachment to another VPC needs another one. */
function inputChanges({ input }: PlanItem, now: Resource): readonly Difference[] {
  let written: Structure;
  try {
    written = deleteInput(now);
  } catch (error) {
    if (!(error instanceof MissingInputError)) throw error;
    return [{ what: 'input', text: error.message }];
  }
  return [...new Set([...Object.keys(input), ...Object.keys(written)])].flatMap((member) =>
    difference(member, input[member], written[member]),
  );
}
