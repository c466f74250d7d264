import { t } from '@vscode/l10n';
import type { EvidenceLevel } from '../../catalog/model/evidence.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';
import { sortBySeverity, type Evidence } from '../planning/evidence.ts';
import type { PlanItem } from '../planning/plan.ts';
import { countLabel } from './planSummary.ts';
import { findingLine } from './phrases.ts';
import { displayLabel } from './resourceLabels.ts';

/** Its texts differ only in operations. */
const PERMISSION_CHECK = 'permission';

/** The same finding of one or more resources. */
export interface FindingGroup {
  readonly level: EvidenceLevel;
  readonly check: string;
  readonly items: readonly PlanItem[];
  /** The first one. */
  readonly finding: Evidence;
}

/** Groups the findings that count: those of one check and level belong together. Returns them worst first, then by how many they are about. */
export function groupFindings(
  items: readonly PlanItem[],
  counts: (finding: Evidence) => boolean = ({ level }) => level !== 'ok',
): readonly FindingGroup[] {
  const groups = new Map<string, { finding: Evidence; items: PlanItem[] }>();
  for (const item of items) {
    for (const finding of item.evidence.filter(counts)) {
      const key = JSON.stringify([finding.level, finding.severe === true, finding.check]);
      const group = groups.get(key);
      if (!group) groups.set(key, { finding, items: [item] });
      else if (!group.items.includes(item)) group.items.push(item);
    }
  }
  const all = [...groups.values()].map(({ finding, items: of }) => ({
    ...{ level: finding.level, check: finding.check, items: of, finding },
  }));
  const order = sortBySeverity(all.map(({ finding }) => finding));
  const rank = ({ finding }: FindingGroup) => order.findIndex(({ level }) => level === finding.level);
  return all.sort(
    (one, other) =>
      rank(one) - rank(other) ||
      Number(other.finding.severe === true) - Number(one.finding.severe === true) ||
      other.items.length - one.items.length,
  );
}

/** Returns a group in one line: `Not certain: permission for 15 route server peers`. */
export function groupLine({ level, check, items, finding }: FindingGroup): string {
  const [first] = items;
  const text = escapeInvisible(finding.text);
  if (items.length === 1 && first) return findingLine(level, `${displayLabel(first.resource)}: ${text}`);
  if (check === PERMISSION_CHECK && level === 'unknown') {
    return findingLine(level, t('permission for {0}', countLabel(items)));
  }
  const isSame = items.every(({ evidence }) =>
    evidence.some((one) => one.check === check && one.text === finding.text),
  );
  if (isSame || !first) return findingLine(level, `${countLabel(items)}: ${text}`);
  return findingLine(level, t('{0}: {1} And {2} more like it.', displayLabel(first.resource), text, items.length - 1));
}
