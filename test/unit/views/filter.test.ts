import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { wildcardMatcher } from '../../../src/common/text/wildcard.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { parseFilter, type MatchResult } from '../../../src/inventory/query/filter.ts';
import { NO_CONTEXT } from '../../../src/inventory/query/usageTerms.ts';
import { SEED } from '../support/seed.ts';

const NOW = Date.UTC(2026, 10, 21, 14);
const DAY = 86_400_000;

const resource = (members: Partial<Resource> & { region?: string } = {}): Resource =>
  ({
    id: 'vol-0a1b2c3d',
    name: 'build cache',
    arn: 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-0a1b2c3d',
    state: 'available',
    tags: new Map([
      ['env', 'dev'],
      ['team:name', 'Payments'],
    ]),
    created: new Date(NOW - 40 * DAY),
    kind: { noun: 'volume', description: () => ['20 GiB', 'gp3 · unattached'], facts: [] },
    target: { region: members.region ?? 'eu-west-1' },
    entry: { item: {} },
    ...members,
  }) as unknown as Resource;

function match(text: string, members?: Parameters<typeof resource>[0]): MatchResult {
  const parsed = parseFilter(text);
  assert.ok(parsed && 'filter' in parsed, `${text}: ${JSON.stringify(parsed)}`);
  return parsed.filter.match(resource(members), NOW);
}

function problem(text: string): string {
  const parsed = parseFilter(text);
  assert.ok(parsed && 'problem' in parsed, `${text} was understood`);
  return parsed.problem;
}

