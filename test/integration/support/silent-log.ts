import type { Log } from '../../../api/src/database/log.js'

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }
