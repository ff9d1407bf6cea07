// The team's colour, made readable for the widget: text on it and text in it reach a contrast of 4.5:1 whatever was chosen.
// Done here and not in the widget, of whose few kilobytes it would take half a one.
import type { HelloReply } from '../../contract/visitor.ts';

const ownColour: Colour = [31, 107, 99];
const wanted = 4.5;
const white: Colour = [255, 255, 255];
const black: Colour = [0, 0, 0];
/** The darkest and the lightest ground that text in this colour stands on in the widget's light and dark scheme. */
const grounds = { light: [228, 230, 230], dark: [58, 64, 65] } as const;

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** Of these, the first that is a colour of the form `#1f6b63`, with or without the sign; otherwise the widget's own. */
export function chatColours(...wishes: readonly (string | null | undefined)[]): HelloReply['colours'] {
  const colour = wishes.map(readColour).find((read) => read !== null) ?? ownColour;
  return {
    accent: hex(colour),
    onAccent: hex(contrast(colour, white) < wanted ? black : white),
    onLight: hex(mixed(colour, 0, grounds.light)),
    onDark: hex(mixed(colour, 255, grounds.dark)),
  };
}

function readColour(text: string | null | undefined): Colour | null {
  const parts = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text ?? '');
  return parts ? [Number.parseInt(parts[1]!, 16), Number.parseInt(parts[2]!, 16), Number.parseInt(parts[3]!, 16)] : null;
}

export function contrast(one: Colour, other: Colour): number {
  const lights = [luminance(one), luminance(other)];
  return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
}

/** The same hue, mixed towards black or white only as far as it takes. */
function mixed(colour: Colour, towards: number, ground: Colour): Colour {
  const at = (share: number): Colour => colour.map((value) => Math.round(value + (towards - value) * share)) as unknown as Colour;
  for (let step = 0; step < 20; step += 1) if (contrast(at(step / 20), ground) >= wanted) return at(step / 20);
  return at(1);
}

/** https://www.w3.org/TR/WCAG21/#dfn-relative-luminance */
function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function hex(colour: Colour): string {
  return `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
