import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { kindById } from '../../src/catalog/index.ts';
import type { PricePart, PriceUnit } from '../../src/catalog/model/price.ts';
import { SERVICES } from '../../src/catalog/model/services.ts';
import { priceActions, PRICE_RULES } from '../../src/catalog/prices/index.ts';
import { ROOT } from '../lib/run.mjs';
import { EXAMPLE_PLACE, PRICE_EXAMPLES } from './priceExamples.ts';

/** The units as people and as the Price List spell them. */
const UNITS: Readonly<Record<PriceUnit, string>> = {
  hour: 'hour (`Hrs`)',
  gbMonth: 'GB-month (`GB-Mo`)',
  iopsMonth: 'IOPS-month (`IOPS-Mo`)',
  gibpsMonth: 'GiB/s-month (`GiBps-mo`)',
};

const URL = /https:\/\/[^\s)'"`;,]+[^\s)'"`;,.:]/g;

const code = (text: string) => `\`${text}\``;
const cell = (text: string) => text.replaceAll('|', '\\|');

/** Returns the cost components of a resource type's examples. */
export function exampleParts(id: string): readonly PricePart[] {
  return (PRICE_EXAMPLES[id] ?? []).flatMap((item) => {
    const pricing = PRICE_RULES.get(id)?.(item, EXAMPLE_PLACE);
    return pricing && 'parts' in pricing ? pricing.parts : [];
  });
}

/** Returns the AWS pages in each price rule's source, by the id of its resource type. */
export function priceSources(): ReadonlyMap<string, readonly string[]> {
  const folder = path.join(ROOT, 'src/catalog/prices');
  const found = new Map<string, readonly string[]>();
  for (const file of readdirSync(folder)) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    for (const statement of source.statements.filter(ts.isVariableStatement)) {
      const urls = [...new Set(statement.getFullText().match(URL))];
      for (const { name } of statement.declarationList.declarations) found.set(`${file} ${name.getText()}`, urls);
    }
  }
  return new Map(
    [...PRICE_RULES.keys()].map((id) => {
      const [service = '', name = ''] = id.split('.');
      const rule = name.endsWith('Snapshot') ? 'snapshot' : name;
      const files = FILES[service] ?? [];
      return [id, files.flatMap((file) => found.get(`${file} ${rule}`) ?? [])];
    }),
  );
}

/** The files with the rules of each service. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  ec2: ['storage.ts', 'compute.ts', 'network.ts'],
  lightsail: ['lightsail.ts'],
  directconnect: ['directConnect.ts'],
};

/** Returns what a part is billed by, and its unit. */
function partText(part: PricePart): string {
  if ('bundles' in part) return `${code(part.bundles.operation)}: US dollars a month`;
  if ('usd' in part) return `documented: $${part.usd} a month${part.quantity === 1 ? '' : ' for each GB'}`;
  const { usageType, attributes, unit } = part.product;
  const name = usageType ?? `one product by ${Object.keys(attributes).map(code).join(', ')}`;
  const per = part.per === 1_024 ? ', of which MiB/s are 1/1024' : '';
  return `${usageType === undefined ? name : code(name)}: ${UNITS[unit]}${per}`;
}

function rowOf(id: string, sources: readonly string[]): string {
  const parts = [...new Set(exampleParts(id).map(partText))];
  const links = sources.map(
    (url) =>
      `[${url
        .replace(/\/$/, '')
        .replace(/^.*\/(?:API_)?/, '')
        .replace('.html', '')}](${url})`,
  );
  const cells = [
    kindById(id)?.noun ?? id,
    parts.join('; ') || 'nothing by itself',
    priceActions(id).map(code).join(', ') || '–',
    links.join(', '),
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** Returns docs/PRICES.md. */
export function pricesPage(): string {
  const sources = priceSources();
  const sections = Object.values(SERVICES).flatMap(({ id: service, label }) => [
    `## ${label}`,
    '',
    '| resource type | billed by | permission | AWS |',
    '| --- | --- | --- | --- |',
    ...[...PRICE_RULES.keys()]
      .filter((id) => id.startsWith(`${service}.`))
      .map((id) => rowOf(id, sources.get(id) ?? [])),
    '',
  ]);
  return [
    '# List prices',
    '',
    '<!-- prettier-ignore-start -->',
    '<!-- Written by npm run docs, from src/catalog/prices. -->',
    '',
    `**Find Unused Resources** requests list prices of ${PRICE_RULES.size} resource types, without usage, discounts and tax. The setting \`teardown.prices\` turns them off.`,
    '',
    '- Prices of EC2 and Direct Connect come from `GetProducts` of the [Price List API](https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html). Those of Lightsail come from its own lists, or are documented.',
    '- A month has 730 hours. Usage types stand without the prefix of the Region.',
    '- Sizes of incremental snapshots, and Spot prices, are upper bounds: “up to”.',
    '- A price with several tiers, and a product that is not one of its Region, have no number.',
    '- What is in a Local Zone, a Wavelength Zone or an Outpost, and what another account pays, has no number.',
    '',
    ...sections,
    '<!-- prettier-ignore-end -->',
    '',
  ].join('\n');
}
