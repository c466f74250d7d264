import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { joinParts } from '../../../src/aws/client/responseParts.ts';
import { splitJson } from '../../../src/aws/client/splitJson.ts';
import { splitXml } from '../../../src/aws/client/splitXml.ts';
import { AwsCallError } from '../../../src/aws/errors/callError.ts';
import { kindOf } from '../support/testEnvironment.ts';
import { replayable, SEED } from '../support/seed.ts';
import { FixedResponse } from './support/fixedResponse.ts';
import { randomNumbers } from './support/filePairs.ts';

const TEXTS = ['web', '', 'größe', 'a & b', '<item>', '</item>', '漢字', 'x'.repeat(500)];

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

const volumeId = (n: number) => `vol-${String(n).padStart(17, '0')}`;

/** Returns a page of volumes as XML of EC2, and the output that Teardown reads from it. */
function volumes(random: () => number, count: number): { readonly xml: string; readonly output: object } {
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
  const all = Array.from({ length: count }, (_, n) => ({
    VolumeId: volumeId(n),
    Tags: Array.from({ length: Math.floor(random() * 4) }, (__, k): Tag => ({ Key: `k${k}`, Value: pick(TEXTS) })),
  }));
  const tagXml = ({ Key, Value }: Tag) =>
    Value === ''
      ? `<item><key>${Key}</key><value/></item>`
      : `<item><key>${Key}</key><value>${escape(Value)}</value></item>`;
  const items = all.map(({ VolumeId, Tags }) => {
    const set = Tags.length === 0 ? '<tagSet/>' : `<tagSet>${Tags.map(tagXml).join('')}</tagSet>`;
    return `<item><volumeId>${VolumeId}</volumeId>${set}</item>${pick(['', '\n  '])}`;
  });
  const token = pick(['', '<nextToken>more</nextToken>']);
  const list = `<volumeSet>${items.join('')}</volumeSet>`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<DescribeVolumesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId>${pick([list + token, token + list])}</DescribeVolumesResponse>`;
  return { xml, output: { Volumes: all, ...(token !== '' && { NextToken: 'more' }) } };
}

describe('a long EC2 response', function () {
  // Megabytes of XML, possibly on a busy machine.
  this.timeout(60_000);
  let aws: FixedResponse;
  before(async () => {
    aws = await FixedResponse.start();
  });
  after(() => aws.close());

  const read = (text: string | Buffer) => aws.read('ec2', 'DescribeVolumes', text);

  it('is read completely in parts', async () => {
    await replayable(SEED, async () => {
      const random = randomNumbers(SEED);
      for (let run = 0; run < 6; run += 1) {
        const { xml, output } = volumes(random, 600 + Math.floor(random() * 600));
        assert.deepEqual(JSON.parse(JSON.stringify(await read(xml))), output);
      }
    });
  });

  it('is split into parts with whole items, for every size of the parts', async () => {
    await replayable(SEED, async () => {
      const random = randomNumbers(SEED);
      for (let run = 0; run < 50; run += 1) {
        const { xml } = volumes(random, Math.floor(random() * 60));
        const parts = await splitXml(Buffer.from(xml), 1 + Math.floor(random() * 2_000));
        const ids = parts.flatMap(
          ({ bytes }) =>
            Buffer.from(bytes)
              .toString('utf8')
              .match(/vol-\d+/g) ?? [],
        );
        assert.deepEqual(ids, xml.match(/vol-\d+/g) ?? []);
        for (const { bytes } of parts)
          assert.match(
            Buffer.from(bytes).toString('utf8'),
            /^[^]*<DescribeVolumesResponse [^]*<\/DescribeVolumesResponse>$/,
          );
      }
    });
  });

  it('is split into parts below 40 KB', async () => {
    const { xml } = volumes(randomNumbers(1), 2_000);
    const parts = await splitXml(Buffer.from(xml));
    assert.ok(parts.length > 3);
    assert.ok(
      parts.every(({ bytes }) => bytes.byteLength < 40_000),
      parts.map(({ bytes }) => bytes.byteLength).join(),
    );
  });

  it('is classified as malformed if it is truncated', async () => {
    const { xml } = volumes(randomNumbers(2), 1_000);
    for (const share of [0.3, 0.7, 0.999]) {
      await assert.rejects(read(xml.slice(0, Math.floor(xml.length * share))), (error) => {
        assert.ok(error instanceof AwsCallError);
        assert.equal(error.failure.cause, 'malformedResponse');
        return true;
      });
    }
  });

  it('is split at tags and not at tags in comments', async () => {
    const { xml, output } = volumes(randomNumbers(3), 1_000);
    for (const odd of ['<!-- <item> -->', '<!-- </item></volumeSet> -->']) {
      const text = xml.replace('<volumeSet>', `<volumeSet>${odd}`);
      assert.ok((await splitXml(Buffer.from(text))).length > 3);
      assert.deepEqual(JSON.parse(JSON.stringify(await read(text))), output);
    }
  });

  it('is classified as malformed if its tags do not match, without reading a long part', async () => {
    const { xml } = volumes(randomNumbers(3), 1_000);
    const list = (odd: string) => xml.replace('<volumeSet>', `<volumeSet>${odd}`);
    for (const text of [
      ...['</item>', '<item>', '<item></items>', '<items></item>', '<!DOCTYPE a>', '<![CDATA[]]>', '<!-- '].map(list),
      xml.replace('</DescribeVolumesResponse>', '</DescribeVolumesRespons>'),
      `${xml}<item/>`,
    ]) {
      const parts = await splitXml(Buffer.from(text));
      assert.ok(parts.every(({ bytes }) => bytes.byteLength < 40_000));
      await assert.rejects(read(text), (error) => {
        assert.ok(error instanceof AwsCallError);
        assert.equal(error.failure.cause, 'malformedResponse');
        return true;
      });
    }
  });

  it('is split within a very long item, and joined again', async () => {
    const instance = (n: number) => {
      const tags = [0, 1].map((k) => `<item><key>k${k}</key><value>${'v'.repeat(n % 50)}</value></item>`);
      return `<item><instanceId>i-${n}</instanceId><placement><tenancy>default</tenancy></placement><tagSet>${tags.join('')}</tagSet></item>`;
    };
    const counts = [3, 4_000, 1, 2_500];
    const reservations = counts.map((count, r) => {
      const instances = Array.from({ length: count }, (_, n) => instance(n));
      return `<item><reservationId>r-${r}</reservationId><groupSet><item><groupId>sg-${r}</groupId></item></groupSet><instancesSet>${instances.join('')}</instancesSet><ownerId>${r}</ownerId></item>`;
    });
    const xml = `<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId><reservationSet>${reservations.join('')}</reservationSet></DescribeInstancesResponse>`;
    const parts = await splitXml(Buffer.from(xml));
    assert.ok(Math.max(...parts.map(({ bytes }) => bytes.byteLength)) < 150_000);
    const output = await aws.read('ec2', 'DescribeInstances', xml);
    const expected = counts.map((count, r) => ({
      ReservationId: `r-${r}`,
      Groups: [{ GroupId: `sg-${r}` }],
      Instances: Array.from({ length: count }, (_, n) => ({
        InstanceId: `i-${n}`,
        Placement: { Tenancy: 'default' },
        Tags: [0, 1].map((k) => ({ Key: `k${k}`, Value: 'v'.repeat(n % 50) })),
      })),
      OwnerId: String(r),
    }));
    assert.deepEqual(output, { Reservations: expected });
  });

  it('is read and listed without blocking the event loop', async () => {
    aws.body = volumes(randomNumbers(4), 4_000).xml.replace('<nextToken>more</nextToken>', '');
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    const { inventory } = aws.world.createCore();
    let firstRows = 0;
    inventory.onDidChange(() => {
      const { partial } = inventory.state(kindOf('ec2.volume'), aws.target);
      if (firstRows === 0 && partial) firstRows = partial.length;
    });
    const listing = inventory.list(kindOf('ec2.volume'), aws.target);
    setImmediate(count);
    const { resources } = await listing;
    isDone = true;
    assert.equal(resources.length, 4_000);
    // Parts and slices may share a turn on a busy machine. Without parts, the response takes a handful.
    assert.ok(turns > 40, String(turns));
    assert.ok(firstRows > 0 && firstRows < 4_000, String(firstRows));
  });
});

/** Returns a random structure with lists of structures, some long. */
function structure(random: () => number, depth: number): Record<string, unknown> {
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
  const value = (): unknown =>
    pick<() => unknown>([
      () => pick(['', 'a', '"', '\\', '\\"', '[', ']}', '{"a":[', ',', ':', 'größe', '漢字', 'x'.repeat(40)]),
      () => Math.floor(random() * 1e6) / 100,
      () => pick([true, false, null]),
      () => Array.from({ length: Math.floor(random() * 4) }, (_, n) => `t${n},`),
      () => (depth > 0 ? structure(random, depth - 1) : 0),
      () =>
        depth > 0 ? Array.from({ length: Math.floor(random() ** 3 * 20) }, () => structure(random, depth - 1)) : [],
    ])();
  const names = ['a', 'b"', 'c\\', 'd:', 'e[', 'nextToken'];
  return Object.fromEntries(names.filter(() => random() < 0.6).map((name) => [name, value()]));
}

describe('a long JSON response', function () {
  this.timeout(60_000);
  let aws: FixedResponse;
  before(async () => {
    aws = await FixedResponse.start();
  });
  after(() => aws.close());

  it('has the same content after it was split and joined, for every size of the parts', async () => {
    await replayable(SEED, async () => {
      const random = randomNumbers(SEED);
      let cuts = 0;
      for (let run = 0; run < 500; run += 1) {
        const whole = structure(random, 4);
        const text = JSON.stringify(whole, undefined, random() < 0.3 ? 2 : undefined);
        const parts = await splitJson(Buffer.from(text), 1 + Math.floor(random() * 300));
        cuts += parts.length - 1;
        const read = parts.map(({ bytes, shared }) => ({
          output: JSON.parse(Buffer.from(bytes).toString('utf8')) as object,
          shared,
        }));
        assert.deepEqual(joinParts(read), whole, text);
      }
      assert.ok(cuts > 500, String(cuts));
    });
  });

  it('is classified as malformed if it is truncated or its brackets do not match, without reading a long part', async () => {
    const text = JSON.stringify({ keyPairs: Array.from({ length: 5_000 }, (_, n) => ({ name: `key-${n}` })) });
    for (const odd of [
      ...[0.3, 0.7, 0.999].map((share) => text.slice(0, Math.floor(text.length * share))),
      text.replace('[', '[]'),
      text.replace('[', '[}'),
      `${text}]`,
      `${text}{}`,
      text.replace('"key-7"', '"key-7'),
    ]) {
      for (const { bytes } of await splitJson(Buffer.from(odd))) assert.ok(bytes.byteLength < 40_000);
      await assert.rejects(aws.read('lightsail', 'GetKeyPairs', odd), (error) => {
        assert.ok(error instanceof AwsCallError);
        assert.equal(error.failure.cause, 'malformedResponse');
        return true;
      });
    }
  });

  for (const [service, operation, list, id] of [
    ['lightsail', 'GetKeyPairs', 'keyPairs', 'name'],
    ['directconnect', 'DescribeConnections', 'connections', 'connectionId'],
  ] as const) {
    it(`is read without blocking the event loop: ${operation}`, async () => {
      const tags = Array.from({ length: 20 }, (_, k) => ({ key: `key-${k}`, value: 'v'.repeat(100) }));
      const all = Array.from({ length: 5_000 }, (_, n) => ({ [id]: `n-${n}`, tags }));
      const body = JSON.stringify({ [list]: all });
      let turns = 0;
      let isDone = false;
      const count = () => {
        turns += 1;
        if (!isDone) setImmediate(count);
      };
      const call = aws.read(service, operation, body);
      setImmediate(count);
      const output = await call;
      isDone = true;
      assert.deepEqual(output[list], all);
      // At least one turn for each part.
      assert.ok(turns > body.length / 40_000, `${turns} turns, ${body.length} bytes`);
    });
  }
});
