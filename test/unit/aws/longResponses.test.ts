import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'mocha';
import { joinParts, splitResponse } from '../../../src/aws/client/splitResponse.ts';
import { AwsCallError } from '../../../src/aws/errors/callError.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';
import { replayable, SEED } from '../support/seed.ts';
import { randomNumbers } from './support/filePairs.ts';

const TEXTS = ['web', '', 'größe', 'a & b', '<item>', '</item>', '漢字', 'x'.repeat(500)];

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

const volumeId = (n: number) => `vol-${String(n).padStart(17, '0')}`;

/** A page of volumes as EC2 writes it, and as Teardown reads it. */
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

describe('a long response of EC2', function () {
  // Megabytes of XML, on a machine that may do other things.
  this.timeout(60_000);
  let world: TestEnvironment;
  let server: Server;
  let target: Target;
  let body: string | Buffer = '';
  before(async () => {
    world = await TestEnvironment.start();
    server = createServer((_, response) => response.writeHead(200).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    target = { ...(await world.target()), endpoints: { ec2: url } };
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await world.close();
  });

  const read = async (text: string | Buffer) => {
    body = text;
    return (await world.client.call(target, 'ec2', 'DescribeVolumes', {})).output;
  };

  it('is read in parts as it would be read at once', async () => {
    await replayable(SEED, async () => {
      const random = randomNumbers(SEED);
      for (let run = 0; run < 6; run += 1) {
        const { xml, output } = volumes(random, 600 + Math.floor(random() * 600));
        assert.deepEqual(JSON.parse(JSON.stringify(await read(xml))), output);
      }
    });
  });

  it('has every item in one part, whatever the size of the parts', async () => {
    await replayable(SEED, async () => {
      const random = randomNumbers(SEED);
      for (let run = 0; run < 50; run += 1) {
        const { xml } = volumes(random, Math.floor(random() * 60));
        const parts = await splitResponse(Buffer.from(xml), 1 + Math.floor(random() * 2_000));
        const ids = parts.flatMap(
          (part) =>
            Buffer.from(part)
              .toString('utf8')
              .match(/vol-\d+/g) ?? [],
        );
        assert.deepEqual(ids, xml.match(/vol-\d+/g) ?? []);
        for (const part of parts)
          assert.match(
            Buffer.from(part).toString('utf8'),
            /^[^]*<DescribeVolumesResponse [^]*<\/DescribeVolumesResponse>$/,
          );
      }
    });
  });

  it('is split, so that one part is short', async () => {
    const { xml } = volumes(randomNumbers(1), 2_000);
    const parts = await splitResponse(Buffer.from(xml));
    assert.ok(parts.length > 3);
    assert.ok(
      parts.every(({ byteLength }) => byteLength < 40_000),
      parts.map(({ byteLength }) => byteLength).join(),
    );
  });

  it('is malformed when it is cut off, wherever that is', async () => {
    const { xml } = volumes(randomNumbers(2), 1_000);
    for (const share of [0.3, 0.7, 0.999]) {
      await assert.rejects(read(xml.slice(0, Math.floor(xml.length * share))), (error) => {
        assert.ok(error instanceof AwsCallError);
        assert.equal(error.failure.cause, 'malformedResponse');
        return true;
      });
    }
  });

  it('is not split where something is in it that EC2 does not send', async () => {
    const { xml } = volumes(randomNumbers(3), 1_000);
    for (const odd of ['<!-- <item> -->', '<![CDATA[<item>]]>', '</item>']) {
      const text = xml.replace('<volumeSet>', `<volumeSet>${odd}`);
      assert.equal((await splitResponse(Buffer.from(text))).length, 1);
    }
  });

  it('keeps what is in one part alone', () => {
    const parts = [
      { A: [1], Token: 't' },
      { A: [2], B: [3] },
      { A: [], Count: 0 },
    ];
    assert.deepEqual(joinParts(parts), { A: [1, 2], Token: 't', B: [3], Count: 0 });
  });

  it('lets other work run while it is read and listed', async () => {
    body = volumes(randomNumbers(4), 4_000).xml.replace('<nextToken>more</nextToken>', '');
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    const { inventory } = world.createCore();
    let firstRows = 0;
    inventory.onDidChange(() => {
      const { partial } = inventory.state(kindOf('ec2.volume'), target);
      if (firstRows === 0 && partial) firstRows = partial.length;
    });
    const listing = inventory.list(kindOf('ec2.volume'), target);
    setImmediate(count);
    const { resources } = await listing;
    isDone = true;
    assert.equal(resources.length, 4_000);
    // One for each part of the response and each slice of the list, at least.
    assert.ok(turns > 80, String(turns));
    assert.ok(firstRows > 0 && firstRows < 4_000, String(firstRows));
  });
});
