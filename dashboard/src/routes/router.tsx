import { createBrowserRouter } from 'react-router'
import { meQuery } from '../api-client/me.js'
import { queryClient } from '../api-client/query-client.js'
import { ADMIN_ROUTES } from './admin-routes.js'
import { AppFrame } from './app-frame.js'
import { FrameSkeleton } from './frame-states.js'
import { HomePage } from './home-page.js'
import { NotFoundPage } from './not-found-page.js'
import { PlainFrame } from './plain-frame.js'
import { RECORD_ROUTES } from './record-routes.js'
import { RouteFailure } from './route-failure.js'

/** Address to page. Every page is a chunk of its own, fetched when it is first visited. */
export function createRouter(): ReturnType<typeof createBrowserRouter> {
  return createBrowserRouter([
    {
      path: '/sign-in',
      Component: PlainFrame,
      ErrorBoundary: RouteFailure,
      HydrateFallback: () => null,
      children: [
        {
          index: true,
          lazy: async () => ({
            Component: (await import('../features/sign-in/sign-in-page.js')).SignInPage,
          }),
        },
        {
          path: 'new-password',
          lazy: async () => ({
            Component: (await import('../features/account/new-password-page.js')).NewPasswordPage,
          }),
        },
        {
          path: 'second-factor',
          lazy: async () => ({
            Component: (await import('../features/account/second-factor-page.js')).SecondFactorPage,
          }),
        },
      ],
    },
    {
      path: '/',
      Component: AppFrame,
      ErrorBoundary: RouteFailure,
      HydrateFallback: FrameSkeleton,
      // Asked while the page's chunk is on its way; the frame waits for the answer.
      loader: () => {
        void queryClient.prefetchQuery(meQuery)
        return null
      },
      shouldRevalidate: () => false,
      children: [
        { index: true, Component: HomePage },
        {
          ErrorBoundary: RouteFailure,
          children: [
            {
              path: 'today',
              lazy: async () => ({
                Component: (await import('../features/today/today-page.js')).TodayPage,
              }),
            },
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
            ...RECORD_ROUTES,
            {
              path: 'groups/:groupId',
              lazy: async () => ({
                Component: (await import('../features/group/group-page.js')).GroupPage,
              }),
            },
            {
              path: 'members',
              lazy: async () => ({
                Component: (await import('../features/member/members-page.js')).MembersPage,
              }),
            },
            {
              path: 'members/:memberId',
              lazy: async () => ({
                Component: (await import('../features/member/member-page.js')).MemberPage,
              }),
            },
            {
              path: 'members/:memberId/progress',
              lazy: async () => ({
                Component: (await import('../features/member/progress/progress-page.js')).ProgressPage,
              }),
            },
            {
              path: 'completeness',
              lazy: async () => ({
                Component: (await import('../features/completeness/completeness-page.js')).CompletenessPage,
              }),
            },
            {
              path: 'signals',
              lazy: async () => ({
                Component: (await import('../features/signals-review/signals-page.js')).SignalsPage,
              }),
            },
            {
              path: 'comparison',
              lazy: async () => ({
                Component: (await import('../features/comparison/study-list-page.js')).StudyListPage,
              }),
            },
            {
              path: 'comparison/:studyId',
              lazy: async () => ({
                Component: (await import('../features/comparison/study-page.js')).StudyPage,
              }),
            },
            {
              path: 'reports',
              lazy: async () => ({
                Component: (await import('../features/reports/library-page.js')).LibraryPage,
              }),
            },
            {
              path: 'calibration',
              lazy: async () => ({
                Component: (await import('../features/calibration/calibration-page.js')).CalibrationPage,
              }),
            },
            {
              path: 'signal-rules',
              lazy: async () => ({
                Component: (await import('../features/signal-rules/signal-rules-page.js')).SignalRulesPage,
              }),
            },
            {
              path: 'research',
              lazy: async () => ({
                Component: (await import('../features/research/research-page.js')).ResearchPage,
              }),
            },
            {
              path: 'research/:dataSetId',
              lazy: async () => ({
                Component: (await import('../features/research/data-set-page.js')).DataSetPage,
              }),
            },
            {
              path: 'entry',
              lazy: async () => ({
                Component: (await import('../features/entry/due/due-page.js')).DuePage,
              }),
            },
            {
              path: 'entry/session/:sessionId',
              lazy: async () => ({
                Component: (await import('../features/entry/session/session-entry-page.js')).SessionEntryPage,
              }),
            },
            {
              path: 'entry/import',
              lazy: async () => ({
                Component: (await import('../features/entry/import-page.js')).ImportPage,
              }),
            },
            {
              path: 'account',
              lazy: async () => ({
                Component: (await import('../features/account/account-page.js')).AccountPage,
              }),
            },
            ...ADMIN_ROUTES,
            { path: '*', Component: NotFoundPage },
          ],
        },
      ],
    },
  ])
}
