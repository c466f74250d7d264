// Checks the tables that come from package.json: settings in README.md, commands in docs/COMMANDS.md. `--write`
// writes them between their markers.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { localizedManifest } from '../lib/manifest.ts';
import { ROOT, CliError, main, print } from '../lib/run.mjs';

interface Setting {
  readonly markdownDescription: string;
  readonly default: unknown;
  readonly order?: number;
}
interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly keybindings?: readonly { readonly command: string; readonly key: string; readonly mac?: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

/** The table of each document, and the name in its markers. */
const TABLES: readonly (readonly [document: string, name: string, table: (manifest: Manifest) => string])[] = [
  ['README.md', 'settings', settingsTable],
  ['docs/COMMANDS.md', 'commands', commandsTable],
];

/** Where users find a command, by its menus. */
const PLACES: readonly (readonly [menu: string, when: RegExp, place: string])[] = [
  ['view/title', /./, 'view title'],
  ['view/item/context', /view == teardown\.resources/, 'row in Resources'],
  ['view/item/context', /view == teardown\.deletions/, 'row in Deletions'],
  ['editor/title', /./, 'plan title'],
];

const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');
}

function settingsTable({ contributes }: Manifest): string {
  const settings = Object.entries(contributes.configuration.properties);
  const sorted = settings.sort(([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0));
  const rows = sorted.map(([id, { markdownDescription, default: value }]) => [
    `\`${id}\``,
    markdownDescription,
    `\`${JSON.stringify(value)}\``,
  ]);
  return table(['setting', 'what it does', 'default'], rows);
}

function commandsTable({ contributes }: Manifest): string {
  const { commands, menus, keybindings = [] } = contributes;
  const inMenu = (menu: string, command: string) => (menus[menu] ?? []).filter((entry) => entry.command === command);
  const entry = (command: string) => {
    const fromPalette = inMenu('commandPalette', command).every(({ when }) => when !== 'false');
    const others = PLACES.filter(([menu, when]) => inMenu(menu, command).some((item) => when.test(item.when ?? '-')));
    const places = [...(fromPalette ? ['palette'] : []), ...others.map(([, , place]) => place)];
    const keys = keybindings
      .filter((binding) => binding.command === command)
      .map(({ key, mac }) => (mac === undefined ? `\`${key}\`` : `\`${key}\`, Mac \`${mac}\``));
    return { places, keys };
  };
  // One row for each title: the view's title and a row's menu have separate commands with one title.
  const titles = [...new Set(commands.map(({ title }) => title))].sort((a, b) => a.localeCompare(b, 'en'));
  const sorted = titles.map((title) => {
    const entries = commands.filter((each) => each.title === title).map(({ command }) => entry(command));
    const places = new Set(entries.flatMap((each) => each.places));
    const ordered = ['palette', ...PLACES.map(([, , place]) => place)].filter((place) => places.has(place));
    return [`**${title}**`, ordered.join(', ') || 'a row of its own', entries.flatMap(({ keys }) => keys).join(', ')];
  });
  if (keybindings.length > 0) return table(['command', 'where', 'key'], sorted);
  const named = sorted.map((cells) => cells.slice(0, 2));
  return table(['command', 'where'], named);
}

/** Returns the document with its table from package.json. */
async function withTable(file: string, text: string, name: string, table: string): Promise<string> {
  const place = new RegExp(`(<!-- ${name}: .*?-->\\n)[\\s\\S]*?(\\n<!-- end of ${name} -->)`);
  if (!place.test(text)) throw new CliError(`${file} has no markers for the table of ${name}`);
  const after = text.replace(place, (_, start: string, end: string) => `${start}\n${table}\n${end}`);
  return format(after, { ...(await resolveConfig(file)), filepath: file });
}

await main(async () => {
  const manifest = localizedManifest() as Manifest;
  for (const [document, name, table] of TABLES) {
    const file = path.join(ROOT, document);
    const before = readFileSync(file, 'utf8');
    const after = await withTable(file, before, name, table(manifest));
    if (process.argv.includes('--write')) writeFileSync(file, after);
    else if (after !== before)
      throw new CliError(`The table of ${name} in ${document} differs from package.json. Run \`npm run readme\`.`);
  }
  print('The tables of settings and commands are those of package.json');
});
