import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { namesakeDifferences, PLACE_FIRST, type Distinguishable } from '../../../src/inventory/namesakes.ts';

interface Row extends Distinguishable {
  readonly name: string;
}

describe('rows with the same label', () => {
  const row = (name: string, id: string, region = 'eu-west-1'): Row => ({ name, id, region });
  const inOrder = (rows: readonly Row[], order?: typeof PLACE_FIRST) => {
    const found = namesakeDifferences(
      rows,
      ({ name }) => name,
      (one) => one,
      order,
    );
    return rows.map((one) => found.get(one)?.join(' · '));
  };
  const differencesOf = (...rows: readonly Row[]) => inOrder(rows);

  it('are distinguished by their ids, and other rows by nothing', () => {
    assert.deepEqual(differencesOf(row('web', 'i-1'), row('db', 'i-2'), row('web', 'i-3')), ['i-1', undefined, 'i-3']);
  });

  it('are distinguished by their Regions where the ids are equal', () => {
    assert.deepEqual(differencesOf(row('pair', 'pair'), row('pair', 'pair', 'us-east-1')), ['eu-west-1', 'us-east-1']);
  });

  it('are distinguished by both where each distinguishes only some', () => {
    const rows = ['1', '2'].flatMap((id) => ['eu-west-1', 'us-east-1'].map((region) => row('template', id, region)));
    assert.deepEqual(differencesOf(...rows), ['1 · eu-west-1', '1 · us-east-1', '2 · eu-west-1', '2 · us-east-1']);
    for (let some = 1; some < 2 ** rows.length; some++) {
      const chosen = rows.filter((_, index) => (some >> index) & 1);
      if (chosen.length > 1) assert.equal(new Set(differencesOf(...chosen)).size, chosen.length);
    }
  });

  it('that stand alone are distinguished by their accounts, then their Regions, then their ids', () => {
    const rows = [
      { ...row('web', 'i-1'), account: 'dev' },
      { ...row('web', 'i-1'), account: 'dev' },
      { ...row('web', 'i-2'), account: 'prod' },
      { ...row('web', 'i-3', 'us-east-1'), account: 'prod' },
    ];
    const alone = (...some: readonly Row[]) => inOrder(some, PLACE_FIRST);
    const [dev, again, prod, american] = rows as [Row, Row, Row, Row];
    // Two attempts at one resource.
    assert.deepEqual(alone(dev, again), [undefined, undefined]);
    assert.deepEqual(alone(dev, again, prod), ['dev', 'dev', 'prod']);
    assert.deepEqual(alone(prod, american), ['eu-west-1', 'us-east-1']);
    assert.deepEqual(alone(dev, prod, american), ['dev · eu-west-1', 'prod · eu-west-1', 'prod · us-east-1']);
    assert.deepEqual(alone(dev, { ...dev, id: 'i-4' }), ['i-1', 'i-4']);
  });

  it('have nothing where only what they belong to differs', () => {
    assert.deepEqual(differencesOf(row('CKN 01…ef', '01ef'), row('CKN 01…ef', '01ef')), [undefined, undefined]);
  });

  it('have both ends of long ids, whole ids where only the middle differs, and nothing invisible', () => {
    const [first, second] = ['rsp-20afc18d02e3a192f', 'rsp-fc7f4d28fc4443f84'];
    assert.deepEqual(differencesOf(row('x', first), row('x', second)), ['rsp-20…3a192f', 'rsp-fc…443f84']);
    const alike = ['rsp-0123450000abcdef', 'rsp-0123451111abcdef'];
    assert.deepEqual(differencesOf(...alike.map((id) => row('x', id))), alike);
    assert.deepEqual(differencesOf(row('x', 'a'), row('x', 'id-\u202e')), ['a', 'id-⟨U+202E⟩']);
  });
});
