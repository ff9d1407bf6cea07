// Macros: everybody's, and the viewer's own; what one would do to a conversation, doing it, and taking it back.
import { changeMacroBody, macroBody, macroPreviewReply, macroRunReply, macrosReply, macroView, runMacroBody } from '../../contract/macro.ts';
import { conversationView } from '../../contract/views.ts';
import { maySeeOwned } from '../../domain/access/own-or-shared.ts';
import { Refusal } from '../../domain/refusal.ts';
import { changeMacro } from '../../operations/change-macro.ts';
import { createMacro } from '../../operations/create-macro.ts';
import { removeMacro } from '../../operations/remove-macro.ts';
import { runMacro } from '../../operations/run-macro.ts';
import { undoMacro } from '../../operations/undo-macro.ts';
import { findMacro, listMacros } from '../../store/macro.ts';
import { pathId } from '../path-id.ts';
import { presentMacro, previewMacro } from '../present/macro.ts';
import { showConversation } from '../present/open-conversation.ts';
import { route } from '../route.ts';

const about = { noun: 'macros', who: 'agent' } as const;
const here = { ...about, sees: 'conversation' } as const;
const obstacles = ['macro-agent-off', 'macro-team-gone', 'macro-template-gone', 'inbox-archived', 'contact-blocked', 'not-allowed'] as const;

export const macroRoutes = [
  route({
    ...about, method: 'GET', path: '/api/macros', summary: 'Every macro that the viewer may use', reply: macrosReply,
    handle: async ({ desk, workspace, viewer }) => ({ macros: (await listMacros(desk.db, workspace, viewer.kind === 'agent' ? viewer.id : null)).map(presentMacro) }),
  }),
  route({
    ...about, method: 'POST', path: '/api/macros', refuses: ['not-allowed'], summary: 'Make a macro, for oneself or, as a lead, for everybody', body: macroBody, reply: macroView,
    handle: async ({ desk, workspace, actor, viewer, body }) => presentMacro(await createMacro(desk, { workspace, actor, viewer }, body)),
  }),
  route({
    ...about, method: 'PATCH', path: '/api/macros/{macro}', refuses: ['not-found', 'not-allowed', 'changed-meanwhile'], summary: 'Change a macro', body: changeMacroBody, reply: macroView,
    handle: async ({ desk, workspace, actor, viewer, params, body }) => presentMacro(await changeMacro(desk, { workspace, actor, viewer }, pathId(params, 'macro'), body)),
  }),
  route({
    ...about, method: 'DELETE', path: '/api/macros/{macro}', refuses: ['not-found', 'not-allowed'], summary: 'Remove a macro; what was done with it stays', reply: null,
    handle: async ({ desk, workspace, actor, viewer, params }) => removeMacro(desk, { workspace, actor, viewer }, pathId(params, 'macro')),
  }),
  route({
    ...here, method: 'GET', path: '/api/conversations/{conversation}/macros/{macro}', refuses: ['not-found'], summary: 'What a macro would do here, step by step, and what stands against it', reply: macroPreviewReply,
    handle: async ({ desk, workspace, viewer, params }) => {
      const macro = await findMacro(desk.db, workspace, pathId(params, 'macro'));
      if (!macro || !maySeeOwned(viewer, macro.owner)) throw new Refusal('not-found');
      return previewMacro(desk, workspace, params['conversation']!, viewer, macro);
    },
  }),
  route({
    ...here, method: 'POST', path: '/api/conversations/{conversation}/macros/{macro}', refuses: ['not-found', ...obstacles],
    summary: 'Do what a macro says, all of it or nothing. Words for the customer are answered or put into one\'s draft, never sent.', body: runMacroBody, reply: macroRunReply,
    handle: async ({ desk, workspace, actor, viewer, params, body }) => {
      const conversation = params['conversation']!;
      const words = await runMacro(desk, { workspace, actor, viewer }, { macro: pathId(params, 'macro'), conversation, ...body });
      return { run: body.run, conversation: await showConversation(desk, workspace, conversation), words: words && { text: words.text, gaps: [...words.gaps], hints: [...words.hints] } };
    },
  }),
  route({
    ...here, method: 'POST', path: '/api/conversations/{conversation}/macro-runs/{macroRun}/undo', refuses: ['not-found', 'not-allowed'], summary: 'Take back what a macro did, as far as nobody has decided anew since', reply: conversationView,
    handle: async ({ desk, workspace, actor, viewer, params }) => {
      await undoMacro(desk, { workspace, actor, viewer }, params['conversation']!, pathId(params, 'macroRun'));
      return showConversation(desk, workspace, params['conversation']!);
    },
  }),
];
