import assert from 'node:assert/strict';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import type { Evidence } from '../../../src/deletion/planning/evidence.ts';
import type { Plan, PlanItem } from '../../../src/deletion/planning/plan.ts';
import { deleteInput } from '../../../src/deletion/planning/deleteInput.ts';
import { planDocument } from '../../../src/deletion/presentation/planDocument.ts';
import { scriptCalls, scriptText } from '../../../src/deletion/scripts/planScripts.ts';
import { resourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { hostileText, invisibleIn } from '../scripts/support.ts';
import { SEED } from '../support/seed.ts';

const NOW = Date.UTC(2026, 10, 21, 14, 2, 11);

const UP: Evidence = {
  level: 'warning',
  text: 'BGP is up.',
  check: 'bgpSession',
  operation: 'DescribeRouteServerPeers',
};
const UNASKED: Evidence = {
  level: 'unknown',
  text: 'Permission could not be checked.',
  check: 'permission',
  operation: 'DeleteRouteServerPeer',
};
const BLOCKED: Evidence = {
  level: 'blocker',
  text: 'It is read only.',
  check: 'protection',
  operation: 'GetCallerIdentity',
};

function itemOf(resource: Resource, evidence: readonly Evidence[] = [], more: Partial<PlanItem> = {}): PlanItem {
  return { resource, operation: resource.kind.action.operation, input: deleteInput(resource), evidence, ...more };
}

const planOf = (...items: PlanItem[]): Plan => ({ id: 'plan-1', items, createdAt: NOW - 60_000 });

/** Splits a document into the lines outside fenced blocks, and the blocks by language. */
function taken(text: string): {
  readonly prose: readonly string[];
  readonly blocks: readonly { language: string; text: string }[];
} {
  const prose: string[] = [];
  const blocks: { language: string; text: string }[] = [];
  let fence: string | undefined;
  let lines: string[] = [];
  let language = '';
  for (const line of text.split('\n')) {
    const [, ticks, info = ''] = /^(`{3,})([^`]*)$/.exec(line) ?? [];
    if (fence === undefined && ticks !== undefined) {
      [fence, language, lines] = [ticks, info, []];
    } else if (fence !== undefined && ticks !== undefined && info === '' && ticks.length >= fence.length) {
      blocks.push({ language, text: lines.join('\n') });
      fence = undefined;
    } else if (fence === undefined) prose.push(line);
    else lines.push(line);
  }
  assert.equal(fence, undefined, 'every block ends');
  return { prose, blocks };
}

