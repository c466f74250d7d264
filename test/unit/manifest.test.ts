import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { COMMANDS, CONTEXT_KEYS, RESPONSE_LANGUAGE, SETTINGS, VIEWS } from '../../src/contributions.ts';
import { KINDS } from '../../src/catalog/index.ts';
import { verbForms } from '../../src/deletion/presentation/phrases.ts';
import { localizedManifest } from '../../scripts/lib/manifest.ts';
import { ROOT } from '../../scripts/lib/run.mjs';

interface MenuEntry {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}
interface Manifest {
  readonly name: string;
  readonly displayName: string;
  readonly publisher: string;
  readonly license: string;
  readonly repository?: unknown;
  readonly icon: string;
  readonly main: string;
  readonly engines: { readonly vscode: string };
  readonly activationEvents: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations?: readonly string[] } };
  readonly contributes: {
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly mac: string;
      readonly when: string;
      readonly args?: unknown;
    }[];
    readonly viewsContainers: Readonly<Record<string, readonly { id: string; icon: string }[]>>;
    readonly views: Readonly<Record<string, readonly { id: string; icon: string; name: string }[]>>;
    readonly viewsWelcome: readonly { view: string; contents: string; when?: string }[];
    readonly commands: readonly { command: string; title: string; category: string; icon?: string }[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly languages: readonly { id: string }[];
    readonly grammars: readonly { language: string; scopeName: string; path: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope?: string; readonly markdownDescription?: string }>>;
    };
  };
}

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const manifest = localizedManifest() as Manifest;
const { contributes } = manifest;
const commands = contributes.commands.map(({ command }) => command);
const menuEntries = Object.entries(contributes.menus).flatMap(([menu, entries]) =>
  entries.map((entry) => ({ menu, ...entry })),
);
const conditions = [
  ...menuEntries.map(({ when }) => when),
  ...contributes.viewsWelcome.map(({ when }) => when),
  ...contributes.keybindings.map(({ when }) => when),
].flatMap((when) => when ?? []);

/** All source of the extension, without the list of ids itself. */
const source = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && file !== 'contributions.ts')
  .map((file) => read(path.join('src', file)))
  .join('\n');

/** Returns whether a condition of a menu holds: terms of `==`, `!=`, `!` and `&&`. */
function holds(when: string, state: Readonly<Record<string, string | true | undefined>>): boolean {
  return when.split(' && ').every((term) => {
    const [, key = '', operator, value] = /^(!?[\w.]+)(?: (==|!=) '?([^']*)'?)?$/.exec(term) ?? [];
    if (operator !== undefined) return (state[key] === value) === (operator === '==');
    return key.startsWith('!') ? state[key.slice(1)] === undefined : state[key] !== undefined;
  });
}

/** Commands that need a row. */
const ON_A_ROW = [
  COMMANDS.checkPermission,
  COMMANDS.copyArn,
  COMMANDS.copyId,
  COMMANDS.deleteResource,
  COMMANDS.disassociateResource,
  COMMANDS.retry,
  COMMANDS.showDetails,
] as const;

/** All verbs of the catalog. */
const VERBS = [...new Set(KINDS.map(({ action }) => action.verb))];

