import { parseTime } from '../../common/text/parseTime.ts';
import type { ServiceId } from '../../catalog/model/services.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { textAt } from '../listing/memberPath.ts';

/**
 * Who created a resource, by CloudTrail's record of the request. All texts are AWS's or the caller's: escape them
 * before they are shown.
 */
export interface Creator {
  /** The operation of AWS, as the event names it. */
  readonly operation: string;
  readonly at: Date;
  /** The user or the session, as CloudTrail names it. */
  readonly user: string;
  /** The ARN of the caller; undefined where an AWS service sent the request. */
  readonly arn?: string;
  /** The ARN of the role that was assumed. */
  readonly role?: string;
  /** The program that sent the request, or the AWS service: its user agent. */
  readonly tool?: string;
}

/** An event as LookupEvents returns it (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Event.html). */
export interface LookedUpEvent {
  readonly EventSource?: string | undefined;
  readonly EventName?: string | undefined;
  readonly EventTime?: Date | undefined;
  readonly ReadOnly?: string | undefined;
  readonly Username?: string | undefined;
  readonly CloudTrailEvent?: string | undefined;
}

/** Operations that create, or bring into the account, without what they create. */
const CREATES =
  /^(?:Accept|Allocate|Associate|Attach|Authorize|Copy|Create|Import|Provision|Purchase|Register|Request|Restore|Run)(?=[A-Z])/;

/** How far the request may be from the time that AWS returns for the creation: a name may have been used before. */
const MAX_DISTANCE_MS = 86_400_000;

/**
 * Returns the creation among events on a resource: the request to its service that succeeded and creates what another operation deletes.
 * Another service may have a resource of this name, and an operation of this name: both EC2 and Lightsail have `CreateKeyPair`. A snapshot
 * of a volume, or a tag, is no creation of the volume. Undefined where there is none. `deletes` is the operation that deletes the resource
 * (`DeleteVolume`); `created` is AWS's time of its creation. Of several creations, the nearest to it counts: a name may have been used
 * before. Without that time, the first one does.
 */
export function creationOf(
  events: readonly LookedUpEvent[],
  { service, operation: deletes }: { readonly service: ServiceId; readonly operation: string },
  created: Date | undefined,
): Creator | undefined {
  const noun = nounOf(deletes.replace(/^[A-Z][a-z]+/, ''));
  const distanceMs = ({ at }: Creator) => (created ? Math.abs(at.getTime() - created.getTime()) : at.getTime());
  return events
    .filter(({ EventSource: source = '' }) => source.startsWith(`${service}.amazonaws.com`))
    .filter(({ EventName: name = '' }) => CREATES.test(name) && nounOf(name.replace(CREATES, '')) === noun)
    .flatMap((event) => readCreation(event) ?? [])
    .filter((one) => !created || distanceMs(one) <= MAX_DISTANCE_MS)
    .reduce<Creator | undefined>((best, one) => (best && distanceMs(best) <= distanceMs(one) ? best : one), undefined);
}

/** Returns the words without a plural s: some operations name several resources, and others one. */
function nounOf(words: string): string {
  return words.replace(/s$/, '');
}

function readCreation(event: LookedUpEvent): Creator | undefined {
  const { EventName: operation = '', EventTime: time, ReadOnly: readOnly, Username: user } = event;
  if (readOnly === 'true') return undefined;
  const record = parseRecord(event.CloudTrailEvent);
  // An event of a request that failed has an error code
  // (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html).
  if (record['errorCode'] !== undefined) return undefined;
  const at = time ?? parseTime(textAt(record, 'eventTime') ?? '');
  if (!at || Number.isNaN(at.getTime())) return undefined;
  return { operation, at, ...callerOf(record, user) };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function callerOf(record: Structure, user: string | undefined): Pick<Creator, 'user' | 'arn' | 'role' | 'tool'> {
  const arn = textAt(record, 'userIdentity.arn');
  const role = textAt(record, 'userIdentity.sessionContext.sessionIssuer.arn');
  const tool = textAt(record, 'userIdentity.invokedBy') ?? textAt(record, 'userAgent');
  const name = user ?? textAt(record, 'userIdentity.userName') ?? arn ?? textAt(record, 'userIdentity.type');
  return {
    user: name ?? '',
    ...(arn !== undefined && { arn }),
    ...(role !== undefined && { role }),
    ...(tool !== undefined && { tool }),
  };
}

/** Reads the record of an event; an empty one where it is no JSON. */
function parseRecord(text: string | undefined): Structure {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Structure) : {};
  } catch {
    return {};
  }
}
