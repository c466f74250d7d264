import { KINDS, kindById } from '../../src/catalog/index.ts';
import { MANAGERS } from '../../src/catalog/ownerTags.ts';
import type { MemberTest, UsageRule } from '../../src/catalog/model/usage.ts';
import { SERVICES } from '../../src/catalog/model/services.ts';
import { listsForUsage, NEVER_USING, USAGE_RULES } from '../../src/catalog/usage/index.ts';
import { UNREAD_SERVICES } from '../../src/catalog/usage/unreadServices.ts';

const code = (text: string) => `\`${text}\``;
const noun = (id: string) => kindById(id)?.pluralNoun ?? id;
const link = (url: string) => `[${url.replace(/^.*\/(?:API_)?/, '').replace('.html', '')}](${url})`;

function testText({ member, is, present, atLeast, below, olderThanDays }: MemberTest): string {
  const name = member === 'tag' ? 'tag' : code(member);
  if (is) return `${name} ${is.map((value) => code(String(value))).join(' or ')}`;
  if (present !== undefined) return present ? name : `no ${name}`;
  if (atLeast !== undefined) return `${name} at least ${atLeast}`;
  if (below !== undefined) return `${name} below ${code(below)}`;
  return olderThanDays === 0 ? `${name} in the past` : `${name} more than ${olderThanDays} days ago`;
}

/** Returns what makes a resource used. */
function usedBy({ own = [], by = {}, keptBy = [], lookups = [] }: UsageRule): string {
  const members = own.filter(({ word }) => word === 'used').map(({ when }) => when.map(testText).join(' and '));
  const referrers = Object.entries(by).map(
    ([id, paths]) =>
      `${noun(id)} (${[paths]
        .flat()
        .map((path) => code(path))
        .join(', ')})`,
  );
  const origins = keptBy.map(({ member, kind }) => `${code(member)} in the list of ${noun(kind)}`);
  const requested = lookups.filter(({ word }) => word === 'used').map(({ operation }) => code(operation));
  return [...members, ...referrers, ...origins, ...requested].join('; ') || '–';
}

/** Returns what makes its use unknown, beside a failed list. */
function unknownBy(rule: UsageRule): string {
  const { own = [], unread = [], shareable, lookups = [], hiddenIn, seenByOwnerOf, followsParent } = rule;
  return (
    [
      ...own.filter(({ word }) => word === 'unknown').map(({ reason }) => reason),
      ...unread.map((service) => `${UNREAD_SERVICES[service].name} has a role in the account`),
      ...(shareable ? ['it can be shared with other accounts'] : []),
      ...lookups
        .filter(({ word }) => word === 'unknown')
        .map(({ operation, reason }) => `${reason} (${code(operation)})`),
      ...(hiddenIn ? [hiddenIn.reason] : []),
      ...(seenByOwnerOf ? [`another account owns ${code(seenByOwnerOf.member)}`] : []),
      ...(followsParent ? ['what it belongs to is used'] : []),
    ].join('; ') || '–'
  );
}

function unusedReasons({ own = [], unused }: UsageRule): string {
  return [...new Set([unused, ...own.filter(({ word }) => word === 'unused').map(({ reason }) => reason)])].join('; ');
}

const cell = (text: string) => text.replaceAll('|', '\\|');

function rowOf(id: string, rule: UsageRule): string {
  const ignored = (rule.notUsing ?? []).map(({ kind, reason }) => `${noun(kind)}: ${reason}`).join('; ') || '–';
  const cells = [
    kindById(id)?.noun ?? id,
    unusedReasons(rule),
    usedBy(rule),
    unknownBy(rule),
    ignored,
    rule.since ? code(rule.since.member) : 'creation',
    rule.pages.map(link).join(', '),
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** Returns what "unused" rests on for a resource type, in one cell. A dash if no rule exists. */
export function unusedCell(id: string): string {
  const rule = USAGE_RULES.get(id);
  return rule ? `${unusedReasons(rule)} (${listsForUsage({ id }).length} lists)` : '–';
}

/** Returns docs/UNUSED.md. */
export function unusedPage(): string {
  const sections = Object.values(SERVICES).flatMap(({ id: service, label }) => [
    `## ${label}`,
    '',
    '| resource type | unused because | used by | unknown where | no use | since | AWS |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...KINDS.flatMap(({ id, service: own }) => {
      const rule = USAGE_RULES.get(id);
      return rule && own === service ? [rowOf(id, rule)] : [];
    }),
    '',
  ]);
  return [
    '# What nothing uses',
    '',
    '<!-- prettier-ignore-start -->',
    '<!-- Written by npm run docs, from the catalogue. -->',
    '',
    `**Find Unused Resources** gives each resource of ${USAGE_RULES.size} resource types one of three words: \`used\`, \`unused\` or \`unknown\`.`,
    '',
    '- A mention of the id, ARN or name of a resource anywhere in another description makes it `used`. That includes lists that the table does not name. Exceptions are in the column “no use”.',
    '- Each list that a verdict rests on must be complete. A list that failed, was denied or was not read makes the verdict `unknown`.',
    '- A resource of another account, one that a service of AWS manages, or one in a state that AWS leaves by itself, is `unknown`.',
    '- Texts for people and for instances (descriptions, messages, user data) are no references, though AWS writes ids into some of them.',
    `- Records and tags of others are no use: ${[...new Set([...NEVER_USING.keys()].map(noun))].join(', ')}.`,
    '- `unused-for:30d` compares the date in the column “since”. Where AWS does not return it, the date of creation counts.',
    '- A plan repeats the reason, and Teardown reads it again before the request.',
    '',
    'Services whose lists are not read may use EC2 resources. IAM’s `ListRoles` shows whether a service has a role in the account. Without one, it uses nothing there:',
    '',
    ...Object.values(UNREAD_SERVICES).map(
      ({ name, principals, page }) => `- ${name}: ${principals.map(code).join(', ')} ([AWS](${page}))`,
    ),
    '',
    'Not covered: projects of CodeBuild, and functions of Lambda that were not invoked for weeks, name security groups and subnets without a network interface ([AWS](https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html)). They have no such role. Check them before you delete an unused security group or subnet.',
    '',
    ...sections,
    '## Who manages it',
    '',
    'The filter `managed-by:` finds resources by the tags that tools leave, and by tags such as `managed-by`, whose value is the name of a tool.',
    '',
    '| tool | term | tags | AWS |',
    '| --- | --- | --- | --- |',
    ...MANAGERS.map(
      ({ id, name, keys, page }) => `| ${name} | \`managed-by:${id}\` | ${keys.map(code).join(', ')} | ${link(page)} |`,
    ),
    '',
    '<!-- prettier-ignore-end -->',
    '',
  ].join('\n');
}
