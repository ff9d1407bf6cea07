// Which modules travel together: all that one moment needs is one file, since many small ones compress badly.

/** The part of the bundler's knowledge that is needed here. */
type Graph = { getModuleInfo(module: string): { readonly importedIds: readonly string[] } | null };

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
      open.push(...(graph.getModuleInfo(module)?.importedIds ?? []));
    }
  }
  return of;
}
