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
/** Commands that VS Code registers for each view. */
const focusing = Object.values(VIEWS).map((view) => `${view}.focus`);

describe('the walkthrough of the manifest', () => {
  it('has six steps, each with one button for an existing command', () => {
    assert.equal(walkthroughs.length, 1);
    assert.deepEqual(
      steps.map(({ id }) => id),
      ['profile', 'regions', 'scan', 'permission', 'delete', 'restore'],
    );
    for (const { id, description } of steps) {
      // VS Code shows a link alone on its line as a button.
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

  it('has completion events with existing commands, views and context keys', () => {
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

  it('has pictures in theme colors, with alternative texts', () => {
    for (const { id, media } of steps) {
      assert.ok(media.altText.length > 20, id);
      const file = path.join(ROOT, media.svg);
      assert.ok(existsSync(file), media.svg);
      const svg = readFileSync(file, 'utf8');
      const colors = [...svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, color = '']) => color);
      assert.ok(colors.length > 10, media.svg);
      for (const color of colors) assert.match(color, /^(none$|var\(--vscode-)/, media.svg);
      // The page of VS Code allows no styles and no scripts.
      assert.doesNotMatch(svg, /<style|style=|<script|href=/, media.svg);
    }
  });
});
