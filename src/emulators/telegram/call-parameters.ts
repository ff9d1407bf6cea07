// The parameters of a Bot API call, in each of the four ways in which they may come: in the address, as a form, as JSON, or as a form with files.
export type GivenFile = { readonly name: string; readonly content: Uint8Array };
export type Parameters = { readonly values: ReadonlyMap<string, unknown>; readonly files: ReadonlyMap<string, GivenFile> };

export async function readParameters(request: Request, url: URL): Promise<Parameters> {
  const values = new Map<string, unknown>(url.searchParams);
  const files = new Map<string, GivenFile>();
  if (request.method !== 'POST') return { values, files };
  const type = request.headers.get('content-type') ?? '';
  const body = Buffer.from(await request.arrayBuffer());
  const boundary = /^multipart\/form-data;.*?boundary="?([^";]+)/i.exec(type)?.[1];
  if (boundary !== undefined) for (const part of partsOf(body, boundary)) {
    if (part.fileName === null) values.set(part.name, part.content.toString());
    else files.set(part.name, { name: part.fileName, content: part.content });
  }
  else if (type.startsWith('application/json')) for (const [name, value] of Object.entries(objectIn(body.toString()))) values.set(name, value);
  else for (const [name, value] of new URLSearchParams(body.toString())) values.set(name, value);
  return { values, files };
}

function objectIn(json: string): object {
  try {
    const read: unknown = JSON.parse(json);
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}

type FormPart = { readonly name: string; readonly fileName: string | null; readonly content: Buffer };

/** Header names in any case and file names without quotation marks are taken, as the vendor takes them. */
function partsOf(body: Buffer, boundary: string): readonly FormPart[] {
  const border = Buffer.from(`--${boundary}`);
  const found: FormPart[] = [];
  for (let at = body.indexOf(border); at !== -1;) {
    const next = body.indexOf(border, at + border.length);
    if (next === -1) break;
    const headEnd = body.indexOf('\r\n\r\n', at);
    if (headEnd !== -1 && headEnd < next) {
      const head = body.subarray(at, headEnd).toString();
      const name = /[; ]name="?([^";\r\n]*)/i.exec(head)?.[1] ?? '';
      const fileName = /filename="?([^";\r\n]*)/i.exec(head)?.[1] ?? null;
      found.push({ name, fileName, content: Buffer.from(body.subarray(headEnd + 4, next - 2)) });
    }
    at = next;
  }
  return found;
}

export function textAt({ values }: Parameters, name: string): string {
  const value = values.get(name);
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function wholeAt(given: Parameters, name: string): number | null {
  const value = textAt(given, name);
  return /^-?\d{1,19}$/.test(value) ? Number(value) : null;
}

export function flagAt({ values }: Parameters, name: string): boolean {
  const value = values.get(name);
  return value === true || value === 1 || (typeof value === 'string' && /^(true|yes|1)$/i.test(value));
}

/** Objects and lists come as JSON in a form, and as themselves in JSON. `undefined`: nothing was given; null: it cannot be read. */
export function valueAt({ values }: Parameters, name: string): unknown {
  const value = values.get(name);
  if (typeof value !== 'string') return value;
  if (value === '') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return null;
  }
}
