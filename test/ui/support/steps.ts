import type { Locator } from '@playwright/test';
import type { SandboxClient } from '../../../sandbox/client.ts';
import type { Fields, LoggedRequest } from '../../../sandbox/types.ts';
import { CATEGORIES, LISTED_KINDS } from '../../../src/catalog/index.ts';
import { groupKinds } from '../../../src/views/resources/kindGroups.ts';
import { clickOnce } from '../../harness/click.ts';
import { until } from '../../harness/until.ts';
import type { Workbench } from '../../harness/workbench.ts';
import type { DeletionCase } from './deletionCase.ts';

/** The account and Region of the sandbox's first profile. */
export const DEV = { account: '111122223333', region: 'eu-west-1' } as const;

/** Its account as it is shown, with the alias. */
export const DEV_ACCOUNT = `example-dev (${DEV.account})`;

/** The view, and the channel with the responses of AWS. */
export const RESOURCES = 'Resources';
export const RESPONSES = 'Teardown Responses';

/** The labels of the resource types. */
export const LABELS = {
  tokens: 'IPAM verification tokens',
  peers: 'Route server peers',
  bucketKeys: 'Bucket access keys',
  keyPairs: 'Key pairs',
  macSecKeys: 'MACsec keys',
} as const;

/** The operations that delete resources of the five types. */
const REMOVING = /^(Delete|Disassociate|Terminate|Release)/;

/** The ids of {@link LABELS}. Types of other services may have the same label. */
const IDS: Readonly<Record<string, string>> = {
  [LABELS.tokens]: 'ec2.ipamExternalResourceVerificationToken',
  [LABELS.peers]: 'ec2.routeServerPeer',
  [LABELS.bucketKeys]: 'lightsail.bucketAccessKey',
  [LABELS.keyPairs]: 'lightsail.keyPair',
  [LABELS.macSecKeys]: 'directconnect.macSecKey',
};

/** Opens the view and expands resource types, by label or id, with the rows above them. Returns their labels. */
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

/** Opens the view, expands resource types and waits until they are listed. A menu on a row that is replaced has no row. */
export async function openKinds(workbench: Workbench, ...kinds: readonly string[]): Promise<void> {
  for (const label of await expandKinds(workbench, ...kinds))
    await workbench.row(RESOURCES, label, /^\d(?!.*so far)/).waitFor();
  // The alias of the account comes with a later request. Dialogs contain it from then on.
  await workbench.statusBarItem(`dev · ${DEV.account}`).waitFor({ state: 'detached' });
}

/** An open quick pick has its entries within this time. */
const PICK_MS = 5000;

/**
 * Chooses an entry of the "…" menu of the Resources view that opens a quick pick, and picks from that. Repeats both, because a redraw of
 * the view takes the focus, and the quick pick closes.
 */
export async function pickFromMenu(workbench: Workbench, entry: string, label: string): Promise<void> {
  await until(async () => {
    await workbench.viewMenu(RESOURCES, entry);
    await clickOnce(workbench.quickInput().getByRole('option', { name: label }).first(), { timeout: PICK_MS });
    return true;
  }, `"${label}" to be picked from "${entry}"`);
}

/** Returns the row of a resource. */
export function rowOf(workbench: Workbench, label: string | RegExp, description?: string | RegExp): Locator {
  return workbench.row(RESOURCES, label, description);
}

/** Returns the row of a category. A type in it may have the same label. */
function categoryOf(workbench: Workbench, label: string): Locator {
  return rowOf(workbench, label).and(workbench.page.locator('[aria-label^="Category "]'));
}

/** Returns all delete requests that the sandbox received, without dry runs. */
export async function deleteRequests(aws: SandboxClient): Promise<readonly LoggedRequest[]> {
  return (await aws.requests()).filter(({ operation, dryRun }) => REMOVING.test(operation ?? '') && !dryRun);
}

/**
 * Ends what AWS works on, once it has executed so many delete requests since the start of the test. Rows and the status bar show a
 * deletion before its request is sent, when there is nothing to end yet.
 */
export async function settleDeletions(aws: SandboxClient, count = 1): Promise<void> {
  await until(
    async () => (await deleteRequests(aws)).filter(({ executed }) => executed).length >= count,
    `${count} executed delete requests`,
  );
  await aws.settle();
}

