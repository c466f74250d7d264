import type { Locator } from '@playwright/test';
import type { SandboxClient } from '../../../sandbox/client.ts';
import type { Fields, LoggedRequest } from '../../../sandbox/types.ts';
import { CATEGORIES, LISTED_KINDS } from '../../../src/catalog/index.ts';
import { groupKinds } from '../../../src/views/resources/kindGroups.ts';
import { until } from '../../harness/until.ts';
import type { Workbench } from '../../harness/workbench.ts';
import type { DeletionCase } from './deletionCase.ts';

/** Where the sandbox's first profile works. */
export const DEV = { account: '111122223333', region: 'eu-west-1' } as const;

/** Its account as people read it, with the alias. */
export const DEV_ACCOUNT = `example-dev (${DEV.account})`;

/** The view, and the channel with AWS's answers. */
export const RESOURCES = 'Resources';
export const RESPONSES = 'Teardown Responses';

/** The kinds, as their rows are called. */
export const LABELS = {
  tokens: 'IPAM verification tokens',
  peers: 'Route server peers',
  bucketKeys: 'Bucket access keys',
  keyPairs: 'Key pairs',
  macSecKeys: 'MACsec keys',
} as const;

/** The operations of the five kinds that remove. */
const REMOVING = /^(Delete|Disassociate|Terminate|Release)/;

/** The kinds of {@link LABELS}: other services may have kinds that are called the same. */
const IDS: Readonly<Record<string, string>> = {
  [LABELS.tokens]: 'ec2.ipamExternalResourceVerificationToken',
  [LABELS.peers]: 'ec2.routeServerPeer',
  [LABELS.bucketKeys]: 'lightsail.bucketAccessKey',
  [LABELS.keyPairs]: 'lightsail.keyPair',
  [LABELS.macSecKeys]: 'directconnect.macSecKey',
};

/** Opens the view and expands kinds, by their labels or ids, and whatever they stand under; their labels come back. */
export async function expandKinds(workbench: Workbench, ...kinds: readonly string[]): Promise<string[]> {
  const labels: string[] = [];
  await workbench.openContainer('Teardown');
  for (const name of kinds) {
    const kind = found(
      LISTED_KINDS,
      name,
      ({ id, label }) => id === (IDS[name] ?? name) || (!IDS[name] && label === name),
    );
    const group = groupKinds(kind.service, LISTED_KINDS).find(({ kinds: members }) => members.includes(kind));
    if (group?.category !== undefined) await workbench.expand(categoryOf(workbench, group.category));
    await workbench.expandPath(RESOURCES, kind.label);
    labels.push(kind.label);
  }
  return labels;
}

/** Opens the view and expands kinds, and waits until they are listed: a menu on a row that is replaced meanwhile has no row. */
export async function openKinds(workbench: Workbench, ...kinds: readonly string[]): Promise<void> {
  for (const label of await expandKinds(workbench, ...kinds))
    await workbench.row(RESOURCES, label, /^\d(?!.*so far)/).waitFor();
  // The alias of the account comes by a request of its own, and questions name it once it is known.
  await workbench.statusBarItem(`dev · ${DEV.account}`).waitFor({ state: 'detached' });
}

/** The row of a resource. */
export function rowOf(workbench: Workbench, label: string | RegExp, description?: string | RegExp): Locator {
  return workbench.row(RESOURCES, label, description);
}

/** The row of a category: a kind in it may have the same label. */
function categoryOf(workbench: Workbench, label: string): Locator {
  return rowOf(workbench, label).and(workbench.page.locator('[aria-label^="Category "]'));
}

/** All removing calls that the sandbox has got, without those that asked not to be carried out. */
export async function removingCalls(aws: SandboxClient): Promise<readonly LoggedRequest[]> {
  return (await aws.requests()).filter(({ operation, dryRun }) => REMOVING.test(operation ?? '') && !dryRun);
}

/** All dry runs that the sandbox has got. */
export async function dryRuns(aws: SandboxClient): Promise<readonly LoggedRequest[]> {
  return (await aws.requests()).filter(({ dryRun }) => dryRun);
}

/** One record of the response channel. */
export interface ChannelRecord {
  /** The comment line's fields. */
  readonly head: readonly string[];
  readonly body: Fields;
}

