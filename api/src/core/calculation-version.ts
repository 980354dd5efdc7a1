/** Goes up with every change to a formula of core; derived rows carry it, so that stale ones can be found and rebuilt. */
export const CALCULATION_VERSION = 1
