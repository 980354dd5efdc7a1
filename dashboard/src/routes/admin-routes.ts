import type { RouteObject } from 'react-router'

/** The pages of administration: each a chunk of its own, as everywhere. */
export const ADMIN_ROUTES: RouteObject[] = [
  {
    path: 'settings',
    lazy: async () => ({
      Component: (await import('../features/admin/overview/overview-page.js')).OverviewPage,
    }),
  },
  {
    path: 'settings/setup',
    lazy: async () => ({ Component: (await import('../features/admin/setup/setup-page.js')).SetupPage }),
  },
  {
    path: 'settings/users',
    lazy: async () => ({
      Component: (await import('../features/admin/users/user-list-page.js')).UserListPage,
    }),
  },
  {
    path: 'settings/users/new',
    lazy: async () => ({ Component: (await import('../features/admin/users/new-user-page.js')).NewUserPage }),
  },
  {
    path: 'settings/users/:userId',
    lazy: async () => ({ Component: (await import('../features/admin/users/user-page.js')).UserPage }),
  },
  {
    path: 'settings/roles',
    lazy: async () => ({ Component: (await import('../features/admin/roles/roles-page.js')).RolesPage }),
  },
  {
    path: 'settings/sites',
    lazy: async () => ({ Component: (await import('../features/admin/places/places-page.js')).PlacesPage }),
  },
  {
    path: 'settings/tokens',
    lazy: async () => ({ Component: (await import('../features/admin/tokens/tokens-page.js')).TokensPage }),
  },
  {
    path: 'settings/caseload',
    lazy: async () => ({
      Component: (await import('../features/admin/caseload/caseload-page.js')).CaseloadPage,
    }),
  },
  {
    path: 'settings/rules',
    lazy: async () => ({ Component: (await import('../features/admin/rules/rules-page.js')).RulesPage }),
  },
  {
    path: 'audit',
    lazy: async () => ({ Component: (await import('../features/admin/audit/audit-page.js')).AuditPage }),
  },
  {
    path: 'audit/identities',
    lazy: async () => ({
      Component: (await import('../features/admin/audit/opened-identities-page.js')).OpenedIdentitiesPage,
    }),
  },
]