describe('a filter', () => {
  it('compares list prices if they are known', () => {
    const matchCost = (text: string, cost: number | 'unknown' | undefined) => {
      const parsed = parseFilter(text, { ...NO_CONTEXT, monthlyCostOf: () => cost });
      assert.ok(parsed && 'filter' in parsed, text);
      return parsed.filter.match(resource(), NOW);
    };
    assert.deepEqual(
      [10.01, 10, 9.99, 'unknown', undefined].map((cost) => matchCost('cost:>10', cost as number)),
      ['yes', 'no', 'no', 'unknown', 'no'],
    );
    assert.equal(matchCost('cost:>=10', 10), 'yes');
    assert.equal(matchCost('cost:<0.5', 0.49), 'yes');
    assert.equal(matchCost('cost:<=0.5', 0.5), 'yes');
    assert.equal(matchCost('-cost:>10', 'unknown'), 'unknown');
    for (const text of ['cost:', 'cost:10', 'cost:>', 'cost:>x', 'cost:>-1', 'cost:>1e3'])
      assert.ok('problem' in (parseFilter(text) ?? {}), text);
  });

  for (const [text, expected] of [
    ['cache', 'yes'],
    ['CACHE', 'yes'],
    ['"build cache"', 'yes'],
    ['build payments', 'yes'],
    ['build nothing', 'no'],
    ['volume', 'yes'],
    ['-cache', 'no'],
    ['-nothing', 'yes'],
    ['arn:aws:ec2', 'yes'],
    ['arn:aws:s3', 'no'],
    ['name:cache', 'yes'],
    ['name:build*', 'yes'],
    ['name:cache*', 'no'],
    ['name:"build cache"', 'yes'],
    ['id:0a1b', 'yes'],
    ['id:cache', 'no'],
    ['id:vol-????????', 'yes'],
    ['tag:env', 'yes'],
    ['tag:env=dev', 'yes'],
    ['tag:env=de', 'no'],
    ['tag:env=d*', 'yes'],
    ['tag:team:name=payments', 'yes'],
    ['-tag:env=prod', 'yes'],
    ['tag:cost', 'no'],
    ['state:available', 'yes'],
    ['State:AVAILABLE', 'yes'],
    ['state:avail', 'no'],
    ['older:30d', 'yes'],
    ['older:6w', 'no'],
    ['older:1mo', 'yes'],
    ['newer:30d', 'no'],
    ['newer:1y', 'yes'],
    ['-older:90d', 'yes'],
    ['older:2h', 'yes'],
    ['region:eu-west-1', 'yes'],
    ['region:eu-*', 'yes'],
    ['region:us-*', 'no'],
    ['tag:env=dev state:available older:30d region:eu-west-1 cache', 'yes'],
  ] as const) {
    it(`returns ${expected} for ${text}`, () => {
      assert.equal(match(text), expected);
    });
  }

  it('returns unknown for unknown values, also negated', () => {
    const bare = { created: undefined, tags: undefined } as unknown as Partial<Resource>;
    for (const text of ['older:30d', 'newer:30d', '-older:30d', 'tag:env', '-tag:env=prod', 'older:1d cache']) {
      assert.equal(match(text, bare), 'unknown', text);
    }
    // A resource that another term excludes is not reported as unknown.
    assert.equal(match('older:30d nothing', bare), 'no');
    assert.equal(match('tag:env', { tags: new Map() }), 'no');
  });

  it('applies to a list, and again to the same list after its ages have changed', () => {
    const parsed = parseFilter('older:30d');
    assert.ok(parsed && 'filter' in parsed);
    const { filter } = parsed;
    const [old, young] = [resource(), resource({ created: new Date(NOW) })];
    const list = [old, young, resource({ created: undefined } as unknown as Partial<Resource>)];
    const sifted = (resources: readonly Resource[], now: number) => {
      const { shown, unknown } = filter.apply(resources, now);
      return { shown, unknown };
    };
    assert.deepEqual(sifted(list, NOW), { shown: [old], unknown: 1 });
    assert.deepEqual(sifted(list, NOW + 10), { shown: [old], unknown: 1 });
    assert.deepEqual(sifted([young], NOW + 10), { shown: [], unknown: 0 });
    assert.deepEqual(sifted(list, NOW + 31 * DAY), { shown: [old, young], unknown: 1 });
  });

  it('applies to a long list in slices, with the same result', async () => {
    const parsed = parseFilter('build');
    assert.ok(parsed && 'filter' in parsed);
    const list = Array.from({ length: 5_000 }, (_, index) => resource({ name: index % 3 === 0 ? 'build' : 'other' }));
    let turns = 0;
    const count = () => {
      turns += 1;
      turn = setImmediate(count);
    };
    let turn = setImmediate(count);
    await parsed.filter.prepare(list, NOW, new AbortController().signal);
    clearImmediate(turn);
    assert.ok(turns > 10, `other work ran ${turns} times`);
    const { shown } = parsed.filter.apply(list, Date.now());
    assert.equal(shown.length, 1_667);
    assert.equal(parsed.filter.apply(list, Date.now()).shown, shown);
  });

  it('finds a value of any length', () => {
    for (const length of [1, 31, 32, 33, 300]) {
      const name = `${'x'.repeat(length)}É`;
      assert.equal(match(`"${name.toLowerCase()}"`, { name: `a${name}b` }), 'yes', String(length));
      assert.equal(match(`"${name}c"`, { name: `a${name}b` }), 'no', String(length));
    }
  });

  it('is undefined for blank text', () => {
    for (const text of ['', '   ', '\t']) assert.equal(parseFilter(text), undefined);
  });

  it('has a problem message for invalid text', () => {
    assert.match(problem('older:30'), /"older:" takes an age, as in older:30d/);
    assert.match(problem('newer:soon'), /"newer:" takes an age/);
    assert.match(problem('older:'), /takes an age/);
    assert.match(
      problem('size:3'),
      /There is no "size:"\. There are name:, id:, tag:, state:, older:, newer:, region:/,
    );
    assert.match(problem('name:'), /"name:" needs something after it/);
    assert.match(problem('tag:=dev'), /needs a key/);
    assert.match(problem('"open'), /not closed/);
    assert.match(problem('name:"open'), /not closed/);
    assert.match(problem('""'), /nothing between/);
  });

  it('takes quoted text literally', () => {
    assert.equal(match('"-cache"'), 'no');
    assert.equal(match('"a:b"', { name: 'a:b' }), 'yes');
    assert.equal(match('-"build cache"'), 'no');
    assert.equal(match('name:a.b(c)', { name: 'a.b(c)' }), 'yes');
    assert.equal(match('name:a.b', { name: 'axb' }), 'no');
  });

  it('has a problem or a result for every resource, for random text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', ':', '"', '-', ' ', '*', '?', '=', '3', 'd', '\\', '(', '[', 'ä', 'older', 'tag'),
        }),
        (text) => {
          const parsed = parseFilter(text);
          if (parsed && 'problem' in parsed) assert.notEqual(parsed.problem, '');
          if (parsed && 'filter' in parsed) assert.match(parsed.filter.match(resource(), NOW), /^(yes|no|unknown)$/);
        },
      ),
      { seed: SEED },
    );
  });
});

describe('a filter with names of Object.prototype', () => {
  it('is rejected like any unknown key or age', () => {
    const words = [
      'constructor:x',
      'toString:x',
      'hasOwnProperty:x',
      'valueOf:x',
      'older:1constructor',
      'older:3valueOf',
    ];
    for (const word of words) {
      const parsed = parseFilter(word);
      assert.ok(parsed && 'problem' in parsed, word);
    }
  });

  it('matches a pattern with many wildcards in linear time', () => {
    const matches = wildcardMatcher('*a'.repeat(1_000), 'insensitive');
    assert.equal(matches(`${'a'.repeat(5_000)}b`), false);
    assert.equal(matches('a'.repeat(5_000)), true);
    assert.equal(wildcardMatcher('*?*?*x?*')('a'.repeat(20_000)), false);
  });
});