/** Takes the text of the response channel apart. What is neither a comment line nor JSON makes it throw. */
function parseResponses(text: string): ChannelRecord[] {
  return text
    .split(/^(?=\/\/ )/m)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [head = '', ...rest] = part.split('\n');
      return { head: head.slice('// '.length).split('  '), body: JSON.parse(rest.join('\n')) as Fields };
    });
}

/** The records of the response channel, once there are so many: of removing calls, or of dry runs. */
export async function responses(workbench: Workbench, count: number, what?: 'dry runs'): Promise<ChannelRecord[]> {
  return until(async () => {
    const records = parseResponses(await workbench.output(RESPONSES)).filter(
      ({ head }) => (head[1]?.endsWith(' (DryRun)') ?? false) === (what === 'dry runs'),
    );
    return records.length >= count ? records : undefined;
  }, `${count} records in the response channel`);
}

/** Confirms in the dialog, and types what has to be typed after it. */
export async function confirm(
  workbench: Workbench,
  { dialog, typed }: Pick<DeletionCase, 'dialog' | 'typed'>,
): Promise<void> {
  await (await workbench.dialog(dialog.message).shown()).press(dialog.button);
  if (typed === undefined) return;
  if (typed !== 'a code') {
    await workbench.quickInput().getByText(`Type ${typed} to `).waitFor();
    await workbench.answer(typed);
    return;
  }
  const prompt = await workbench
    .quickInput()
    .getByText(/^Type \w{6} to /)
    .innerText();
  await workbench.answer(/Type (\w{6}) to /.exec(prompt)?.[1] ?? '');
}

/** What a text says, without regard to how its lines break: hard spaces as spaces, several as one. */
export function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Lines with something in them. A line of facts that a dialog has broken between two of them is one. */
export function lines(text: string): string[] {
  return text
    .replace(/ ·\n/g, ' · ')
    .split('\n')
    .map(flat)
    .filter((line) => line !== '');
}

/** A date as dialogs and tooltips write it. */
export function absolute(date: string | Date | undefined): string {
  return new Date(date ?? Number.NaN).toISOString().slice(0, 19).replace('T', ' ') + ' UTC';
}

/** Finds an element, or says what was looked for. */
export function found<T>(list: readonly T[], what: string, test: (item: T) => boolean): T {
  const item = list.find(test);
  if (item === undefined) throw new Error(`The sandbox's world has no ${what}`);
  return item;
}

/** Keeps the tree to one kind, which stands under its service itself then. */
export async function keepTo(workbench: Workbench, label: string): Promise<void> {
  await workbench.openContainer('Teardown');
  await rowOf(workbench, 'Direct Connect').waitFor();
  await workbench.runCommand('Teardown: Choose Resource Types…');
  const pick = workbench.quickInput();
  await pick.getByText('Resource types for this workspace').waitFor();
  // All are ticked: none, then one.
  await pick.getByRole('checkbox').first().click();
  await workbench.inputBox().fill(label);
  await pick.locator('.quick-input-list-entry').filter({ hasText: label }).first().click();
  await workbench.page.keyboard.press('Enter');
  await rowOf(workbench, 'Direct Connect').waitFor({ state: 'detached' });
}

/** Shows all resource types again, after {@link keepTo}. */
export async function keepAll(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Teardown: Choose Resource Types…');
  const pick = workbench.quickInput();
  await pick.getByText('Resource types for this workspace').waitFor();
  await pick.getByRole('checkbox').first().click();
  await workbench.page.keyboard.press('Enter');
  await pick.waitFor({ state: 'detached' });
}

/** What the rows under a kind say, from top to bottom. */
export async function rowsUnder(
  workbench: Workbench,
  label: string,
): Promise<{ label: string; description: string }[]> {
  const rows = await workbench.rowTexts(RESOURCES);
  const start = rows.findIndex((row) => row.label === label);
  if (start === -1) return [];
  const groups = new Set<string>([
    ...LISTED_KINDS.map((kind) => kind.label),
    ...Object.values(CATEGORIES).flat(),
    ...['EC2', 'Lightsail', 'Direct Connect'],
  ]);
  const rest = rows.slice(start + 1);
  const end = rest.findIndex((row) => groups.has(row.label));
  return end === -1 ? rest : rest.slice(0, end);
}
