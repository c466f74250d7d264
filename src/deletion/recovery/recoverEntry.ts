import { t } from '@vscode/l10n';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import { type FailureCause, type CallFailure } from '../../aws/errors/callError.ts';
import { classifyCause } from '../../aws/errors/errorCodes.ts';
import type { CredentialSource, Target } from '../../aws/identity/target.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { Clock } from '../../common/clock.ts';
import type { JournalEntry } from '../journal/entry.ts';
import type { UnfinishedEntry } from '../journal/journal.ts';
import { deserializeResource } from '../journal/format/storedResource.ts';
import { storedOutcome } from '../journal/journalAdapters.ts';
import type { Outcome } from '../execution/outcome.ts';
import { definiteOutcome } from '../execution/classifyFailure.ts';
import { waitUntilDeleted } from '../execution/waitUntilDeleted.ts';

/** Causes that have to do with who looks, and not with what there is. */
const CREDENTIAL_CAUSES: ReadonlySet<FailureCause> = new Set(['credentials', 'noCredentials', 'expired', 'clock']);

/** What recovering is done with. */
export interface RecoverDeps {
  readonly client: AwsClient;
  readonly clock: Clock;
  readonly kindById: (id: string) => Kind | undefined;
  /** Resolves a source in one Region. @throws why it cannot be */
  readonly resolve: (source: CredentialSource, region: string) => Promise<Target | undefined>;
  readonly onObserved: (resource: Resource, now: Resource | undefined) => void;
  readonly signal?: AbortSignal;
}

/**
 * Settles what a window left behind that ended in the middle, by looking and never by deleting again.
 *
 * @param unfinished the entry, which this window alone is to settle
 * @param parts the way to AWS
 * @returns the outcome that was written; undefined where it could not be looked at now, and stays unfinished
 */
export async function recoverEntry(unfinished: UnfinishedEntry, deps: RecoverDeps): Promise<Outcome | undefined> {
  const { entry, writer } = unfinished;
  try {
    const outcome = await determineOutcome(entry, deps);
    if (!outcome || isInconclusive(outcome, deps)) return undefined;
    await writer.recordOutcome(storedOutcome(outcome));
    return outcome;
  } finally {
    await unfinished.release();
  }
}

/** Who was stopped while looking, or may not look now, has not found out: another day may tell. */
function isInconclusive({ kind, failure }: Outcome, { signal }: RecoverDeps): boolean {
  return kind === 'unknown' && (signal?.aborted === true || CREDENTIAL_CAUSES.has(failure?.cause ?? 'other'));
}

async function determineOutcome(entry: JournalEntry, deps: RecoverDeps): Promise<Outcome | undefined> {
  if (entry.state === 'pending') {
    return { kind: 'canceled', reason: t('The window ended before anything was called.') };
  }
  if (entry.action !== 'delete') {
    return { kind: 'unknown', reason: t('The window ended before the answer came.') };
  }
  const kind = deps.kindById(entry.resource.kind);
  if (!kind) return { kind: 'unknown', reason: t('This version does not know {0}.', entry.resource.kind) };
  const refusal = recordedRefusal(entry);
  if (refusal) return refusal;
  let resource: Resource;
  try {
    const target = await deps.resolve(entry.resource.source, entry.resource.region);
    if (!target) return undefined;
    resource = deserializeResource(entry.resource, target, kind);
  } catch {
    // The profile is signed out, or is somebody else now: another day may tell.
    return undefined;
  }
  return waitUntilDeleted(resource, answerOf(entry), {
    client: deps.client,
    clock: deps.clock,
    onObserved: (now) => {
      deps.onObserved(resource, now);
    },
    ...(deps.signal && { signal: deps.signal }),
    ...(!wasAccepted(entry) && { lostResponse: windowEnded(entry) }),
  });
}

/** What AWS had answered, where that says that nothing was carried out. */
function recordedRefusal(entry: JournalEntry): Outcome | undefined {
  const answer = entry.calls.at(-1)?.answer;
  const error = answer?.body['Error'] as Structure | undefined;
  if (answer?.status === undefined || typeof error?.['name'] !== 'string') return undefined;
  const { name, message } = { message: '', ...error } as { name: string; message: string };
  const cause = classifyCause(name, message, answer.status);
  return definiteOutcome({ ...windowEnded(entry), cause, name, message, status: answer.status });
}

/** Whether AWS had said yes before the window ended. */
function wasAccepted({ calls }: JournalEntry): boolean {
  const status = calls.at(-1)?.answer?.status;
  return status !== undefined && status >= 200 && status < 300;
}

function answerOf(entry: JournalEntry) {
  return wasAccepted(entry) ? entry.calls.at(-1)?.answer?.body : undefined;
}

function windowEnded({ resource, operation }: JournalEntry): CallFailure {
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
