import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { localizedManifest } from '../../scripts/lib/manifest.ts';
import { ROOT } from '../../scripts/lib/run.mjs';
import { KINDS } from '../../src/catalog/index.ts';
import { COMMANDS, CONTEXT_KEYS, VIEWS } from '../../src/contributions.ts';

interface Step {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}
interface Manifest {
  readonly contributes: { readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[] };
}

const { walkthroughs } = (localizedManifest() as Manifest).contributes;
const [walkthrough] = walkthroughs;
const steps = walkthrough?.steps ?? [];
const ours: readonly string[] = Object.values(COMMANDS);
/** Commands that VS Code makes for each view. */
const focusing = Object.values(VIEWS).map((view) => `${view}.focus`);

describe('The manifest has a walkthrough', () => {
  it('of six steps, each with one button that runs a command there is', () => {
    assert.equal(walkthroughs.length, 1);
    assert.deepEqual(
      steps.map(({ id }) => id),
      ['profile', 'regions', 'scan', 'permission', 'delete', 'restore'],
    );
    for (const { id, description } of steps) {
      // A link alone on its line is drawn as a button.
      const buttons = [...description.matchAll(/^\[[^\]]+\]\(command:([\w.]+)\)$/gm)].map(
        ([, command = '']) => command,
      );
      assert.equal(buttons.length, 1, id);
      assert.ok(
        buttons.every((command) => [...ours, ...focusing].includes(command)),
        `${id}: ${buttons.join()}`,
      );
    }
  });

  it('whose steps are ticked off by commands, views and context keys that there are', () => {
    for (const { id, completionEvents } of steps) {
      assert.ok(completionEvents.length > 0, id);
      for (const event of completionEvents) {
        const [, how = '', what = ''] = /^(onCommand|onView|onContext):([\w.]+)/.exec(event) ?? [];
        const known: Readonly<Record<string, readonly string[]>> = {
          onCommand: ours,
          onView: Object.values(VIEWS),
          onContext: Object.values(CONTEXT_KEYS),
        };
        assert.ok(known[how]?.includes(what), `${id}: ${event}`);
      }
    }
    const deleted = steps.find(({ id }) => id === 'delete')?.completionEvents ?? [];
    for (const verb of new Set(KINDS.map(({ action }) => action.verb))) {
      assert.ok(deleted.includes(`onCommand:${COMMANDS[`${verb}Resource`]}`), verb);
    }
  });

  it('with pictures in the colours of the theme, and a text for whoever cannot see them', () => {
    for (const { id, media } of steps) {
      assert.ok(media.altText.length > 20, id);
      const file = path.join(ROOT, media.svg);
      assert.ok(existsSync(file), media.svg);
      const svg = readFileSync(file, 'utf8');
      const colours = [...svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, colour = '']) => colour);
      assert.ok(colours.length > 10, media.svg);
      for (const colour of colours) assert.match(colour, /^(none$|var\(--vscode-)/, media.svg);
      // The page that VS Code puts it into allows no styles of its own and no programs.
      assert.doesNotMatch(svg, /<style|style=|<script|href=/, media.svg);
    }
  });
});
