import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, it } from 'mocha';
import { parseTime } from '../../../src/common/text/parseTime.ts';

/** Times in the formats of AWS's responses (AWS CLI and botocore examples), of proxies and of older services. */
const TIMES: Readonly<Record<string, string>> = {
  '2026-11-28T18:02:03.456Z': '2026-11-28T18:02:03.456Z',
  '2026-11-28T18:02:03Z': '2026-11-28T18:02:03.000Z',
  '2026-11-28T18:02:03+00:00': '2026-11-28T18:02:03.000Z',
  '2026-11-28T18:02:03.123456-08:00': '2026-11-29T02:02:03.123Z',
  '2026-11-28T18:02:03+0530': '2026-11-28T12:32:03.000Z',
  // EC2: VerifiedAccessInstance.CreationTime, ClientVpnConnection.Timestamp.
  '2026-11-28T18:02:03': '2026-11-28T18:02:03.000Z',
  '2026-11-28 18:02:03': '2026-11-28T18:02:03.000Z',
  '2026-11-28T18:02': '2026-11-28T18:02:00.000Z',
  ' 2026-11-28 18:02:03 UTC ': '2026-11-28T18:02:03.000Z',
  // Lightsail: AutoSnapshotDetails.date.
  '2026-11-28': '2026-11-28T00:00:00.000Z',
  'Sat, 28 Nov 2026 18:02:03 GMT': '2026-11-28T18:02:03.000Z',
  'Sat, 28 Nov 2026 18:02:03': '2026-11-28T18:02:03.000Z',
  'Nov 28, 2026': '2026-11-28T00:00:00.000Z',
  'Sat Nov 28 18:02:03 2026': '2026-11-28T18:02:03.000Z',
  '1795888923': '2026-11-28T18:02:03.000Z',
  '1795888923.5': '2026-11-28T18:02:03.500Z',
  '1795888923456': '2026-11-28T18:02:03.456Z',
};

const NO_TIMES = [
  '',
  ' ',
  'never',
  'n/a',
  '0',
  '4',
  '2026',
  '2026-13-01',
  '2026-02-30',
  '2026-11-28T25:00:00Z',
  'foo 1',
  'i-2026-11-28',
  '10.0.0.1',
  'Version 3 2026',
];

describe('parseTime', () => {
  it('parses all formats of AWS', () => {
    for (const [text, expected] of Object.entries(TIMES)) assert.equal(parseTime(text)?.toISOString(), expected, text);
    assert.equal(parseTime(1795888923)?.toISOString(), '2026-11-28T18:02:03.000Z');
  });

  it('returns undefined for a value that is not a time', () => {
    for (const text of NO_TIMES) assert.equal(parseTime(text), undefined, text);
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1e300]) assert.equal(parseTime(value), undefined);
  });

  for (const zone of ['America/Los_Angeles', 'Asia/Tokyo', 'Asia/Kolkata', 'Pacific/Apia']) {
    it(`does not depend on the time zone of the machine: ${zone}`, () => {
      const module = path.resolve(import.meta.dirname, '../../../src/common/text/parseTime.ts');
      const script = `
        import { parseTime } from ${JSON.stringify(module)};
        console.log(JSON.stringify([new Date(2026, 0).getTimezoneOffset(), ...${JSON.stringify(Object.keys(TIMES))}.map((text) => parseTime(text))]));`;
      const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
        env: { ...process.env, TZ: zone },
        encoding: 'utf8',
      });
      const [offset, ...times] = JSON.parse(output) as [number, ...string[]];
      assert.notEqual(offset, 0);
      assert.deepEqual(times, Object.values(TIMES));
    });
  }
});
