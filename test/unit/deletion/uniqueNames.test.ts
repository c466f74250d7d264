import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import type { PlanItem } from '../../../src/deletion/planning/plan.ts';
import { confirmationDialog } from '../../../src/deletion/presentation/confirmationText.ts';
import { planDocument } from '../../../src/deletion/presentation/planDocument.ts';
import { displayLabel, distinctLabels, networkValues } from '../../../src/deletion/presentation/resourceLabels.ts';
import { scriptCalls, scriptText } from '../../../src/deletion/scripts/planScripts.ts';
import { getPath } from '../../../src/inventory/listing/memberPath.ts';
import { resourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { referenceResult } from '../../../src/tools/toolResponse.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { planOf } from './support/deletionHarness.ts';

/** Returns all scalars in a value as texts. */
function leaves(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (value instanceof Date) return [value.toISOString()];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leaves);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}

/** Returns a resource with the same id and name under another parent. */
function siblingOf(resource: Resource): Resource | undefined {
  const { kind, target, entry } = resource;
  const { parent } = entry;
  if (!parent) return undefined;
  const other = JSON.parse(JSON.stringify(parent.raw).replaceAll(parent.id, `${parent.id}9`)) as typeof parent.raw;
  return resourceFrom(kind, target, { ...entry, parent: { ...parent, id: `${parent.id}9`, raw: other } });
}

/** Returns a value that no sample has for a member with an address, a CIDR block, a protocol or a port; else undefined. */
function networkValue(path: string): string | undefined {
  if (/cidr/i.test(path)) return '198.51.100.64/27';
  if (/address|\bip(?:s|v[46])?\b/i.test(path)) return '198.51.100.77';
  if (/portrange$/i.test(path)) return '40123-40124';
  if (/port(?:range\.\w+)?$/i.test(path)) return '40123';
  return /protocol$/i.test(path) ? '253' : undefined;
}

/** Returns the first path below a path to such a member, or the path itself. */
function leafOf(path: string, value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) return path;
  const leaves = Object.entries(value).map(([name, inner]) => leafOf(`${path}.${name}`, inner));
  return leaves.find((leaf) => networkValue(leaf) !== undefined) ?? path;
}

function withValue(item: unknown, path: readonly string[], text: string): Structure {
  const [name = '', ...rest] = path;
  const owner = (typeof item === 'object' && item !== null ? item : {}) as Structure;
  const before = owner[name];
  const value =
    rest.length > 0
      ? withValue(before, rest, text)
      : typeof before === 'number'
        ? Number(text.split('-')[0])
        : Array.isArray(before)
          ? [text]
          : text;
  return { ...owner, [name]: value };
}

/** Returns plan items of one resource, without its request. */
function itemsOf(resource: Resource): readonly PlanItem[] {
  return [{ resource, operation: resource.kind.action.operation, input: {}, evidence: [] }];
}

describe('the identity of a resource', () => {
  let world: TestEnvironment;
  const samples = new Map<Kind, readonly Resource[]>();
  before(async function () {
    this.timeout(120_000);
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
    it(`has every value of the request in the dialog: ${kind.id}`, () => {
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

    it(`has every address, CIDR block, protocol and port in the dialog and the plan document: ${kind.id}`, () => {
      for (const resource of samples.get(kind) ?? []) {
        for (const path of kind.identity) {
          const leaf = leafOf(path, getPath(resource.entry.item, path));
          const text = networkValue(leaf);
          if (text === undefined) continue;
          const other = resourceFrom(kind, resource.target, {
            ...resource.entry,
            item: withValue(resource.entry.item, leaf.split('.'), text),
          });
          if (!other) continue;
          const { detail } = confirmationDialog(itemsOf(other), 0);
          // For several resources, the row of the plan and the table of the plan document have them.
          const row = [other.id, displayLabel(other), ...networkValues(other)].join(' ');
          const document = planDocument({ id: '', items: itemsOf(other), createdAt: 0 }, 0);
          const table = document
            .slice(0, document.indexOf('## JSON'))
            .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
          for (const shown of [detail, row, table])
            assert.ok(shown.split(/[\s"?,·]+/).includes(text), `${leaf} ${text} is missing in:\n${shown}`);
        }
      }
    });

    it(`differs between two parents in each text: ${kind.id}`, () => {
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

    it(`has a distinct label among several resources: ${kind.id}`, () => {
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
