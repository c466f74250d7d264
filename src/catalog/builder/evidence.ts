import type { EvidenceRule, Finding } from '../model/evidence.ts';

/** Returns evidence that holds for every resource of its type. A `severe` finding is a warning that a click does not confirm. */
export function always(check: string, level: 'ok' | 'warning' | 'severe', text: string): EvidenceRule<unknown> {
  const finding: Finding = level === 'severe' ? { level: 'warning', severe: true, text } : { level, text };
  return { check, assess: () => finding };
}
