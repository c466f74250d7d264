import { t } from '@vscode/l10n';
import type { Resource } from '../../inventory/resource.ts';
import type { Usage } from '../../inventory/usage/usage.ts';
import { datedUsageText } from '../../inventory/usage/usageText.ts';
import type { UsageBatch } from '../../inventory/usage/usageBatch.ts';
import type { Evidence } from './evidence.ts';

/** A source that finds whether something uses a resource; `UsageService` is one. */
export interface UsageSource {
  /** Returns whether a search has ever found that nothing uses a resource. Sends nothing. */
  readonly foundUnused: (resource: Resource) => boolean;
  /** Reads again what the verdict rests on. Lists are read once for each batch and a few seconds. */
  readonly reread: (resource: Resource, batch: UsageBatch, signal: AbortSignal) => Promise<Usage | undefined>;
  /** Returns what the resources of one plan share. */
  readonly batchOf: (planId: string) => UsageBatch;
}

/** The name of the check. */
export const USAGE_CHECK = 'usage';

/** Returns the evidence of a verdict; undefined stands for one that could not be read in time. */
export function usageEvidence({ kind }: Resource, usage: Usage | undefined): Evidence {
  const base = { check: USAGE_CHECK, operation: kind.sources[0]?.operation ?? '' };
  switch (usage?.word) {
    case 'unused':
      return { ...base, level: 'ok', text: t('Nothing uses it: {0}.', datedUsageText(usage)) };
    case 'used':
      return { ...base, level: 'warning', text: t('Something uses it: {0}.', usage.reason) };
    case 'unknown':
      return { ...base, level: 'unknown', text: t('It is not known whether anything uses it: {0}.', usage.reason) };
    case undefined:
      return { ...base, level: 'unknown', text: t('It could not be checked in time whether anything uses it.') };
  }
}
