// An inbox's settings as they stand in a form (text everywhere), and as the server wants them. Secrets that were not
// typed are left out, so that the stored ones stay.
import type { InboxBody } from '../../contract/requests.ts';
import { madeConfig, usualValues, type ChannelForm, type Values } from './channel-forms.ts';

export type { Values };
export type SenderRow = { readonly name: string; readonly address: string; readonly signature: string };
type Config = Record<string, unknown>;

export const emailDefaults: Values = {
  'imap.host': '',
  'imap.port': '993',
  'imap.secure': 'yes',
  'imap.auth': 'password',
  'imap.user': '',
  'imap.password': '',
  'smtp.host': '',
  'smtp.port': '465',
  'smtp.secure': 'yes',
  'smtp.auth': 'password',
  'smtp.user': '',
  'smtp.password': '',
  'oauth2.provider': 'google',
  'oauth2.clientId': '',
  'oauth2.clientSecret': '',
  'oauth2.refreshToken': '',
  'oauth2.tokenUrl': '',
  folder: 'INBOX',
  sentFolder: '',
  takeInDays: '3',
  'plusAddressing.on': 'no',
};

export const chatDefaults: Values = {
  teamName: '',
  colour: '',
  askEmail: 'yes',
  uploads: 'yes',
  allowedOrigins: '',
  'welcome.en': '',
  'welcome.ru': '',
  'welcome.it': '',
  'welcome.zh': '',
};

export function emailConfig(values: Values, senders: readonly SenderRow[]): Config {
  const server = (side: 'imap' | 'smtp') => ({
    host: value(values, `${side}.host`).trim(),
    port: wholeOr(value(values, `${side}.port`)),
    secure: value(values, `${side}.secure`) === 'yes',
    auth: value(values, `${side}.auth`),
    user: value(values, `${side}.user`).trim(),
    ...given(values, `${side}.password`, 'password'),
  });
  const wantsTokens = value(values, 'imap.auth') === 'oauth2' || value(values, 'smtp.auth') === 'oauth2';
  return {
    imap: server('imap'),
    smtp: server('smtp'),
    ...(wantsTokens
      ? {
          oauth2: {
            provider: value(values, 'oauth2.provider'),
            clientId: value(values, 'oauth2.clientId').trim(),
            ...given(values, 'oauth2.clientSecret', 'clientSecret'),
            ...given(values, 'oauth2.refreshToken', 'refreshToken'),
            ...(value(values, 'oauth2.provider') === 'other' ? { tokenUrl: value(values, 'oauth2.tokenUrl').trim() } : {}),
          },
        }
      : {}),
    folder: value(values, 'folder').trim() || 'INBOX',
    sentFolder: value(values, 'sentFolder').trim() || null,
    takeInDays: wholeOr(value(values, 'takeInDays')),
    plusAddressing: { on: value(values, 'plusAddressing.on') === 'yes' },
    senders: cleanSenders(senders),
  };
}

export function chatConfig(values: Values): Config {
  const welcome = Object.fromEntries(
    ['en', 'ru', 'it', 'zh'].flatMap((code) => {
      const text = value(values, `welcome.${code}`).trim();
      return text === '' ? [] : [[code, text]];
    }),
  );
  return {
    teamName: value(values, 'teamName').trim(),
    welcome,
    colour: value(values, 'colour').trim() || null,
    askEmail: value(values, 'askEmail') === 'yes',
    uploads: value(values, 'uploads') === 'yes',
    allowedOrigins: value(values, 'allowedOrigins')
      .split(/[\s,]+/u)
      .filter((origin) => origin !== ''),
  };
}

export function inboxChange(
  channel: string,
  name: string,
  undoSeconds: string,
  teams: readonly string[],
  values: Values,
  senders: readonly SenderRow[],
  form: ChannelForm | null,
): Pick<InboxBody, 'name' | 'config' | 'senders' | 'teams' | 'undoSeconds'> {
  return {
    name: name.trim() || (channel === 'email' ? senders[0]?.address.trim() : value(values, 'teamName').trim()) || (form ? channel : ''),
    teams: [...teams],
    undoSeconds: Math.min(Math.max(wholeOr(undoSeconds), 0), 120),
    config: form ? madeConfig(form, values) : channel === 'email' ? emailConfig(values, senders) : chatConfig(values),
    senders: channel === 'email' ? cleanSenders(senders) : [],
  };
}

/** Stored settings, laid out flat for the form. */
export function formValues(channel: string, config: Config, form: ChannelForm | null): Values {
  const flat: Record<string, string> = {};
  const walk = (thing: unknown, path: string) => {
    if (typeof thing === 'object' && thing !== null && !Array.isArray(thing))
      for (const [key, inner] of Object.entries(thing)) walk(inner, path === '' ? key : `${path}.${key}`);
    else if (Array.isArray(thing)) flat[path] = thing.filter((one) => typeof one === 'string').join('\n');
    else if (typeof thing === 'boolean') flat[path] = thing ? 'yes' : 'no';
    else if (typeof thing === 'string' || typeof thing === 'number') flat[path] = String(thing);
  };
  walk(config, '');
  return { ...(form ? usualValues(form) : channel === 'email' ? emailDefaults : chatDefaults), ...flat };
}

/** The line that an administrator puts into the pages of the website. */
export function scriptTag(origin: string, token: string): string {
  return `<script src="${origin}/widget.js" data-inbox="${token}" defer></script>`;
}

function cleanSenders(senders: readonly SenderRow[]): SenderRow[] {
  return senders
    .map(({ name, address, signature }) => ({ name: name.trim(), address: address.trim(), signature: signature.trimEnd() }))
    .filter(({ address }) => address !== '');
}

const value = (values: Values, name: string): string => values[name] ?? '';

function given(values: Values, name: string, key: string): Record<string, string> {
  const typed = value(values, name);
  return typed === '' ? {} : { [key]: typed };
}

/** What is no number goes to the server as it is nearest to: not a number, which it names beside the field. */
function wholeOr(typed: string): number {
  return /^\d+$/u.test(typed.trim()) ? Number(typed) : -1;
}
