/** The source system of forms that were entered on screen. */
export const SCREEN = 'screen'
