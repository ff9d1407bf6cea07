// The door of the emulated API: parameters, key and version are looked at first, faults come over every call alike.
import type { Answer } from '../host.ts';
import type { Dice, Faults } from '../faults.ts';
import { methods, type Surroundings } from './methods.ts';
import { denied, type Parameters, Refusal, refusalBody, tooMany, unauthorised } from './refusal.ts';

export type Door = { readonly vendor: Surroundings; readonly faults: Faults; readonly chance: Dice; token(): string };

/** dev.vk.com: a community's key may call so often in a second. */
const mostInSecond = 20;

export function openDoor({ vendor, faults, chance, token }: Door): (method: string, request: Request, url: URL) => Promise<Answer> {
  let calls: number[] = [];
  const tooOften = (): boolean => {
    const now = Date.now();
    calls = calls.filter((at) => now - at < 1_000);
    if (calls.length >= mostInSecond) return true;
    calls.push(now);
    return false;
  };
  return async (method, request, url) => {
    const parameters = await parametersOf(request, url);
    try {
      if (tooOften() || chance.falls(faults.tooMany)) throw tooMany();
      if (chance.falls(faults.broken)) throw new Refusal(10, 'Internal server error: could not get application');
      const response = answer(method, parameters, keyOf(request, parameters), token(), vendor);
      return chance.falls(faults.answerLost) ? 'cut' : Response.json({ response });
    } catch (error) {
      if (error instanceof Refusal) return Response.json(refusalBody(error, method, parameters));
      throw error;
    }
  };
}

function answer(name: string, parameters: Parameters, key: string | null, token: string, vendor: Surroundings): unknown {
  const version = /^5\.(\d{1,3})$/.exec(parameters['v'] ?? '')?.[1];
  if (version === undefined) throw new Refusal(8, 'Invalid request: v (version) is required');
  if (Number(version) < 81) throw new Refusal(8, 'Invalid request: versions below 5.81 are deprecated');
  const method = Object.hasOwn(methods, name) ? methods[name]! : null;
  if (!method) throw new Refusal(3, 'Unknown method passed');
  if (key === null) throw unauthorised('no access_token passed');
  if (key !== token) throw unauthorised('invalid access_token (4)');
  if (method.needs !== undefined && !vendor.controls.rights.has(method.needs)) throw denied('no access to call this method. It cannot be called with current scopes');
  return method.run(parameters, vendor);
}

/** In the address, as a form, or as parts of one; JSON is not taken. */
async function parametersOf(request: Request, url: URL): Promise<Parameters> {
  const type = request.headers.get('content-type') ?? '';
  const form = request.method === 'POST' && /^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(type) ? await request.formData().catch(() => null) : null;
  const given = [...url.searchParams, ...(form ?? [])].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  return Object.fromEntries(given);
}

function keyOf(request: Request, parameters: Parameters): string | null {
  return /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? parameters['access_token'] ?? null;
}
