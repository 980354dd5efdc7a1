/** How far an import has come; `total` null while it is not known. */
export type ImportStage = 'reading' | 'checking' | 'storing' | 'outcomes'
export type ImportProgress = (stage: ImportStage, done: number, total: number | null) => void
