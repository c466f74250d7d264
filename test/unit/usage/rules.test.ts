import assert from 'node:assert/strict';
import type { NormalizedSchema } from '@smithy/core/schema';
import { describe, it } from 'mocha';
import { kindById, LISTED_KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import type { MemberTest, UsageLookup, UsageRule } from '../../../src/catalog/model/usage.ts';
import { NEVER_USING, PROSE_MEMBER, USAGE_RULES } from '../../../src/catalog/usage/index.ts';
import { itemOf, membersOf, shapes } from '../catalog/support/schemas.ts';
import { kindOf } from './support/account.ts';

/** Returns whether a structure has a path, through lists and maps. */
function hasPath(schema: NormalizedSchema, path: readonly string[]): boolean {
  if (schema.isListSchema()) return hasPath(schema.getValueSchema(), path);
  const [name, ...rest] = path;
  if (name === undefined) return true;
  const member = membersOf(schema).get(name);
  return member !== undefined && hasPath(member, rest);
}

const items = (kind: Kind) => kind.sources.map((source) => itemOf(kind.service, source));

function assertPath(kind: Kind, path: string): void {
  if (path === 'parent') assert.ok(kind.parentKinds, `${kind.id} has parents`);
  else
    assert.ok(
      items(kind).some((item) => hasPath(item, path.split('.'))),
      `${kind.id} has ${path}`,
    );
}

function assertTests(kind: Kind, tests: readonly MemberTest[]): void {
  for (const { member, below, ...test } of tests) {
    if (member !== 'tag') assertPath(kind, member);
    if (below !== undefined) assertPath(kind, below);
    assert.equal(Object.keys(test).length + (below === undefined ? 0 : 1), 1, `one test of ${kind.id} ${member}`);
  }
}

/** The paths into a resource's own description. */
function ownPaths({ aliases = [], names, keptBy = [], seenByOwnerOf, since }: UsageRule): readonly string[] {
  const single = [names?.path, seenByOwnerOf?.member, since?.member].filter((path) => path !== undefined);
  return [...aliases, ...single, ...keptBy.map(({ member }) => member)];
}

function assertLookup(
  kind: Kind,
  { service = kind.service, operation, input, items: list, except = [] }: UsageLookup,
): void {
  const { input: request, output } = shapes(service, operation);
  assert.ok(hasPath(output, list.split('.')), `${operation} has ${list}`);
  for (const { member } of except) assert.ok(hasPath(output, [...list.split('.'), ...member.split('.')]), member);
  for (const [member, source] of Object.entries(input)) {
    assert.ok(hasPath(request, [member]), `${operation} takes ${member}`);
    const path = typeof source === 'string' ? source : 'path' in source ? source.path : undefined;
    if (path !== undefined) assertPath(kind, path);
  }
}

/** All paths to texts in a structure that end in a member. */
function pathsTo(schema: NormalizedSchema, member: RegExp, path: string[] = []): string[] {
  if (schema.isListSchema()) return pathsTo(schema.getValueSchema(), member, path);
  if (!schema.isStructSchema() || path.length > 6) return [];
  return [...schema.structIterator()].flatMap(([name, shape]) => {
    if (PROSE_MEMBER.test(name)) return [];
    const value = shape.isListSchema() ? shape.getValueSchema() : shape;
    const own = value.isStringSchema() && member.test(name) ? [[...path, name].join('.')] : [];
    return [...own, ...pathsTo(shape, member, [...path, name])];
  });
}

/** Members with the name of an id that need no list: which ids, in which type, and why. */
const REVIEWED: readonly (readonly [candidate: RegExp, other: RegExp, reason: string])[] = [
  [/./, /\.imageLaunchPermission$/, 'AMIs of other accounts'],
  [/^ec2\.securityGroup$/, /\.placementGroup$/, 'the id of a placement group: pg-0123456789abcdef0'],
  [/^ec2\.securityGroup$/, /\.clientVpnAuthorizationRule$/, 'a group of Active Directory'],
  [/./, /\.securityGroup(In|E)gressRule$/, 'the rules of DescribeSecurityGroups once more'],
  [/^ec2\.vpc$/, /\.(clientVpnTargetNetwork|routeServerPeer|routeServerEndpoint)$/, 'in a subnet of the VPC'],
  [/^ec2\.subnet$/, /\.(address|multicastGroup\w+|localGatewayRoute)$/, 'beside a network interface in the subnet'],
  [/^ec2\.subnet$/, /\.transitGatewayMulticastDomainAssociation$/, 'the subnet of a VPC attachment'],
  [/^ec2\.subnet$/, /\.routeServerPeer$/, 'the subnet of its endpoint'],
  [/^ec2\.transitGateway\w+$/, /\.(transitGateway(Vpc|Peering|ClientVpn)Attachment)$/, 'the id of another attachment'],
  [/^ec2\.transitGateway(Vpc|Peering)Attachment$/, /\.transitGatewayConnectPeer$/, 'the id of its Connect attachment'],
  [/^ec2\.transitGateway\w+$/, /\.(vpnConcentrator|clientVpn\w+)$/, 'the id of its own attachment'],
  [/^ec2\.transitGateway\w+$/, /\.multicastGroup\w+$/, 'an attachment with an association of the domain'],
];

describe('the rules of use', () => {
  it('cover at least 60 resource types', () => {
    assert.ok(USAGE_RULES.size >= 60, String(USAGE_RULES.size));
  });

  for (const [id, rule] of USAGE_RULES) {
    const kind = kindOf(id);

    it(`of ${id} name members that AWS has, and a page of AWS`, () => {
      assert.ok(LISTED_KINDS.includes(kind));
      for (const { when } of rule.own ?? []) assertTests(kind, when);
      for (const path of ownPaths(rule)) assertPath(kind, path);
      assert.ok(rule.pages.length > 0);
      for (const page of rule.pages) assert.match(page, /^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/);
    });

    it(`of ${id} name references that AWS has`, () => {
      for (const [other, paths] of Object.entries(rule.by ?? {}))
        for (const path of [paths].flat()) assertPath(kindOf(other), path);
      for (const { kind: other, member, when = [], partOf } of rule.notUsing ?? []) {
        for (const path of [member, partOf]) if (path !== undefined) assertPath(kindOf(other), path);
        assertTests(kindOf(other), when);
      }
      for (const { kind: other } of rule.keptBy ?? []) assert.ok(kindById(other));
      if (rule.hiddenIn) assertPath(kindOf(rule.hiddenIn.kind), rule.hiddenIn.member);
      for (const lookup of rule.lookups ?? []) assertLookup(kind, lookup);
    });
  }

  it('read every list that can name a resource by the member of its id, or say why that is no use', () => {
    const missing = [...USAGE_RULES].flatMap(([id, rule]) => {
      const { members } = kindOf(id);
      const [name] = [members.id].flat();
      if (name === undefined || !/^[A-Z].*(Id|Arn)$/.test(name) || name === 'PoolId') return [];
      const member = new RegExp(`^${name}s?$`);
      return LISTED_KINDS.filter((other) => {
        if (other.id === id || NEVER_USING.has(other.id) || rule.by?.[other.id] !== undefined) return false;
        if ((rule.notUsing ?? []).some(({ kind }) => kind === other.id)) return false;
        if (REVIEWED.some(([candidate, unread]) => candidate.test(id) && unread.test(other.id))) return false;
        // What lies inside of a list is read with that list.
        const read = [id, ...Object.keys(rule.by ?? {})].flatMap((list) =>
          kindOf(list).sources.map(({ operation }) => operation),
        );
        if (other.sources.every(({ nestedList, operation }) => nestedList && read.includes(operation))) return false;
        return items(other).some((item) => pathsTo(item, member).length > 0);
      }).map(
        (other) =>
          `${id} <- ${other.id} ${items(other)
            .flatMap((item) => pathsTo(item, member))
            .join(' ')}`,
      );
    });
    assert.deepEqual(missing, []);
  });
});
