// Every place of the desk and its address. The inbox comes with the first load, everything else when it is visited.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate, Outlet, redirect } from '@tanstack/react-router';
import { useState } from 'react';
import { readAsked } from '../finding/asked.ts';
import { InboxPage } from '../inbox/inbox-page.tsx';
import { readPromisesAsked } from '../promises/asked.ts';
import { useBootState } from './boot.tsx';
import { Frame } from './frame.tsx';
import { NotFound } from './not-found.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

function Inside() {
  const boot = useBootState();
  if (boot.is === 'inside') return <Frame boot={boot} />;
  if (boot.is !== 'outside') return null;
  return boot.needed ? <Navigate to="/setup" /> : <ToSignIn />;
}

/** Back to this place afterwards; noted once, before the address changes. */
function ToSignIn() {
  const [next] = useState(() => location.pathname);
  return <Navigate to="/sign-in" search={{ next }} />;
}

const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Inside });
const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox/$view', params: { view: 'open' } });
  },
});
const inbox = createRoute({ getParentRoute: () => inside, path: '/inbox/$view', component: InboxPage });
const conversation = createRoute({ getParentRoute: () => inbox, path: '/$conversation' });

const find = createRoute({
  getParentRoute: () => inside,
  path: '/find',
  validateSearch: readAsked,
  component: lazyRouteComponent(() => import('../finding/find-page.tsx'), 'FindPage'),
});
const foundConversation = createRoute({ getParentRoute: () => find, path: '/$conversation' });

const promises = createRoute({ getParentRoute: () => inside, path: '/promises', validateSearch: readPromisesAsked, component: lazyRouteComponent(() => import('../promises/promises-page.tsx'), 'PromisesPage') });

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsPage'),
});
const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/me' });
  },
});
const me = createRoute({ getParentRoute: () => settings, path: '/me', component: lazyRouteComponent(() => import('../settings/me-page.tsx'), 'MePage') });
const keys = createRoute({
  getParentRoute: () => settings,
  path: '/keys',
  component: lazyRouteComponent(() => import('../keys/keys-page.tsx'), 'KeysPage'),
});
const people = createRoute({
  getParentRoute: () => settings,
  path: '/people',
  component: lazyRouteComponent(() => import('../settings/people-page.tsx'), 'PeoplePage'),
});
const workspace = createRoute({
  getParentRoute: () => settings,
  path: '/workspace',
  component: lazyRouteComponent(() => import('../settings/workspace-page.tsx'), 'WorkspacePage'),
});
const inboxes = createRoute({
  getParentRoute: () => settings,
  path: '/inboxes',
  component: lazyRouteComponent(() => import('../settings/inboxes-page.tsx'), 'InboxesPage'),
});
const oneInbox = createRoute({
  getParentRoute: () => settings,
  path: '/inboxes/$inbox',
  component: lazyRouteComponent(() => import('../settings/inbox-settings-page.tsx'), 'InboxSettingsPage'),
});
const webhooks = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('../machines/webhooks-page.tsx'), 'WebhooksPage'),
});
const oneWebhook = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks/$webhook',
  component: lazyRouteComponent(() => import('../machines/webhook-page.tsx'), 'WebhookPage'),
});
const held = createRoute({
  getParentRoute: () => settings,
  path: '/held',
  component: lazyRouteComponent(() => import('../held/held-page.tsx'), 'HeldPage'),
});
const contacts = createRoute({
  getParentRoute: () => settings,
  path: '/contacts',
  component: lazyRouteComponent(() => import('../importing/contacts-page.tsx'), 'ContactsPage'),
});
const oneImport = createRoute({
  getParentRoute: () => settings,
  path: '/contacts/$contactImport',
  component: lazyRouteComponent(() => import('../importing/import-page.tsx'), 'ImportPage'),
});
const tokens = createRoute({
  getParentRoute: () => settings,
  path: '/tokens',
  component: lazyRouteComponent(() => import('../settings/tokens-page.tsx'), 'TokensPage'),
});

const notifications = createRoute({
  getParentRoute: () => settings,
  path: '/notifications',
  component: lazyRouteComponent(() => import('../notifying/notifications-page.tsx'), 'NotificationsPage'),
});

const templates = createRoute({
  getParentRoute: () => settings,
  path: '/templates',
  component: lazyRouteComponent(() => import('../writing/templates-page.tsx'), 'TemplatesPage'),
});

const macros = createRoute({
  getParentRoute: () => settings,
  path: '/macros',
  component: lazyRouteComponent(() => import('../writing/macros-page.tsx'), 'MacrosPage'),
});

const next = (search: Record<string, unknown>): { next?: string } => (typeof search['next'] === 'string' ? { next: search['next'] } : {});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('../entrance/setup-page.tsx'), 'SetupPage'),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: next,
  component: lazyRouteComponent(() => import('../entrance/sign-in-page.tsx'), 'SignInPage'),
});
const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/forgotten',
  component: lazyRouteComponent(() => import('../entrance/forgotten-page.tsx'), 'ForgottenPage'),
});
const newPassword = createRoute({
  getParentRoute: () => root,
  path: '/new-password',
  component: lazyRouteComponent(() => import('../entrance/new-password-page.tsx'), 'NewPasswordPage'),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('../entrance/invitation-page.tsx'), 'InvitationPage'),
});

const tree = root.addChildren([
  inside.addChildren([home, inbox.addChildren([conversation]), find.addChildren([foundConversation]), promises, settings.addChildren([settingsHome, me, notifications, keys, templates, macros, people, workspace, inboxes, oneInbox, contacts, oneImport, tokens, webhooks, oneWebhook, held])]),
  setup,
  signIn,
  forgotten,
  newPassword,
  invitation,
]);

export function createDeskRouter() {
  return createRouter({ routeTree: tree, defaultPreload: 'intent', scrollRestoration: false });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDeskRouter>;
  }
}
