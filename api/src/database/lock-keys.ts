/** Keys of the advisory locks, in one place so that no two purposes share one. */

/** One starter at a time makes roles and the database. */
export const ROLES_LOCK = 7_313_001

/** One starter at a time runs migrations. */
export const MIGRATION_LOCK = 7_313_002

/** Held shared by every process that uses the embedded server, exclusively by the one that stops it. */
export const EMBEDDED_USERS_LOCK = 7_313_003

/** Held by the process that started or adopted the embedded server. */
export const EMBEDDED_OWNER_LOCK = 7_313_004

/** One import at a time asks what is stored and stores the rest. */
export const IMPORT_LOCK = 7_313_005

/** One change of the deployment's settings at a time. */
export const SETTINGS_LOCK = 7_313_006

/** Begins the names of records that one entry at a time looks at and changes. */
export const ENTRY_LOCKS = 7_313_007
