import assert from 'node:assert/strict';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import type { EvidenceLevel } from '../../../src/catalog/model/evidence.ts';
import type { Evidence } from '../../../src/deletion/planning/evidence.ts';
import type { PlanItem } from '../../../src/deletion/planning/plan.ts';
import { confirmationDialog } from '../../../src/deletion/presentation/confirmationText.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { SEED } from '../support/seed.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { planOf } from './support/deletionHarness.ts';

const UNASKED: Evidence = {
  level: 'unknown',
  text: 'Permission could not be checked.',
  check: 'permission',
  operation: 'SimulatePrincipalPolicy',
};

describe('the dialog for several resources', () => {
  let world: TestEnvironment;
  let peers: readonly Resource[];
  let tokens: readonly Resource[];
  before(async () => {
    world = await TestEnvironment.start();
    peers = await world.list('ec2.routeServerPeer');
    tokens = await world.list('ec2.ipamExternalResourceVerificationToken');
    assert.ok(peers.length > 2 && tokens.length > 1);
  });
  after(() => world.close());

  const itemsOf = (resources: readonly Resource[], evidence: readonly Evidence[] = []) =>
    planOf(resources).items.map((item): PlanItem => ({ ...item, evidence }));
  const linesOf = (items: readonly PlanItem[], options: Parameters<typeof confirmationDialog>[2] = {}) =>
    confirmationDialog(items, 0, options).detail.split('\n');

  it('names the selected resources and counts their dependencies in its title', () => {
    const items = itemsOf([...peers, ...tokens]);
    const [first, second] = items;
    assert.ok(first && second);
    const title = (...asked: readonly PlanItem[]) =>
      confirmationDialog(items, 0, { asked: new Set(asked.map(({ resource }) => resource.key)) }).title;
    const name = first.resource.name ?? first.resource.id;
    assert.equal(title(first), `Delete ${first.resource.kind.noun} "${name}" and ${items.length - 1} dependencies?`);
    assert.equal(
      title(...items.slice(1)),
      `Delete ${items.length - 1} resources of 2 resource types and 1 dependency?`,
    );
    assert.equal(title(), `Delete ${items.length} resources of 2 resource types?`);
  });

  it('groups uncertain findings and counts the resources that cannot be restored', () => {
    const lines = linesOf(itemsOf(peers, [UNASKED]));
    assert.deepEqual(lines.slice(1), [`Not certain: permission for ${peers.length} route server peers`]);
    assert.equal(linesOf(itemsOf(tokens)).at(-1), 'Warning: None of them can be restored.');
    assert.equal(
      linesOf(itemsOf([...peers, ...tokens])).at(-1),
      `Warning: ${tokens.length} of them cannot be restored.`,
    );
  });

  it('shows the finding of one resource and counts similar ones', () => {
    const items = itemsOf(peers).map((item, index): PlanItem => ({
      ...item,
      evidence: [{ ...UNASKED, level: 'warning', check: 'owner', text: `Managed by stack ${index}.` }],
    }));
    const [, fact] = linesOf(items);
    assert.match(fact ?? '', /^Warning: .+: Managed by stack 0\. And \d+ more like it\.$/);
  });

  it('has at most eight lines, including title and button, and no empty line', () => {
    const levels = fc.constantFrom<EvidenceLevel>('blocker', 'warning', 'unknown', 'ok');
    const finding = fc.record({
      ...{ level: levels, check: fc.constantFrom('a', 'b', 'c', 'd', 'permission'), text: fc.string({ minLength: 1 }) },
      operation: fc.constant('DescribeThings'),
    });
    const evidence = fc.array(fc.array(finding, { maxLength: 6 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(evidence, fc.nat(3), fc.boolean(), (all, hidden, byAgent) => {
        const items = planOf([...peers, ...tokens].slice(0, all.length)).items.map((item, index): PlanItem => ({
          ...item,
          evidence: all[index] ?? [],
        }));
        if (items.length < 2) return;
        const { detail, button } = confirmationDialog(items, 0, {
          hidden,
          ...(byAgent && { requester: 'An agent asks for this.' }),
        });
        const lines = detail.split('\n');
        assert.ok(lines.length + 2 <= 8, detail);
        assert.ok(lines.every((line) => line.trim() !== ''));
        const worst = items.flatMap((item) => item.evidence.map(({ level }) => level));
        assert.equal(button === undefined, worst.includes('blocker'));
        if (worst.includes('blocker')) assert.match(detail, /^Blocked: /m);
        else if (worst.includes('warning')) assert.match(detail, /^Warning: /m);
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  it('cuts no line about another server or about plain HTTP, however many there are', () => {
    const hosts = ['one', 'two', 'three', 'four'].map((host) => `http://${host}.example.com`);
    const items = itemsOf([...peers, ...peers].slice(0, hosts.length)).map((item, index): PlanItem => {
      const target = { ...item.resource.target, endpoints: { ec2: hosts[index] ?? '' } };
      return { ...item, resource: { ...item.resource, target } };
    });
    const lines = linesOf(items, { requester: 'An agent asks.', hidden: 2, cost: 'About $1 a month.' });
    for (const host of hosts) {
      assert.ok(
        lines.some((line) => line.includes(`Requests to ${host} are not encrypted`)),
        host,
      );
      assert.ok(
        lines.some((line) => line.includes(`sent to ${host}. It may reach another account`)),
        host,
      );
    }
  });
});
