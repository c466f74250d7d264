import { createHash } from 'node:crypto';
import type * as CloudTrail from '@aws-sdk/client-cloudtrail';
import { CALLERS, creatingOperation } from '../facts/cloudTrailEvents.ts';
import { AwsError } from '../wire/awsError.ts';
import type { Call } from './call.ts';
import type { Handlers } from './handlers.ts';

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html: MaxResults. */
const MAX_PAGE = 50;
const DAY_MS = 86_400_000;

/** A placeholder for the operation that creates the resource. */
const CREATION = 'creation';

/** The events of each resource, newest first, in days before now. A rejected creation precedes the real one. */
const HISTORY: readonly (readonly [days: number, name: string, readOnly: boolean, errorCode?: string])[] = [
  [2, 'DescribeTags', true],
  [5, 'CreateTags', false],
  [20, CREATION, false],
  [21, CREATION, false, 'Client.UnauthorizedOperation'],
];

function eventsOf(name: string, call: Call): readonly CloudTrail.Event[] {
  const digest = createHash('sha256').update(name).digest();
  const caller = CALLERS[(digest[0] ?? 0) % CALLERS.length];
  if (!caller) return [];
  const creating = creatingOperation(name);
  const eventSource = `${creating?.service ?? 'ec2'}.amazonaws.com`;
  const history = HISTORY.filter(([, what]) => what !== CREATION || creating !== undefined);
  return history.map(([days, what, readOnly, errorCode], index) => {
    const eventName = what === CREATION ? (creating?.operation ?? '') : what;
    const EventTime = new Date(call.now - days * DAY_MS);
    const EventId = `${digest.toString('hex').slice(0, 8)}-0000-4000-8000-00000000000${index}`;
    const record = {
      eventVersion: '1.11',
      userIdentity: caller.userIdentity(call.accountId),
      eventTime: EventTime.toISOString(),
      eventSource,
      eventName,
      awsRegion: call.region,
      sourceIPAddress: '198.51.100.23',
      userAgent: caller.userAgent,
      ...(errorCode !== undefined && { errorCode }),
      eventID: EventId,
      readOnly,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: call.accountId,
      eventCategory: 'Management',
    };
    return {
      EventId,
      EventName: eventName,
      ReadOnly: String(readOnly),
      EventTime,
      EventSource: eventSource,
      Username: caller.userName,
      Resources: [{ ResourceName: name }],
      CloudTrailEvent: JSON.stringify(record),
    };
  });
}

/** CloudTrail (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html). */
export const cloudTrail: Handlers<typeof CloudTrail> = {
  LookupEvents: (input, call) => {
    const { LookupAttributes: attributes = [], StartTime: start, EndTime: end, NextToken: token = '0' } = input;
    const size = input.MaxResults ?? MAX_PAGE;
    if (attributes.length > 1)
      throw new AwsError('InvalidLookupAttributesException', 'Only one lookup attribute is allowed.');
    if (size < 1 || size > MAX_PAGE)
      throw new AwsError('InvalidMaxResultsException', 'MaxResults must be between 1 and 50.');
    if (start && end && start > end) throw new AwsError('InvalidTimeRangeException', 'The time range is invalid.');
    if (!/^\d+$/.test(token)) throw new AwsError('InvalidNextTokenException', 'The token is invalid.');
    const [attribute] = attributes;
    const all = attribute?.AttributeKey === 'ResourceName' ? eventsOf(attribute.AttributeValue ?? '', call) : [];
    const found = all.filter(({ EventTime: at }) => at && (!start || at >= start) && (!end || at <= end));
    const [from, to] = [Number(token), Number(token) + size];
    return { Events: found.slice(from, to), ...(to < found.length && { NextToken: String(to) }) };
  },
};
