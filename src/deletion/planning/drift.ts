import { t } from '@vscode/l10n';
import type { Finding } from '../../catalog/model/kind.ts';
import { getPath } from '../../inventory/listing/memberPath.ts';
import type { Resource } from '../../inventory/resource.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';
import type { Evidence } from './evidence.ts';

/** A difference between what was confirmed and what is there now, in words. */
export interface Difference {
  /** The member or check that differs. */
  readonly what: string;
  readonly text: string;
}

const SEVERITY: Readonly<Record<Finding['level'], number>> = { ok: 0, unknown: 1, warning: 2, blocker: 3 };

/** How bad a finding is: a grave warning weighs more than a plain one. */
function severityScore(finding: Pick<Finding, 'level' | 'severe'>): number {
  return SEVERITY[finding.level] * 2 + (finding.severe ? 1 : 0);
}

/** A value in words, the same for equal values, whether it came from AWS or from the journal. */
function formatValue(value: unknown): string {
  if (value === undefined || value === null) return t('nothing');
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * What makes a resource another one than was confirmed: the members that its kind names as identity.
 *
 * Returns the differences; empty when it is the same.
 */
export function identityChanges(confirmed: Resource, now: Resource): readonly Difference[] {
  return confirmed.kind.identity.flatMap((path) => {
    const before = formatValue(getPath(confirmed.entry.item, path));
    const after = formatValue(getPath(now.entry.item, path));
    return before === after
      ? []
      : [{ what: path, text: t('{0} changed from {1} to {2}', path, escapeInvisible(before), escapeInvisible(after)) }];
  });
}

/**
 * Where the risk has risen since the confirmation. A session that went down, or a newer use of the same kind, is no rise.
 *
 * Returns the checks that say worse than they did.
 */
export function increasedRisks(confirmed: readonly Evidence[], now: readonly Evidence[]): readonly Difference[] {
  const before = new Map<string, number>();
  for (const piece of confirmed) before.set(piece.check, Math.max(severityScore(piece), before.get(piece.check) ?? 0));
  return now
    .filter(
      (piece) => severityScore(piece) > (before.get(piece.check) ?? 0) && SEVERITY[piece.level] >= SEVERITY.warning,
    )
    .map(({ check, text }) => ({ what: check, text }));
}
