import assert from 'node:assert/strict';
import { useTeardown } from '../harness/teardown.ts';
import { until } from '../harness/until.ts';
import { LABELS, openKinds, RESOURCES, rowOf } from './support/steps.ts';

/** The letter at the end of a row, which VS Code draws by a style; the browser's own types are not known here. */
function drawnAfter(element: unknown): string {
  const { getComputedStyle } = globalThis as unknown as {
    getComputedStyle(this: void, of: unknown, part: string): { readonly content: string };
  };
  return getComputedStyle(element, '::after').content.replaceAll('"', '');
}

describe('What a screen reader gets', () => {
  const teardown = useTeardown({ settings: { 'teardown.protectedResources': ['name:edge-fw-1'] } });
  const nameOf = async (label: string, description?: string | RegExp) =>
    rowOf(teardown.workbench, label, description).getAttribute('aria-label');

  it('is, of every row, what it is and how it stands, in words', async () => {
    const { workbench } = teardown;
    await openKinds(workbench, ...Object.values(LABELS));
    const rows = workbench.rows(RESOURCES);
    for (const row of await rows.all()) {
      // All that is to be seen in the row: what the icon and its colour say stands there as words.
      await until(async () => {
        const label = await row.locator('.label-name').innerText();
        const description = (await row.locator('.label-description').allInnerTexts()).join(' ');
        const name = (await row.getAttribute('aria-label')) ?? '';
        // A key's id is shortened in the row alone, and called CKN there.
        const pieces = [label, ...description.split(' · ')].flatMap((part) => part.replace(/^CKN /, '').split('…'));
        for (const piece of pieces)
          assert.ok(name.includes(piece.trim()), `"${piece}" of "${label}" is not in "${name}"`);
        return true;
      }, 'the name of a row to have what is to be seen');
    }
    assert.equal(
      await nameOf('edge-fw-1'),
      'route server peer, edge-fw-1, protected, BGP up, 10.0.1.21, AS65001, BFD up',
    );
    assert.match((await nameOf('LightsailDefaultKeyPair')) ?? '', /^key pair, LightsailDefaultKeyPair, default, /);
    assert.match((await nameOf(LABELS.peers)) ?? '', new RegExp(`^${LABELS.peers}, \\d+`));
    assert.equal(await nameOf('EC2'), 'Service EC2');
    await workbench.screenshot('marks');
  });

  it('is, of marks, their words: what is protected, default or about to expire has a letter and says so', async () => {
    const { workbench } = teardown;
    await openKinds(workbench, LABELS.peers, LABELS.tokens, LABELS.keyPairs);
    const mark = (label: string) => rowOf(workbench, label).locator('.monaco-icon-label').evaluate(drawnAfter);
    await until(async () => (await mark('edge-fw-1')) === 'P', 'the mark of what is protected');
    await until(async () => (await mark('LightsailDefaultKeyPair')) === 'D', 'the mark of a default');
    assert.equal(await mark('edge-fw-lab'), 'none');
    const expiring = rowOf(workbench, /./, /expires in 3 hours/).first();
    assert.match((await expiring.getAttribute('aria-label')) ?? '', /expires within a day/);
  });

  it('is, of the status bar item, the profile, the account and the Region', async () => {
    const { workbench } = teardown;
    await openKinds(workbench, LABELS.peers);
    const item = workbench.statusBarItem('111122223333');
    const name = await item.locator('[aria-label]').first().getAttribute('aria-label');
    assert.match(name ?? '', /^Teardown: dev, .*111122223333.*, eu-west-1\. Switch profile\.$/);
  });
});
