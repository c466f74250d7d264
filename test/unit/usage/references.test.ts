import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { USAGE_RULES } from '../../../src/catalog/usage/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { resourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { evaluateUsage } from '../../../src/inventory/usage/evaluate.ts';
import { DENIED, kindOf, listingsOf, NOTHING_ELSE, NOW, referrersOf, targetIn, usageAmong } from './support/account.ts';
import { isReviewed } from './support/reviewedReferences.ts';
import { referencesTo, type Reference } from './support/referringMembers.ts';

/** Sets a member at a dotted path. */
function put(item: Structure, path: string, value: unknown): Structure {
  const [name = '', ...rest] = path.split('.');
  const inner = (item[name] ?? {}) as Structure;
  return { ...item, [name]: rest.length === 0 ? value : put(inner, rest.join('.'), value) };
}

/** The members with which a resource of each type is unused without references to it. */
const UNUSED: Readonly<Record<string, Structure>> = {
  'ec2.snapshot': { VolumeId: 'vol-00000000000000001' },
  'ec2.capacityReservation': { AvailableInstanceCount: 1, TotalInstanceCount: 1 },
  'ec2.publicIpv4Pool': { TotalAvailableAddressCount: 1, TotalAddressCount: 1 },
  'ec2.flowLog': { DeliverLogsStatus: 'FAILED' },
  'ec2.spotInstanceRequest': { State: 'closed' },
  'ec2.spotFleetRequest': { SpotFleetRequestState: 'cancelled' },
  'ec2.fleet': { FleetState: 'deleted' },
  'lightsail.certificate': { certificateDetail: { inUseResourceCount: 0 } },
  'lightsail.distribution': { isEnabled: false },
  'lightsail.loadBalancerTlsCertificate': { isAttached: false },
  'lightsail.disk': { isAttached: false },
  'lightsail.staticIp': { isAttached: false },
  'ec2.vpcEndpoint': { VpcEndpointType: 'Gateway' },
  'ec2.vpcPeeringConnection': { Status: { Code: 'active' } },
  'ec2.ipamExternalResourceVerificationToken': { Status: 'expired' },
  'ec2.routeServerPeer': { BgpStatus: { Status: 'down' } },
  'lightsail.instanceSnapshot': { fromInstanceArn: 'arn:aws:lightsail:us-east-1:111122223333:Instance/1' },
  'lightsail.diskSnapshot': { fromDiskArn: 'arn:aws:lightsail:us-east-1:111122223333:Disk/1' },
  'lightsail.relationalDatabaseSnapshot': {
    fromRelationalDatabaseArn: 'arn:aws:lightsail:us-east-1:111122223333:Db/1',
  },
  'directconnect.macSecKey': { state: 'disassociated' },
  'directconnect.connection': { connectionState: 'down' },
  'directconnect.lag': { lagState: 'down' },
};

/** Members with versions, and resources that other accounts may use. */
const NEVER_ALONE =
  /\.(launchTemplateVersion|placementGroup|trafficMirrorTarget|transitGateway(VpcAttachment|Connect|MulticastDomain)|verifiedAccessGroup)$/;

const PARENT = { noun: 'parent', id: 'parent-1', raw: {} };

function described(kind: Kind, id: string, item: Structure): Resource | undefined {
  const [idPath = '', ...others] = [kind.members.id].flat();
  const start = others.reduce((all, path) => put(all, path, `${path}-1`), put(item, idPath, id));
  const entry = { item: start, extra: undefined, source: 0, ...(kind.parentKinds && { parent: PARENT }) };
  return resourceFrom(kind, targetIn('us-east-1'), entry);
}

function leftover(id: string): Resource {
  const number = '0123456789abcdef0';
  const resource = described(kindOf(id), `${id.split('.')[1] ?? id}-${number}`, UNUSED[id] ?? {});
  assert.ok(resource, id);
  return resource;
}

/** Returns a resource that refers to another one in one member; undefined if that makes it no resource of its type. */
function referrer({ by, path }: Reference, { id }: Resource): Resource | undefined {
  if ([by.members.id].flat().includes(path)) return undefined;
  return described(by, `${by.id.split('.')[1] ?? ''}-1`, put({}, path, id));
}

const isNoUse = (id: string, { by, path }: Reference) =>
  (USAGE_RULES.get(id)?.notUsing ?? []).some(({ kind, member }) => kind === by.id && (member ?? path) === path);

describe('a reference in a single member', () => {
  for (const id of USAGE_RULES.keys()) {
    const alone = () => leftover(id);

    it(`prevents ${id} from being unused`, () => {
      for (const reference of referencesTo(id)) {
        const resource = alone();
        const other = isNoUse(id, reference) || isReviewed(id, reference) ? undefined : referrer(reference, resource);
        if (!other) continue;
        const { word } = usageAmong(resource, [other]);
        assert.notEqual(word, 'unused', `${reference.by.id} ${reference.path}`);
      }
    });

    it(`that cannot be read makes the usage of ${id} unknown`, () => {
      const resource = alone();
      if (usageAmong(resource).word !== 'unused') return;
      for (const by of referrersOf(id)) {
        for (const isMissing of [true, false]) {
          const listings = listingsOf([resource], (listing) => {
            if (listing.kind.id !== by) return listing;
            return isMissing ? undefined : { ...listing, failures: [DENIED] };
          });
          assert.equal(evaluateUsage(listings, NOTHING_ELSE, NOW).get(resource.key)?.word, 'unknown', by);
        }
      }
    });
  }

  it('is tested for resource types that are unused without it', () => {
    const others = [...USAGE_RULES.keys()].filter(
      (id) => usageAmong(leftover(id)).word !== 'unused' && !NEVER_ALONE.test(id),
    );
    assert.deepEqual(others, []);
  });
});
