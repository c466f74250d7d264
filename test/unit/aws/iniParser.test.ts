import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseIni } from '../../../src/aws/config/iniParser.ts';

/** Returns the sections as plain objects. */
function sections(text: string): Record<string, Record<string, string>>[] {
  return parseIni(text).sections.map(({ header, settings }) => ({
    [header]: Object.fromEntries([...settings].map(([key, { value }]) => [key, value])),
  }));
}

/** Returns the lines of all problems. */
function lines(text: string): readonly number[] {
  return parseIni(text).problems.map(({ line }) => line);
}

describe('parseIni', () => {
  it('reads sections, settings, comments and nested settings', () => {
    const text = [
      '# comment',
      '[default]',
      'region = eu-west-1 ; why not',
      'Output=json',
      '',
      '[services local]',
      'ec2 =',
      '  endpoint_url = http://localhost:1',
      '  other = x=y',
      'sts=',
      '\tendpoint_url=http://localhost:2#fragment',
      '; comment',
    ].join('\n');
    assert.deepEqual(sections(text), [
      { default: { region: 'eu-west-1', output: 'json' } },
      {
        'services local': {
          'ec2.endpoint_url': 'http://localhost:1',
          'ec2.other': 'x=y',
          'sts.endpoint_url': 'http://localhost:2#fragment',
        },
      },
    ]);
    assert.deepEqual(parseIni(text).problems, []);
  });

  it('ends nested settings at the next setting that is not indented, and keeps empty values', () => {
    assert.deepEqual(sections('[a]\ns3 =\n  x = 1\nregion = r\ny = 2\nempty =\nz = 3'), [
      { a: { 's3.x': '1', region: 'r', y: '2', empty: '', z: '3' } },
    ]);
  });

  it('compares the indentation with that of the setting above, not with the start of the line', () => {
    const text = '[a]\n  region = r\n  ec2 =\n    endpoint_url = u\n    Other = o\n  output = json';
    assert.deepEqual(sections(text), [
      { a: { region: 'r', 'ec2.endpoint_url': 'u', 'ec2.Other': 'o', output: 'json' } },
    ]);
    assert.deepEqual(parseIni(text).problems, []);
  });

  it('continues a value in indented lines, and reports those that look like settings or headers', () => {
    const text = '[a]\ncredential_process = get\n  --for a\n\n  --to b\nregion = r\n  y = 2\n  [b]\nz = 3';
    assert.deepEqual(sections(text), [
      { a: { credential_process: 'get\n--for a\n\n--to b', region: 'r\ny = 2\n[b]', z: '3' } },
    ]);
    assert.deepEqual(lines(text), [7, 8]);
  });

  it('accepts a colon as separator, and splits at the first of both', () => {
    assert.deepEqual(sections('[a]\nregion: r\nurl = http://x\nproxy: a=b'), [
      { a: { region: 'r', url: 'http://x', proxy: 'a=b' } },
    ]);
  });

  it('ends a header at its last bracket, and reports a bracket in a trailing comment', () => {
    assert.deepEqual(sections('[a]# x\nk=1\n[b] ; x\nk=2\n[c] x\nk=3'), [
      { a: { k: '1' } },
      { b: { k: '2' } },
      { c: { k: '3' } },
    ]);
    assert.deepEqual(lines('[a]\nk=1\n[b] # see [c]\nk=2'), [3]);
  });

  it('keeps a command unchanged, and marks other values from which a comment was removed', () => {
    const text = '[a]\ncredential_process = get "x #1" ; y\nrole_arn = r # x';
    const [section] = parseIni(text).sections;
    assert.equal(section?.settings.get('credential_process')?.value, 'get "x #1" ; y');
    assert.equal(section.settings.get('credential_process')?.commentCut, undefined);
    assert.deepEqual(section.settings.get('role_arn'), { value: 'r', line: 3, commentCut: true });
  });

  it('reports what the AWS CLI rejects: a duplicate setting, a nested line without "="', () => {
    assert.deepEqual(lines('[a]\nregion = r\nREGION = s\ns3 =\n  nothing\nrole_arn =\n  x = y'), [3, 5, 6]);
  });

  for (const [name, text] of [
    ['a byte order mark', '\uFEFF[a]\nregion=r'],
    ['CRLF', '[a]\r\nregion=r\r\n'],
    ['CR', '[a]\rregion=r'],
    ['white space everywhere', '\n  [ a ]  \n  region  =  r  \n\n'],
  ] as const) {
    it(`accepts ${name}`, () => {
      assert.deepEqual(sections(text), [{ a: { region: 'r' } }]);
      assert.deepEqual(parseIni(text).problems, []);
    });
  }

  it('drops the settings under a malformed header', () => {
    const { problems } = parseIni('[dev]\nregion = r\n[prod\naws_access_key_id = PROD\n[other]\nregion = o');
    assert.deepEqual(sections('[dev]\nregion = r\n[prod\naws_access_key_id = PROD\n[other]\nregion = o'), [
      { dev: { region: 'r' } },
      { other: { region: 'o' } },
    ]);
    assert.deepEqual(
      problems.map(({ line }) => line),
      [3],
    );
  });

  it('reports the line of everything that it cannot parse, and parses the rest', () => {
    const { sections: found, problems } = parseIni('lost = 1\n[]\nx = 1\n[a]\nnonsense\n= value\nregion = r');
    assert.deepEqual(
      problems.map(({ line }) => line),
      [1, 2, 5, 6],
    );
    assert.equal(found[0]?.settings.get('region')?.value, 'r');
    assert.equal(found[0].settings.get('region')?.line, 7);
  });

  it('quotes no value in a problem', () => {
    const { problems } = parseIni('aws_secret_access_key = HUSH\n[a]\nHUSH HUSH');
    assert.equal(problems.length, 2);
    assert.doesNotMatch(JSON.stringify(problems), /HUSH/);
  });

  it('keeps names that are unsafe in a plain object', () => {
    const { sections: found } = parseIni('[__proto__]\n__proto__ = 1\n[constructor]\ntoString = 2');
    assert.deepEqual(
      found.map(({ header, settings }) => [header, ...settings.keys()]),
      [
        ['__proto__', '__proto__'],
        ['constructor', 'tostring'],
      ],
    );
  });
});
