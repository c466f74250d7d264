import { AWS_RESPONSES } from '../../sandbox/facts/awsResponses.ts';
import { MISSING_MEMBERS, OTHER_STATES } from '../../sandbox/facts/differences.ts';
import { ERROR_CODES } from '../../sandbox/facts/errorCodes.ts';
import { notFoundCode, type CodeSource } from '../../sandbox/facts/operationCodes.ts';
import { deleteSpecs } from '../../sandbox/generic/deleteSpec.ts';
import { classifyCause } from '../../src/aws/errors/errorCodes.ts';
import { KINDS } from '../../src/catalog/index.ts';
import { MOTO_FAULTS } from '../../test/foreign/motoFaults.ts';
import { FOREIGN_TYPES } from '../../test/foreign/types/index.ts';
import { LISTED_ONLY_TYPES } from '../../test/foreign/types/listedOnly.ts';
import { FURTHER_ERROR_CODES } from '../../sandbox/facts/furtherErrorCodes.ts';
import { TRUTH_CLASSES } from './truthClasses.ts';

/** Counts the codes that clients of AWS handle, and those that Teardown classifies as recorded. */
function furtherCodes(): string {
  const right = FURTHER_ERROR_CODES.filter(({ code, cause }) => classifyCause(code, '', 400) === cause);
  return `${right.length} of ${FURTHER_ERROR_CODES.length}`;
}

/** Counts the documented codes that Teardown classifies as AWS documents them. */
function codesRight(): number {
  return ERROR_CODES.filter(([code, status, causes, , message = '']) =>
    causes.split('|').includes(classifyCause(code, message, status)),
  ).length;
}

/** Counts the resource types whose listing or deletion has a response from AWS. */
function typesWithAwsResponse(): { readonly listed: number; readonly deleted: number } {
  const has = (service: string, operation: string | undefined) =>
    operation !== undefined && AWS_RESPONSES.has(`${service}:${operation}`);
  return {
    listed: KINDS.filter(({ service, sources }) =>
      sources.some(({ operation, child }) => has(service, child?.operation ?? operation)),
    ).length,
    deleted: KINDS.filter(({ service, action }) => has(service, action.operation)).length,
  };
}

/** Counts EC2's deletions by the source of the sandbox's code for a resource that does not exist. */
function notFoundCodes(): string {
  const specs = deleteSpecs().filter(({ service }) => service === 'ec2');
  const sources = specs.map(({ operation, lookups }) => {
    const [member = ''] = lookups[0]?.matches[0]?.input.split('.') ?? [];
    return notFoundCode(operation, member).source;
  });
  const count = (...wanted: CodeSource[]) => sources.filter((source) => wanted.includes(source)).length;
  return `${count('documented', 'modeled')}, ${count('observed')}, ${count('named')} of ${specs.length}`;
}

function numbers(): readonly (readonly [what: string, value: string])[] {
  const { listed, deleted } = typesWithAwsResponse();
  const faulty = MOTO_FAULTS.flatMap(({ kinds }) => kinds).length;
  const members = [...AWS_RESPONSES.values()].flat().length;
  return [
    ['Error codes that mean what AWS documents', `${codesRight()} of ${ERROR_CODES.length}`],
    ['Further codes, of AWS and of its clients, that mean what the facts have', furtherCodes()],
    [
      "Deletions of EC2 whose not-found code the sandbox has from AWS's pages and models, from clients of AWS, from AWS's naming",
      notFoundCodes(),
    ],
    ['Resource types whose list has a response that AWS wrote', `${listed} of ${KINDS.length}`],
    ['Resource types whose deletion has a response that AWS wrote', `${deleted} of ${KINDS.length}`],
    ["Operations whose members the sandbox is compared with AWS's", String(AWS_RESPONSES.size)],
    ['Members compared, and differences with a reason', `${members}, ${MISSING_MEMBERS.length}`],
    ['Resource types that moto lists and deletes', `${FOREIGN_TYPES.length} of ${FOREIGN_TYPES.length + faulty}`],
    [
      'Resource types that moto lists only, and that Teardown never reports as deleted',
      String(LISTED_ONLY_TYPES.length),
    ],
  ];
}

/** Returns a Markdown table with Prettier's column widths. */
function table(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 3));
  const line = (row: readonly string[]) => `| ${row.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.slice(1).map(line)].join('\n');
}

const link = (url: string): string => `[${url.replace(/^https:\/\/docs\.aws\.amazon\.com\//, '')}](${url})`;

/** Returns docs/TRUTH.md. */
export function truthPage(): string {
  const classes = TRUTH_CLASSES.flatMap(({ title, wrong, right, open, pages, tests }) => [
    `## ${title}`,
    `**Wrong:** ${wrong}`,
    `**Right:** ${right}`,
    ...(open === undefined ? [] : [`**Open:** ${open}`]),
    `AWS: ${pages.map(link).join(', ')}. Tests: ${tests.map((file) => `\`${file}\``).join(', ')}.`,
  ]);
  return `${[
    '<!-- Written by npm run docs from scripts/docs/truthClasses.ts and the facts in sandbox/facts. -->',
    '# True against AWS',
    'Tests against the sandbox show that two programs by the same authors agree. This page lists what AWS itself documents and returns, and how the tests use it.',
    '## Numbers',
    table([['what', 'number'], ...numbers()]),
    '`npm run test:foreign` lists and deletes one resource of each type against moto and compares with boto3. `npm run test:live` does the same with resources that cost nothing in a real account ([CONTRIBUTING.md](../CONTRIBUTING.md)).',
    ...classes,
    "## Where the sandbox differs from AWS's responses",
    table([
      ['operation', 'members', 'reason'],
      ...MISSING_MEMBERS.map(([operation, path, reason]) => [operation, `\`${path}\``, reason]),
      ...Object.entries(OTHER_STATES).map(([name, reason]) => [name.replace(' ', ':'), 'its states', reason]),
    ]),
    "## moto's own faults",
    'Each is shown by boto3 alone in every run. An entry whose fault is repaired fails.',
    MOTO_FAULTS.map(({ kinds, reason }) => `- ${kinds.map((kind) => `\`${kind}\``).join(', ')}: ${reason}`).join('\n'),
  ].join('\n\n')}\n`;
}
