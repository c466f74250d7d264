import type { CredentialSource, HostVariant } from '../../aws/identity/target.ts';
import type { EvidenceLevel } from '../../catalog/model/evidence.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { ServiceId } from '../../catalog/model/services.ts';
import type { OutcomeKind } from '../execution/outcome.ts';

/** What an entry is about. A dry run sends the same request as a deletion. */
export type JournalAction = 'delete' | 'dryRun' | 'restore';

/** How an entry can end: as a deletion does, as a dry run does (`allowed`, `executed`), or as a restore does (`restored`). */
export type StoredOutcomeKind = OutcomeKind | 'allowed' | 'executed' | 'restored';

/** A resource's description before the request, as JSON. */
export interface ResourceSnapshot {
  readonly item: Structure;
  /** The description of the parent that it was listed under. */
  readonly parent?: Structure;
  /** What the kind computed from several responses. */
  readonly extra?: unknown;
  /** The listing operation of the kind's source, and its index when the snapshot was written. */
  readonly source: { readonly operation: string; readonly index: number };
  /** Where dates are, as JSON pointers (RFC 6901): `/item/NotAfter`. They are ISO 8601 in the snapshot. */
  readonly dates: readonly string[];
}

/** A resource and its location as the journal stores them. Holds no secrets. */
export interface StoredResource {
  /** `ec2.routeServerPeer` */
  readonly kind: string;
  readonly service: ServiceId;
  /** The key of the resource. */
  readonly key: string;
  /** AWS's complete id. */
  readonly id: string;
  readonly name?: string;
  readonly arn?: string;
  readonly parent?: { readonly noun: string; readonly id: string; readonly name?: string };
  readonly source: CredentialSource;
  readonly accountId: string;
  readonly partition: string;
  readonly callerArn: string;
  readonly region: string;
  /** The configured endpoint of its service; absent for AWS's own. */
  readonly endpoint?: string;
  readonly hosts?: HostVariant;
  readonly before: ResourceSnapshot;
}

/** A piece of evidence as it was confirmed. */
export interface StoredEvidence {
  readonly check: string;
  readonly level: EvidenceLevel;
  readonly text: string;
  readonly operation: string;
}

/** What a resource cost in a month by AWS's list prices, as it was known before its deletion. */
export interface StoredPrice {
  /** As in ISO 4217: `USD`. */
  readonly currency: string;
  /** A decimal: `4.38`. */
  readonly amount: string;
}

/** What is on disk before a request is sent. */
export interface Intent {
  readonly planId: string;
  readonly action: JournalAction;
  readonly resource: StoredResource;
  /** AWS's operation. */
  readonly operation: string;
  /** The complete input, secrets redacted. */
  readonly input: Structure;
  readonly evidence: readonly StoredEvidence[];
  /** Undefined where no price was known, and for anything but a deletion. */
  readonly monthlyListPrice?: StoredPrice;
}

/** AWS's response to one request, or the error in the same form. */
export interface StoredResponse {
  /** When it arrived: milliseconds since the epoch. */
  readonly at: number;
  /** HTTP status; undefined where no response arrived. */
  readonly status?: number;
  readonly requestId?: string;
  readonly attempts: number;
  readonly durationMs: number;
  readonly body: Structure;
}

/** One request that was about to leave. Without a response it is unknown whether it left, and what AWS did. */
export interface StoredCall {
  /** Just before it left: milliseconds since the epoch. */
  readonly at: number;
  readonly dryRun: boolean;
  readonly response?: StoredResponse;
}

/** How an entry ended. */
export interface StoredOutcome {
  readonly kind: StoredOutcomeKind;
  /** The reason, from AWS or from Teardown; unescaped. */
  readonly reason?: string;
  /** AWS's error code, or the name of the error, of the failed request behind it. */
  readonly code?: string;
  /** The IAM action that was denied. */
  readonly deniedAction?: string;
  /** The id of the restored resource. */
  readonly newId?: string;
  readonly at: number;
}

/** A VS Code process that writes a journal file of its own. */
export interface InstanceInfo {
  /** `<startedAt>-<pid>-<random>`, the name of its file. */
  readonly id: string;
  readonly pid: number;
  readonly startedAt: number;
}

/**
 * How far an entry is. `pending`: no request was sent, for each is recorded before it leaves. `sent`: requests may have left, or the
 * file is damaged, and the end is unknown. `completed`: it has a final outcome.
 */
export type EntryState = 'pending' | 'sent' | 'completed';

/** Everything that is known of one intent, merged from the records of all instances. */
export interface JournalEntry extends Intent {
  readonly id: string;
  /** When the intent was recorded: milliseconds since the epoch. */
  readonly at: number;
  /** The instance that recorded the intent. */
  readonly instance: InstanceInfo;
  readonly calls: readonly StoredCall[];
  /** The outcome so far; `deleting` is not final. */
  readonly outcome?: StoredOutcome;
  readonly state: EntryState;
}

/** Returns whether an outcome is final. `deleting` is not: AWS is still working on it. */
export function isFinal(kind: StoredOutcomeKind): boolean {
  return kind !== 'deleting';
}

/** Something in the journal's folder that could not be read or written. */
export interface JournalProblem {
  /** The file's name within the folder. */
  readonly file: string;
  readonly what:
    'unreadable' | 'malformed' | 'truncated' | 'unknownVersion' | 'unknownType' | 'orphan' | 'shrunk' | 'unwritten';
  /** How many lines of the file it concerns. */
  readonly lines: number;
  readonly message: string;
}
