import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { kindById } from '../../../src/catalog/index.ts';
import { serializeResources } from '../../../src/inventory/serializeResources.ts';
import { resourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { DEV_TARGET } from '../support/devTarget.ts';

const CREATED = new Date(Date.UTC(2026, 0, 31, 14, 2, 11));

function volume(name: string): Resource {
  const kind = kindById('ec2.volume');
  assert.ok(kind);
  const item = { VolumeId: 'vol-1', State: 'available', CreateTime: CREATED, Tags: [{ Key: 'Name', Value: name }] };
  const resource = resourceFrom(kind, DEV_TARGET, { item, extra: undefined, source: 0 });
  assert.ok(resource);
  return resource;
}

describe('an exported list', () => {
  it('has the displayed values and the description of each resource as JSON', () => {
    const [first, ...rest] = JSON.parse(serializeResources([volume('build cache')], 'json')) as unknown[];
    assert.deepEqual(rest, []);
    assert.deepEqual(first, {
      ...{ service: 'EC2', kind: 'ec2.volume', id: 'vol-1', name: 'build cache', state: 'available' },
      ...{ region: 'eu-west-1', account: '111122223333', profile: 'dev', created: '2026-01-31T14:02:11.000Z' },
      tags: { Name: 'build cache' },
      description: {
        ...{ VolumeId: 'vol-1', State: 'available', CreateTime: '2026-01-31T14:02:11.000Z' },
        Tags: [{ Key: 'Name', Value: 'build cache' }],
      },
    });
  });

  it('has a header line and one quoted line for each resource as CSV', () => {
    const [head, line, end, ...rest] = serializeResources([volume('a, "b"')], 'csv').split('\r\n');
    assert.equal(
      head,
      '"service","kind","id","name","state","region","account","profile","created","arn","parent","tags","monthlyListPrice"',
    );
    assert.equal(
      line,
      '"EC2","ec2.volume","vol-1","a, ""b""","available","eu-west-1","111122223333","dev","2026-01-31T14:02:11.000Z",,,' +
        '"{""Name"":""a, \\""b\\""""}",',
    );
    assert.equal(end, '');
    assert.deepEqual(rest, []);
  });

  for (const name of ['=HYPERLINK("https://example.com")', '+1', '-1+2', '@SUM(1)', '\t=1']) {
    it(`contains no formula for spreadsheets: ${JSON.stringify(name)}`, () => {
      const [, line = ''] = serializeResources([volume(name)], 'csv').split('\r\n');
      const cell = /^"EC2","ec2\.volume","vol-1","(.)/.exec(line)?.[1];
      assert.equal(cell, "'");
    });
  }

  it('contains no formula for programs that split at semicolons, tabs or line ends', () => {
    for (const separator of [';', '\t', '\r', '\n', '\r\n', '","', '";"', '|']) {
      for (const sign of ['=', '+', '-', '@']) {
        const text = serializeResources([volume(`a${separator}${sign}cmd|' /C calc'!A0`)], 'csv');
        const cells = text.split(/[;,|\t\r\n]+/).map((cell) => cell.replace(/^["\s]+/, ''));
        const formulas = cells.filter((cell) => /^[=+@-]/.test(cell));
        assert.deepEqual(formulas, [], JSON.stringify(text));
      }
    }
  });

  it('contains no formula in any column, after any prefix', () => {
    const blanks = ['', ' ', '   ', '\u00a0', '\u3000', '\ufeff', '\u200b', '"', "'", '\0', '\v'];
    const separators = [
      '',
      'a;',
      'a\t',
      'a\r',
      'a\n',
      'a\u0085',
      'a\u2028',
      'a\u2029',
      'a"',
      'a","',
      'a";"',
      'a|',
      'a\f',
    ];
    for (const sign of [...Array.from('=+-@＝＋－＠﹦﹢﹣﹫⁼₌⁺₊⁻₋−'), '\t=', '\r=', '\n=']) {
      for (const [separator, blank] of separators.flatMap((one) => blanks.map((two) => [one, two] as const))) {
        const text = `${separator}${blank}${sign}cmd|' /C calc'!A0`;
        const one = volume(text);
        const all = {
          ...{ ...one, id: text, state: text, arn: text, tags: new Map([[text, text]]) },
          entry: { ...one.entry, parent: { noun: 'x', id: text, raw: {} } },
          target: { ...one.target, region: text },
        };
        const csv = serializeResources([all], 'csv', () => text);
        const row = csv.slice(csv.indexOf('\r\n'));
        const cells = row.split(/[;,|\p{Cc}\p{Zl}\p{Zp}]+/u).map((cell) => cell.replace(/^[" \p{C}\p{Z}]+/u, ''));
        assert.deepEqual(
          cells.filter((cell) => /^[=+@＝＋－＠﹦﹢﹣﹫⁼₌⁺₊⁻₋−-]/u.test(cell)),
          [],
          JSON.stringify(csv),
        );
      }
    }
  });

  it('escapes invisible characters in JSON, which parses to the original name', () => {
    const name = 'exe.\u202egnp\n';
    const text = serializeResources([volume(name)], 'json');
    assert.ok(!text.includes('\u202e'));
    assert.equal((JSON.parse(text) as { name: string }[])[0]?.name, name);
  });
});
