import assert from 'node:assert/strict';
import { perObject } from '../../../src/common/perObject.ts';

describe('perObject', () => {
  it('computes the value of each object once, even if it is undefined', () => {
    const computed: object[] = [];
    const valueOf = perObject((object: { readonly value?: string }) => {
      computed.push(object);
      return object.value;
    });
    const [first, second] = [{ value: 'a' }, {}];
    assert.deepEqual([first, second, first, second].map(valueOf), ['a', undefined, 'a', undefined]);
    assert.deepEqual(computed, [first, second]);
  });
});
