import type { NormalizedSchema } from '@smithy/core/schema';
import { STATE_WORDS, workingState } from '../facts/stateWords.ts';
import { stableHex } from '../services/ids.ts';
import type { Fields } from '../types.ts';

/** How EC2's ids begin (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/), where that is not the name of the member. */
const PREFIXES: Readonly<Record<string, string>> = {
  AllocationId: 'eipalloc',
  AssociationId: 'assoc',
  AttachmentId: 'attach',
  CustomerGatewayId: 'cgw',
  DhcpOptionsId: 'dopt',
  FlowLogId: 'fl',
  GroupId: 'sg',
  HostId: 'h',
  ImageId: 'ami',
  InstanceId: 'i',
  InternetGatewayId: 'igw',
  LaunchTemplateId: 'lt',
  NatGatewayId: 'nat',
  NetworkAclId: 'acl',
  NetworkInterfaceId: 'eni',
  PrefixListId: 'pl',
  RouteTableAssociationId: 'rtbassoc',
  RouteTableId: 'rtb',
  SecurityGroupRuleId: 'sgr',
  SnapshotId: 'snap',
  TransitGatewayAttachmentId: 'tgw-attach',
  TransitGatewayId: 'tgw',
  TransitGatewayRouteTableId: 'tgw-rtb',
  VolumeId: 'vol',
  VpcEndpointId: 'vpce',
  VpcPeeringConnectionId: 'pcx',
  VpnConnectionId: 'vpn',
  VpnGatewayId: 'vgw',
};

const kebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

/**
 * The id of a sample.
 *
 * @param member the member that holds it
 * @param seed what it is made of: the listing and a number
 * @returns for instance `vpc-0a1b2c…`; names and addresses where the member is none of EC2's ids
 */
export function sampleId(member: string, seed: string): string {
  if (/cidr|block/i.test(member)) return `10.${Number.parseInt(stableHex(seed, 2), 16)}.0.0/24`;
  if (/ip$|address$|ipaddress/i.test(member)) return `10.0.${Number.parseInt(stableHex(seed, 2), 16)}.7`;
  if (/^[A-Z].*Ids?$/.test(member)) {
    return `${PREFIXES[member] ?? kebab(member.replace(/Ids?$/, ''))}-${stableHex(seed, 17)}`;
  }
  return `${kebab(member)}-${stableHex(seed, 6)}`;
}

/** How a sample is made. */
export interface SampleRules {
  readonly service: string;
  readonly seed: string;
  readonly now: number;
  /** What a member refers to elsewhere: the id of another sample. */
  readonly reference: (member: string) => string | undefined;
}

const DEPTH = 8;

/**
 * A value that a schema allows: texts, numbers, one element in each list.
 *
 * @param schema the schema
 * @param name the member that it is for
 * @param rules how it is made
 * @param depth how deep structures may still go
 * @returns the value
 */
export function sampleOf(schema: NormalizedSchema, name: string, rules: SampleRules, depth = DEPTH): unknown {
  if (schema.isTimestampSchema()) return new Date(rules.now - 3_600_000);
  if (schema.isBooleanSchema()) return false;
  if (schema.isNumericSchema()) return 1;
  if (schema.isStringSchema()) return rules.reference(name) ?? sampleId(name, `${rules.seed}/${name}`);
  if (depth === 0) return undefined;
  if (schema.isListSchema()) {
    if (/^tags?$|^tagset$/i.test(name)) return tags(schema, rules);
    // Things in different lists are different things.
    const inner = name === '' ? rules : { ...rules, seed: `${rules.seed}/${name}` };
    const element = sampleOf(schema.getValueSchema(), name.replace(/s$/, ''), inner, depth - 1);
    return element === undefined ? [] : [element];
  }
  return schema.isStructSchema() ? structure(schema, rules, depth) : undefined;
}

function structure(schema: NormalizedSchema, rules: SampleRules, depth: number): Fields {
  return Object.fromEntries(
    [...schema.structIterator()].flatMap(([name, member]) => {
      const state = `${rules.service} ${schema.getName() ?? ''}.${name}`;
      const value = STATE_WORDS.has(state)
        ? workingState(rules.service, schema.getName() ?? '', name)
        : sampleOf(member, name, rules, depth - 1);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Tags are written with capitals by EC2, and without by the others. */
function tags(schema: NormalizedSchema, { seed }: SampleRules): Fields[] {
  const names = [...schema.getValueSchema().structIterator()].map(([name]) => name);
  const value = (name: string, key: string, text: string) => (/key/i.test(name) ? key : text);
  const tag = (key: string, text: string) =>
    Object.fromEntries(names.slice(0, 2).map((name) => [name, value(name, key, text)]));
  return [tag('Name', `sample-${stableHex(seed, 4)}`), tag('env', 'dev')];
}