describe('the plan document', () => {
  let world: TestEnvironment;
  let peer: Resource;
  let other: Resource;
  let key: Resource;
  let byDefault: Resource;
  before(async () => {
    world = await TestEnvironment.start();
    peer = await world.find('ec2.routeServerPeer', 'edge-fw-1');
    other = await world.find('ec2.routeServerPeer', 'edge-fw-2');
    key = await world.find('directconnect.macSecKey', 'lon-bundle');
    byDefault = await world.find('lightsail.keyPair', 'LightsailDefaultKeyPair');
  });
  after(() => world.close());

  /** Returns the cells of the table rows under a heading. */
  const rowsUnder = (text: string, title: string) => {
    const section = text.slice(text.indexOf(`## ${title}\n`)).split('\n## ')[0] ?? '';
    const lines = section.split('\n').filter((line) => line.startsWith('| '));
    return lines.slice(2).map((line) => line.slice(2, -2).split(' | '));
  };

  it('has the requests, locations, evidence, restorability and description of each resource', () => {
    const text = planDocument(planOf(itemOf(peer, [UP, UNASKED])), NOW);
    const { prose, blocks } = taken(text);
    assert.deepEqual(
      prose.filter((line) => line.startsWith('#')),
      [
        '# Delete 1 resource in account 111122223333',
        '## Summary',
        '## Warnings',
        '## Not certain',
        '## Resources',
        '## JSON',
        '## AWS CLI commands',
        '## boto3 program',
      ],
    );
    assert.deepEqual(
      blocks.map(({ language }) => language),
      ['text', 'json', 'sh', 'python'],
    );
    const [top = '', json = '', cli = '', boto3 = ''] = blocks.map((block) => block.text);
    assert.equal(
      top,
      'Profile dev · account 111122223333 · eu-west-1\nCreated 2026-11-21 14:01:11 UTC (1 minute ago). No request has been sent yet.',
    );
    assert.deepEqual(rowsUnder(text, 'Summary'), [['Delete Route Server Peer', '1', '0', '1', '1', '0']]);
    assert.match(text, /^- Warning: BGP is up\. &#91;DescribeRouteServerPeers&#93;: edge-fw-1 \(rsp-\w+\)$/m);
    const [[number, action, facts, request, afterwards, restore] = []] = rowsUnder(text, 'Resources');
    assert.deepEqual([number, afterwards, request], ['1', '', 'EC2 DeleteRouteServerPeer']);
    assert.ok(action?.startsWith('Delete route server peer edge-fw-1'));
    assert.ok(facts?.startsWith(peer.id));
    assert.match(restore ?? '', /^A peer with the same settings can be created again\. .*CreateRouteServerPeer/);
    const [item] = JSON.parse(json) as [{ input: unknown; findings: unknown[]; description: unknown }];
    assert.deepEqual(item.input, { RouteServerPeerId: peer.id });
    assert.equal(item.findings.length, 2);
    const listed: unknown = JSON.parse(JSON.stringify(peer.entry.item));
    assert.deepEqual(item.description, { 'route server peer': listed });
    assert.match(cli, new RegExp(` && aws ec2 delete-route-server-peer --route-server-peer-id ${peer.id} `, 'm'));
    assert.match(boto3, new RegExp(`ec2\\.delete_route_server_peer\\(RouteServerPeerId='${peer.id}'\\)`));
  });

  it('has the order of the plan in all sections', () => {
    const items = [key, other, byDefault, peer].map((resource) => itemOf(resource));
    const text = planDocument(planOf(...items), NOW);
    const { prose, blocks } = taken(text);
    assert.deepEqual(
      rowsUnder(text, 'Resources').map(([number, action = '']) => `${number} ${/^\w+/.exec(action)?.[0]}`),
      ['1 Disassociate', '2 Delete', '3 Delete', '4 Delete'],
    );
    assert.match(prose[0] ?? '', /^# Delete 4 resources in account 111122223333$/);
    const order = /secret-arn|peer-id|key-pair-name|secretARN=|PeerId=|keyPairName=/g;
    const [boto3, cli] = blocks.slice(-2).reverse();
    assert.deepEqual(cli?.text.match(order), ['secret-arn', 'peer-id', 'key-pair-name', 'peer-id']);
    assert.deepEqual(boto3?.text.match(order), ['secretARN=', 'PeerId=', 'keyPairName=', 'PeerId=']);
    assert.ok(cli.text.includes(` --expected-fingerprint ${String(byDefault.entry.item['fingerprint'])} `));
    assert.ok(text.includes(`"LAG":"${key.entry.parent?.id ?? ''}"`));
    assert.ok(text.includes('Warning: The default pair cannot be restored.'));
  });

  it('names blockers, and leaves blocked resources out of the scripts', () => {
    const items = [itemOf(peer, [BLOCKED], { protection: 'readOnly' }), itemOf(other)];
    const text = planDocument(planOf(...items), NOW);
    assert.match(text, /^1 of 2 cannot be deleted now\.$/m);
    assert.match(text, /^- Blocked: It is read only\. &#91;GetCallerIdentity&#93;: /m);
    assert.match(text, /· eu-west-1 · read only$/m);
    assert.deepEqual(
      scriptCalls(items).map(({ input }) => input['RouteServerPeerId']),
      [other.id],
    );
  });

  it('has one line for a finding of several resources, and at most 300 lines for 30 resources', () => {
    const items = Array.from({ length: 30 }, (_, index) =>
      itemOf({ ...peer, id: `rsp-${index}`, key: String(index) }, [
        { ...UP, text: `BGP is up with AS${index}.` },
        { ...UP, check: 'owner', text: `Managed by stack ${index}.` },
        UNASKED,
      ]),
    );
    const text = planDocument(planOf(...items), NOW);
    assert.equal(text.split('\n').filter((line) => line.startsWith('- Not certain: Permission')).length, 1);
    assert.equal(text.split('\n').filter((line) => line.startsWith('- edge-fw-1')).length, 30);
    assert.ok(text.split('\n').length <= 300, `${text.split('\n').length} lines`);
  });

  it('names each location once, at the top', async () => {
    const target = await world.target('dev', 'us-east-1');
    const elsewhere = present(resourceFrom(peer.kind, target, peer.entry));
    const [top] = taken(planDocument(planOf(itemOf(peer), itemOf(other), itemOf(elsewhere)), NOW)).blocks;
    const lines = top?.text.split('\n').filter((line) => line.startsWith('Profile '));
    assert.deepEqual(lines, ['Profile dev · account 111122223333 · eu-west-1, us-east-1']);
  });

  it('has the reason for a missing command if a profile cannot be an argument', () => {
    const { identity } = peer.target;
    const source = { kind: 'profile', name: 'a\0b' } as const;
    const target = { ...peer.target, identity: { ...identity, source } };
    const calls = scriptCalls([itemOf({ ...peer, target })]);
    assert.equal(
      scriptText(calls, 'cli'),
      "printf '%s\\n' 'profile is a value, or has a character, that no argument of the AWS CLI can hold.' >&2\n",
    );
    assert.match(scriptText(calls, 'boto3'), /profile_name='a\\x00b'/);
  });

  it('lets no text from AWS form Markdown, and shows every character', () => {
    const markdown = fc.constantFrom(
      '`',
      '``',
      '```',
      '````',
      '\n```\n',
      '# x',
      '![x](https://evil.example/x)',
      '[x](command:y)',
      '<img src=x>',
      '|',
      '~~~',
    );
    const hostile = fc.array(fc.oneof(markdown, hostileText), { maxLength: 5 }).map((deps) => deps.join(''));
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, finding, profile) => {
        const { identity } = peer.target;
        const target = {
          ...peer.target,
          identity: { ...identity, source: { kind: 'profile', name: profile } as const },
        };
        const item = { ...peer.entry.item, Tags: [{ Key: 'Name', Value: name }], FailureReason: finding };
        const resource = present(resourceFrom(peer.kind, target, { ...peer.entry, item }));
        const text = planDocument(planOf(itemOf(resource, [{ ...UP, text: finding }])), NOW);
        assert.equal(invisibleIn(text), undefined);
        const { prose, blocks } = taken(text);
        assert.deepEqual(
          blocks.map(({ language }) => language),
          ['text', 'json', 'sh', 'python'],
        );
        const [first] = JSON.parse(blocks[1]?.text ?? '') as [
          { description: Record<string, { FailureReason: string }> },
        ];
        assert.equal(first.description['route server peer']?.FailureReason, finding);
        // The lines are the same for any names, and contain no Markdown syntax from them.
        const lines = prose.filter((line) => line !== '');
        assert.equal(lines.length, 14, lines.join('\n'));
        for (const line of lines) {
          const inner = line
            .replace(/^(#+ |- |\|( --- \|)+$)/, '')
            .replaceAll(' | ', ' ')
            .replace(/^\| | \|$/g, '');
          assert.doesNotMatch(inner.replace(/&#\d+;/g, ''), /[\\`*_{}[\]<>#!|~&$@/]|[:.]\S/, line);
        }
      }),
      { numRuns: 300, seed: SEED },
    );
  });
});

function present<T>(value: T | undefined): T {
  assert.ok(value !== undefined);
  return value;
}
