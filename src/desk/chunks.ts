// Which modules travel together: all that one moment needs is one file, since many small ones compress badly.

/** The part of the bundler's knowledge that is needed here. */
type Graph = { getModuleInfo(module: string): { readonly importedIds: readonly string[]; readonly code: string | null } | null };

const mark = (name: string) => `src/desk/${name}`;

/** The moments of a visit, in their order: the inbox, then a conversation with its composer. What comes later comes in files of its own. */
const moments = [
  { name: 'inbox', begins: [mark('main.tsx'), mark('shell/frame.tsx'), mark('inbox/inbox-page.tsx')] },
  { name: 'conversation', begins: [mark('conversation/conversation-pane.tsx'), mark('composer/writing-area.tsx')] },
] as const;

/** The earlier moment takes what both need. */
export function momentGroups() {
  let known: ReadonlyMap<string, string> | null = null;
  return moments.map(({ name }, place) => ({
    name: (module: string, graph: Graph): string | null => {
      known ??= walk(graph);
      return known.get(module) === name ? name : null;
    },
    priority: moments.length - place,
  }));
}

function walk(graph: Graph): ReadonlyMap<string, string> {
  const of = new Map<string, string>();
  for (const { name, begins } of moments) {
    const open = begins.map((one) => decodeURIComponent(new URL(`../../${one}`, import.meta.url).pathname));
    for (let module = open.pop(); module !== undefined; module = open.pop()) {
      if (of.has(module)) continue;
      of.set(module, name);
      open.push(...neededBy(module, graph));
    }
  }
  return of;
}

const allSigns = /lucide-react\/dist\/esm\/lucide-react\.mjs$/;

/** What a module imports; of the signs, which one file offers in their hundreds, those that it names. */
function neededBy(module: string, graph: Graph): readonly string[] {
  const info = graph.getModuleInfo(module);
  const imported = info?.importedIds ?? [];
  const offering = imported.find((one) => allSigns.test(one));
  if (offering === undefined) return imported;
  const named = /import \{([^}]*)\} from ["']lucide-react["']/.exec(info?.code ?? '')?.[1] ?? '';
  const offered = graph.getModuleInfo(offering)?.code ?? '';
  const signs = named.split(',').flatMap((one) => {
    const name = one.trim().split(' ')[0];
    const file = name ? new RegExp(`default as ${name}[ ,][^;]*? from ['"](\\./[^'"]+)['"]`).exec(offered)?.[1] : undefined;
    return file ? [new URL(file, `file://${offering}`).pathname] : [];
  });
  return [...imported.filter((one) => one !== offering), ...signs];
}
