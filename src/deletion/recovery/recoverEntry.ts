import { t } from '@vscode/l10n';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import type { CallFailure, FailureCause } from '../../aws/errors/callError.ts';
import { classifyCause } from '../../aws/errors/errorCodes.ts';
import type { CredentialSource, Target } from '../../aws/identity/target.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Clock } from '../../common/clock.ts';
import type { Resource } from '../../inventory/resource.ts';
import { definiteOutcome } from '../execution/classifyFailure.ts';
import type { Outcome } from '../execution/outcome.ts';
import { failureInside, returnedFalse, type InnerFailure } from '../execution/partialFailure.ts';
import { withSideResults } from '../execution/sideResults.ts';
import { waitUntilDeleted } from '../execution/waitUntilDeleted.ts';
import type { JournalEntry } from '../journal/entry.ts';
import type { UnfinishedEntry } from '../journal/entryWriter.ts';
import { storedOutcome } from '../journal/format/storedOutcome.ts';
import { deserializeResource } from '../journal/format/storedResource.ts';
import { definiteRestoreOutcome, storedRestoreOutcome, type RestoreOutcome } from '../restore/restoreOutcome.ts';
import { waitUntilRestored, type RequestResult } from '../restore/waitUntilRestored.ts';

/** Causes that concern the credentials of this process, not the resource. */
const CREDENTIAL_CAUSES: ReadonlySet<FailureCause> = new Set(['credentials', 'noCredentials', 'expired', 'clock']);

/** The dependencies of recovery. */
export interface RecoverDeps {
  readonly client: AwsClient;
  readonly clock: Clock;
  readonly kindById: (id: string) => Kind | undefined;
  /** Resolves a source in one Region. Throws when it cannot be resolved; the error has the reason. */
  readonly resolve: (source: CredentialSource, region: string) => Promise<Target | undefined>;
  /** Receives every observation of a resource while its deletion is settled; undefined once it is deleted. */
  readonly onObserved: (resource: Resource, now: Resource | undefined) => void;
  /** Receives every observation of a restored resource. */
  readonly onRestored?: (now: Resource) => void;
  readonly signal?: AbortSignal;
}

/**
 * Settles an entry that a crashed process left unfinished, by reading AWS. Never sends its request again. Releases the entry.
 * Returns the outcome that was recorded; undefined where AWS cannot be read now, and the entry stays unfinished.
 */
export async function recoverEntry(
  unfinished: UnfinishedEntry,
  deps: RecoverDeps,
): Promise<Outcome | RestoreOutcome | undefined> {
  const { entry, writer } = unfinished;
  try {
    if (entry.action === 'restore' && entry.state !== 'pending') {
      const outcome = await restoreOutcome(entry, deps);
      if (!outcome || isInconclusive(outcome, deps)) return undefined;
      await writer.recordOutcome(storedRestoreOutcome(outcome));
      return outcome;
    }
    const outcome = await deletionOutcome(entry, deps);
    if (!outcome || isInconclusive(outcome, deps)) return undefined;
    await writer.recordOutcome(storedOutcome(outcome));
    return outcome;
  } finally {
    await unfinished.release();
  }
}

/** Returns whether a later process may find out what this one could not: it was stopped, or its credentials were rejected. */
function isInconclusive({ kind, failure }: Outcome | RestoreOutcome, { signal }: RecoverDeps): boolean {
  return kind === 'unknown' && (signal?.aborted === true || CREDENTIAL_CAUSES.has(failure?.cause ?? 'other'));
}

