import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { randomFrom } from '../../../sandbox/random.ts';
import { LISTED_KINDS } from '../../../src/catalog/index.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { USAGE_RULES } from '../../../src/catalog/usage/index.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { evaluateUsage } from '../../../src/inventory/usage/evaluate.ts';
import { SEED } from '../support/seed.ts';
import { DENIED, listingsOf, NOTHING_ELSE, NOW, referrersOf } from './support/account.ts';
import { randomAccount } from './support/randomAccount.ts';

/** References that are no usage: of which type, by which type, where, and why. Independent of the rules. */
const NO_USE: readonly (readonly [of: RegExp, by: RegExp, where: RegExp, why: string])[] = [
  [
    /./,
    /./,
    /(^|\.)(Description|UserData|CustomerGatewayConfiguration|Fault|\w*(Message|Reason|Explanations?))(\.|$)/i,
    'text for people',
  ],
  [
    /./,
    /\.(tag|gatewayTag|networkInsightsAnalysis|networkInsightsAccessScopeAnalysis)$/,
    /./,
    'tags of others, records',
  ],
  [/\.volume$/, /\.snapshot$/, /^VolumeId$/, 'where it came from'],
  [/\.snapshot$/, /\.import(Image|Snapshot)Task$/, /./, 'where it came from'],
  [/\.image$/, /\.image$/, /SourceImageId$/, 'where it came from'],
  [/\.image$/, /\.(imageWatermark|imageUsageReport|importImageTask)$/, /./, 'reports'],
  [/\.launchTemplate$/, /\.launchTemplateVersion$/, /./, 'a version of it'],
  [/\.capacityReservation$/, /\.capacityReservation(Fleet|Billing\w+)$/, /./, 'who pays'],
  [/\.dedicatedHost$/, /\.instanceEventWindow(Target)?$/, /./, 'a window'],
  [/\.(natGateway|vpcPeeringConnection)$/, /\.flexCostAllocationPolicyAssociation$/, /./, 'who pays'],
  [/\.(networkInterface|vpc|subnet|transitGateway|natGateway)$/, /\.flowLog$/, /./, 'records only'],
  [/\.(vpc|subnet|address)$/, /\.ipamPoolAllocation$/, /./, 'records of IPAM'],
  [/\.subnet$/, /\.(routeTable|networkAcl)$/, /^Associations\.SubnetId$/, 'an association holds nothing'],
  [/\.subnet$/, /\.(routeTableAssociation|subnetCidrReservation)$/, /./, 'holds nothing'],
  [/\.vpc$/, /\.vpcEncryptionControl$/, /./, 'a setting'],
  [/\.vpc(Endpoint|EndpointService)$/, /\.vpcEndpointConnectionNotification$/, /./, 'a notification'],
  [/\.trafficMirrorFilter$/, /\.trafficMirrorFilterRule$/, /./, 'its rule'],
  [/\.clientVpnEndpoint$/, /\.clientVpn(Route|Authorization\w+)$/, /./, 'its parts'],
  [
    /\.transitGateway$/,
    /\.transitGateway(RouteTable|RouteTableAnnouncement|PolicyTable|MulticastDomain|MeteringPolicy)$/,
    /./,
    'its tables',
  ],
  [/\.transitGatewayRouteTable$/, /\.transitGatewayPrefixListReference$/, /./, 'its parts'],
  [/\.routeServer$/, /\.routeServer(Endpoint|Association|Propagation)$/, /./, 'nothing without a peer'],
  [/lightsail\.disk$/, /lightsail\.(disk|instance)Snapshot$/, /./, 'where it came from'],
  [/lightsail\.(disk|loadBalancer|distribution|containerService)$/, /lightsail\.alarm$/, /./, 'only watches'],
  [/lightsail\.loadBalancer$/, /lightsail\.loadBalancerTlsCertificate$/, /./, 'its certificate'],
  [
    /lightsail\.loadBalancerTlsCertificate$/,
    /lightsail\.loadBalancer$/,
    /^tlsCertificateSummaries\.name$/,
    'attached or not',
  ],
  [/\.lag$/, /\.(connection|interconnect)$/, /^lagId$/, 'its part'],
  [/\.macSecKey$/, /directconnect\./, /./, 'listed with their state'],
];

/** Resource types without ids, and the members that refer to them. */
const BY_NAME: Readonly<Record<string, RegExp>> = {
  'ec2.placementGroup': /(^|\.)GroupName$/,
  'ec2.byoasn': /(^|\.)Asns?$/,
  'lightsail.contactMethod': /contactProtocols$/,
};

/** Child types, which use their parent. */
const USING_CHILDREN: Readonly<Record<string, string>> = {
  'ec2.transitGatewayRouteTable': 'ec2.transitGatewayRouteTableAssociation',
  'ec2.transitGatewayPolicyTable': 'ec2.transitGatewayPolicyTableAssociation',
  'ec2.transitGatewayMulticastDomain': 'ec2.transitGatewayMulticastDomainAssociation',
  'ec2.ipamPool': 'ec2.ipamPoolAllocation',
  'ec2.ipamPrefixListResolver': 'ec2.ipamPrefixListResolverTarget',
  'ec2.applicationStatusCheck': 'ec2.applicationStatusCheckAssociation',
  'lightsail.bucket': 'lightsail.bucketAccessKey',
  'directconnect.directConnectGateway': 'directconnect.gatewayAssociation',
};

