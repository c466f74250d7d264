import type { Intent, JournalEntry, StoredResponse, StoredResource } from '../../../../src/deletion/journal/entry.ts';
import type { Journal } from '../../../../src/deletion/journal/journal.ts';

/** Returns a resource in the form of the journal. */
export function stored(id = 'rsp-0abc', change: Partial<StoredResource> = {}): StoredResource {
  return {
    kind: 'ec2.routeServerPeer',
    service: 'ec2',
    key: `key of ${id}`,
    id,
    name: 'edge-fw-1',
    source: { kind: 'profile', name: 'dev' },
    accountId: '111122223333',
    partition: 'aws',
    callerArn: 'arn:aws:iam::111122223333:user/dev',
    region: 'eu-west-1',
    before: {
      item: { RouteServerPeerId: id, PeerAddress: '10.0.4.17', Tags: [{ Key: 'Name', Value: 'edge-fw-1' }] },
      source: { operation: 'DescribeRouteServerPeers', index: 0 },
      dates: [],
    },
    ...change,
  };
}

/** Returns the intent to delete that resource. */
export function intentFor(id = 'rsp-0abc', change: Partial<Intent> = {}): Intent {
  return {
    planId: 'plan-1',
    action: 'delete',
    resource: stored(id),
    operation: 'DeleteRouteServerPeer',
    input: { RouteServerPeerId: id },
    evidence: [{ check: 'bgpUp', level: 'warning', text: 'BGP is up.', operation: 'DescribeRouteServerPeers' }],
    ...change,
  };
}

/** AWS's response to the deletion. */
export const RESPONSE: StoredResponse = {
  at: 1_700_000_000_000,
  status: 200,
  requestId: 'req-1',
  attempts: 1,
  durationMs: 12,
  body: { RouteServerPeer: { RouteServerPeerId: 'rsp-0abc', State: 'deleting' } },
};

/** Writes all records of a deletion. */
export async function removal(journal: Journal, id?: string): Promise<string> {
  const writer = await journal.intend(intentFor(id));
  await writer.recordCall();
  await writer.recordResponse(RESPONSE);
  await writer.recordOutcome({ kind: 'deleted' });
  return writer.id;
}

/** Returns short texts of entries, for comparisons. */
export function brief(entries: readonly JournalEntry[]): string[] {
  return entries.map(({ resource, state, calls, outcome }) =>
    [resource.id, state, ...calls.map(({ response }) => response?.status ?? 'no response'), outcome?.kind ?? '-'].join(
      ' ',
    ),
  );
}