async function deletionOutcome(entry: JournalEntry, deps: RecoverDeps): Promise<Outcome | undefined> {
  if (entry.state === 'pending') {
    return { kind: 'canceled', reason: t('The window closed before a request was sent.') };
  }
  if (entry.action === 'dryRun') {
    return { kind: 'unknown', reason: t('The window closed before AWS responded.') };
  }
  const kind = deps.kindById(entry.resource.kind);
  if (!kind) return unknownKind(entry);
  const rejected = recordedFailure(entry) ?? recordedInnerFailure(entry, (output) => failureInside(kind, output));
  const definite = rejected && definiteOutcome(rejected);
  if (definite) return definite;
  const resource = await resolveResource(entry, kind, deps);
  if (!resource) return undefined;
  const { client, clock, signal, onObserved } = deps;
  const output = rejected ? undefined : acceptedOutput(entry);
  const outcome = await waitUntilDeleted(resource, output, {
    ...{ client, clock, ...(signal && { signal }) },
    onObserved: (now) => {
      onObserved(resource, now);
    },
    ...(!output && { lostResponse: rejected ?? interruptedFailure(entry) }),
  });
  return withSideResults(outcome, resource, output);
}

async function restoreOutcome(entry: JournalEntry, deps: RecoverDeps): Promise<RestoreOutcome | undefined> {
  const kind = deps.kindById(entry.resource.kind);
  if (!kind) return unknownKind(entry);
  const rejected = recordedFailure(entry) ?? recordedInnerFailure(entry, returnedFalse);
  const definite = rejected && definiteRestoreOutcome(rejected);
  if (definite) return definite;
  const before = await resolveResource(entry, kind, deps);
  if (!before) return undefined;
  const { client, clock, signal, onRestored } = deps;
  const output = rejected ? undefined : acceptedOutput(entry);
  const result: RequestResult = output
    ? { kind: 'accepted', output }
    : { kind: 'interrupted', sentAt: entry.calls.at(-1)?.at ?? entry.at };
  return waitUntilRestored(before, result, {
    ...{ client, clock, ...(signal && { signal }) },
    ...(onRestored && { onObserved: onRestored }),
  });
}

function unknownKind({ resource }: JournalEntry): { readonly kind: 'unknown'; readonly reason: string } {
  return { kind: 'unknown', reason: t('This version does not have the resource type {0}.', resource.kind) };
}

/** Returns the resource as it was; undefined where the profile is signed out, or belongs to another account now. */
async function resolveResource(
  { resource: stored }: JournalEntry,
  kind: Kind,
  { resolve }: RecoverDeps,
): Promise<Resource | undefined> {
  try {
    const target = await resolve(stored.source, stored.region);
    return target && deserializeResource(stored, target, kind);
  } catch {
    return undefined;
  }
}

/** Returns the failure in AWS's last recorded response. */
function recordedFailure(entry: JournalEntry): CallFailure | undefined {
  const response = entry.calls.at(-1)?.response;
  const error = response?.body['Error'] as Structure | undefined;
  if (response?.status === undefined || typeof error?.['name'] !== 'string') return undefined;
  const { name, message } = { message: '', ...error } as { name: string; message: string };
  const cause = classifyCause(name, message, response.status, entry.operation);
  return { ...interruptedFailure(entry), cause, name, message, status: response.status };
}

/** Returns the failure inside AWS's last recorded response of status 200. */
function recordedInnerFailure(
  entry: JournalEntry,
  failureIn: (output: Structure) => InnerFailure | undefined,
): CallFailure | undefined {
  const output = acceptedOutput(entry);
  const inner = output && failureIn(output);
  return inner && { ...interruptedFailure(entry), ...inner };
}

/** Returns AWS's last recorded response, if it accepted the request. */
function acceptedOutput({ calls }: JournalEntry): Structure | undefined {
  const response = calls.at(-1)?.response;
  const status = response?.status ?? 0;
  return status >= 200 && status < 300 ? response?.body : undefined;
}

function interruptedFailure({ resource, operation }: JournalEntry): CallFailure {
  return {
    cause: 'other',
    name: 'WindowClosed',
    message: t('The window closed before AWS responded.'),
    action: `${resource.service}:${operation}`,
    region: resource.region,
    attempts: 1,
    durationMs: 0,
    details: {},
  };
}