/** Returns all dry runs that the sandbox received. */
export async function dryRuns(aws: SandboxClient): Promise<readonly LoggedRequest[]> {
  return (await aws.requests()).filter(({ dryRun }) => dryRun);
}

/** One record of the response channel. */
export interface ChannelRecord {
  /** The comment line's fields. */
  readonly head: readonly string[];
  readonly body: Fields;
}

/** Parses the text of the response channel. Throws on lines that are neither a comment nor JSON. */
function parseResponses(text: string): ChannelRecord[] {
  return text
    .split(/^(?=\/\/ )/m)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [head = '', ...rest] = part.split('\n');
      return { head: head.slice('// '.length).split('  '), body: JSON.parse(rest.join('\n')) as Fields };
    });
}

/** Waits for a number of records in the response channel, of delete requests or of dry runs, and returns them. */
export async function responses(workbench: Workbench, count: number, what?: 'dry runs'): Promise<ChannelRecord[]> {
  return until(async () => {
    const records = parseResponses(await workbench.output(RESPONSES)).filter(
      ({ head }) => (head[1]?.endsWith(' (DryRun)') ?? false) === (what === 'dry runs'),
    );
    return records.length >= count ? records : undefined;
  }, `${count} records in the response channel`);
}

/** Confirms in the dialog, and types the required text after it. */
export async function confirm(
  workbench: Workbench,
  { dialog, typed }: Pick<DeletionCase, 'dialog' | 'typed'>,
): Promise<void> {
  await (await workbench.dialog(dialog.message).shown()).press(dialog.button);
  if (typed === undefined) return;
  // The title is the question, with its action; the prompt has the text, and that case counts.
  const box = workbench.quickInput();
  await box.getByText(dialog.message, { exact: true }).waitFor();
  const text = typed === 'a code' ? '(\\w{6})' : typed;
  const pattern = new RegExp(`^Type ${text} to .* Upper and lower case count\\.`);
  const prompt = await box.getByText(pattern).first().innerText();
  await workbench.answer(typed === 'a code' ? (pattern.exec(prompt)?.[1] ?? '') : typed);
}

/** Returns a text on one line, with each run of white space as one space. */
export function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Returns the lines that are not empty. Facts that a dialog has wrapped are one line. */
export function lines(text: string): string[] {
  return text
    .replace(/ ·\n/g, ' · ')
    .split('\n')
    .map(flat)
    .filter((line) => line !== '');
}

/** Returns a date as in dialogs and tooltips. */
export function absolute(date: string | Date | undefined): string {
  return new Date(date ?? Number.NaN).toISOString().slice(0, 19).replace('T', ' ') + ' UTC';
}

/** Finds an element. The error names what is missing. */
export function found<T>(list: readonly T[], what: string, test: (item: T) => boolean): T {
  const item = list.find(test);
  if (item === undefined) throw new Error(`The sandbox's world has no ${what}`);
  return item;
}

/** Chooses one resource type, whose row is then directly under its service. */
export async function chooseOneType(workbench: Workbench, label: string): Promise<void> {
  await workbench.openContainer('Teardown');
  await rowOf(workbench, 'Direct Connect').waitFor();
  await workbench.runCommand('Teardown: Choose Resource Types…');
  const pick = workbench.quickInput();
  await pick.getByText('Resource types for this workspace').waitFor();
  // All are checked at first: uncheck all, then check one.
  await pick.getByRole('checkbox').first().click();
  await workbench.inputBox().fill(label);
  await pick.locator('.quick-input-list-entry').filter({ hasText: label }).first().click();
  await workbench.page.keyboard.press('Enter');
  await rowOf(workbench, 'Direct Connect').waitFor({ state: 'detached' });
}

/** Shows all resource types again, after {@link chooseOneType}. */
export async function chooseAllTypes(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Teardown: Choose Resource Types…');
  const pick = workbench.quickInput();
  await pick.getByText('Resource types for this workspace').waitFor();
  await pick.getByRole('checkbox').first().click();
  await workbench.page.keyboard.press('Enter');
  await pick.waitFor({ state: 'detached' });
}

/** Returns the texts of the rows under a resource type, from top to bottom. */
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
