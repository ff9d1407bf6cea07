// What a text will take, told before it goes.
import type { Estimate } from '../channel.ts';
import type { SmsConfig } from './config.ts';
import { cut } from './text/segments.ts';
import { sendable } from './text/sendable.ts';

export function estimate(text: string, { price }: Pick<SmsConfig, 'price'>): Estimate {
  const { parts, left } = cut(sendable(text));
  return { parts: parts.length, left, price: price === null ? null : { amount: times(price.perPart, parts.length), currency: price.currency } };
}

/** In whole last places: money is not a binary fraction. */
function times(amount: string, factor: number): string {
  const [whole, fraction = ''] = amount.split('.') as [string, string?];
  const product = (BigInt(whole + fraction) * BigInt(factor)).toString().padStart(fraction.length + 1, '0');
  return fraction === '' ? product : `${product.slice(0, -fraction.length)}.${product.slice(-fraction.length)}`;
}
