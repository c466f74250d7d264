import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { randomFrom } from '../../../sandbox/random.ts';
import { asList, TextIndex } from '../../../src/inventory/usage/textIndex.ts';
import { SEED } from '../support/seed.ts';
import { listingsOf, NOTHING_ELSE, NOW, resourceOf } from './support/account.ts';
import { evaluateUsage } from '../../../src/inventory/usage/evaluate.ts';

const LETTERS = 'ab-';

describe(`an index of texts (TEARDOWN_SEED=${SEED})`, () => {
  it('finds every value of a text, in order, and none of another', () => {
    const draw = randomFrom(SEED);
    const index = new TextIndex<{ readonly at: number }>();
    const known = new Map<string, number[]>();
    const text = () => Array.from({ length: draw() * 7 }, () => LETTERS[Math.floor(draw() * 3)] ?? '').join('');
    for (let at = 0; at < 500; at += 1) {
      const one = text();
      index.add(one, { at });
      known.set(one, [...(known.get(one) ?? []), at]);
    }
    assert.ok(known.has(''));
    for (let turn = 0; turn < 5_000; turn += 1) {
      const one = text();
      const found = asList(index.get(one)).map(({ at }) => at);
      assert.deepEqual(found, known.get(one) ?? [], JSON.stringify(one));
    }
  });
});

describe('a text that repeats from row to row', () => {
  const disk = (name: string) => ({
    name,
    arn: `arn:aws:lightsail:us-east-1:111122223333:Disk/${name}`,
    isAttached: false,
  });
  const bucket = (name: string) => resourceOf('lightsail.bucket', { name, resourceType: 'data' });

  it('counts in each service for itself: a name of Lightsail means nothing to EC2', () => {
    const vpc = (id: string) => resourceOf('ec2.vpc', { VpcId: id, resourceType: 'data' });
    const rows = [vpc('vpc-0000000000000000a'), vpc('vpc-0000000000000000b'), bucket('one'), bucket('two')];
    const owned = resourceOf('lightsail.disk', disk('data'));
    const usage = evaluateUsage(listingsOf([...rows, owned]), NOTHING_ELSE, NOW).get(owned.key);
    assert.equal(usage?.word, 'used');
    assert.equal(usage.user?.id, 'one');
  });

  it('counts where it comes after other texts, in members that have others', () => {
    const owned = resourceOf('lightsail.disk', disk('data'));
    const rows = [
      resourceOf('lightsail.bucket', { name: 'one', resourceType: 'Bucket' }),
      resourceOf('lightsail.bucket', { name: 'two', resourceType: 'Bucket' }),
      bucket('three'),
    ];
    const usage = evaluateUsage(listingsOf([...rows, owned]), NOTHING_ELSE, NOW).get(owned.key);
    assert.equal(usage?.user?.id, 'three');
  });
});
