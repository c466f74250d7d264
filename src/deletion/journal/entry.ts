import type { CredentialSource, HostVariant } from '../../aws/identity/target.ts';
import type { EvidenceLevel } from '../../catalog/model/kind.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { ServiceId } from '../../catalog/model/services.ts';
import type { OutcomeKind } from '../execution/outcome.ts';

/** What an entry is about: a removal, a dry run (which is a removing call too), or bringing something back. */
export type JournalAction = 'delete' | 'dryRun' | 'restore';

/** How an entry can end: as a removal does, as a dry run does (`allowed`, `carriedOut`), or with the thing back (`restored`). */
export type StoredOutcomeKind = OutcomeKind | 'allowed' | 'executed' | 'restored';

/** A resource's description as it was before, as JSON: dates as ISO 8601. */
export interface ResourceSnapshot {
  readonly item: Structure;
  /** The description of the parent that it was listed under. */
  readonly parent?: Structure;
  /** What the kind had worked out from several answers. */
  readonly extra?: unknown;
  /** The listing operation of the kind's source, and its index when it was written. */
  readonly source: { readonly operation: string; readonly index: number };
  /** Where in this structure dates stand, as JSON pointers (RFC 6901): `/item/NotAfter`. All other texts are texts. */
  readonly dates: readonly string[];
}

/** A resource as it is written down: what it was, and where. It holds no secrets. */
export interface StoredResource {
  /** `ec2.routeServerPeer` */
  readonly kind: string;
  readonly service: ServiceId;
  /** The same as the resource's own key, as long as its place is the same. */
  readonly key: string;
  /** AWS's id, whole. */
  readonly id: string;
  readonly name?: string;
  readonly arn?: string;
  readonly parent?: { readonly noun: string; readonly id: string; readonly name?: string };
  readonly source: CredentialSource;
  readonly accountId: string;
  readonly partition: string;
  readonly callerArn: string;
  readonly region: string;
  /** The endpoint that was configured for its service; absent for AWS's own. */
  readonly endpoint?: string;
  readonly hosts?: HostVariant;
  readonly before: ResourceSnapshot;
}

/** A piece of evidence, as it was confirmed. */
export interface StoredEvidence {
  readonly check: string;
  readonly level: EvidenceLevel;
  readonly text: string;
  readonly operation: string;
}

/** What must be known before anything may be called. */
export interface Intent {
  readonly planId: string;
  readonly action: JournalAction;
  readonly resource: StoredResource;
  /** AWS's name of the operation that is about to be called. */
  readonly operation: string;
  /** The request, secrets redacted. */
  readonly input: Structure;
  readonly evidence: readonly StoredEvidence[];
  /** The id of the entry that this one repeats or undoes. */
  readonly of?: string;
}

/** AWS's answer to one call, or the error in the same form. */
export interface StoredAnswer {
  /** When it was in: milliseconds since the epoch. */
  readonly at: number;
  /** HTTP status; undefined where no answer came. */
  readonly status?: number;
  readonly requestId?: string;
  readonly attempts: number;
  readonly durationMs: number;
  readonly body: Structure;
}

/** One call that was about to leave. Without an answer nobody knows whether it did, or what came of it. */
export interface StoredCall {
  /** Just before it left: milliseconds since the epoch. */
  readonly at: number;
  readonly dryRun: boolean;
  readonly answer?: StoredAnswer;
}

/** How an entry ended. */
export interface StoredOutcome {
  readonly kind: StoredOutcomeKind;
  /** AWS's reason, or ours; make it visible before showing it. */
  readonly reason?: string;
  /** AWS's code or the error's name of the failed call behind it, and the IAM action of that call. */
  readonly code?: string;
  readonly deniedAction?: string;
  /** What blocks it, by name. */
  readonly blockers?: readonly string[];
  /** The id of what a restore has made. */
  readonly newId?: string;
  readonly at: number;
}

/** A window that writes a journal file of its own. */
export interface InstanceInfo {
  /** `<startedAt>-<pid>-<random>`, the name of its file. */
  readonly id: string;
  readonly pid: number;
  readonly startedAt: number;
}

/**
 * How far an entry got. `intended`: no call has left, for the journal says so before each one, on disk. `called`: one or more
 * have perhaps left, or its file is damaged, and the end is not known. `ended`: it has a final outcome.
 */
export type EntryState = 'pending' | 'sent' | 'completed';

/** Everything that is known of one intent, merged from the lines of all windows. */
export interface JournalEntry extends Intent {
  readonly id: string;
  /** When it was intended: milliseconds since the epoch. */
  readonly at: number;
  readonly writer: InstanceInfo;
  readonly calls: readonly StoredCall[];
  readonly notes: readonly { readonly at: number; readonly text: string }[];
  /** The last word so far; `deleting` is not the end. */
  readonly outcome?: StoredOutcome;
  readonly state: EntryState;
}

/**
 * Whether nothing more is to be found out about it by looking.
 *
 * @param kind the outcome's kind
 * @returns false for `deleting`, which goes on at AWS
 */
export function isFinal(kind: StoredOutcomeKind): boolean {
  return kind !== 'deleting';
}

/** Something in the journal's folder that could not be read or written, told beside what could. */
export interface JournalProblem {
  /** The file's name within the folder. */
  readonly file: string;
  readonly what:
    'unreadable' | 'malformed' | 'truncated' | 'unknownVersion' | 'unknownType' | 'orphan' | 'shrunk' | 'unwritten';
  /** How many lines of the file it concerns. */
  readonly lines: number;
  readonly message: string;
}
