// The team's colour, made readable: text on it and text in it reach a contrast of 4.5:1 whatever was chosen.
export const ownColour = '#1f6b63';

const wanted = 4.5;

/** Red, green and blue, 0 to 255. */
export type Colour = readonly number[];

/** null: not of the form `#1f6b63`. */
export function readColour(text: string | null | undefined): Colour | null {
  return /^#[0-9a-f]{6}$/i.test(text ?? '') ? [1, 3, 5].map((at) => Number.parseInt(text!.slice(at, at + 2), 16)) : null;
}

/** Values of the style sheet's variables. */
export function palette(colour: Colour): Readonly<Record<string, Colour>> {
  const white = [255, 255, 255];
  return {
    '--accent': colour,
    '--on-accent': contrast(colour, white) < wanted ? [0, 0, 0] : white,
    // Against the darkest and the lightest ground that text in this colour stands on.
    '--on-light': mixed(colour, 0, [228, 230, 230]),
    '--on-dark': mixed(colour, 255, [58, 64, 65]),
  };
}

export function contrast(one: Colour, other: Colour): number {
  const lights = [luminance(one), luminance(other)];
  return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
}

/** The same hue, mixed towards black or white only as far as it takes. */
function mixed(colour: Colour, towards: number, ground: Colour): Colour {
  let made = colour;
  for (let share = 0; contrast(made, ground) < wanted; share += 0.05) made = colour.map((value) => Math.round(value + (towards - value) * Math.min(share, 1)));
  return made;
}

/** https://www.w3.org/TR/WCAG21/#dfn-relative-luminance */
function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
