import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import fc from 'fast-check';
import type { Core } from '../../../src/core.ts';
import type { JournalEntry } from '../../../src/deletion/journal/entry.ts';
import { confirmationDialog } from '../../../src/deletion/presentation/confirmationText.ts';
import { planDocument } from '../../../src/deletion/presentation/planDocument.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { costText, endedText, endsText } from '../../../src/pricing/costText.ts';
import { parseDecimal, toDecimal } from '../../../src/pricing/money.ts';
import { savingsOf, savingsText } from '../../../src/views/deletions/savings.ts';
import { DEV, kindOf, TestEnvironment } from '../support/testEnvironment.ts';
import { SEED } from '../support/seed.ts';

const UNENDING = new AbortController().signal;
const HOUR = 3_600_000;
const NOTE = 'List price, without usage, discounts and tax.';

describe('the costs that deletions end', () => {
  let world: TestEnvironment;
  let folder: string;
  before(async () => {
    world = await TestEnvironment.start();
    folder = mkdtempSync(path.join(tmpdir(), 'teardown-ended-'));
  });
  after(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => world.reset());

  async function idleAddress(core: Core): Promise<Resource> {
    const { resources } = await core.inventory.list(
      kindOf('lightsail.staticIp'),
      await world.target('dev', DEV.region),
    );
    const idle = resources.find(({ entry: { item } }) => item['isAttached'] === false);
    assert.ok(idle);
    return idle;
  }

  it('are in the dialog, the plan document and the journal, and count until a restore', async () => {
    const core = world.createCore({ storageDirectory: folder });
    const resource = await idleAddress(core);
    const { plan: unpriced } = await core.deletion.plan([resource]);
    assert.equal(endsText(core.prices.sum([resource])), undefined, 'no price was requested yet');
    await core.prices.load([resource], UNENDING);
    const { plan } = await core.deletion.plan([resource]);
    const resources = plan.items.map((item) => item.resource);
    const cost = endsText(core.prices.sum(resources));
    assert.equal(cost, `Ends about $3.65 a month. ${NOTE}`);
    assert.equal(endedText(core.prices.sum(resources)), `Ended about $3.65 a month. ${NOTE}`);
    const now = Date.now();
    assert.ok(confirmationDialog(plan.items, now, { cost }).detail.split('\n').includes(cost));
    assert.ok(
      confirmationDialog([...plan.items, ...plan.items], now, { cost })
        .detail.split('\n')
        .includes(cost),
    );
    assert.ok(!confirmationDialog(unpriced.items, now).detail.includes('$'));
    const costs = {
      of: (one: Resource) => {
        const known = core.prices.costOf(one);
        return known && costText(known);
      },
      ends: (some: readonly Resource[]) => endsText(core.prices.sum(some)),
    };
    const document = planDocument(plan, now, false, costs);
    assert.ok(document.includes(cost));
    assert.match(document, /\| Can be restored \| List price \|\n[\s\S]* &#36;3&#46;65 a month \|\n/);
    assert.ok(!planDocument(plan, now, true, costs).includes('65 a month'), 'what was executed has no price of now');

    const [outcome] = await core.deletion.execute(plan);
    assert.equal(outcome?.kind, 'deleted', outcome?.reason);
    await core.dispose();
    const later = world.createCore({ storageDirectory: folder });
    const [entry] = await later.journal.entries();
    assert.deepEqual(entry?.monthlyListPrice, { currency: 'USD', amount: '3.65' });
    const deletedAt = entry.outcome?.at ?? 0;
    assert.match(
      savingsText(savingsOf([entry], deletedAt + 7_300 * HOUR)) ?? '',
      /^Since .*\d{4} about \$36\.50 saved, \$3\.65 a month\. List price/,
    );
  });

  it('of an earlier session are read without a request', async () => {
    const core = world.createCore({ storageDirectory: folder });
    await core.prices.load([await idleAddress(core)], UNENDING);
    await core.dispose();
    const later = world.createCore({ storageDirectory: folder });
    const resource = await idleAddress(later);
    const before = (await world.requests()).length;
    let told = 0;
    later.prices.onDidChange(() => (told += 1));
    await later.prices.loadKept();
    await later.prices.loadKept();
    assert.equal(endsText(later.prices.sum([resource])), `Ends about $3.65 a month. ${NOTE}`);
    assert.equal(told, 1);
    assert.equal((await world.requests()).length, before);
  });
});

describe('savings', () => {
  const entry = (rest: object, at = 0) =>
    ({
      action: 'delete',
      at,
      resource: { key: 'x' },
      outcome: { kind: 'deleted', at },
      monthlyListPrice: { currency: 'USD', amount: '7.3' },
      ...rest,
    }) as unknown as JournalEntry;
  const total = (entries: readonly JournalEntry[], hours: number) =>
    (savingsOf(entries, hours * HOUR)?.total ?? []).map(toDecimal);

  it('begin with the deletion, and have one amount for each currency', () => {
    assert.deepEqual(total([entry({})], 100), ['1']);
    assert.deepEqual(total([entry({}), entry({ resource: { key: 'y' } }, 50 * HOUR)], 100), ['1.5']);
    const yuan = entry({ resource: { key: 'z' }, monthlyListPrice: { currency: 'CNY', amount: '730' } });
    assert.deepEqual(total([entry({}), yuan], 1), ['1', '0.01']);
    assert.equal(savingsOf([entry({}, 5 * HOUR), entry({ resource: { key: 'y' } }, 2 * HOUR)], 9)?.since, 2 * HOUR);
  });

  it('exclude resources that were not deleted, were restored, or have no single price', () => {
    const restored = entry({ action: 'restore', outcome: { kind: 'restored', at: 5 } }, 4);
    assert.equal(savingsOf([restored, entry({})], HOUR), undefined);
    for (const kind of ['alreadyDeleted', 'deleting', 'failed', 'unknown'])
      assert.equal(savingsOf([entry({ outcome: { kind, at: 0 } })], HOUR), undefined, kind);
    for (const amount of ['', '-1', '1e9', '0x1', 'NaN'])
      assert.equal(savingsOf([entry({ monthlyListPrice: { currency: 'USD', amount } })], HOUR), undefined);
    assert.equal(savingsText(undefined), undefined);
    assert.deepEqual(total([entry({}, 10 * HOUR)], 1), ['0'], 'a clock that was wrong saves nothing');
  });

  it(`are stored exactly (TEARDOWN_SEED=${SEED})`, () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), (units) => {
        assert.equal(parseDecimal(toDecimal({ currency: 'USD', units })), units);
      }),
      { seed: SEED },
    );
  });
});
