// What each channel asks for, as the server says it in the agent's language, and settings between its form and the server.
import { useQuery } from '@tanstack/react-query';
import type { channelsReply } from '../../contract/requests.ts';
import { request } from '../live/request.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** A form's fields by their paths, as text. */
export type Values = Readonly<Record<string, string>>;

type Channels = (typeof channelsReply)['_output']['channels'];
export type KnownChannel = Channels[number];
export type ChannelForm = NonNullable<KnownChannel['form']>;
export type ChannelField = ChannelForm['fields'][number];

/** Forms change only with the program: asked for once in a language. */
export function useChannels() {
  const { language } = useTranslation();
  return useQuery({
    queryKey: ['channels', language],
    queryFn: () => request<{ readonly channels: Channels }>('GET', `/channels?language=${encodeURIComponent(language)}`),
    staleTime: Infinity,
  });
}

export function usualValues({ fields }: ChannelForm): Values {
  return Object.fromEntries(fields.map(({ path, kind, usual, choices }) => [path, kind === 'switch' ? (usual === true ? 'yes' : 'no') : String(usual ?? (kind === 'choice' ? (choices[0]?.value ?? '') : ''))]));
}

/** As the server wants it. What was left empty and may be is left out, and so is a secret that was not typed, so that the stored one stays. */
export function madeConfig({ fields }: ChannelForm, values: Values): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  for (const field of fields) {
    const value = settingOf(field, values[field.path] ?? '');
    if (value === undefined) continue;
    const steps = field.path.split('.');
    const last = steps.pop()!;
    let group = config;
    for (const step of steps) group = (group[step] ??= {}) as Record<string, unknown>;
    group[last] = value;
  }
  return config;
}

function settingOf({ kind, optional }: ChannelField, typed: string): unknown {
  if (kind === 'switch') return typed === 'yes';
  if (kind === 'lines') return typed.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  if (kind === 'secret') return typed === '' ? undefined : typed;
  const value = typed.trim();
  if (value === '' && (optional || kind === 'number')) return undefined;
  // What is no number goes to the server as it was typed, which names the mistake beside the field.
  return kind === 'number' && Number.isFinite(Number(value.replace(',', '.'))) ? Number(value.replace(',', '.')) : value;
}
