import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { KINDS } from '../../../src/catalog/index.ts';
import { INVISIBLE_CHARACTERS, escapeLabelMarkup } from '../../../src/common/text/displayText.ts';
import { confirmationDialog } from '../../../src/deletion/presentation/confirmationText.ts';
import { planDocument } from '../../../src/deletion/presentation/planDocument.ts';
import { distinctLabels } from '../../../src/deletion/presentation/resourceLabels.ts';
import { scriptCalls, scriptText } from '../../../src/deletion/scripts/planScripts.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { referenceResult, toolResultText } from '../../../src/tools/toolResponse.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { planOf } from './support/deletionHarness.ts';

const HOSTILE = [
  'a\u0000b\u0007c\u001b[31m',
  'exe.\u202egnp\u2066x\u200f',
  '${{ secrets.X }} ${HOME} $(canary)',
  '``` `canary` ```',
  '[x](command:workbench.action.quit) <img src=x> ![y](https://example.com)',
  'one\n# two\r\nthree\u2028| four |',
  "=cmd|' /C calc'!A0",
  'n'.repeat(10_000),
  'half \ud800 and \udc00',
  `'; canary; '"; canary; "`,
];

/** Returns the resource with a name, in its tags and for its parent, too. */
function withName(resource: Resource, name: string): Resource {
  const { parent } = resource.entry;
  const entry = parent ? { ...resource.entry, parent: { ...parent, name } } : resource.entry;
  return { ...resource, name, tags: new Map([[name, name]]), entry };
}

const invisibleIn = (text: string) => text.replaceAll('\n', '').search(INVISIBLE_CHARACTERS);

describe('a hostile name', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  for (const kind of KINDS) {
    it(`is shown as plain text in the dialog, the plan document, scripts and tool results: ${kind.id}`, async () => {
      const [resource] = await world.list(kind.id, 'dev', kind.homeRegion ?? 'eu-west-1');
      assert.ok(resource);
      for (const name of HOSTILE) {
        const plan = planOf([withName(resource, name)]);
        const calls = scriptCalls(plan.items);
        const { title, detail, button = '' } = confirmationDialog(plan.items, 0);
        const label = distinctLabels(plan.items.map((item) => item.resource)).join();
        const tool = toolResultText(plan.items.map((item) => referenceResult(item.resource)));
        const cli = scriptText(calls, 'cli');
        const boto3 = scriptText(calls, 'boto3');
        const page = planDocument(plan, 0);
        for (const text of [title, detail, button, label, tool, cli, boto3, page])
          assert.equal(invisibleIn(text), -1, JSON.stringify(text.slice(0, 500)));
        assert.ok(!title.includes('\n') && !label.includes('\n'), title);
        assert.ok(title.length < 400 && label.length < 400, title);
        assert.doesNotMatch(escapeLabelMarkup(`${title} ${label}`), /\]\(|\$\(/);
        assert.ok(
          !proseOf(page).some((line) => /\]\((?:command|https:\/\/example)|<img|\$\{\{|^# two/.test(line)),
          page,
        );
        assert.equal(
          cli.split('\n').length,
          scriptText(scriptCalls(planOf([resource]).items), 'cli').split('\n').length,
        );
        assert.doesNotThrow(() => JSON.parse(tool) as unknown);
      }
    }).timeout(60_000);
  }
});

/** Returns the lines of a document outside its code blocks. */
function proseOf(page: string): readonly string[] {
  let fence: string | undefined;
  return page.split('\n').filter((line) => {
    const ticks = /^`{3,}/.exec(line)?.[0];
    if (fence === undefined) {
      fence = ticks;
      return ticks === undefined;
    }
    if (ticks !== undefined && ticks === line && ticks.length >= fence.length) fence = undefined;
    return false;
  });
}
