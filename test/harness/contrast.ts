import type { Locator } from '@playwright/test';

/** The members of a DOM element and its computed style that are read here. The project's types have no DOM. */
interface Drawn {
  readonly parentElement: Drawn | null;
}
interface Page {
  getComputedStyle(this: void, of: Drawn, part?: string): { readonly color: string; readonly backgroundColor: string };
}
type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** Returns the contrast ratio of an element, or of a part such as `::after`, as WCAG 2 defines it: 1 to 21. */
export async function contrastOf(element: Locator, part?: string): Promise<number> {
  const { color, behind } = await element.evaluate((drawn: unknown, ofPart) => {
    const { getComputedStyle } = globalThis as unknown as Page;
    const backgrounds: string[] = [];
    for (let at = drawn as Drawn | null; at; at = at.parentElement)
      backgrounds.push(getComputedStyle(at).backgroundColor);
    return { color: getComputedStyle(drawn as Drawn, ofPart).color, behind: backgrounds };
  }, part);
  const paper = behind.map(rgba).reduceRight<Rgba>((below, above) => over(above, below), [255, 255, 255, 1]);
  const [dark, light] = [luminance(paper), luminance(over(rgba(color), paper))].sort((a, b) => a - b);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function rgba(text: string): Rgba {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue, alpha];
}

function over([red, green, blue, alpha]: Rgba, below: Rgba): Rgba {
  const mix = (above: number, at: 0 | 1 | 2) => above * alpha + below[at] * (1 - alpha);
  return [mix(red, 0), mix(green, 1), mix(blue, 2), 1];
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance([red, green, blue]: Rgba): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
