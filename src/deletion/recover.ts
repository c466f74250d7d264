import { t } from '@vscode/l10n';
import type { AwsCaller } from '../aws/clients.ts';
import { causeOf, type Cause, type Failure } from '../aws/failure.ts';
import type { CredentialSource, Target } from '../aws/target.ts';
import type { Kind, Structure } from '../catalog/kind.ts';
import type { Resource } from '../inventory/resource.ts';
import type { Clock } from './clock.ts';
import type { JournalEntry } from './journal/entry.ts';
import type { Unfinished } from './journal/journal.ts';
import { revive } from './journal/storedResource.ts';
import { storedOutcome } from './journaled.ts';
import type { Outcome } from './outcome.ts';
import { refused } from './refusal.ts';
import { settle } from './settle.ts';

/** Causes that have to do with who looks, and not with what there is. */
const SIGNED_OUT: ReadonlySet<Cause> = new Set(['credentials', 'noCredentials', 'expired', 'clock']);

/** What recovering is done with. */
export interface RecoverParts {
  readonly caller: AwsCaller;
  readonly clock: Clock;
  readonly kindById: (id: string) => Kind | undefined;
  /** Resolves a source in one Region. @throws why it cannot be */
  readonly resolve: (source: CredentialSource, region: string) => Promise<Target | undefined>;
  readonly seen: (resource: Resource, now: Resource | undefined) => void;
  readonly signal?: AbortSignal;
}

/**
 * Settles what a window left behind that ended in the middle, by looking and never by deleting again.
 *
 * @param unfinished the entry, which this window alone is to settle
 * @param parts the way to AWS
 * @returns the outcome that was written; undefined where it could not be looked at now, and stays unfinished
 */
export async function recover(unfinished: Unfinished, parts: RecoverParts): Promise<Outcome | undefined> {
  const { entry, writer } = unfinished;
  try {
    const outcome = await look(entry, parts);
    if (!outcome || isPremature(outcome, parts)) return undefined;
    await writer.outcome(storedOutcome(outcome));
    return outcome;
  } finally {
    await unfinished.release();
  }
}

/** Who was stopped while looking, or may not look now, has not found out: another day may tell. */
function isPremature({ kind, failure }: Outcome, { signal }: RecoverParts): boolean {
  return kind === 'unknown' && (signal?.aborted === true || SIGNED_OUT.has(failure?.cause ?? 'other'));
}

async function look(entry: JournalEntry, parts: RecoverParts): Promise<Outcome | undefined> {
  if (entry.state === 'intended') {
    return { kind: 'cancelled', reason: t('The window ended before anything was called.') };
  }
  if (entry.action !== 'remove') {
    return { kind: 'unknown', reason: t('The window ended before the answer came.') };
  }
  const kind = parts.kindById(entry.resource.kind);
  if (!kind) return { kind: 'unknown', reason: t('This version does not know {0}.', entry.resource.kind) };
  const refusal = refusalIn(entry);
  if (refusal) return refusal;
  let resource: Resource;
  try {
    const target = await parts.resolve(entry.resource.source, entry.resource.region);
    if (!target) return undefined;
    resource = revive(entry.resource, target, kind);
  } catch {
    // The profile is signed out, or is somebody else now: another day may tell.
    return undefined;
  }
  return settle(resource, answerOf(entry), {
    caller: parts.caller,
    clock: parts.clock,
    seen: (now) => {
      parts.seen(resource, now);
    },
    ...(parts.signal && { signal: parts.signal }),
    ...(!wasAccepted(entry) && { lost: windowEnded(entry) }),
  });
}

/** What AWS had answered, where that says that nothing was carried out. */
function refusalIn(entry: JournalEntry): Outcome | undefined {
  const answer = entry.calls.at(-1)?.answer;
  const error = answer?.body['Error'] as Structure | undefined;
  if (answer?.status === undefined || typeof error?.['name'] !== 'string') return undefined;
  const { name, message } = { message: '', ...error } as { name: string; message: string };
  const cause = causeOf(name, message, answer.status);
  return refused({ ...windowEnded(entry), cause, name, message, status: answer.status });
}

/** Whether AWS had said yes before the window ended. */
function wasAccepted({ calls }: JournalEntry): boolean {
  const status = calls.at(-1)?.answer?.status;
  return status !== undefined && status >= 200 && status < 300;
}

function answerOf(entry: JournalEntry) {
  return wasAccepted(entry) ? entry.calls.at(-1)?.answer?.body : undefined;
}

function windowEnded({ resource, operation }: JournalEntry): Failure {
  return {
    cause: 'other',
    name: 'WindowEnded',
    message: t('The window ended before the answer came.'),
    action: `${resource.service}:${operation}`,
    region: resource.region,
    attempts: 1,
    durationMs: 0,
    details: {},
  };
}
