import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import { confirmationDialog } from '../../../src/deletion/presentation/confirmationText.ts';
import { planDocument } from '../../../src/deletion/presentation/planDocument.ts';
import { displayLabel, distinctLabels } from '../../../src/deletion/presentation/resourceLabels.ts';
import { scriptCalls, scriptText } from '../../../src/deletion/scripts/planScripts.ts';
import { resourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { referenceResult } from '../../../src/tools/toolResponse.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { planOf } from './support/deletionHarness.ts';

/** All texts and numbers inside a value. */
function leaves(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (value instanceof Date) return [value.toISOString()];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leaves);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}

/** A resource with the same id and name under another parent. */
function siblingOf(resource: Resource): Resource | undefined {
  const { kind, target, entry } = resource;
  const { parent } = entry;
  if (!parent) return undefined;
  const other = JSON.parse(JSON.stringify(parent.raw).replaceAll(parent.id, `${parent.id}9`)) as typeof parent.raw;
  return resourceFrom(kind, target, { ...entry, parent: { ...parent, id: `${parent.id}9`, raw: other } });
}

describe('what makes a resource unique', () => {
  let world: TestEnvironment;
  const samples = new Map<Kind, readonly Resource[]>();
  before(async () => {
    world = await TestEnvironment.start();
    for (const kind of KINDS) {
      samples.set(kind, await world.list(kind.id, 'dev', kind.homeRegion ?? 'eu-west-1'));
    }
  });
  after(() => world.close());

  const textsOf = (resources: readonly Resource[]) => {
    const { items } = planOf(resources);
    const { title, detail } = confirmationDialog(items, 0);
    return {
      dialog: `${title}\n${detail}`,
      script: scriptText(scriptCalls(items), 'cli'),
      boto3: scriptText(scriptCalls(items), 'boto3'),
      label: resources.map(displayLabel).join(),
      tool: JSON.stringify(resources.map(referenceResult)),
    };
  };

  for (const kind of KINDS) {
    it(`${kind.id}: the question names every value of the request`, () => {
      for (const resource of samples.get(kind)?.slice(0, 3) ?? []) {
        const [item] = planOf([resource]).items;
        assert.ok(item);
        const { dialog } = textsOf([resource]);
        const named = Object.entries(item.input).filter(([member]) => {
          const source = kind.action.input[member];
          return !(typeof source === 'object' && 'value' in source);
        });
        for (const [member, value] of named) {
          for (const text of leaves(value)) {
            const isNamed = dialog.split(/[\s"?]+/).includes(text) || (text.length > 5 && dialog.includes(text));
            assert.ok(isNamed, `${member} ${text} is missing in:\n${dialog}`);
          }
        }
        if (resource.entry.parent) assert.ok(dialog.includes(resource.entry.parent.id), dialog);
      }
    });

    it(`${kind.id}: two under different parents read differently everywhere`, () => {
      const [resource] = samples.get(kind) ?? [];
      assert.ok(resource);
      const other = siblingOf(resource);
      if (!other) return;
      const [one, two] = [textsOf([resource]), textsOf([other])];
      for (const what of ['dialog', 'label', 'tool'] as const) {
        assert.notEqual(one[what], two[what], `${what}: ${one[what]}`);
      }
      if (JSON.stringify(planOf([resource]).items[0]?.input) === JSON.stringify(planOf([other]).items[0]?.input))
        return;
      if (scriptCalls(planOf([resource]).items).length === 0) return;
      for (const what of ['script', 'boto3'] as const) assert.notEqual(one[what], two[what]);
    });

    it(`${kind.id}: no two of a batch have one label`, () => {
      const listed = samples.get(kind)?.slice(0, 4) ?? [];
      const all = [...listed, ...listed.flatMap((one) => siblingOf(one) ?? [])];
      const elsewhere = all.map((one) => ({ ...one, target: { ...one.target, region: 'eu-central-1' } }));
      const batch = [...all, ...elsewhere];
      if (batch.length === 0) return;
      const labels = distinctLabels(batch);
      assert.equal(new Set(labels).size, labels.length, labels.join('\n'));
      const headings = planDocument({ id: '', items: planOf(all).items, createdAt: 0 }, 0)
        .split('\n')
        .flatMap((line) => /^\| \d+ \| ([^|]*) \|/.exec(line)?.[1] ?? []);
      const siblings = all.length > listed.length ? all.length : 0;
      assert.ok(new Set(headings).size >= siblings, headings.join('\n'));
    });
  }
});
