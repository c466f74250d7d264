import { randomUUID } from 'node:crypto';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { EngineJournal } from '../execution/planExecutor.ts';
import type { Evidence } from '../planning/evidence.ts';
import type { JournalAction, StoredOutcome, StoredOutcomeKind } from './entry.ts';
import type { Journal } from './journal.ts';
import { serializeResource } from './format/storedResource.ts';
import type { JournalWriter } from './journalWriter.ts';
import type { Outcome } from '../execution/outcome.ts';
import type { RestoreJournal } from '../restore/restorer.ts';
import type { RestoreOutcomeKind } from '../restore/restoreOutcome.ts';
import type { RemovalLog } from '../execution/ports.ts';

/** What is about to be called, as engine and dry run know it. */
export interface Intention {
  readonly planId: string;
  readonly action: JournalAction;
  readonly resource: Resource;
  readonly operation: string;
  readonly input: Structure;
  readonly evidence: readonly Evidence[];
}

/** Writes an intention down, on disk before it returns. @throws when it cannot be written: then nothing is called */
export type Intend = (intention: Intention) => Promise<JournalWriter>;

/**
 * The journal as those who call AWS see it.
 *
 * @param journal the journal
 * @returns writes intentions down
 */
export function intendIn(journal: Pick<Journal, 'intend'>): Intend {
  return ({ resource, evidence, ...intention }) =>
    journal.intend({
      ...intention,
      resource: serializeResource(resource),
      evidence: evidence.map(({ check, level, text, operation }) => ({ check, level, text, operation })),
    });
}

/**
 * The journal as the engine sees it.
 *
 * @param journal the journal
 * @returns claims and intents
 */
export function engineJournal(journal: Pick<Journal, 'intend' | 'claim'>): EngineJournal {
  const intend = intendIn(journal);
  return {
    async claim(key) {
      const claim = await journal.claim(key);
      return claim.claimed ? claim : undefined;
    },
    async intend(item, planId) {
      const { resource, operation, input, evidence } = item;
      return logOf(await intend({ planId, action: 'delete', resource, operation, input, evidence }));
    },
  };
}

function logOf(writer: JournalWriter): RemovalLog {
  return {
    called: () => writer.recordCall(),
    response: (record) => writer.recordResponse(record),
    outcome: (outcome) => writer.recordOutcome(storedOutcome(outcome)),
  };
}

/**
 * An outcome as the journal keeps it.
 *
 * @param outcome how it ended
 * @param kind another name for it, where the journal has one
 * @returns the outcome with the code and the action of the failed call
 */
export function storedOutcome(outcome: Outcome, kind: StoredOutcomeKind = outcome.kind): Omit<StoredOutcome, 'at'> {
  const { reason, failure } = outcome;
  return {
    kind,
    ...(reason !== undefined && { reason }),
    ...(failure && { code: failure.name }),
    ...(failure?.cause === 'denied' && { deniedAction: failure.action }),
  };
}

/**
 * The journal as those who restore see it.
 *
 * @param intend writes intentions down
 * @returns writes restores down
 */
export function restoreJournal(intend: Intend): RestoreJournal {
  return {
    async intend({ before, operation, input }) {
      const writer = await intend({
        planId: randomUUID(),
        action: 'restore',
        resource: before,
        operation,
        input,
        evidence: [],
      });
      await writer.recordCall();
      return (outcome) => {
        const { resource, kind, reason, failure } = outcome;
        const stored = storedOutcome({
          kind: 'unknown',
          ...(reason !== undefined && { reason }),
          ...(failure && { failure }),
        });
        return writer.recordOutcome({
          ...stored,
          kind: RESTORE_OUTCOMES[kind],
          ...(resource && { newId: resource.id }),
        });
      };
    },
  };
}

/** The journal's names for the ends of a restore. */
const RESTORE_OUTCOMES: Readonly<Record<RestoreOutcomeKind, StoredOutcomeKind>> = {
  restored: 'restored',
  pending: 'unknown',
  alreadyPresent: 'canceled',
  changed: 'changed',
  blocked: 'blocked',
  denied: 'denied',
  failed: 'failed',
  canceled: 'canceled',
  unknown: 'unknown',
};
