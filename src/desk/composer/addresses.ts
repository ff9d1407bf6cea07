// Addresses as people type and paste them: `Anna Rossi <anna@example.org>, b@example.org; c@example.org`.
export type TypedAddress = { readonly name: string | null; readonly address: string };
export type ReadAddresses = { readonly addresses: readonly TypedAddress[]; readonly wrong: readonly string[] };

const plain = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/u;

export function readAddresses(typed: string): ReadAddresses {
  const addresses: TypedAddress[] = [];
  const wrong: string[] = [];
  for (const part of splitAddresses(typed)) {
    const named = /^(.*)<([^<>]+)>$/u.exec(part);
    const address = (named?.[2] ?? part).trim();
    const name =
      named?.[1]
        ?.trim()
        .replace(/^"(.*)"$/u, '$1')
        .trim() ?? '';
    if (!plain.test(address)) wrong.push(part);
    else if (!addresses.some((one) => one.address.toLowerCase() === address.toLowerCase())) addresses.push({ name: name === '' ? null : name, address });
  }
  return { addresses, wrong };
}

/** Commas inside quotation marks belong to a name. */
function splitAddresses(typed: string): string[] {
  return typed
    .split(/[,;\n](?=(?:[^"]*"[^"]*")*[^"]*$)/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

export function writeAddresses(addresses: readonly TypedAddress[]): string {
  return addresses.map(({ name, address }) => (name ? `${/[,;"<>]/u.test(name) ? `"${name.replaceAll('"', '')}"` : name} <${address}>` : address)).join(', ');
}
