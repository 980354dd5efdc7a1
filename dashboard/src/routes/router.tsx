import { createBrowserRouter, redirect } from 'react-router'
import { AppFrame } from './app-frame.js'
import { NotFoundPage } from './not-found-page.js'
import { RouteFailure } from './route-failure.js'

/** Address to page. Every page is a chunk of its own, fetched when it is first visited. */
export function createRouter(): ReturnType<typeof createBrowserRouter> {
  return createBrowserRouter([
    {
      path: '/',
      Component: AppFrame,
      ErrorBoundary: RouteFailure,
      HydrateFallback: () => null,
      children: [
        { index: true, loader: () => redirect('/programme') },
        {
          ErrorBoundary: RouteFailure,
          children: [
            {
              path: 'programme',
              lazy: async () => ({
                Component: (await import('../features/programme/programme-page.js')).ProgrammePage,
              }),
            },
            {
              path: 'groups',
              lazy: async () => ({
                Component: (await import('../features/group/group-list-page.js')).GroupListPage,
              }),
            },
            {
              path: 'groups/:groupId',
              lazy: async () => ({
                Component: (await import('../features/group/group-page.js')).GroupPage,
              }),
            },
            {
              path: 'members',
              lazy: async () => ({
                Component: (await import('../features/member/member-list-page.js')).MemberListPage,
              }),
            },
            {
              path: 'members/:memberId',
              lazy: async () => ({
                Component: (await import('../features/member/member-page.js')).MemberPage,
              }),
            },
            {
              path: 'groups',
              lazy: async () => ({
                Component: (await import('../features/group/group-list-page.js')).GroupListPage,
              }),
            },
            {
              path: 'groups/:groupId',
              lazy: async () => ({ Component: (await import('../features/group/group-page.js')).GroupPage }),
            },
            {
              path: 'members',
              lazy: async () => ({
                Component: (await import('../features/member/member-list-page.js')).MemberListPage,
              }),
            },
            {
              path: 'members/:memberId',
              lazy: async () => ({
                Component: (await import('../features/member/member-page.js')).MemberPage,
              }),
            },
            { path: 'entry', loader: () => redirect('/entry/import') },
            {
              path: 'entry/import',
              lazy: async () => ({
                Component: (await import('../features/entry/import-page.js')).ImportPage,
              }),
            },
            { path: '*', Component: NotFoundPage },
          ],
        },
      ],
    },
  ])
}