interface Mention {
  readonly path: string;
  readonly text: string;
}

function mentionsIn(value: unknown, path: readonly string[] = []): Mention[] {
  if (typeof value === 'string') return [{ path: path.join('.'), text: value }];
  if (Array.isArray(value)) return value.flatMap((one) => mentionsIn(one, path));
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    { path: path.join('.'), text: name },
    ...mentionsIn(inner, [...path, name]),
  ]);
}

function mentionOf(resource: Resource, others: ReadonlyMap<Resource, readonly Mention[]>): string | undefined {
  const names = [resource.id, ...(resource.arn === undefined ? [] : [resource.arn])];
  for (const [other, mentions] of others) {
    if (other.key === resource.key) continue;
    const isChild = USING_CHILDREN[resource.kind.id] === other.kind.id && other.entry.parent?.id === resource.id;
    if (isChild) return `${other.kind.id} ${other.id} stands under ${resource.kind.id} ${resource.id}`;
    if (resource.kind.service === 'lightsail' && other.kind.service !== 'lightsail') continue;
    const found = mentions.find(
      ({ path, text }) =>
        (BY_NAME[resource.kind.id]?.test(path) ?? true) &&
        names.some((name) => (isNumbered(resource) ? text.includes(name) : text === name)) &&
        NO_USE_IF[`${resource.kind.id} <- ${other.kind.id}`]?.(other.entry.item, resource) !== true &&
        !NO_USE.some(([of, by, where]) => of.test(resource.kind.id) && by.test(other.kind.id) && where.test(path)),
    );
    if (found) return `${resource.kind.id} ${resource.id} is in ${other.kind.id}, ${found.path}: ${found.text}`;
  }
  return undefined;
}

/** Ids of EC2 also count inside longer texts; names do not. */
const isNumbered = ({ kind }: Resource) => kind.service === 'ec2' && BY_NAME[kind.id] === undefined;

/** Resources that AWS creates with a VPC, and connections that have ended. */
const NO_USE_IF: Readonly<Record<string, (item: Structure, resource: Resource) => boolean>> = {
  'ec2.securityGroup <- ec2.securityGroupIngressRule': ({ GroupId }, { id }) => GroupId === id,
  'ec2.securityGroup <- ec2.securityGroupEgressRule': ({ GroupId }, { id }) => GroupId === id,
  'ec2.vpc <- ec2.securityGroup': ({ GroupName }) => GroupName === 'default',
  'ec2.vpc <- ec2.networkAcl': ({ IsDefault }) => IsDefault === true,
  'ec2.vpc <- ec2.routeTable': ({ Associations = [] }) =>
    (Associations as { Main?: boolean }[]).some(({ Main }) => Main === true),
};

const ROUNDS = 12;

describe(`random accounts (TEARDOWN_SEED=${SEED})`, () => {
  it('never have an unused resource to which another one refers', () => {
    const seen = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const account = randomAccount(randomFrom(SEED + round));
      const mentions = new Map(account.map((one) => [one, mentionsIn(one.entry.item)]));
      const usage = evaluateUsage(listingsOf(account), NOTHING_ELSE, NOW);
      for (const resource of account) {
        // The id of a version is a small number.
        if (usage.get(resource.key)?.word !== 'unused' || resource.kind.id === 'ec2.launchTemplateVersion') continue;
        seen.set(resource.kind.id, (seen.get(resource.kind.id) ?? 0) + 1);
        assert.equal(mentionOf(resource, mentions), undefined, `seed ${SEED + round}`);
      }
    }
    // The test is effective: most resource types are found unused somewhere.
    assert.ok(seen.size >= 35, `${seen.size}: ${[...USAGE_RULES.keys()].filter((id) => !seen.has(id)).join(', ')}`);
  });

  it('have unknown usages if a required listing failed, is missing or was never read', () => {
    const account = randomAccount(randomFrom(SEED));
    const before = evaluateUsage(listingsOf(account), NOTHING_ELSE, NOW);
    const draw = randomFrom(SEED + 1);
    for (const kind of LISTED_KINDS) {
      const isMissing = draw() < 0.5;
      const listings = listingsOf(account, (listing) => {
        if (listing.kind !== kind) return listing;
        return isMissing ? undefined : { ...listing, resources: [], failures: [DENIED] };
      });
      const now = evaluateUsage(listings, NOTHING_ELSE, NOW);
      for (const resource of account) {
        if (resource.kind === kind || !USAGE_RULES.has(resource.kind.id)) continue;
        const rests = referrersOf(resource.kind.id).includes(kind.id);
        const word = now.get(resource.key)?.word;
        if (rests) assert.notEqual(word, 'unused', `${resource.kind.id} without ${kind.id}`);
        if (before.get(resource.key)?.word === 'unused' && !rests) assert.equal(word, 'unused');
      }
    }
  });
});
