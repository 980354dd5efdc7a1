import type { RouteObject } from 'react-router'

/** The pages on which records are kept up, each a chunk of its own. */
export const RECORD_ROUTES: RouteObject[] = [
  {
    path: 'groups/new',
    lazy: async () => ({
      Component: (await import('../features/records/group/new-group-page.js')).NewGroupPage,
    }),
  },
  {
    path: 'groups/:groupId/record',
    lazy: async () => ({
      Component: (await import('../features/records/group/group-record-page.js')).GroupRecordPage,
    }),
  },
  {
    path: 'members/new',
    lazy: async () => ({
      Component: (await import('../features/records/member/new-member-page.js')).NewMemberPage,
    }),
  },
  {
    path: 'members/:memberId/record',
    lazy: async () => ({
      Component: (await import('../features/records/member/member-record-page.js')).MemberRecordPage,
    }),
  },
]