describe('the manifest', () => {
  it('has each command of contributions.ts once, and all are registered', () => {
    assert.deepEqual([...commands].sort(), Object.values(COMMANDS).sort());
    assert.equal(new Set(commands).size, commands.length);
    for (const name of Object.keys(COMMANDS)) assert.match(source, new RegExp(`\\bCOMMANDS\\.${name}\\b`), name);
  });

  it('has command titles in Title Case with one category, and with an ellipsis if they prompt', () => {
    for (const { command, title, category, icon } of contributes.commands) {
      assert.equal(category, 'Teardown', command);
      // Short words between others and names in lower case are exceptions.
      for (const word of title.split(/[\s(]+/))
        assert.match(word, /^([A-Z]|(as|in|for|with|boto3)…?$)/, `${command}: ${title}`);
      assert.doesNotMatch(title, /\.\.\.|[.!]$/, `${command}: an ellipsis is one character`);
      if (icon !== undefined) assert.match(icon, /^\$\([a-z-]+\)$/, command);
    }
    const prompting = contributes.commands.filter(({ title }) => title.endsWith('…')).map(({ command }) => command);
    for (const id of [COMMANDS.deleteResource, COMMANDS.disassociateResource]) assert.ok(prompting.includes(id), id);
  });

  it('has only existing commands in its menus, with an icon where only the icon is visible', () => {
    for (const { menu, command, group } of menuEntries) {
      assert.ok(commands.includes(command), `${menu}: ${command}`);
      if (group?.startsWith('inline') || (menu === 'view/title' && group?.startsWith('navigation'))) {
        assert.ok(contributes.commands.find((one) => one.command === command)?.icon, `${menu}: ${command} has no icon`);
      }
    }
  });

  it('shows at most four icons in the title of a view, and two in the one with the account, which is narrow', () => {
    const states: readonly Readonly<Record<string, string | true | undefined>>[] = [
      { 'teardown.filtered': undefined, 'teardown.planStatus': 'open' },
      { 'teardown.filtered': true, 'teardown.planStatus': 'running', 'teardown.deletionsFiltered': true },
      { 'teardown.planStatus': 'ended', 'teardown.planHasLeft': true, 'teardown.planHasRestorable': true },
    ];
    for (const view of Object.values(VIEWS)) {
      for (const state of states) {
        const icons = menuEntries.filter(
          ({ menu, group, when = '' }) =>
            menu === 'view/title' && group?.startsWith('navigation') && holds(when, { view, ...state }),
        );
        const room = view === VIEWS.resources ? 2 : 4;
        assert.ok(icons.length <= room, `${view}: ${icons.map(({ command }) => command).join(', ')}`);
      }
    }
  });

  it('hides commands that need a row from the palette', () => {
    const hidden = (contributes.menus['commandPalette'] ?? []).filter(({ when }) => when === 'false');
    const ids = hidden.map(({ command }) => command);
    for (const id of ON_A_ROW) assert.ok(ids.includes(id), `${id} is in the palette`);
    // A command that is only in the menus of rows needs a row.
    const elsewhere = new Set(
      menuEntries
        .filter(({ menu }) => menu !== 'view/item/context' && menu !== 'commandPalette')
        .map(({ command }) => command),
    );
    for (const { menu, command } of menuEntries) {
      if (menu === 'view/item/context' && !elsewhere.has(command)) assert.ok(ids.includes(command), command);
    }
  });

  it('has deletions in the last group of a menu, and nothing else in it', () => {
    const deleting: readonly string[] = [
      COMMANDS.deleteAllShown,
      COMMANDS.deleteSelected,
      COMMANDS.deleteWithDependents,
      ...VERBS.map((verb) => COMMANDS[`${verb}Resource`]),
    ];
    const entries = (contributes.menus['view/item/context'] ?? []).filter(({ group }) => !group?.startsWith('inline'));
    const groupOf = (entry: MenuEntry) => entry.group?.split('@')[0] ?? '';
    const last = entries.map(groupOf).sort().at(-1);
    for (const entry of entries) assert.equal(groupOf(entry) === last, deleting.includes(entry.command), entry.command);
    assert.ok(
      menuEntries.every(
        ({ menu, command }) => menu === 'view/item/context' || !deleting.includes(command) || menu === 'commandPalette',
      ),
    );
  });

  it('has every verb of the catalog in the menus of rows that support it, and of several rows', () => {
    const entries = contributes.menus['view/item/context'] ?? [];
    for (const verb of VERBS) {
      const id = COMMANDS[`${verb}Resource`];
      const title = contributes.commands.find(({ command }) => command === id)?.title;
      assert.equal(title, `${verbForms(verb).imperative}…`);
      assert.ok(entries.find(({ command }) => command === id)?.when?.includes(`/;${verb};/`), verb);
      const several = entries.find(({ command }) => command === COMMANDS.deleteSelected)?.when ?? '';
      assert.match(several, new RegExp(`\\b${verb}\\b`));
    }
  });

  it('has the same title for one row and for several, because a row outside the selection has the entry of several', () => {
    const titleOf = (id: string) => contributes.commands.find(({ command }) => command === id)?.title;
    assert.equal(titleOf(COMMANDS.deleteSelected), titleOf(COMMANDS.deleteResource));
  });

  it('has the views of contributions.ts, and refers to no others', () => {
    const views = Object.values(contributes.views).flat();
    assert.deepEqual(views.map(({ id }) => id).sort(), Object.values(VIEWS).sort());
    for (const { view } of contributes.viewsWelcome)
      assert.ok(
        views.some(({ id }) => id === view),
        view,
      );
    for (const when of conditions) {
      for (const [, id = ''] of when.matchAll(/\bview == ([\w.]+)/g))
        assert.ok(
          views.some((view) => view.id === id),
          when,
        );
    }
    const containers = Object.values(contributes.viewsContainers).flat();
    for (const id of Object.keys(contributes.views))
      assert.ok(
        containers.some((container) => container.id === id),
        id,
      );
    for (const { icon } of [...views, ...containers]) assert.ok(existsSync(path.join(ROOT, icon)), icon);
  });

  it('uses only context keys that are set and tags that rows have', () => {
    const own = conditions.flatMap((when) => [...when.matchAll(/\bteardown\.\w+\b(?! *\/)/g)].map(([key]) => key));
    const known: readonly string[] = [...Object.values(CONTEXT_KEYS), ...Object.values(VIEWS)];
    for (const key of own) assert.ok(known.includes(key), key);
    for (const [name, key] of Object.entries(CONTEXT_KEYS)) {
      assert.ok(own.includes(key), `${key} is not used`);
      assert.match(source, new RegExp(`\\bCONTEXT_KEYS\\.${name}\\b`), `${key} is not set`);
    }
    for (const when of conditions) {
      const [, tags = ''] = /viewItem =~ \/;\(?([\w|]+)\)?;\//.exec(when) ?? [];
      for (const tag of tags.split('|').filter(Boolean)) assert.match(source, new RegExp(`\\b${tag}\\b`), tag);
    }
  });

  it('binds keys only in its own view, and only Delete deletes, with the plan of the selection', () => {
    const deleting = (command: string) => /^teardown\.(delete|confirm|\w+Resource$)/.test(command);
    for (const { command, key, mac, when, args } of contributes.keybindings) {
      assert.ok(commands.includes(command), command);
      assert.match(
        when,
        /^focusedView == teardown\.resources && /,
        `${key}: it must not override a key of another view`,
      );
      assert.match(when, /!inputFocus/, `${key}: it must not override a key in an input box`);
      assert.equal(mac, key === 'delete' ? 'cmd+backspace' : key.replace('ctrl', 'cmd'), key);
      if (args !== undefined) assert.equal(args, 'selection', key);
    }
    const keys = contributes.keybindings.map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
    const deletions = contributes.keybindings.filter(({ command }) => deleting(command));
    assert.deepEqual(
      deletions.map(({ command, key, args }) => [command, key, args]),
      [[COMMANDS.deleteSelected, 'delete', 'selection']],
    );
  });

  it('has at most one button in each welcome content, and links for the rest', () => {
    for (const { contents } of contributes.viewsWelcome) {
      const buttons = contents.match(/^\[[^\]]+\]\(command:[^)]+\)$/gm) ?? [];
      assert.ok(buttons.length <= 1, `${contents}: ${buttons.join()}`);
    }
  });

  it('links only to existing commands in its welcome content', () => {
    for (const { contents } of contributes.viewsWelcome) {
      for (const [, id = ''] of contents.matchAll(/\(command:([\w.]+)/g)) {
        assert.ok(!id.startsWith('teardown.') || commands.includes(id), id);
      }
    }
  });

  it('has the settings of contributions.ts with descriptions, and safeguards that a workspace cannot change', () => {
    const { properties } = contributes.configuration;
    assert.deepEqual(Object.keys(properties).sort(), Object.values(SETTINGS).sort());
    for (const [name, id] of Object.entries(SETTINGS)) {
      assert.match(properties[id]?.markdownDescription ?? '', /\.$/, `${id} has no description`);
      assert.match(source, new RegExp(`\\bSETTINGS\\.${name}\\b`), `${id} is not read`);
    }
    for (const id of [SETTINGS.dryRunEndpoints, SETTINGS.protected]) {
      assert.equal(properties[id]?.scope, 'application', id);
    }
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations ?? [];
    assert.deepEqual(
      restricted.filter((id) => !(id in properties)),
      [],
    );
    assert.ok(restricted.includes(SETTINGS.profile));
  });

  it('has a language for responses with a grammar that includes JSON with comments', () => {
    assert.ok(contributes.languages.some(({ id }) => id === RESPONSE_LANGUAGE));
    for (const { language, scopeName, path: file } of contributes.grammars) {
      assert.ok(
        contributes.languages.some(({ id }) => id === language),
        language,
      );
      const grammar = JSON.parse(read(file)) as { scopeName: string; patterns: { include?: string }[] };
      assert.equal(grammar.scopeName, scopeName);
      assert.ok(grammar.patterns.some(({ include }) => include === 'source.json.comments'));
    }
  });

  it('has the types and the test host of the lowest supported VS Code', () => {
    const [, lowest] = /^\^(\d+\.\d+\.\d+)$/.exec(manifest.engines.vscode) ?? [];
    assert.ok(lowest, manifest.engines.vscode);
    assert.equal(manifest.devDependencies['@types/vscode'], lowest);
    const installed = JSON.parse(read('node_modules/@types/vscode/package.json')) as { version: string };
    assert.equal(installed.version, lowest);
    const host = JSON.parse(read('vscode-host/lowest/package.json')) as typeof manifest;
    // code-server 4.110.0 is VS Code 1.110.0.
    assert.equal(host.devDependencies['code-server'], lowest.replace(/^1/, '4'));
  });

  it('has no activation events and no dependencies', () => {
    assert.deepEqual(manifest.activationEvents, []);
    assert.equal(manifest.dependencies, undefined);
    assert.equal(manifest.main, './dist/extension.cjs');
    assert.ok(existsSync(path.join(ROOT, manifest.icon)));
    assert.deepEqual(
      [manifest.name, manifest.displayName, manifest.publisher, manifest.license, manifest.repository],
      ['teardown-aws', 'Teardown for AWS', 'teardown', 'MIT', undefined],
    );
  });
});
