import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/**
 * The default backgrounds of rows in VS Code (theme-defaults and the defaults of sideBar.background,
 * list.hoverBackground, list.inactiveSelectionBackground and list.activeSelectionBackground).
 */
const BACKGROUNDS = {
  dark: ['#181818', '#191A1B', '#1E1E1E', '#252526', '#2A2D2E', '#37373D', '#04395E'],
  light: ['#F8F8F8', '#FAFAFD', '#FFFFFF', '#F3F3F3', '#E8E8E8', '#E4E6F1'],
  highContrast: ['#000000'],
  highContrastLight: ['#FFFFFF'],
} as const;

interface Color {
  readonly id: string;
  readonly defaults: Readonly<Record<keyof typeof BACKGROUNDS, string>>;
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { colors: Color[] } };

/** Returns the relative luminance of WCAG 2.1: https://www.w3.org/TR/WCAG21/#dfn-relative-luminance. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('the colors of icons in rows', () => {
  for (const { id, defaults } of contributes.colors) {
    it(`have a contrast of at least 4.5:1 in every default theme: ${id}`, () => {
      for (const [theme, backgrounds] of Object.entries(BACKGROUNDS)) {
        const color = defaults[theme as keyof typeof BACKGROUNDS];
        for (const background of backgrounds) {
          const ratio = contrast(color, background);
          assert.ok(ratio >= 4.5, `${color} on ${background} (${theme}): ${ratio.toFixed(2)}`);
        }
      }
    });
  }
});
