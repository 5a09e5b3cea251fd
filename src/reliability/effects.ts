/** What an event did to its component, as the machinery around it has to know. */

export const NO_EFFECT = 0;
export const WENT_DOWN = 1;
export const CAME_UP = 2;
/** Its work takes another factor of time. */
export const CHANGED_PACE = 3;
/** Something was taken, undone or attempted: `mode`, `loss` and `depth` of the faults say what. */
export const STRUCK = 4;
/** Its capacity, or whether it censors, is another. */
export const CHANGED_SERVICE = 5;
