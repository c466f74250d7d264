import { SERVICES } from '../../catalog/model/services.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { formatCompactJson } from '../../common/text/formatJson.ts';
import type { PlanItem } from '../planning/plan.ts';

/** Returns the items of a plan as a JSON array with a line for each: the request, the findings, and the description before it. */
export function planJson(items: readonly PlanItem[]): string {
  return ['[', items.map((item) => `  ${formatCompactJson(itemValue(item))}`).join(',\n'), ']'].join('\n');
}

function itemValue({ resource, operation, input, evidence }: PlanItem): object {
  const { kind, target, entry } = resource;
  const description: Structure = entry.parent
    ? { [entry.parent.noun]: entry.parent.id, [kind.noun]: entry.item }
    : { [kind.noun]: entry.item };
  return {
    service: SERVICES[kind.service].label,
    operation,
    account: target.identity.accountId,
    region: target.region,
    input,
    findings: evidence.map(({ level, text, operation: from }) => ({ level, text, operation: from })),
    description,
  };
}
